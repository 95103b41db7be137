"""What the cells of a registration say: yes or no, cancelled or waiting, staff or attendee, which system."""

from __future__ import annotations

import re

from trainer_app.domain.attendee import Role, System
from trainer_app.exchange.headers import spelling
from trainer_app.exchange.lines import LineTrouble


def _words(*words: str) -> frozenset[str]:
    return frozenset(spelling(word) or word for word in words)


_NO = _words(
    "No", "False", "0", "N", "Nein", "Falsch", "Non", "Faux", "Falso", "いいえ", "無", "なし", "未", "\u00d7", "off",
    "Absent", "Abwesend", "Ausente", "欠席", "Not attended", "Did not attend", "No show", "no-show", "None", "null",
    "未登録", "未出席", "未チェックイン",
)  # fmt: skip
_YES = _words(
    "Yes", "True", "1", "Y", "X", "Ja", "Wahr", "Oui", "Vrai", "Sí", "Verdadero", "はい", "有", "済", "出席", "参加",
    "on", "ok", "Present", "Attended", "Checked in", "Anwesend", "Teilgenommen", "Eingecheckt", "Présent", "Présente",
    "Presente", "Asistió", "チェックイン済み", "出席済み", "✓", "✔", "○", "◯", "\u3007",
)  # fmt: skip
_CANCELLED = _words(
    "Cancelled", "Canceled", "Cancelled by user", "Refunded", "Partially refunded", "Declined", "Denied", "Rejected",
    "Not attending", "Not going", "Deleted", "Withdrawn", "Transferred", "Void", "Expired", "Storniert", "Abgesagt",
    "Abgelehnt", "Erstattet", "Abgemeldet", "Annulé", "Annulée", "Remboursé", "Refusé", "Décliné", "Cancelado",
    "Cancelada", "Reembolsado", "Rechazado", "参加キャンセル", "キャンセル", "キャンセル済み", "取消", "辞退",
    "返金済み", "不参加",
)  # fmt: skip
_WAITING = _words(
    "Waitlist", "Waitlisted", "Waiting list", "On waitlist", "Pending", "Pending approval", "Warteliste", "Ausstehend",
    "Liste d'attente", "En attente", "Lista de espera", "Pendiente", "補欠", "補欠者", "キャンセル待ち",
    "承認待ち", "抽選待ち",
)  # fmt: skip
_DISABLED = _words(
    "Suspended", "Disabled", "Inactive", "Deactivated", "Archived", "Blocked", "Sign-in blocked", "Locked", "Gesperrt",
    "Deaktiviert", "Inaktiv", "Suspendu", "Désactivé", "Inactif", "Bloqué", "Suspendido", "Inactivo", "Desactivado",
    "Bloqueado", "停止", "停止中", "無効", "無効化",
)  # fmt: skip
_STAFF = _words(
    "Instructor", "Trainer", "Co-trainer", "Host", "Co-host", "Alternative host", "Helper", "Staff", "Organizer",
    "Organiser", "Co-organizer", "Co-organiser", "Facilitator", "Moderator", "Teacher", "Teaching assistant",
    "Assistant", "Speaker", "Panelist", "Volunteer", "Coach", "Mentor", "Organisator", "Organisatorin",
    "Mitorganisator", "Veranstalter", "Helfer", "Helferin", "Trainerin", "Dozent", "Dozentin", "Referent", "Referentin",
    "Leitung", "Organisateur", "Organisatrice", "Coorganisateur", "Formateur", "Formatrice", "Animateur", "Animatrice",
    "Aide", "Intervenant", "Organizador", "Organizadora", "Formador", "Formadora", "Instructora", "Ayudante",
    "Facilitador", "Facilitadora", "Ponente", "Profesor", "Profesora", "講師", "スタッフ", "主催者", "開催者",
    "共同開催者", "ヘルパー", "運営", "アシスタント", "補助", "サポート", "ホスト", "共同ホスト", "ファシリテーター",
    "TA",
)  # fmt: skip
_SYSTEMS = (
    (System.MACOS, re.compile(r"mac|os ?x|darwin|apple|マック", re.IGNORECASE)),
    (System.WINDOWS, re.compile(r"(?<!dar)win|ウィンドウズ", re.IGNORECASE)),
    (System.LINUX, re.compile(r"linux|ubuntu|debian|fedora|mint|arch\b|リナックス", re.IGNORECASE)),
)
_BETWEEN_ROLES = re.compile(r"[,;/|&+]|\band\b|\bund\b|\bet\b|、")


def says_yes(cell: str) -> bool:
    """Say whether a cell affirms: anything but an empty one or a no; a date affirms that it happened."""
    return bool(cell) and (spelling(cell) or cell) not in _NO and bool(spelling(cell) or cell.strip("-\u2013\u2014 "))


def only_says_yes(cell: str) -> bool:
    """Say whether a cell affirms in a word or mark, and tells nothing else, such as a time."""
    return (spelling(cell) or cell) in _YES


def registration_trouble(status: str, *, cancelled: str) -> LineTrouble | None:
    """Say why a registration does not count, from its status and from a column saying when it was cancelled."""
    word = spelling(status)
    if word in _CANCELLED or says_yes(cancelled):
        return LineTrouble.CANCELLED
    return LineTrouble.WAITING if word in _WAITING else None


def account_trouble(status: str, *, enabled: str, blocked: str) -> LineTrouble | None:
    """Say whether an account is out of use, from its status and from columns saying so."""
    off = spelling(status) in _DISABLED or (enabled and not says_yes(enabled)) or says_yes(blocked)
    return LineTrouble.DISABLED if off else None


def role_of(cell: str) -> Role:
    """Return the role a cell names; somebody who is also an instructor, host or helper is staff."""
    parts = (spelling(part) for part in _BETWEEN_ROLES.split(cell))
    return Role.STAFF if any(part in _STAFF for part in parts) else Role.ATTENDEE


def system_of(cell: str) -> System | None:
    """Return the one operating system a cell names; None for none, for several, and for one we do not serve."""
    named = [system for system, pattern in _SYSTEMS if pattern.search(cell)]
    return named[0] if len(named) == 1 else None
