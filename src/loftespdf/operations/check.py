"""Read everything asked for and tell every problem, making nothing."""

import logging
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from types import MappingProxyType

from loftespdf.loading.areas import LoadedArea, load_area
from loftespdf.loading.complaints import in_order
from loftespdf.loading.followup import LoadedFollowUp, load_follow_up
from loftespdf.loading.layouts import load_layouts
from loftespdf.loading.pledges import Loaded, load_document
from loftespdf.loading.sheets import load_sheets
from loftespdf.loading.strays import stray_follow_ups
from loftespdf.loading.workspace import Workspace, open_workspace, read_theme
from loftespdf.model.assets import Assets
from loftespdf.model.layout import Layout
from loftespdf.model.problem import Problem, Severity
from loftespdf.operations.bookings import Counter
from loftespdf.operations.selection import select

LOG = logging.getLogger("loftespdf")


@dataclass(frozen=True)
class Everything:
    """What a command works on: the documents asked for, the layouts, and what is wrong.

    ``loaded`` is by name, "grastorp/2021", in the workspace's order; ``follow_ups`` too, of those
    that could be read.
    """

    workspace: Workspace
    theme: Assets
    layouts: Mapping[str, Layout]
    loaded: Mapping[str, Loaded]
    follow_ups: Mapping[str, LoadedFollowUp]
    problems: tuple[Problem, ...]
    broken_theme: bool
    counter: Counter
    bare_areas: Mapping[str, LoadedArea] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def refused(self) -> int:
        """How many documents, pledges and follow-ups, have errors and cannot be built."""
        pledges = sum(1 for one in self.loaded.values() if errors_in(one.problems))
        return pledges + sum(1 for one in self.follow_ups.values() if errors_in(one.problems))


def errors_in(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems that stop a document, without the warnings."""
    return tuple(problem for problem in problems if problem.severity is Severity.ERROR)


def read_everything(root: Path, which: Iterable[str], year: int | None = None) -> Everything:
    """Load the workspace at ``root`` and the documents that ``which`` and ``year`` name.

    Raises WrongUsage when ``root`` is no workspace or ``which`` names nothing.
    """
    workspace = open_workspace(root)
    theme = read_theme(root)
    layouts, layout_problems = load_layouts(theme)
    formats, format_problems = load_sheets(theme)
    counter = Counter(layouts, formats, theme)
    chosen = select(workspace, tuple(which), year)
    loaded = {
        f"{area}/{period}": _load(workspace, area, period) for area, period in chosen.documents
    }
    bare = {area: load_area(workspace, area) for area in chosen.bare_areas}
    follow_ups = {
        name: load_follow_up(workspace, one.document)
        for name, one in loaded.items()
        if one.document
    }
    found = chain(
        (problem for one in loaded.values() for problem in one.problems),
        (problem for one in follow_ups.values() for problem in one.problems),
        (problem for one in bare.values() for problem in one.problems),
    )
    strays = stray_follow_ups(workspace)
    of_theme = (*layout_problems, *format_problems)
    booked = chain.from_iterable(_booking_problems(counter, one) for one in loaded.values())
    problems = in_order((*workspace.problems, *strays, *of_theme, *found, *booked))
    return Everything(
        workspace,
        theme,
        layouts,
        loaded,
        follow_ups,
        problems,
        broken_theme=bool(errors_in(of_theme)),
        counter=counter,
        bare_areas=bare,
    )


def _booking_problems(counter: Counter, one: Loaded) -> Iterator[Problem]:
    if one.document:
        for layout in counter.with_sheets:
            yield from counter.of_document(layout, one.document)[1]


def _load(workspace: Workspace, area: str, period: str) -> Loaded:
    LOG.info("load %s/%s", area, period)
    return load_document(workspace, area, period)
