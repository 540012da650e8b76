"""The whole report as words, in the order it is read; its leaves, for the proof of text.

The list is made from the figures alone, never from a template.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from itertools import chain

from msgspec import Struct

from loftespdf.language import swedish
from loftespdf.language.followup import answer
from loftespdf.language.report_groups import by_owner, by_responsible, by_theme
from loftespdf.language.report_tables import (
    AreaRow,
    GroupTable,
    area_rows,
    number_in_table,
    outcome_lines,
    outcome_rows,
    owner_table,
    responsible_table,
    theme_table,
    unreadable_rows,
)
from loftespdf.language.typography import one_line, set_type
from loftespdf.model.composed import Leaf
from loftespdf.model.document import YamlPath
from loftespdf.model.problem import Place
from loftespdf.model.report import Line, Report
from loftespdf.model.standing import DueKind, Signing, Standing

#: What is due within so many days is told as a task.
_SOON = timedelta(days=31)
#: Where several of them have another word than one.
_PLURAL = {Standing.EXPIRED: "utgångna", Standing.UNREADABLE: "oläsliga"}
_IN_FORCE = (Standing.VALID, Standing.COMING)


class CountText(Struct, frozen=True):
    """How many areas stand alike: ``count`` for the length of the strip, ``words`` for people."""

    standing: Standing
    count: int
    words: str


class TaskText(Struct, frozen=True):
    """Something for somebody to see to, and the areas it is about."""

    what: str
    count: str
    names: str


class ReportText(Struct, frozen=True):
    """The report in words. Tables are empty where there is nothing to tell."""

    title: str
    scope: str
    answer: str
    counts: tuple[CountText, ...]
    facts: tuple[str, ...]
    tasks: tuple[TaskText, ...]
    rows: tuple[AreaRow, ...]
    promises: str
    themes: GroupTable
    owners: GroupTable
    responsible: GroupTable
    kept: str
    outcomes: tuple[tuple[str, ...], ...]
    unreadable: tuple[tuple[str, ...], ...]


def report_text(report: Report) -> ReportText:
    """Put a report into words."""
    valid = tuple(line for line in report.areas if line.standing is Standing.VALID)
    told = outcome_lines(report)
    return ReportText(
        title=f"Medborgarlöften: läget {swedish.day_in_text(report.today)}",
        scope=_scope(report),
        answer=_answer(report, valid),
        counts=_counts(report),
        facts=tuple(_facts(report, valid)),
        tasks=tuple(_tasks(report)),
        rows=area_rows(report),
        promises=_promises(valid),
        themes=theme_table(by_theme(valid)),
        owners=owner_table(by_owner(valid)),
        responsible=responsible_table(by_responsible(valid)),
        kept=_kept(told),
        outcomes=outcome_rows(told),
        unreadable=unreadable_rows(report.problems),
    )


def report_leaves(report: Report, text: ReportText) -> tuple[Leaf, ...]:
    """Return every text of the report in the order it is read."""
    whole = Place("content")
    places = [Place(line.file) for line in report.areas]
    areas = zip(text.rows, places, strict=True)
    rows = (_leaves(("områden", row.name), place, row.texts) for row, place in areas)
    return (
        *_leaves(("läget",), whole, _opening(text)),
        *chain.from_iterable(rows),
        *_leaves(("löften",), whole, _closing(text)),
    )


def _leaves(path: YamlPath, place: Place, texts: Iterable[str]) -> Iterator[Leaf]:
    return (Leaf((*path, number), one, place) for number, one in enumerate(texts))


def _opening(text: ReportText) -> Iterator[str]:
    yield from (text.title, text.scope, text.answer)
    yield from (count.words for count in text.counts)
    yield from text.facts
    for task in text.tasks:
        yield from (task.what, task.count, task.names)


def _closing(text: ReportText) -> Iterator[str]:
    yield text.promises
    for table in (text.themes, text.owners, text.responsible):
        yield from table.texts
    yield text.kept
    for row in (*text.outcomes, *text.unreadable):
        yield from row


def _areas(count: int) -> str:
    return f"{number_in_table(count)} {'område' if count == 1 else 'områden'}"


def _scope(report: Report) -> str:
    areas = _areas(len(report.areas))
    which = ", ".join(report.which)
    return set_type(
        f"Urval: {one_line(which)} · {areas}" if which else f"Hela arbetsytan · {areas}"
    )


def _answer(report: Report, valid: tuple[Line, ...]) -> str:
    if not report.areas:
        return "Här finns inga områden"
    return (
        f"{number_in_table(len(valid))} av {_areas(len(report.areas))} har ett gällande"
        " medborgarlöfte"
    )


def _counts(report: Report) -> tuple[CountText, ...]:
    counts = Counter(line.standing for line in report.areas)
    return tuple(
        CountText(standing, count, f"{number_in_table(count)} {_word(standing, count)}")
        for standing in Standing
        if (count := counts[standing])
    )


def _word(standing: Standing, count: int) -> str:
    return standing.value if count == 1 else _PLURAL.get(standing, standing.value)


def _facts(report: Report, valid: tuple[Line, ...]) -> Iterator[str]:
    signed = sum(line.signatures.signing is Signing.SIGNED for line in valid)
    yield f"Underskrivna: {number_in_table(signed)} av {number_in_table(len(valid))} gällande"
    overdue = sum(line.due.kind is DueKind.OVERDUE for line in report.areas)
    unclear = sum(_due_is_unclear(line) for line in report.areas)
    soon = sum(_is_soon(line, report.today) for line in report.areas)
    yield (
        f"Uppföljningar försenade: {number_in_table(overdue)}"
        f" · inom 31 dagar: {number_in_table(soon)}"
        f" · dagen okänd: {number_in_table(unclear)}"
    )
    if prolonged := sum(line.is_prolonged for line in valid):
        yield f"Förlängda efter sin period: {number_in_table(prolonged)}"


def _is_soon(line: Line, today: date) -> bool:
    day = line.due.day
    return line.due.kind is DueKind.UPCOMING and day is not None and day - today <= _SOON


def _tasks(report: Report) -> Iterator[TaskText]:
    for what, wanted in _TASKS:
        yield from _task(what, filter(wanted, report.areas))
    overdue = (line for line in report.areas if line.due.kind is DueKind.OVERDUE)
    yield from _by_day("Försenad uppföljning", overdue)
    soon = (line for line in report.areas if _is_soon(line, report.today))
    yield from _by_day("Uppföljning senast", soon)
    unknown = (line for line in report.areas if _due_is_unclear(line))
    yield from _task("Nästa uppföljning okänd", unknown)


def _unsigned(line: Line) -> bool:
    return line.standing in _IN_FORCE and line.signatures.signing is not Signing.SIGNED


def _due_is_unclear(line: Line) -> bool:
    """What nobody can read is told as such, not for its follow-up too."""
    return line.due.kind is DueKind.UNKNOWN and line.document is not None


_TASKS: tuple[tuple[str, Callable[[Line], bool]], ...] = (
    ("Går inte att läsa", lambda line: line.standing is Standing.UNREADABLE),
    ("Saknar medborgarlöfte", lambda line: line.standing is Standing.MISSING),
    ("Utgånget", lambda line: line.standing is Standing.EXPIRED),
    ("Utkast", lambda line: line.standing is Standing.DRAFT),
    ("Inte underskrivet", _unsigned),
)


def _by_day(what: str, lines: Iterable[Line]) -> Iterator[TaskText]:
    """A task for each day, the earliest first: rhythms make many areas fall on the same."""
    days: dict[date, list[Line]] = {}
    for line in lines:
        days.setdefault(line.due.day or date.max, []).append(line)
    for day in sorted(days):
        yield from _task(f"{what} {swedish.day_in_table(day)}", days[day])


def _task(what: str, lines: Iterable[Line]) -> Iterator[TaskText]:
    names = [set_type(one_line(line.name)) for line in lines]
    if names:
        yield TaskText(what, number_in_table(len(names)), ", ".join(names))


def _promises(valid: tuple[Line, ...]) -> str:
    count = sum(len(line.promises) for line in valid)
    if not valid:
        return "Inget område har ett gällande medborgarlöfte den dagen."
    whose = "Det gällande medborgarlöftet" if len(valid) == 1 else "De gällande medborgarlöftena"
    noun = "löfte" if count == 1 else "löften"
    return f"{whose} innehåller {number_in_table(count)} {noun} i {_areas(len(valid))}."


def _kept(told: tuple[Line, ...]) -> str:
    """``7 av 9 löften uppfyllda``, over all that has been reported."""
    if not told:
        return "Ingen uppföljning är gjord."
    degrees = tuple(degree for line in told for degree in line.degrees)
    return f"{answer(degrees)} i den senaste uppföljningen från {_areas(len(told))}."
