"""Whom a line names: the name and addresses in its cells, or the reason why it names nobody."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from trainer_app.domain.errors import Refused
from trainer_app.exchange.lines import Column, LineTrouble, Meaning
from trainer_app.exchange.naming import (
    LONGEST_NAME,
    Naming,
    email_fault,
    email_of_upn,
    full_name,
    name_from_email,
    name_in,
    naming,
    one_line,
    present,
    split_email,
)
from trainer_app.exchange.understood import SHOWN, Record

_ORIGINAL = re.compile(r"original|元の名前", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody named by a line. `named` is False where the name was made from an address or login."""

    naming: Naming
    named: bool
    email: str | None
    other_emails: tuple[str, ...]
    upn: str


def who_of(record: Record, columns: Sequence[Column]) -> Who:
    """Return whom a record names; an address in the place of a name is an address.

    Raises:
        Refused: a `LineTrouble`, where it names nobody, or nobody sensible.
    """
    name_beside, emails = split_email(record[Meaning.EMAIL])
    for email in emails:
        if fault := email_fault(email):
            raise Refused(fault, email=email[:SHOWN])
    upn, name = present(record[Meaning.UPN]), _name(record) or name_beside
    if not emails and not email_fault(name):
        name, emails = "", (name,)
    address = emails[0] if emails else email_of_upn(upn)
    if len(name) > LONGEST_NAME:
        raise Refused(LineTrouble.NAME_TOO_LONG, name=name[:SHOWN], limit=LONGEST_NAME)
    shown = name or (name_from_email(address) if address else upn or one_line(present(record[Meaning.LOGIN])))
    if not shown:
        raise Refused(LineTrouble.NOBODY)
    original = any(c.meaning is Meaning.NAME and _ORIGINAL.search(c.header) for c in columns)
    return Who(naming(shown, original_in_brackets=original), bool(name), address, emails[1:], upn)


def _name(record: Record) -> str:
    """Return the name as one cell gives it, else its parts; the parts also where the cell is only one of them."""
    first, middle, last = (
        name_in(record[part]) for part in (Meaning.FIRST_NAME, Meaning.MIDDLE_NAME, Meaning.LAST_NAME)
    )
    whole, joined = name_in(record[Meaning.NAME]), full_name(first=first, middle=middle, last=last)
    return joined if not whole or whole.casefold() in (first.casefold(), last.casefold()) else whole
