"""The follow-up of one pledge, beside it: ``content/<area>/<period>.uppfoljning.yaml``.

It is read and judged like a pledge, all problems at once; the period before is read with it, so
that the report can tell what was carried on.
"""

from collections.abc import Iterator
from pathlib import Path
from types import MappingProxyType

from msgspec import Struct

from loftespdf.language.followup_levels import contradictions
from loftespdf.language.followup_years import period_before
from loftespdf.loading.complaints import complaints, in_order
from loftespdf.loading.files import read_bounded, shown
from loftespdf.loading.followup_words import follow_up_complaint
from loftespdf.loading.merging import merge
from loftespdf.loading.pledges import load_document
from loftespdf.loading.sites import Site
from loftespdf.loading.workspace import FOLLOW_UP_END, Workspace
from loftespdf.loading.yaml_reader import MAX_BYTES, YamlFile, read_map
from loftespdf.model.document import Places, PledgeDocument
from loftespdf.model.followup import (
    EarlierPeriod,
    FollowUp,
    FollowUpDocument,
    broken_follow_up_rules,
)
from loftespdf.model.problem import Place, Problem, Severity, say
from loftespdf.model.salvage import read_as_far_as_possible, touches
from loftespdf.model.shape import keys_at
from loftespdf.model.violations import Kind, Violation, unknown_key


class LoadedFollowUp(Struct, frozen=True):
    """A follow-up as far as it could be read; ``problems`` also holds warnings.

    ``document`` is None where there is no file, or where a problem is an error.
    """

    document: FollowUpDocument | None = None
    problems: tuple[Problem, ...] = ()


def load_follow_up(workspace: Workspace, pledge: PledgeDocument) -> LoadedFollowUp:
    """Read what came of ``pledge``, and the area's period before it for comparison."""
    path = _path(workspace, pledge.area_slug, pledge.period_slug)
    if not (path.exists() or path.is_symlink()):
        return LoadedFollowUp()
    own = _read(workspace.root, path, pledge)
    earlier, unread = _earlier(workspace, pledge, own.site.file)
    problems = in_order((*own.problems, *unread))
    if own.follow_up is None:
        return LoadedFollowUp(None, problems)
    known = {at: note.place for at, note in own.site.notes.items() if not note.is_empty}
    places = Places(own.site.file, MappingProxyType(known))
    return LoadedFollowUp(FollowUpDocument(pledge, own.follow_up, places, earlier), problems)


class _Own(Struct, frozen=True):
    """One file read and judged; ``follow_up`` is None where a problem is an error."""

    site: Site
    follow_up: FollowUp | None
    problems: tuple[Problem, ...]


def _path(workspace: Workspace, area: str, period: str) -> Path:
    return workspace.root / "content" / area / f"{period}{FOLLOW_UP_END}"


def _read(root: Path, path: Path, pledge: PledgeDocument) -> _Own:
    file = shown(root, path)
    content = read_bounded(root, path, MAX_BYTES)
    if isinstance(content, Problem):
        return _Own(Site({}, file), None, (content,))
    read = read_map(content, file)
    problems = (*read.problems, *_problems(read, pledge)) if read.is_whole else read.problems
    site = Site(merge((read,)).notes, file)
    if any(problem.severity is Severity.ERROR for problem in problems):
        return _Own(site, None, problems)
    model = read_as_far_as_possible(FollowUp, dict(merge((read,)).value)).model
    return _Own(site, model, problems)


def _problems(read: YamlFile, pledge: PledgeDocument) -> Iterator[Problem]:
    """What the model and the rules refuse, where one does not merely follow from the other."""
    if read.value is None:
        yield _empty(read.file)
        return
    merged = merge((read,))
    site = Site(merged.notes, read.file)
    attempt = read_as_far_as_possible(FollowUp, dict(merged.value))
    yield from complaints((*attempt.violations, *_empty_unknown_keys(site)), site)
    if attempt.model:
        for broken in (
            *broken_follow_up_rules(pledge.pledge, attempt.model),
            *contradictions(pledge.pledge, attempt.model),
        ):
            if not touches(broken.path, attempt.damage):
                yield follow_up_complaint(broken, site)


def _empty(file: str) -> Problem:
    return Problem(
        Kind.MISSING_KEY,
        say("uppföljningen är tom"),
        Place(file),
        instead=say("börja med utfall: och en punkt per löfte, eller ta bort filen"),
    )


def _empty_unknown_keys(site: Site) -> Iterator[Violation]:
    """Unknown keys with nothing after them: they are gone from the value, so no model sees them."""
    for path, note in site.notes.items():
        if note.is_empty and isinstance(path[-1], str):
            known = keys_at(FollowUp, path[:-1])
            if known and path[-1] not in known:
                yield unknown_key(path, FollowUp)


def _earlier(
    workspace: Workspace, pledge: PledgeDocument, file: str
) -> tuple[EarlierPeriod | None, tuple[Problem, ...]]:
    """Read the area's other pledges and keep the one before; tell of those that say nothing."""
    others: list[PledgeDocument] = []
    problems: list[Problem] = []
    for area, period in workspace.documents:
        if area != pledge.area_slug or period == pledge.period_slug:
            continue
        if document := load_document(workspace, area, period).document:
            others.append(document)
        elif period < pledge.period_slug:
            problems.append(_unread(period, file))
    if (before := period_before(pledge, others)) is None:
        return None, tuple(problems)
    path = _path(workspace, before.area_slug, before.period_slug)
    if not path.exists():
        return EarlierPeriod(before), tuple(problems)
    own = _read(workspace.root, path, before)
    if own.follow_up is None:
        problems.append(_unread(f"{before.period_slug}.uppfoljning", file))
    return EarlierPeriod(before, own.follow_up), tuple(problems)


def _unread(stem: str, file: str) -> Problem:
    return Problem(
        "earlier-period-unread",
        say("{stem}.yaml har fel, så jämförelsen med åren innan blir inte hel", stem=stem),
        Place(file),
        instead=say("kör loftespdf check och rätta {stem}.yaml", stem=stem),
        severity=Severity.WARNING,
    )
