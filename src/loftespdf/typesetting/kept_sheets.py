"""Stylesheets that an earlier process parsed need not be parsed again.

A layout's stylesheet takes the engine some 15 ms to read, and its bytes less than one. Kept are
those alone of which nothing was to be told and that ask for no other file: what a document depends
on, and every complaint, is the same whether the stylesheet was kept or not.

The engine makes each selector a function. Of that its code is kept, and put together with the names
that every selector knows. Checked against cssselect2 0.10.1, which is locked.
"""

import marshal
import pickle
from collections.abc import Callable, Mapping
from importlib.util import MAGIC_NUMBER
from types import FunctionType
from typing import Any, NamedTuple, TypeAlias, cast

import cssselect2
import tinycss2
import weasyprint
from cssselect2 import Matcher, compile_selector_list
from weasyprint import CSS

from loftespdf.model.kept import Kept, keep, maker, name_of, take

#: A rule as a matcher has it: the selector's function, its specificity, and more.
_Rule: TypeAlias = tuple[Any, ...]
MAKER = maker(
    __file__, weasyprint.VERSION, tinycss2.VERSION, cssselect2.VERSION, MAGIC_NUMBER.hex()
)
#: What is raised where something of a stylesheet is new in the engine, or very deep.
UNKEEPABLE = (pickle.PicklingError, AttributeError, TypeError, ValueError, RecursionError)
#: Where a matcher has its rules: by a name, or one after another.
_BY_NAME = (
    "id_selectors", "class_selectors", "lower_local_name_selectors", "namespace_selectors",
)  # fmt: skip
_IN_ORDER = ("lang_attr_selectors", "other_selectors")


class Parsed(NamedTuple):
    """A stylesheet as the engine parsed it, and the typefaces that it brings."""

    css: CSS
    brought: list[Mapping[str, object]]


class KeptSheets:
    """The stylesheets that are kept, by where they stand."""

    def __init__(self, kept: Kept) -> None:
        self._kept = kept

    def take(self, address: str, source: str) -> Parsed | None:
        """Return a stylesheet if it was parsed before, to be used once."""
        content = take(self._kept, name_of(address, "css"), _made_from(address, source))
        return None if content is None else unpacked(content)

    def keep(self, address: str, source: str, parsed: Parsed) -> None:
        """Keep a stylesheet that was just parsed, if it consists of what can be kept."""
        try:
            content = packed(*parsed)
        except UNKEEPABLE:
            return  # it is parsed in each process
        keep(self._kept, name_of(address, "css"), _made_from(address, source), content)


def _made_from(address: str, source: str) -> str:
    return f"{MAKER}\0{address}\0{source}"


def packed(css: CSS, brought: list[Mapping[str, object]]) -> bytes:
    """Return a stylesheet as bytes. Raises one of ``UNKEEPABLE``."""
    matcher = css.matcher
    by_name = [
        {name: [_without_function(rule) for rule in rules] for name, rules in kind.items()}
        for kind in (getattr(matcher, each) for each in _BY_NAME)
    ]
    in_order = [[_without_function(rule) for rule in getattr(matcher, each)] for each in _IN_ORDER]
    whole = css.base_url, (by_name, in_order), css.page_rules, css.layers, brought
    return pickle.dumps(whole, pickle.HIGHEST_PROTOCOL)


def unpacked(content: bytes) -> Parsed:
    """Return the stylesheet that these bytes of our own hold, to be used once."""
    base, rules, page_rules, layers, brought = pickle.loads(content)  # noqa: S301 - our own
    css = CSS.__new__(CSS)
    css.base_url, css.page_rules, css.layers = base, page_rules, layers
    css.matcher = _matcher(*rules)
    return Parsed(css, brought)


def _matcher(by_name: list[dict[str, list[_Rule]]], in_order: list[list[_Rule]]) -> Matcher:
    """Put a matcher together. No rules are added to it later, so it need not count them."""
    matcher = Matcher()
    for kind, named in zip(_BY_NAME, by_name, strict=True):
        whole = {name: [_with_function(rule) for rule in rules] for name, rules in named.items()}
        setattr(matcher, kind, whole)
    for kind, rules in zip(_IN_ORDER, in_order, strict=True):
        setattr(matcher, kind, [_with_function(rule) for rule in rules])
    return matcher


def _without_function(rule: _Rule) -> _Rule:
    function = cast("FunctionType", rule[0])
    if function.__closure__ or function.__globals__.keys() != _KNOWN.keys():
        raise ValueError("a selector's function that knows more than others")
    return marshal.dumps(function.__code__), *rule[1:]


def _with_function(rule: _Rule) -> _Rule:
    code = marshal.loads(rule[0])  # noqa: S302 - our own code
    return cast("Callable[[object], bool]", FunctionType(code, _KNOWN)), *rule[1:]


#: The names that every selector's function knows.
_KNOWN = compile_selector_list("a")[0].test.__globals__
