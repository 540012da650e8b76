"""Promises counted over many areas: by theme, by who promises, by who is responsible."""

from collections import Counter
from collections.abc import Callable, Iterable

from msgspec import Struct

from loftespdf.language.sorting import sort_key
from loftespdf.language.swedish import listing
from loftespdf.language.themes import same_theme, theme_of
from loftespdf.model.area import PartyKind
from loftespdf.model.report import Line
from loftespdf.model.rules import Promise

_KINDS = {
    PartyKind.POLICE: "polisen",
    PartyKind.MUNICIPALITY: "kommunen",
    PartyKind.OTHER: "andra",
}


class Group(Struct, frozen=True):
    """Promises that have something in common. ``label`` is None for those that have nothing.

    ``areas`` are names in Swedish order, each once; ``owners`` counts the promises by who promises.
    """

    label: str | None
    promises: int
    areas: tuple[str, ...]
    owners: Counter[str]


def by_theme(lines: Iterable[Line]) -> tuple[Group, ...]:
    """Group by theme, the most common first; those without a theme last."""
    return _grouped(lines, _theme)


def by_responsible(lines: Iterable[Line]) -> tuple[Group, ...]:
    """Group by ``ansvarig:``, the most common first; those without one last."""
    return _grouped(lines, lambda _line, promise: promise.item.responsible)


def by_owner(lines: Iterable[Line]) -> tuple[Group, ...]:
    """Group by the kinds of party that promise, alone or together."""
    return _grouped(lines, lambda line, promise: owners_of(line, promise).capitalize())


def _theme(line: Line, promise: Promise) -> str | None:
    return theme_of(line.document.pledge, promise) if line.document else None


def owners_of(line: Line, promise: Promise) -> str:
    """``polisen``, ``polisen och kommunen``: the kinds of party that promise together."""
    parties = line.document.area.parties if line.document else {}
    kinds = {parties[owner].kind for owner in promise.owners}
    return listing(tuple(word for kind, word in _KINDS.items() if kind in kinds))


def _grouped(
    lines: Iterable[Line], label_of: Callable[[Line, Promise], str | None]
) -> tuple[Group, ...]:
    """Spellings of one label are one group, told in the most common of them."""
    members: dict[str | None, list[tuple[str, Line, Promise]]] = {}
    for line in lines:
        for promise in line.promises:
            label = label_of(line, promise)
            key = same_theme(label) if label else None
            members.setdefault(key, []).append((label or "", line, promise))
    groups = [_group(found, named=key is not None) for key, found in members.items()]
    return tuple(sorted(groups, key=_order))


def _group(found: list[tuple[str, Line, Promise]], *, named: bool) -> Group:
    spellings = Counter(label for label, _, _ in found)
    label = min(spellings, key=lambda one: (-spellings[one], sort_key(one)))
    areas = {line.slug: line.name for _, line, _ in found}
    return Group(
        label=label if named else None,
        promises=len(found),
        areas=tuple(sorted(areas.values(), key=sort_key)),
        owners=Counter(owners_of(line, promise) for _, line, promise in found),
    )


def _order(group: Group) -> tuple[bool, int, tuple[str, str]]:
    return group.label is None, -group.promises, sort_key(group.label or "")
