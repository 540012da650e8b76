"""What the stylesheets say that Word must know: tokens, sheets and column widths.

A layout's looks are written once, in CSS. Of that, Word takes the custom properties, the ``@page``
rules (the plain one and ``appendix``) and the widths in mm of the layout's own ``l-`` classes.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

import tinycss2
from msgspec import Struct

from loftespdf.model.assets import Reading
from loftespdf.model.composed import Composed

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


def look_of(composed: Composed, reading: Reading) -> Look:
    """Read the page's stylesheets, in order, and the area's brand after them."""
    found = (reading.get(path) for path in composed.stylesheets)
    return _look((*(asset.text for asset in found if asset), composed.brand_css))


@lru_cache(maxsize=16)
def _look(sources: tuple[str, ...]) -> Look:
    tokens: dict[str, str] = {}
    pages: dict[str, dict[str, str]] = {"": {}}
    widths: dict[str, float] = {}
    for selector, name, value in (each for source in sources for each in _declarations(source)):
        if name.startswith("--"):
            tokens[name] = value
        elif selector.startswith("@page"):
            pages.setdefault(selector.removeprefix("@page").strip(), {})[name] = value
        elif name == "width" and (found := _CLASS.fullmatch(selector)) and value.endswith("mm"):
            widths[found[1]] = _mm(value)
    plain = pages[""]
    return Look(tokens, _sheet(plain), _sheet({**plain, **pages.get("appendix", {})}), widths)


def _declarations(source: str) -> Iterator[tuple[str, str, str]]:
    """Yield (selector, property, value) of every plain declaration."""
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
