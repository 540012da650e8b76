"""The stylesheet of a web page: what it fetches, what it hides, and whether its colours stand out.

Judged rule by rule: which element a colour falls on is the browser's to know, and axe-core asks one
in the tests. Every colour of text is held against the background its own rule sets, or white.
"""

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct

from loftespdf.inspecting.colour import contrast_on_white
from loftespdf.inspecting.reading import Rgb

#: WCAG 2.1, 1.4.3. Its gentler rule for large type is not used: one palette for all sizes.
LEAST_CONTRAST = 4.5

_RULE = re.compile(r"([^{};]+)\{([^{}]*)\}")
_PRINT = re.compile(r"@media print\s*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
_VARIABLE = re.compile(r"(--[\w-]+)\s*:\s*([^;]+)")
_COLOUR = re.compile(r"(?<![\w-])color\s*:\s*([^;!]+)")
_BACKGROUND = re.compile(r"(?<![\w-])background(?:-color)?\s*:\s*([^;!]+)")
_VAR = re.compile(r"var\((--[\w-]+)\)")
_HEX = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)
_NAMED = {"white": "#ffffff", "black": "#000000"}
_INHERITED = frozenset({"currentcolor", "inherit", "initial", "none", "transparent", "unset"})
_FETCHING = re.compile(r"@import|url\(\s*[\"']?(?!data:)")
_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|(?<![\w-])opacity\s*:|text-transform\s*:"
    r"|content\s*:\s*(?:[\"'](?![\"'])|attr)"
)
_WHITE, _BLACK = "#ffffff", "#000000"


class Pair(Struct, frozen=True):
    """A text colour on a background, as written, and their contrast; None where it is no hex."""

    colour: str
    background: str
    ratio: float | None


def fetches(style: str) -> bool:
    """Tell whether the stylesheet asks for anything outside itself."""
    return _FETCHING.search(style) is not None


def hides(style: str) -> tuple[str, ...]:
    """Return what makes the screen say something else than the text; on paper it may hide."""
    return tuple(dict.fromkeys(_HIDING.findall(_PRINT.sub("", style))))


def faint_pairs(style: str) -> tuple[Pair, ...]:
    """Return each pair of colours with too little contrast, or with a colour unknown here."""
    return tuple(
        pair for pair in dict.fromkeys(_pairs(style))
        if pair.ratio is None or pair.ratio < LEAST_CONTRAST
    )  # fmt: skip


def _pairs(style: str) -> Iterator[Pair]:
    variables: dict[str, list[str]] = {}
    for name, value in _VARIABLE.findall(style):
        variables[name] = [*variables.get(name, []), value.strip()]
    usual = _resolved(["var(--colour-text)"], variables) or [_BLACK]
    for _selector, body in _RULE.findall(style):
        colours = _resolved(_COLOUR.findall(body), variables)
        backgrounds = _resolved(_BACKGROUND.findall(body), variables)
        if not colours and not backgrounds:
            continue
        for colour in colours or usual:
            for background in backgrounds or [_WHITE]:
                yield Pair(colour, background, _ratio(colour, background))


def _resolved(values: Iterable[str], variables: dict[str, list[str]]) -> list[str]:
    """Put in what a variable may stand for: all that any rule gives it, the brand's too."""
    found: list[str] = []
    for value in values:
        name = _VAR.fullmatch(value.strip())
        found += variables.get(name[1], []) if name else [value.strip()]
    return [each for each in found if each.lower() not in _INHERITED]


def _ratio(colour: str, background: str) -> float | None:
    both = [_rgb(each) for each in (colour, background)]
    if both[0] is None or both[1] is None:
        return None
    on_white = sorted(contrast_on_white(each) for each in (both[0], both[1]))
    return on_white[1] / on_white[0]


def _rgb(colour: str) -> Rgb | None:
    colour = _NAMED.get(colour.lower(), colour)
    if not _HEX.fullmatch(colour):
        return None
    digits = colour[1:] if len(colour) > len("#rgb") else "".join(2 * each for each in colour[1:])
    red, green, blue = (int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return (red, green, blue)
