"""SVG logos in inks: every paint rewritten, and what inks cannot say refused by name.

The engine follows what is written: ``#003366`` becomes DeviceRGB and ``device-cmyk(…)`` DeviceCMYK.
So each paint, in an attribute, a ``style`` or a stylesheet, is made ``device-cmyk`` here, once.
"""

import re
from collections.abc import Sequence
from xml.etree.ElementTree import Element, ParseError, fromstring, tostring

import tinycss2
from msgspec import Struct, field
from tinycss2.color5 import parse_color

from loftespdf.model.problem import Problem
from loftespdf.typesetting.press_ink import FULL, Inks, Press
from loftespdf.typesetting.press_pictures import Picture
from loftespdf.typesetting.press_svg_words import SEEN_THROUGH, converted, refused, unreadable

_PAINTS = frozenset({"fill", "stroke", "color"})
_OPACITIES = frozenset({"opacity", "fill-opacity", "stroke-opacity"})
_KEPT = frozenset({"none", "inherit", "currentcolor", "context-fill", "context-stroke"})
_RUNS = frozenset({"script", "foreignobject", "handler", "listener", "iframe"})
#: A link prints nothing, and a picture is refused as such.
_OWN_ADDRESS = frozenset({"a", "image"})
_BLACK = "device-cmyk(0 0 0 1)"
_INKS = re.compile(r"device-cmyk\(\s*([^)/]+?)\s*\)")
_URL = re.compile(r"url\(\s*['\"]?([^'\")]*)['\"]?\s*\)")
_PERCENT = 100


def separate_svg(picture: Picture, press: Press) -> tuple[bytes, tuple[Problem, ...]]:
    """Return the SVG with all its paints in inks, and what is wrong with it or was changed.

    With an error among the problems the SVG is returned as it was: it must not be printed.
    """
    content = picture.asset.content
    try:
        root = fromstring(content)  # noqa: S314 - loading has judged it: no document type
    except ParseError:
        return content, (unreadable(picture),)
    rewriter = _Rewriter(press, root)
    rewriter.rewrite()
    problems = [refused(picture, what) for what in dict.fromkeys(rewriter.refused)]
    if problems:
        return content, tuple(problems)
    if rewriter.converted:
        problems.append(converted(picture, rewriter.converted))
    return tostring(root), tuple(problems)


class _Rewriter(Struct):
    """Rewrites a tree in place. ``refused`` names what cannot be; ``converted`` colour → inks."""

    press: Press
    root: Element
    refused: list[str] = field(default_factory=list)
    converted: dict[str, str] = field(default_factory=dict)
    _kinds: dict[str, str] = field(default_factory=dict)
    _never_shown: set[int] = field(default_factory=set)

    def rewrite(self) -> None:
        kinds = {each.get("id"): _local(each.tag) for each in self.root.iter()}
        self._kinds = {name: kind for name, kind in kinds.items() if name}
        self._never_shown = {
            id(each)
            for holder in self.root.iter()
            if _local(holder.tag) in _DEFINED
            for each in holder.iter()
        }
        for element in self.root.iter():
            if id(element) not in self._never_shown:
                self._element(element)
        self.root.attrib.setdefault("fill", _BLACK)  # what says nothing is black, and RGB
        self.root.attrib.setdefault("color", _BLACK)

    def _element(self, element: Element) -> None:
        name = _local(element.tag)
        if name in _RUNS or name in ("image", "text"):
            self.refused.append(f"<{name}>")
        elif name == "style":
            element.text = self._stylesheet(element.text or "")
        for key, value in list(element.attrib.items()):
            self._attribute(element, key, value)

    def _attribute(self, element: Element, key: str, value: str) -> None:
        name = _local(key)
        if name.startswith("on"):
            self.refused.append(name)
        elif name == "href" and not value.startswith("#"):
            if _local(element.tag) not in _OWN_ADDRESS:
                self.refused.append(f"{name}={value[:40]}")
        elif name == "style":
            element.set(key, self._declarations(value))
        elif (written := self._property(name, value)) != value:
            element.set(key, written)

    # Stylesheets

    def _stylesheet(self, source: str) -> str:
        rules = tinycss2.parse_stylesheet(source, skip_comments=True, skip_whitespace=True)
        written = []
        for rule in rules:
            if rule.type == "qualified-rule":
                selector = tinycss2.serialize(rule.prelude)
                inside = self._declarations(tinycss2.serialize(rule.content))
                written.append(f"{selector}{{{inside}}}")
            elif rule.type == "at-rule" and rule.lower_at_keyword == "font-face":
                self.refused.append("@font-face")
            elif rule.type == "at-rule":
                self.refused.append(f"@{rule.lower_at_keyword}")
        return "\n".join(written)

    def _declarations(self, source: str) -> str:
        written = []
        for each in tinycss2.parse_declaration_list(source, True, True):  # noqa: FBT003
            if each.type != "declaration":
                continue
            value = self._property(each.lower_name, tinycss2.serialize(each.value).strip())
            written.append(f"{each.name}:{value}{'!important' if each.important else ''}")
        return ";".join(written)

    # Values

    def _property(self, name: str, value: str) -> str:
        """Return a property's value in inks; what cannot be is noted."""
        plain = value.strip().lower()
        if name in _PAINTS:
            return self._paint(value.strip())
        if name in _OPACITIES and _number(plain) < 1:
            self.refused.append(f"{name}: {value.strip()}")
        elif name in SEEN_THROUGH and plain not in ("none", ""):
            self.refused.append(name)
        elif name == "mix-blend-mode" and plain != "normal":
            self.refused.append(f"{name}: {plain}")
        elif (match := _URL.search(value)) and not match[1].startswith("#"):
            self.refused.append(f"{name}: {match[0][:40]}")
        return value

    def _paint(self, value: str) -> str:
        plain = value.lower()
        if plain in _KEPT or not plain:
            return "currentColor" if plain == "currentcolor" else plain
        if match := _URL.match(value):
            return self._refuse(self._kinds.get(match[1].removeprefix("#"), match[0][:40]), value)
        if match := _INKS.fullmatch(plain):
            return self._own_inks(match[1], value)
        return self._screen_colour(value)

    def _refuse(self, what: str, value: str) -> str:
        self.refused.append(what)
        return value

    def _screen_colour(self, value: str) -> str:
        colour = parse_color(value)
        if colour is None or colour == "currentcolor" or 0 < colour.alpha < 1:
            return self._refuse(value[:40], value)
        if colour.alpha == 0:
            return "none"
        return self._converted(value, colour.to("srgb").coordinates)

    def _own_inks(self, inside: str, value: str) -> str:
        """Inks stay as they are written, within the limit."""
        shares = [_number(each) for each in re.split(r"[\s,]+", inside)]
        if len(shares) != len("cmyk") or any(each != each for each in shares):  # noqa: PLR0124
            self.refused.append(value[:40])
            return value
        cyan, magenta, yellow, black = (round(min(max(each, 0), 1) * FULL) for each in shares)
        if cyan + magenta + yellow + black <= self.press.most:
            return value
        return _written((cyan, magenta, yellow, black), self.press.max_ink)

    def _converted(self, value: str, channels: Sequence[float]) -> str:
        red, green, blue = (round(min(max(channel, 0), 1) * FULL) for channel in channels)
        inks = _written(self.press.inks_of(red, green, blue), self.press.max_ink)
        if not red == green == blue:
            self.converted[value] = inks
        return inks


_DEFINED = frozenset(
    {"lineargradient", "radialgradient", "meshgradient", "pattern", "filter", "mask", "metadata"}
)


def _written(inks: Inks, max_ink: float) -> str:
    """Return inks as CSS in whole percent, their sum no more than ``max_ink``."""
    cyan, magenta, yellow, black = (round(each * _PERCENT / FULL) for each in inks)
    room = max(int(max_ink) - black, 0)
    if (colours := cyan + magenta + yellow) > room:
        cyan, magenta, yellow = (each * room // colours for each in (cyan, magenta, yellow))
    cyan, magenta, yellow = _on_plates([cyan, magenta, yellow], black, max_ink)
    shares = " ".join(f"{each / _PERCENT:g}" for each in (cyan, magenta, yellow, black))
    return f"device-cmyk({shares})"


def _on_plates(colours: list[int], black: int, max_ink: float) -> list[int]:
    """Return percents that are within the limit also as steps of 1/255, each rounded."""
    most = int(max_ink * FULL / _PERCENT + 1e-6)
    while any(colours) and sum(round(e * FULL / _PERCENT) for e in (*colours, black)) > most:
        colours[colours.index(max(colours))] -= 1
    return colours


def _number(text: str) -> float:
    """Return a number or percentage as a share of one; NaN where it is neither."""
    try:
        return float(text[:-1]) / _PERCENT if text.endswith("%") else float(text)
    except ValueError:
        return float("nan")


def _local(name: object) -> str:
    return name.rpartition("}")[2].casefold() if isinstance(name, str) else ""
