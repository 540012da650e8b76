"""What the stylesheets say that Word must know: tokens, sheets and column widths.

A layout's looks are written once, in CSS. Of that, Word takes the custom properties, the ``@page``
rules (the plain one and ``appendix``) and the widths in mm of the layout's own ``l-`` classes.
"""

import json
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TypeAlias, cast

import tinycss2
from msgspec import Struct

from loftespdf.model.assets import Reading
from loftespdf.model.composed import Composed
from loftespdf.model.kept import Kept, keep, maker, name_of, take

#: Selector, property and value.
_Declaration: TypeAlias = tuple[str, str, str]
_MAKER = maker(__file__, tinycss2.VERSION)
_CLASS = re.compile(r"\.(l-[\w-]+)")
_HEX = re.compile(r"#([0-9a-fA-F]{6})")
_LENGTH = re.compile(r"([\d.]+)(mm|pt)")
_MM_PER_PT = 25.4 / 72
_A4 = "210mm 297mm"
_MARGIN = "25mm"
#: The order of a margin's four lengths when CSS gives one, two, three or four.
_SIDES = {1: (0, 0, 0, 0), 2: (0, 1, 0, 1), 3: (0, 1, 2, 1), 4: (0, 1, 2, 3)}


class Sheet(Struct, frozen=True):
    """A sheet of paper and its margins, all in mm."""

    width: float
    height: float
    top: float
    right: float
    bottom: float
    left: float

    @property
    def measure(self) -> float:
        """The width between the margins, in mm."""
        return self.width - self.left - self.right


class Look(Struct, frozen=True):
    """Everything Word takes from the stylesheets."""

    tokens: dict[str, str]
    sheet: Sheet
    appendix: Sheet
    widths: dict[str, float]

    @property
    def family(self) -> str:
        """The name of the text's typeface."""
        return self.tokens.get("--family", "Source Sans 3").strip("\"'")

    def colour(self, name: str) -> str:
        """Return a colour as Word writes it ("1A1A1A"), black when the tokens have none."""
        found = _HEX.fullmatch(self.tokens.get(f"--colour-{name}", "").strip())
        return found[1].upper() if found else "000000"

    def points(self, name: str, otherwise: float) -> float:
        """Return the length of a token in points."""
        return _mm(self.tokens.get(f"--{name}", f"{otherwise}pt")) / _MM_PER_PT

    @property
    def measure(self) -> float:
        """The width of running text, in mm: at most that of the sheet."""
        return min(_mm(self.tokens.get("--measure", "999mm")), self.sheet.measure)


def look_of(composed: Composed, reading: Reading, kept: Kept | None = None) -> Look:
    """Read the page's stylesheets, in order, and the area's brand after them.

    ``kept`` holds what earlier processes found in the same stylesheets.
    """
    found = ((path, reading.get(path)) for path in composed.stylesheets)
    sheets = tuple((path, asset.text) for path, asset in found if asset)
    return _look(sheets, composed.brand_css, kept)


@lru_cache(maxsize=16)
def _look(sheets: tuple[tuple[str, str], ...], brand: str, kept: Kept | None) -> Look:
    tokens: dict[str, str] = {}
    pages: dict[str, dict[str, str]] = {"": {}}
    widths: dict[str, float] = {}
    for selector, name, value in (*_declared(sheets, kept), *_declarations(brand)):
        if name.startswith("--"):
            tokens[name] = value
        elif selector.startswith("@page"):
            pages.setdefault(selector.removeprefix("@page").strip(), {})[name] = value
        elif name == "width" and (found := _CLASS.fullmatch(selector)) and value.endswith("mm"):
            widths[found[1]] = _mm(value)
    plain = pages[""]
    return Look(tokens, _sheet(plain), _sheet({**plain, **pages.get("appendix", {})}), widths)


def _declared(sheets: tuple[tuple[str, str], ...], kept: Kept | None) -> list[_Declaration]:
    """Return the declarations of the stylesheets (path and text), found out once."""
    if kept is None:
        return [each for _, source in sheets for each in _declarations(source)]
    name = name_of(" ".join(path for path, _ in sheets), "look")
    made_from = f"{_MAKER} {sheets}"
    if content := take(kept, name, made_from):
        return cast("list[_Declaration]", json.loads(content))
    declared = _declared(sheets, None)
    keep(kept, name, made_from, json.dumps(declared).encode())
    return declared


def _declarations(source: str) -> Iterator[_Declaration]:
    """Yield every plain declaration."""
    rules = tinycss2.parse_stylesheet(source, skip_comments=True, skip_whitespace=True)
    for rule in rules:
        if rule.type == "error" or rule.content is None:
            continue
        selector = tinycss2.serialize(rule.prelude).strip()
        if rule.type == "at-rule":
            selector = f"@{rule.at_keyword} {selector}"
        for part in tinycss2.parse_blocks_contents(rule.content):
            if part.type == "declaration":
                yield selector, part.name, tinycss2.serialize(part.value).strip()


def _sheet(rule: dict[str, str]) -> Sheet:
    sizes = [_mm(length) for length in rule.get("size", _A4).split()]
    margins = [_mm(length) for length in rule.get("margin", _MARGIN).split()]
    top, right, bottom, left = (margins[side] for side in _SIDES[len(margins)])
    return Sheet(sizes[0], sizes[-1], top, right, bottom, left)


def _mm(length: str) -> float:
    found = _LENGTH.fullmatch(length.strip())
    if not found:
        return 0.0
    return float(found[1]) * (1 if found[2] == "mm" else _MM_PER_PT)
