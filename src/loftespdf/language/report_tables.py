"""The report's tables as words: one row per area, per theme and owner, per follow-up, per file."""

from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal

from msgspec import Struct

from loftespdf.language.followup import ORDER
from loftespdf.language.report_groups import Group
from loftespdf.language.sorting import sort_key
from loftespdf.language.swedish import number
from loftespdf.language.typography import EN_DASH, one_line, set_type
from loftespdf.model.followup import Degree
from loftespdf.model.period import Period
from loftespdf.model.problem import Problem
from loftespdf.model.report import Line, Report
from loftespdf.model.standing import DueKind, Signing, Standing

#: A cell of which there is nothing to say.
NOTHING = EN_DASH
#: So many groups at most stand in a table whole; of more, those that are the same in no two areas
#: are told in a run of words below it.
_MOST_ROWS = 40
#: So many areas are named in a cell; more are counted.
_MOST_NAMES = 3

#: Signs outside the Latin letters that our own messages use.
_ALSO_PRINTED = frozenset("–—’”…→·\N{NO-BREAK SPACE}")
_AFTER_LATIN = "\u0250"

_COMING_LATER = (Standing.DRAFT, Standing.COMING)


class AreaRow(Struct, frozen=True):
    """An area's row. ``standing`` is for its sign; the rest are the cells' words in order.

    ``later`` tells of a next period that is on its way, empty where there is none.
    """

    standing: Standing
    name: str
    local_police: str
    period: str
    state: str
    later: str
    signed: str
    promises: str
    met: str
    due: str
    is_overdue: bool

    @property
    def texts(self) -> tuple[str, ...]:
        """The words in the order they are read."""
        state = (self.state, self.later) if self.later else (self.state,)
        before, after = (self.name, self.local_police, self.period), (self.signed, self.promises)
        return (*before, *state, *after, self.met, self.due)


class GroupTable(Struct, frozen=True):
    """Groups as rows of cells; ``rest`` holds those that were too many for rows, in words."""

    rows: tuple[tuple[str, ...], ...]
    rest: str = ""

    @property
    def texts(self) -> tuple[str, ...]:
        """The words in the order they are read."""
        return (*(cell for row in self.rows for cell in row), *((self.rest,) if self.rest else ()))


def area_rows(report: Report) -> tuple[AreaRow, ...]:
    """Return a row for each area, in the report's order."""
    following: dict[str, Line] = {}
    for line in report.lines:
        if not line.decides and line.standing in _COMING_LATER:
            following[line.slug] = line
    return tuple(_area_row(line, following.get(line.slug)) for line in report.areas)


def _area_row(line: Line, later: Line | None) -> AreaRow:
    period = line.document.pledge.period if line.document else None
    met = sum(degree is Degree.MET for degree in line.degrees)
    return AreaRow(
        standing=line.standing,
        name=set_type(one_line(line.name)),
        local_police=_author(line.area.local_police if line.area else None),
        period=period_in_table(period) if period else line.period_slug or NOTHING,
        state=f"{line.standing.value}{', förlängt' if line.is_prolonged else ''}",
        later=_later(line, later),
        signed=signed_in_table(line),
        promises=str(len(line.promises)) if line.document else NOTHING,
        met=str(met) if line.degrees else NOTHING,
        due=due_in_table(line),
        is_overdue=line.due.kind is DueKind.OVERDUE,
    )


def _later(line: Line, later: Line | None) -> str:
    """``2027: utkast``, where the area's next period is on its way."""
    if later is None or later.document is None or line.document is None:
        return ""
    period = later.document.pledge.period
    if period.start <= line.document.pledge.period.start:
        return ""
    return f"{period_in_table(period)}: {later.standing.value}"


def period_in_table(period: Period) -> str:
    """``2021``, ``2023–2026``, else both days; an open end has nothing after the dash."""
    if years := period.whole_years:
        return str(years[0]) if years[0] == years[1] else f"{years[0]}{EN_DASH}{years[1]}"
    return f"{period.start}{EN_DASH}{period.end or ''}"


def signed_in_table(line: Line) -> str:
    """The newest signature's day when all have signed, otherwise how many have."""
    signatures = line.signatures
    if line.document is None:
        return NOTHING
    match signatures.signing:
        case Signing.SIGNED:
            return str(signatures.day)
        case Signing.PARTLY:
            return f"{signatures.signed} av {signatures.wanted}"
        case Signing.UNSIGNED | Signing.NO_SIGNERS:
            return "nej"


def due_in_table(line: Line) -> str:
    """The day of the next follow-up, and whether it has passed."""
    match line.due.kind:
        case DueKind.UPCOMING:
            return str(line.due.day)
        case DueKind.OVERDUE:
            return f"försenad {line.due.day}"
        case DueKind.DONE:
            return "klar"
        case DueKind.UNKNOWN:
            return "okänt"
        case DueKind.NONE:
            return NOTHING


def theme_table(groups: tuple[Group, ...]) -> GroupTable:
    """Theme, promises, how many of them are whose, and where."""
    return _table(groups, "Utan tema", _theme_row)


def owner_table(groups: tuple[Group, ...]) -> GroupTable:
    """Who promises, promises, and where."""
    return _table(groups, "Ingen", _plain_row)


def responsible_table(groups: tuple[Group, ...]) -> GroupTable:
    """Who is responsible, promises, and where."""
    return _table(groups, "Ingen ansvarig angiven", _plain_row)


def _theme_row(group: Group, label: str) -> tuple[str, ...]:
    alone = [group.owners["polisen"], group.owners["kommunen"]]
    others = group.promises - sum(alone)
    shares = (_count(one) for one in (*alone, others))
    return (label, number_in_table(group.promises), *shares, _where(group))


def _plain_row(group: Group, label: str) -> tuple[str, ...]:
    return (label, number_in_table(group.promises), _where(group))


def _table(
    groups: tuple[Group, ...], otherwise: str, row: Callable[[Group, str], tuple[str, ...]]
) -> GroupTable:
    if len(groups) <= _MOST_ROWS:
        return GroupTable(tuple(row(one, _label(one, otherwise)) for one in groups))
    shared = [one for one in groups if len(one.areas) > 1 or one.label is None]
    alone = [one for one in groups if len(one.areas) == 1 and one.label is not None]
    alone.sort(key=lambda one: sort_key(one.label or ""))
    return GroupTable(
        tuple(row(one, _label(one, otherwise)) for one in shared),
        ", ".join(f"{_label(one, otherwise)} ({one.areas[0]})" for one in alone),
    )


def _label(group: Group, otherwise: str) -> str:
    return set_type(one_line(group.label)) if group.label else otherwise


def _where(group: Group) -> str:
    if len(group.areas) > _MOST_NAMES:
        return f"{number_in_table(len(group.areas))} områden"
    return set_type(", ".join(group.areas))


def outcome_lines(report: Report) -> tuple[Line, ...]:
    """Each area's latest period that is reported of, in the report's order."""
    latest: dict[str, Line] = {}
    for line in report.lines:
        if line.degrees and _begins(line) >= _begins(latest.get(line.slug)):
            latest[line.slug] = line
    return tuple(line for line in report.lines if latest.get(line.slug) is line)


def _begins(line: Line | None) -> int:
    return line.document.pledge.period.start.toordinal() if line and line.document else 0


def outcome_rows(lines: tuple[Line, ...]) -> tuple[tuple[str, ...], ...]:
    """Area, period, how many came to each degree in ``ORDER``, of how many, and the newest day.

    The first row is all of them together; there is none where nothing is reported.
    """
    if not lines:
        return ()
    degrees = tuple(degree for line in lines for degree in line.degrees)
    newest = max(line.followed_up for line in lines if line.followed_up)
    return (
        ("Alla", NOTHING, *_shares(degrees), str(newest)),
        *(tuple(_outcome(line)) for line in lines),
    )


def _outcome(line: Line) -> Iterator[str]:
    yield set_type(one_line(line.name))
    yield period_in_table(line.document.pledge.period) if line.document else NOTHING
    yield from _shares(line.degrees)
    yield str(line.followed_up or NOTHING)


def _shares(degrees: tuple[Degree | None, ...]) -> Iterator[str]:
    counts = Counter(degrees)
    yield from (_count(counts[degree]) for degree in ORDER)
    yield number_in_table(len(degrees))


def unreadable_rows(problems: tuple[Problem, ...]) -> tuple[tuple[str, ...], ...]:
    """File, how many errors it has, and the first of them in words."""
    files: dict[str, list[Problem]] = {}
    for problem in problems:
        files.setdefault(problem.place.file, []).append(problem)
    return tuple(
        (_printable(file), str(len(found)), _printable(_first(found[0])))
        for file, found in files.items()
    )


def _first(problem: Problem) -> str:
    line = f"rad {problem.place.line}: " if problem.place.line else ""
    return f"{line}{problem.what}"


def _printable(text: str) -> str:
    """A message may quote anything of a broken file: what no typeface may have becomes ``?``."""
    return "".join(
        one if one in _ALSO_PRINTED or (one.isprintable() and one < _AFTER_LATIN) else "?"
        for one in one_line(text)
    )


def _author(text: str | None) -> str:
    return set_type(one_line(text)) if text else NOTHING


def _count(count: int) -> str:
    return number_in_table(count) if count else NOTHING


def number_in_table(count: int) -> str:
    """``1 200``."""
    return number(Decimal(count))
