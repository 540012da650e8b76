"""Files become the lines of a report: how each area stands, signed or not, followed up when."""

from collections.abc import Iterable, Mapping
from datetime import date

from msgspec.structs import replace

from loftespdf.language.due import next_due, when_in_words
from loftespdf.language.fingerprint import fingerprint
from loftespdf.language.sorting import sort_key
from loftespdf.model.area import Area
from loftespdf.model.document import PledgeDocument
from loftespdf.model.followup import Degree, FollowUp, degree_of
from loftespdf.model.pledge import Pledge
from loftespdf.model.problem import Problem
from loftespdf.model.report import AreaFiles, Line, PledgeFiles, Report
from loftespdf.model.rules import find_promises
from loftespdf.model.standing import (
    Due,
    DueKind,
    Standing,
    is_prolonged,
    signatures_of,
    standing_of,
)

#: Which of an area's periods decides. A file that cannot be read may be the valid one, so that it
#: comes before everything but a pledge that is known to be valid.
_DECIDING = (
    Standing.VALID,
    Standing.UNREADABLE,
    Standing.COMING,
    Standing.DRAFT,
    Standing.EXPIRED,
    Standing.MISSING,
)
#: What has not begun to hold has nothing to follow up yet.
_WITHOUT_FOLLOW_UP = (Standing.DRAFT, Standing.COMING)


def report_of(
    files: Iterable[AreaFiles], today: date, which: tuple[str, ...], problems: tuple[Problem, ...]
) -> Report:
    """Make the report of some areas as they stand on ``today``.

    Args:
        files: the areas, as far as they could be read.
        today: signatures and outcomes after this day are not counted.
        which: what was asked for; empty for everything.
        problems: errors that belong to no area, such as a folder whose name cannot be used.
    """
    areas = tuple(files)
    lines = [line for area in areas for line in _lines(area, today)]
    lines.sort(key=lambda line: (sort_key(line.name), line.slug, line.period_slug or ""))
    errors = [*problems]
    for area in areas:
        errors += [*area.problems, *(one for pledge in area.pledges for one in pledge.problems)]
    told = tuple({_as_text(one): one for one in errors}.values())
    made_from = fingerprint(_canonical(areas, today, which, told))
    return Report(today, which, tuple(lines), told, made_from)


def _as_text(problem: Problem) -> tuple[str, str, str]:
    """An error of a shared file comes once for each pledge, and is told once."""
    return str(problem.place), problem.path, str(problem.what)


def _lines(files: AreaFiles, today: date) -> list[Line]:
    if not files.pledges:
        return [_without_pledge(files)]
    known = files.area or next((p.document.area for p in files.pledges if p.document), None)
    lines = [_line(files.slug, known, pledge, today) for pledge in files.pledges]
    first = min(lines, key=_rank)
    return [_deciding(line) if line is first else line for line in lines]


def _rank(line: Line) -> tuple[int, int, str]:
    """The best standing first; of those alike, the one that began last."""
    begun = line.document.pledge.period.start.toordinal() if line.document else 0
    return _DECIDING.index(line.standing), -begun, line.period_slug or ""


def _deciding(line: Line) -> Line:
    return replace(line, decides=True)


def _without_pledge(files: AreaFiles) -> Line:
    missing = not files.problems
    return Line(
        slug=files.slug,
        name=files.area.name if files.area else files.slug,
        area=files.area,
        period_slug=None,
        document=None,
        standing=Standing.MISSING if missing else Standing.UNREADABLE,
        due=Due(DueKind.NONE if missing else DueKind.UNKNOWN),
        errors=len(files.problems),
        decides=True,
    )


def _line(slug: str, known: Area | None, read: PledgeFiles, today: date) -> Line:
    """One pledge's line; ``known`` is what is known of the area without it."""
    document = read.document
    if document is None:
        name = known.name if known else slug
        return Line(
            slug, name, known, read.period_slug, None, Standing.UNREADABLE,
            Due(DueKind.UNKNOWN), errors=len(read.problems),
        )  # fmt: skip
    pledge = document.pledge
    told = _told(read.follow_up, today)
    promises = tuple(find_promises(pledge))
    return Line(
        slug=slug,
        name=document.area.name,
        area=document.area,
        period_slug=read.period_slug,
        document=document,
        standing=standing_of(pledge, today),
        due=_due(pledge, read, _newest(told), today),
        is_prolonged=is_prolonged(pledge, today),
        signatures=signatures_of(pledge, today),
        promises=promises,
        degrees=tuple(_degree(told, one.item.id) for one in promises) if told else (),
        followed_up=_newest(told),
        when=when_in_words(pledge),
        errors=len(read.problems),
    )


def _told(follow_up: FollowUp | None, today: date) -> FollowUp | None:
    """What was reported on ``today``; None where that was nothing."""
    if follow_up is None:
        return None
    outcomes = tuple(one for one in follow_up.outcomes if one.day <= today)
    return follow_up.model_copy(update={"outcomes": outcomes}) if outcomes else None


def _newest(told: FollowUp | None) -> date | None:
    return max((one.day for one in told.outcomes), default=None) if told else None


def _degree(told: FollowUp, promise: str | None) -> Degree | None:
    own = (one for one in told.outcomes if promise is not None and one.promise == promise)
    return degree_of(tuple(own))


def _due(pledge: Pledge, read: PledgeFiles, followed_up: date | None, today: date) -> Due:
    if standing_of(pledge, today) in _WITHOUT_FOLLOW_UP:
        return Due(DueKind.NONE)
    if read.is_followed_up and read.follow_up is None:
        return Due(DueKind.UNKNOWN)  # there is a file, but nobody can tell what it says
    return next_due(pledge, followed_up, today, prolonged=is_prolonged(pledge, today))


def _canonical(
    areas: tuple[AreaFiles, ...], today: date, which: tuple[str, ...], errors: tuple[Problem, ...]
) -> Mapping[str, object]:
    """All that the report says anything of, in a form whose fingerprint can be taken."""
    return {
        "datum": today.isoformat(),
        "urval": which,
        "områden": [
            {
                "område": area.slug,
                "namn": area.area.name if area.area else None,
                "lpo": area.area.local_police if area.area else None,
                "löften": [_of_pledge(one) for one in area.pledges],
            }
            for area in areas
        ],
        "fel": [_as_text(one) for one in errors],
    }


def _of_pledge(read: PledgeFiles) -> Mapping[str, object]:
    document: PledgeDocument | None = read.document
    return {
        "period": read.period_slug,
        "fingeravtryck": document.fingerprint if document else None,
        "uppföljning": read.follow_up.model_dump_json(by_alias=True) if read.follow_up else None,
    }
