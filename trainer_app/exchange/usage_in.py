"""Reading usage exports: recognise by the header, read row by row, sum per identity and day.

A file is read twice, never whole: once as bytes (fingerprint, secrets), once as rows. What it does not
say (who, where it was not grouped) is told as a notice, never guessed.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from trainer_app.domain.attendee import identity_key
from trainer_app.domain.errors import Refused
from trainer_app.domain.import_codes import FileTrouble
from trainer_app.domain.imports import Warned
from trainer_app.domain.secret import looks_secret
from trainer_app.domain.usage import DayBasis, Identity, IdentityKind, UnreadDay, UsageDay
from trainer_app.domain.usage_file import UsageFile, UsageNotice, UsageTrouble
from trainer_app.exchange.lines import clean
from trainer_app.exchange.usage_cells import Unusable
from trainer_app.exchange.usage_plan import Plan
from trainer_app.exchange.usage_rows import DAY_SHIFT, Tally, tally
from trainer_app.exchange.usage_scan import scan
from trainer_app.exchange.usage_text import UsageText, recognise
from trainer_app.exchange.usage_watch import Watch

_EVERY_KIND = frozenset({IdentityKind.EMAIL, IdentityKind.LOGIN, IdentityKind.KEY})
_NOBODY = Identity(IdentityKind.NONE, "")
_NUMBER = (1 << DAY_SHIFT) - 1
_NOT_TEXT = "\ufffd"
_PROJECTS_TOLD = 10


def read_usage(
    path: Path,
    *,
    zone: str,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> UsageFile:
    """Read one usage export. `zone` is the program's IANA time zone, for sources that give moments.

    `progress` hears of kilobytes read and all there are; `cancelled` is asked as often.

    Raises:
        Refused: a `FileTrouble` or `UsageTrouble`, with the facts `file` and, where there is one, `line`.
    """
    watch = Watch(progress, cancelled) if progress or cancelled else None
    try:
        return _read(path, zone, watch)
    except Unusable as stop:
        raise Refused(stop.code, **{"file": path.name, **stop.facts}) from None
    except FileNotFoundError:
        raise Refused(FileTrouble.MISSING, file=path.name) from None
    except OSError:
        raise Refused(FileTrouble.NOT_ALLOWED, file=path.name) from None


def _read(path: Path, zone: str, watch: Watch | None) -> UsageFile:
    text, plan = recognise(path, ZoneInfo(zone))
    file_hash = scan(path, encoding=text.encoding)
    counted = _count(text, plan, watch)
    if plan.days.first is None or plan.days.last is None:
        raise Unusable(UsageTrouble.NO_DATES, **_first_left_out(counted))
    use = _named(counted, plan, text)
    named = [key for key in use.units if use.of(key) != _NOBODY]
    return UsageFile(
        understood_as=plan.layout,
        source=plan.layout.value,
        scope=counted.projects[0] if len(counted.projects) == 1 else "",
        basis=plan.days.basis,
        identified_by=_identified_by(use, plan),
        covers_from=plan.days.first,
        covers_to=plan.days.last,
        rows=counted.rows,
        people=len({use.of(key) for key in named}),
        person_days=len(named),
        days=tuple(use.days(plan.days.basis)),
        columns=plan.columns(text.header),
        skipped=tuple(counted.skipped),
        warnings=tuple(_warnings(counted, plan, use, zone)),
        file_hash=file_hash,
        unread=tuple(_unread(use, (plan.days.first, plan.days.last))),
    )


def _count(text: UsageText, plan: Plan, watch: Watch | None) -> Tally:
    """Walk the rows below the header."""
    with text.open() as lines:
        reader = csv.reader(watch.over(lines, text.path) if watch else lines, delimiter=text.delimiter)
        try:
            for _ in range(text.header_row + 1):
                next(reader)
            return tally(reader, plan, width=len(text.header))
        except csv.Error:
            raise Unusable(FileTrouble.BAD_QUOTES, line=reader.line_num) from None


def _first_left_out(counted: Tally) -> dict[str, object]:
    first = next(iter(counted.skipped), None)
    return {"line": first.line, "text": first.facts.get("text", "")} if first else {}


@dataclass(frozen=True, slots=True)
class _Use:
    """Units per day and identity, zero where it was named but did nothing; keys as in `Tally`."""

    identities: tuple[Identity, ...]
    units: dict[int, float]
    unread: frozenset[int] = frozenset()

    def of(self, key: int) -> Identity:
        """Return the identity of a key."""
        return self.identities[key & _NUMBER]

    def days(self, basis: DayBasis) -> Iterator[UsageDay]:
        """Give the days with use, by day, kind and identity."""
        named = [(each.kind, each.value) for each in self.identities]
        dates: dict[int, date] = {}
        for key in sorted(self.units):
            if units := self.units[key]:
                ordinal = key >> DAY_SHIFT
                day = dates.get(ordinal) or dates.setdefault(ordinal, date.fromordinal(ordinal))
                yield UsageDay(*named[key & _NUMBER], day, units, basis)


def _named(counted: Tally, plan: Plan, text: UsageText) -> _Use:
    """Turn naming cells into identities; one identity is told in the spelling met first."""
    spelling: dict[Identity, Identity] = {}
    met = []
    for name in counted.names:
        identity = _identity(name, plan, text) if name else _NOBODY
        met.append(spelling.setdefault(Identity(identity.kind, identity_key(identity.value)), identity))
    identities = sorted(spelling.values(), key=lambda each: (each.kind.value, each.value))
    place = {identity: at for at, identity in enumerate(identities)}
    renumbered = [0, *(place[identity] for identity in met)]
    units: dict[int, float] = {}
    while counted.units:  # taken apart as it goes: both at once would be twice the memory
        key, amount = counted.units.popitem()
        number = key & _NUMBER
        key += renumbered[number] - number
        units[key] = units.get(key, 0.0) + amount
    unread = frozenset(key + renumbered[key & _NUMBER] - (key & _NUMBER) for key in counted.unread)
    return _Use(tuple(identities), units, unread)


def _unread(use: _Use, covered: tuple[date, date]) -> Iterator[UnreadDay]:
    """Give the days of lines that could not be read, of whom they name; an undated line may be of any day."""
    every = range(covered[0].toordinal(), covered[1].toordinal() + 1)
    ordinals: defaultdict[Identity, set[int]] = defaultdict(set)
    for key in use.unread:
        ordinals[use.of(key)].update([key >> DAY_SHIFT] if key >> DAY_SHIFT else every)
    ordinals.pop(_NOBODY, None)
    for identity, days in ordinals.items():
        for ordinal in sorted(days):
            yield UnreadDay(identity.kind, identity.value, date.fromordinal(ordinal))


def _identity(name: tuple[int, str], plan: Plan, text: UsageText) -> Identity:
    """Return the identity of a naming cell.

    Raises:
        Unusable: it is a secret key itself.
    """
    place, cell = name
    kind = plan.who[place][0]
    if looks_secret(cell):
        raise Unusable(UsageTrouble.SECRET, line=text.line_of(cell))
    value = clean(cell)
    if not value or _is_damaged(value):
        return _NOBODY
    return Identity(IdentityKind.EMAIL if kind is IdentityKind.LOGIN and "@" in value else kind, value)


def _is_damaged(value: str) -> bool:
    return _NOT_TEXT in value or not value.isprintable()


def _identified_by(use: _Use, plan: Plan) -> frozenset[IdentityKind]:
    """Return the kind the export names people by: the one believed first that any use is named by.

    Where nobody used anything, that is shown of everybody, however they are known.
    """
    kinds = {use.of(key).kind for key, units in use.units.items() if units}
    if not kinds:
        return _EVERY_KIND
    order = [*(kind for kind, _ in plan.who), IdentityKind.EMAIL]  # a login may turn out to be an e-mail
    return frozenset(next(([kind] for kind in order if kind in kinds), []))


def _warnings(counted: Tally, plan: Plan, use: _Use, zone: str) -> Iterable[Warned]:
    used = {use.of(key) for key, units in use.units.items() if units}
    if not used:
        yield Warned(UsageNotice.NO_USE)
    elif used == {_NOBODY}:
        yield Warned(UsageNotice.NOT_GROUPED, {"layout": plan.layout})
    elif _NOBODY in used:
        nobodys = sum(units for key, units in use.units.items() if use.of(key) == _NOBODY)
        yield Warned(UsageNotice.SOME_UNNAMED, {"units": nobodys})
    if len(counted.projects) > 1:
        yield Warned(UsageNotice.SEVERAL_PROJECTS, {"projects": tuple(counted.projects[:_PROJECTS_TOLD])})
    if plan.days.without_zone:
        yield Warned(UsageNotice.TIMES_WITHOUT_ZONE, {"zone": zone})
    if counted.unlisted:
        yield Warned(UsageNotice.MORE_SKIPPED, {"listed": len(counted.skipped), "more": counted.unlisted})
