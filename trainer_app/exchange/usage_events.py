"""A plain list of events: when, who, and how many requests where the file says so.

Headers are known by many names; a status, a charge mark or a mark of automation decides which rows
are use. Times with an offset are moments, times without one are the program's local time.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import tzinfo
from enum import Enum

from trainer_app.domain.import_codes import Meaning
from trainer_app.domain.usage import IdentityKind
from trainer_app.domain.usage_file import UsageLayout, UsageLineTrouble
from trainer_app.exchange.usage_cells import Moments, requests
from trainer_app.exchange.usage_plan import Gate, Plan, first_of


def _names(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_MOMENTS = _names(
    "timestamp timestamp_utc time time_utc datetime date_time ts occurred_at created_at created event_time "
    "event_timestamp request_time requested_at request_timestamp started_at logged_at usage_time"
)
_DAYS = _names("date day usage_date activity_date")
_UNITS = _names(
    "requests num_requests request_count requests_count number_of_requests num_model_requests model_requests "
    "total_requests api_requests calls api_calls num_calls messages total_messages prompts interactions events count"
)
_EMAILS = _names(
    "email e_mail user_email email_address e_mail_address mail upn user_principal_name actor_email account_email"
)
_LOGINS = _names("login username user_name user_login github_login user_id user actor")
_KEYS = _names("api_key_id key_id apikey_id api_key key apikey")
_WHO = (
    (IdentityKind.EMAIL, Meaning.EMAIL, _EMAILS),
    (IdentityKind.LOGIN, Meaning.LOGIN, _LOGINS),
    (IdentityKind.KEY, Meaning.KEY, _KEYS),
)

_FAILED = re.compile(
    r"(?<![a-z])(error|fail(ed|ure)?(?![a-z])|abort|cancel|denied|reject|refus|time[d_ ]*out|rate.?limit)"
)
_FREE = re.compile(r"(?<![a-z])(no.charge|not.charged|uncharged|not.billed)")
_FINE = frozenset({"no error", "no errors", "no_error", "error: none"})
_NO = frozenset({"", "0", "0.0", "no", "n", "false", "none", "null", "-", "n/a", "[]", "{}"})
_SERVICE = re.compile(r"(?<![a-z])(service|bot(?![a-z])|automat|system|machine)")
_HTTP_TROUBLE = 400


def events_plan(names: Sequence[str], zone: tzinfo) -> Plan | None:
    """Return how to read a list of events with these headers, None where it is none.

    A column of plain days makes a list of events only together with a count: daily reports have rows
    for people who did nothing.
    """
    units = first_of(names, _UNITS)
    when = first_of(names, _MOMENTS if units is None else [*_MOMENTS, *_DAYS])
    who = [(kind, at, meaning) for kind, meaning, wanted in _WHO if (at := first_of(names, wanted)) is not None]
    if when is None or not who:
        return None
    gates = tuple((at, gate) for at, name in enumerate(names) if (gate := _GATES.get(name)))
    places = [(when, Meaning.DATE), (units, Meaning.UNITS)]
    return Plan(
        layout=UsageLayout.EVENTS,
        when=(when,),
        days=Moments(zone),
        who=tuple((kind, at) for kind, at, _ in who),
        units=units,
        amount=_one_or_more,
        gates=gates,
        meanings={at: meaning for at, meaning in places if at is not None}
        | {at: meaning for _, at, meaning in who}
        | {at: Meaning.STATUS for at, _ in gates},
    )


def _one_or_more(text: str) -> float:
    """Return the count of an event; an event without one is one request."""
    return requests(text) if text.strip() else 1.0


def _status(text: str) -> Enum | None:
    said = text.strip().casefold()
    if said in _FINE:
        return None
    if _FAILED.search(said) or (said.isascii() and said.isdigit() and int(said[:9]) >= _HTTP_TROUBLE):
        return UsageLineTrouble.ERRORED
    return UsageLineTrouble.NOT_CHARGED if _FREE.search(said) else None


def _error(text: str) -> Enum | None:
    return None if _is_no(text) else UsageLineTrouble.ERRORED


def _charged(text: str) -> Enum | None:
    return UsageLineTrouble.NOT_CHARGED if text.strip() and _is_no(text) else None


def _automation(text: str) -> Enum | None:
    return None if _is_no(text) else UsageLineTrouble.AUTOMATION


def _actor(text: str) -> Enum | None:
    return UsageLineTrouble.AUTOMATION if _SERVICE.search(text.casefold()) else None


def _passive(text: str) -> Enum | None:
    return None if _is_no(text) else UsageLineTrouble.PASSIVE


def _is_no(text: str) -> bool:
    return text.strip().casefold() in _NO


def _named(gate: Gate, names: str) -> dict[str, Gate]:
    return dict.fromkeys(_names(names), gate)


_GATES: dict[str, Gate] = (
    _named(_status, "status state result outcome status_code http_status response_status kind")
    | _named(_error, "error errored is_error error_code error_type error_message failed")
    | _named(_charged, "charged is_charged billable is_billable billed")
    | _named(_automation, "automation automation_id is_automation bot is_bot service_account is_service_account")
    | _named(_automation, "service_account_id service_account_name")
    | _named(_actor, "actor_type account_type user_type principal_type identity_type")
    | _named(_passive, "passive is_passive")
)
