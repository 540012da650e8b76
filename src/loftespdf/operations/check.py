"""Read everything asked for and tell every problem, making nothing."""

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import Protocol, TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

from loftespdf.language.followup import follow_up_leaves
from loftespdf.language.leaves import all_leaves
from loftespdf.loading.areas import LoadedArea, load_area
from loftespdf.loading.complaints import in_order
from loftespdf.loading.followup import LoadedFollowUp, load_follow_up
from loftespdf.loading.layouts import load_layouts
from loftespdf.loading.pledges import Loaded, load_document
from loftespdf.loading.sheets import load_sheets
from loftespdf.loading.strays import stray_follow_ups
from loftespdf.loading.workspace import Workspace, open_workspace, read_theme
from loftespdf.model.assets import Assets
from loftespdf.model.document import PledgeDocument
from loftespdf.model.layout import Layout
from loftespdf.model.problem import Problem, Severity
from loftespdf.operations.bookings import Counter
from loftespdf.operations.leftovers import misread_letters, stray_markup
from loftespdf.operations.selection import select
from loftespdf.operations.unset import unset_characters
from loftespdf.typesetting.typefaces import Typefaces

LOG = logging.getLogger("loftespdf")
T = TypeVar("T")


class Ground(Struct, frozen=True, dict=True):
    """What every document of a workspace is made on: the theme, its layouts, what can be booked.

    ``problems`` are those of the workspace and the theme.
    """

    workspace: Workspace
    theme: Assets
    layouts: Mapping[str, Layout]
    counter: Counter
    problems: tuple[Problem, ...]
    broken_theme: bool

    @cached_property
    def typefaces(self) -> Typefaces:
        """The theme's typefaces."""
        return Typefaces(self.theme)


class Read(Struct, frozen=True):
    """One document as far as it could be read: a pledge and what came of it.

    ``name`` is "grastorp/2021"; ``problems`` are all that were found, also of what was booked.
    """

    name: str
    pledge: Loaded
    follow_up: LoadedFollowUp | None
    problems: tuple[Problem, ...]

    @property
    def refused(self) -> int:
        """How many of the two have errors and cannot be built."""
        found = (self.pledge.problems, self.follow_up.problems if self.follow_up else ())
        return sum(1 for problems in found if errors_in(problems))


class Everything(Ground, frozen=True):
    """What a command works on: the documents asked for, the layouts, and what is wrong.

    ``loaded`` is by name, "grastorp/2021", in the workspace's order; ``follow_ups`` too, of those
    that could be read. ``problems`` are all there are.
    """

    loaded: Mapping[str, Loaded]
    follow_ups: Mapping[str, LoadedFollowUp]
    bare_areas: Mapping[str, LoadedArea] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def refused(self) -> int:
        """How many documents, pledges and follow-ups, have errors and cannot be built."""
        pledges = sum(1 for one in self.loaded.values() if errors_in(one.problems))
        return pledges + sum(1 for one in self.follow_ups.values() if errors_in(one.problems))


class Checked(Struct, frozen=True):
    """How many documents were read, and all that is wrong with them and what they stand on."""

    documents: int
    problems: tuple[Problem, ...]


class Share(Protocol):
    """Who reads many documents: like ``map``, in whatever processes."""

    def __call__(self, work: Callable[[str], T], names: Sequence[str], /) -> Iterable[T]:
        """Return what ``work`` returns for each name, in order."""


def errors_in(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems that stop a document, without the warnings."""
    return tuple(problem for problem in problems if problem.severity is Severity.ERROR)


def one_by_one(work: Callable[[str], T], names: Sequence[str], /) -> Iterable[T]:
    """Return what ``work`` returns for each name, in order, by this process."""
    return map(work, names)


def check(
    root: Path, which: Iterable[str], year: int | None = None, share: Share = one_by_one
) -> Checked:
    """Read the documents that ``which`` and ``year`` name and keep only what is wrong with them.

    Raises WrongUsage when ``root`` is no workspace or ``which`` names nothing.
    """
    ground = read_ground(open_workspace(root))
    chosen = select(ground.workspace, tuple(which), year)
    names = tuple(f"{area}/{period}" for area, period in chosen.documents)
    found = share(lambda name: read_document(ground, *name.split("/")).problems, names)
    bare = (load_area(ground.workspace, area).problems for area in chosen.bare_areas)
    problems = in_order(chain(ground.problems, *found, *bare))
    return Checked(len(names), problems)


def read_everything(root: Path, which: Iterable[str], year: int | None = None) -> Everything:
    """Load the workspace at ``root`` and the documents that ``which`` and ``year`` name.

    Raises WrongUsage when ``root`` is no workspace or ``which`` names nothing.
    """
    ground = read_ground(open_workspace(root))
    chosen = select(ground.workspace, tuple(which), year)
    read = tuple(read_document(ground, area, period) for area, period in chosen.documents)
    bare = {area: load_area(ground.workspace, area) for area in chosen.bare_areas}
    found = (p for one in read for p in one.problems)
    of_bare = (p for one in bare.values() for p in one.problems)
    return Everything(
        ground.workspace,
        ground.theme,
        ground.layouts,
        ground.counter,
        in_order((*ground.problems, *found, *of_bare)),
        ground.broken_theme,
        loaded={one.name: one.pledge for one in read},
        follow_ups={one.name: one.follow_up for one in read if one.follow_up},
        bare_areas=bare,
    )


def read_ground(workspace: Workspace) -> Ground:
    """Load what all documents of the workspace have in common.

    Raises ContentRefused for files of the theme that cannot be read.
    """
    theme = read_theme(workspace.root)
    layouts, layout_problems = load_layouts(theme)
    formats, format_problems = load_sheets(theme)
    of_theme = (*layout_problems, *format_problems)
    return Ground(
        workspace,
        theme,
        layouts,
        Counter(layouts, formats, theme),
        in_order((*workspace.problems, *stray_follow_ups(workspace), *of_theme)),
        broken_theme=bool(errors_in(of_theme)),
    )


def read_document(ground: Ground, area: str, period: str) -> Read:
    """Load one pledge, its follow-up, and what its author booked."""
    LOG.info("load %s/%s", area, period)
    pledge = _settable(ground, load_document(ground.workspace, area, period))
    follow_up = _told(ground, pledge.document) if pledge.document else None
    problems = (
        *pledge.problems,
        *(follow_up.problems if follow_up else ()),
        *_booking_problems(ground.counter, pledge),
    )
    return Read(f"{area}/{period}", pledge, follow_up, problems)


def _settable(ground: Ground, one: Loaded) -> Loaded:
    """Return the pledge without its document where a character of it cannot be printed."""
    leaves = all_leaves(one.document) if one.document else ()
    wrong = (*unset_characters(leaves, ground.typefaces), *misread_letters(leaves))
    problems = in_order((*one.problems, *stray_markup(leaves), *wrong))
    return replace(one, document=None if wrong else one.document, problems=problems)


def _told(ground: Ground, pledge: PledgeDocument) -> LoadedFollowUp:
    """Load the follow-up, without its document where a character of it cannot be printed."""
    one = load_follow_up(ground.workspace, pledge)
    leaves = follow_up_leaves(one.document) if one.document else ()
    wrong = (*unset_characters(leaves, ground.typefaces), *misread_letters(leaves))
    problems = in_order((*one.problems, *stray_markup(leaves), *wrong))
    return replace(one, document=None if wrong else one.document, problems=problems)


def _booking_problems(counter: Counter, one: Loaded) -> Iterator[Problem]:
    if one.document:
        for layout in counter.with_sheets:
            yield from counter.of_document(layout, one.document)[1]
