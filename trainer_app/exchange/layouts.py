"""Whose export a file is, told by the headers only that export has."""

from __future__ import annotations

from collections.abc import Sequence

from trainer_app.exchange.headers import spelling
from trainer_app.exchange.lines import Layout

MEETING_REPORTS = frozenset({Layout.ZOOM_PARTICIPANTS, Layout.ZOOM_WEBINAR, Layout.TEAMS, Layout.MEET})
"""Layouts with a line for every time somebody joined."""

REGISTERS = frozenset({Layout.MOODLE, Layout.ENTRA, Layout.ENTRA_TREE, Layout.M365, Layout.WORKSPACE})
"""Layouts that list people whether or not they came to anything."""


def _all_of(*headers: str) -> frozenset[str]:
    return frozenset(spelling(header) for header in headers)


_SIGNATURES = (
    (Layout.ENTRA_TREE, _all_of("directReports")),
    (Layout.TEAMS, _all_of("In-Meeting Duration")),
    (Layout.TEAMS, _all_of("Participant ID (UPN)")),
    (Layout.TEAMS, _all_of("Teilnehmer-ID (UPN)")),
    (Layout.TEAMS, _all_of("ID du participant (UPN)")),
    (Layout.TEAMS, _all_of("ID de participant (UPN)")),
    (Layout.TEAMS, _all_of("Id. de participante (UPN)")),
    (Layout.TEAMS, _all_of("参加者 ID (UPN)")),
    (Layout.TEAMS, _all_of("Full Name", "User Action", "Timestamp")),
    (Layout.TEAMS, _all_of("SessionId", "ParticipantId", "FullName", "UserAgent")),
    (Layout.ZOOM_WEBINAR, _all_of("Attended", "User Name (Original Name)")),
    (Layout.ZOOM_WEBINAR, _all_of("Attended", "User Name", "Join Time")),
    (Layout.ZOOM_WEBINAR, _all_of("Attended", "First Name", "Last Name", "Join Time")),
    (Layout.ZOOM_WEBINAR, _all_of("Approval Status", "Registration Time", "Join Time")),
    (Layout.ZOOM_PARTICIPANTS, _all_of("Name (Original Name)")),
    (Layout.ZOOM_PARTICIPANTS, _all_of("Join Time", "Leave Time", "Guest")),
    (Layout.ZOOM_PARTICIPANTS, _all_of("Join Time", "Leave Time", "Recording Consent")),
    (Layout.ZOOM_PARTICIPANTS, _all_of("Join Time", "Leave Time", "Duration (Minutes)")),
    (Layout.MEET, _all_of("Time joined", "Time exited")),
    (Layout.EVENTBRITE, _all_of("Order #", "Attendee #")),
    (Layout.EVENTBRITE, _all_of("Order ID", "Attendee Status")),
    (Layout.EVENTBRITE, _all_of("Order #", "Attendee Status")),
    (Layout.LUMA, _all_of("approval_status", "api_id")),
    (Layout.LUMA, _all_of("approval_status", "guest_id")),
    (Layout.PRETIX, _all_of("Order code", "Attendee name")),
    (Layout.PRETIX, _all_of("Order code", "Checked in")),
    (Layout.HI_EVENTS, _all_of("Check Ins", "Product ID")),
    (Layout.HI_EVENTS, _all_of("Check Ins", "Ticket ID")),
    (Layout.MOODLE, _all_of("Taken sessions")),
    (Layout.MOODLE, _all_of("Last name", "First name", "Points", "Percentage")),
    (Layout.CONNPASS, _all_of("参加枠名")),
    (Layout.CONNPASS, _all_of("参加ステータス", "受付番号")),
    (Layout.ENTRA, _all_of("userPrincipalName", "accountEnabled")),
    (Layout.ENTRA, _all_of("userPrincipalName", "userType")),
    (Layout.ENTRA, _all_of("userPrincipalName", "displayName", "objectId")),
    (Layout.M365, _all_of("Block credential")),
    (Layout.M365, _all_of("User principal name", "Licenses")),
    (Layout.WORKSPACE, _all_of("Org Unit Path")),
    (Layout.WORKSPACE, _all_of("Email Address", "Last Sign In")),
    (Layout.ALFIO, _all_of("firstName", "lastName", "email", "lang")),
    (Layout.ALFIO, _all_of("firstName", "lastName", "reference")),
)
_FORM_TIMES = frozenset(
    spelling(word) for word in ("Timestamp", "Zeitstempel", "Horodateur", "Marca temporal", "タイムスタンプ")
)


def layout_of(headers: Sequence[str], default: Layout) -> Layout:
    """Return the layout these headers belong to; `default` where they are nobody's in particular."""
    words = [spelling(header) for header in headers]
    present = frozenset(words)
    for layout, signature in _SIGNATURES:
        if signature <= present:
            return layout
    return Layout.GOOGLE_FORM if words and words[0] in _FORM_TIMES else default
