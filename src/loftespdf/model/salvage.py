"""Reading on past what is wrong, so that all problems are told at once.

A wrong value is put aside, or a stand-in put in its place where one is needed, and the rest is read
again: then also the rules can be tried. What is said of a stand-in is not told: the caller gets the
paths that were touched (``damage``). A document made so is for telling problems, never for print.
"""

from copy import deepcopy
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, Generic, TypeVar, get_args, get_origin

from msgspec import Struct

from loftespdf.model.document import YamlPath
from loftespdf.model.period import Period
from loftespdf.model.pledge import Contact, Item, Section, Target
from loftespdf.model.shape import annotation_at, is_model, required_keys
from loftespdf.model.values import Node
from loftespdf.model.violations import Kind, Violation, read_model

M = TypeVar("M", bound=Node)

_ROUNDS = 5
_STAND_INS: dict[type[Node], object] = {
    Period: "2021",
    Section: {"text": "x"},
    Item: {"text": "x"},
    Target: {"minst": "1", "enhet": "x"},
    Contact: {"namn": "x"},
}


class Attempt(Struct, Generic[M], frozen=True):
    """What came of reading: ``model`` is None where not even stand-ins helped."""

    model: M | None
    violations: tuple[Violation, ...]
    damage: frozenset[YamlPath]


def read_as_far_as_possible(model: type[M], raw: dict[str, Any]) -> Attempt[M]:
    """Read ``raw`` as ``model``, going on past what is wrong."""
    told: list[Violation] = []
    damage: set[YamlPath] = set()
    mended = deepcopy(raw)
    for _ in range(_ROUNDS):
        result = read_model(model, mended)
        if isinstance(result, model):
            return Attempt(result, tuple(told), frozenset(damage))
        violations = result if isinstance(result, tuple) else ()
        told += [one for one in violations if not touches(one.path, damage)]
        for violation in sorted(violations, key=lambda one: -len(one.path)):
            _mend(model, mended, violation, damage)
    return Attempt(None, tuple(told), frozenset(damage))


def touches(path: YamlPath, damage: set[YamlPath] | frozenset[YamlPath]) -> bool:
    """Tell whether ``path`` lies in something damaged, or holds something damaged."""
    return any(path[: len(one)] == one or one[: len(path)] == path for one in damage)


def _mend(
    model: type[Node], raw: dict[str, Any], violation: Violation, damage: set[YamlPath]
) -> None:
    """Take out what ``violation`` is about, or what is around it where that was tried before."""
    path = violation.path
    if violation.kind == Kind.TOO_FEW and isinstance(path[-1], int):
        path = path[:-1]
    while path and path in damage:
        path = path[:-1]
    if not path:
        return
    damage.add(path)
    holder = _at(raw, path[:-1])
    if isinstance(holder, list) and isinstance(path[-1], int):
        holder[path[-1]] = _stand_in(annotation_at(model, path))
    elif isinstance(holder, dict):
        holder.pop(path[-1], None)
        around = annotation_at(model, path[:-1])
        if is_model(around) and path[-1] in required_keys(around):
            holder[path[-1]] = _stand_in(annotation_at(model, path))


def _at(raw: object, path: YamlPath) -> object:
    """Return what stands at ``path``, or None where the path ends before."""
    for part in path:
        if isinstance(raw, dict):
            raw = raw.get(part)
        elif isinstance(raw, list) and isinstance(part, int) and part < len(raw):
            raw = raw[part]
        else:
            return None
    return raw


def _stand_in(annotation: Any) -> Any:  # noqa: ANN401, PLR0911 - any annotation; one case a line
    """Return the smallest thing that can be read as ``annotation``."""
    if annotation in _STAND_INS:
        return deepcopy(_STAND_INS[annotation])
    if is_model(annotation):
        keys = required_keys(annotation)
        return {key: _stand_in(annotation_at(annotation, (key,))) for key in keys}
    if get_origin(annotation) is tuple:
        return [_stand_in(get_args(annotation)[0])]
    if get_origin(annotation) is dict:
        return {"x": _stand_in(get_args(annotation)[1])}
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        return next(iter(annotation)).value
    if annotation is Decimal:
        return "1"
    return "2021-01-01" if annotation is date else "x"
