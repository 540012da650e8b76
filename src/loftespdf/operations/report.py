"""How many areas stand on a day, as one proven PDF and one spreadsheet.

    load -> figures -> compose -> typeset -> inspect -> store

The day is given: nothing here asks the clock.
"""

import logging
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from msgspec import Struct

from loftespdf.composing.report import NAME, compose_report
from loftespdf.composing.report_csv import report_csv, report_rows
from loftespdf.inspecting.pdf import inspect_pdf
from loftespdf.inspecting.spreadsheet import inspect_spreadsheet
from loftespdf.inspecting.verdict import Expectation
from loftespdf.language.report import report_of
from loftespdf.language.slugs import shortened, slug
from loftespdf.loading.areas import load_area
from loftespdf.loading.followup import load_follow_up
from loftespdf.loading.layouts import load_own_layout
from loftespdf.loading.pledges import load_document
from loftespdf.loading.strays import stray_follow_ups
from loftespdf.loading.workspace import FOLLOW_UP_END, Workspace, open_workspace, read_theme
from loftespdf.model.assets import Assets, Reading
from loftespdf.model.problem import ExitCode, ProofFailed
from loftespdf.model.report import AreaFiles, PledgeFiles, Report
from loftespdf.operations.build import Workshop
from loftespdf.operations.check import errors_in
from loftespdf.operations.selection import select
from loftespdf.storing.files import store

LOG = logging.getLogger("loftespdf")
#: A file's name holds so much of what was asked for; of more, a digest.
_LONGEST = 60


class Gathered(Struct, frozen=True):
    """A report, and what the command tells beside it: how many files were read and refused."""

    report: Report
    theme: Assets
    read: int
    refused: int

    @property
    def code(self) -> ExitCode:
        """Tell how the reading went; the report is made in any case."""
        if not self.refused:
            return ExitCode.DONE
        return ExitCode.SOME_FAILED if self.refused < self.read else ExitCode.CONTENT_REFUSED


class MadeReport(Struct, frozen=True):
    """Proven files, not yet written: path below the output folder → bytes."""

    files: tuple[tuple[Path, bytes], ...]
    pages: int


def gather(root: Path, which: tuple[str, ...], today: date) -> Gathered:
    """Read the areas that ``which`` names, all of them when it names nothing.

    Raises WrongUsage when ``root`` is no workspace or ``which`` names nothing in it.
    """
    workspace, theme = open_workspace(root), read_theme(root)
    chosen = select(workspace, which, None)
    bare = ((area, "") for area in chosen.bare_areas)  # their pledge is missing, which is told
    files = tuple(_areas(workspace, sorted({*chosen.documents, *bare})))
    strays = () if which else errors_in((*workspace.problems, *stray_follow_ups(workspace)))
    report = report_of(files, today, which, strays)
    units = tuple(_units(files))
    read, refused = len(units) + len(strays), sum(units) + len(strays)
    return Gathered(report, theme, read, refused)


def _areas(workspace: Workspace, chosen: Iterable[tuple[str, str]]) -> Iterator[AreaFiles]:
    periods: dict[str, list[str]] = {}
    for area, period in chosen:
        periods.setdefault(area, []).extend([period] if period else [])
    for area, names in periods.items():
        LOG.info("load %s", area)
        pledges = tuple(_pledge(workspace, area, period) for period in names)
        if pledges and all(one.document for one in pledges):
            yield AreaFiles(area, None, pledges)
            continue
        loaded = load_area(workspace, area)
        problems = () if pledges else errors_in(loaded.problems)
        yield AreaFiles(area, loaded.area, pledges, problems)


def _pledge(workspace: Workspace, area: str, period: str) -> PledgeFiles:
    loaded = load_document(workspace, area, period)
    errors = errors_in(loaded.problems)
    path = workspace.root / "content" / area / f"{period}{FOLLOW_UP_END}"
    if loaded.document is None or not path.exists():
        return PledgeFiles(period, loaded.document, problems=errors)
    told = load_follow_up(workspace, loaded.document)
    follow_up = told.document.follow_up if told.document else None
    errors = (*errors, *errors_in(told.problems))
    return PledgeFiles(period, loaded.document, True, follow_up, errors)  # noqa: FBT003


def _units(files: Iterable[AreaFiles]) -> Iterator[bool]:
    """For each file that the report is about, tell whether it was refused."""
    for area in files:
        if not area.pledges:
            yield bool(area.problems)
        for pledge in area.pledges:
            yield pledge.document is None
            if pledge.is_followed_up:
                yield pledge.follow_up is None


def make_report(gathered: Gathered) -> MadeReport:
    """Make both files and prove them.

    Raises ContentRefused when the template is wrong, ProofFailed when a finished file is.
    """
    report, theme = gathered.report, gathered.theme
    layout, workshop = load_own_layout(theme, NAME), Workshop(theme)
    stem = _stem(report)
    LOG.info("compose %s", stem)
    composed, rows = compose_report(report, workshop.templates), report_rows(report)
    LOG.info("typeset %s", stem)
    typeset = workshop.typesetter.typeset(composed, Reading(theme))
    sheet = report_csv(report)
    LOG.info("inspect %s: %d pages", stem, typeset.pages)
    expected = Expectation(composed, layout, typeset, f"{stem}.pdf")
    verdict = inspect_pdf(typeset.content, expected)
    if problems := (*verdict.problems, *inspect_spreadsheet(sheet, rows, f"{stem}.csv")):
        raise ProofFailed(*problems)
    files = ((Path(f"{stem}.pdf"), typeset.content), (Path(f"{stem}.csv"), sheet))
    return MadeReport(files, typeset.pages)


def _stem(report: Report) -> str:
    """``rapport-2026-11-22``, and what was asked for where that is not everything.

    A pledge's files lie two folders down, so that no area's name can make the same path.
    """
    words = "-".join(slug(one) for one in report.which)
    words = shortened(words, _LONGEST, "\n".join(report.which))
    return "-".join(part for part in ("rapport", report.today.isoformat(), words) if part)


def deliver_report(made: MadeReport, output: Path) -> tuple[Path, ...]:
    """Write the files below ``output`` and return where they stand. Raises CouldNotWrite."""
    for path, _ in made.files:
        LOG.info("store %s", path)
    return tuple(store(output, path, content) for path, content in made.files)
