"""A composed page becomes one HTML file that asks for nothing, or a fragment for a CMS.

The page: the stylesheets stand in one ``<style>``, pictures in the file or beside it, no script.
The print typefaces are left out: five faces of 400 kB would weigh two hundred times the text. The
family is still named first, so who has it sees it; the others get their system's own.

The fragment: the same text in plain elements. What would clash with the page it is pasted into, or
mean nothing there, is gone: style, classes, ids, links to them, ``main``. Headings begin at ``h2``,
since the page it comes into has its own ``h1``.
"""

import re
from base64 import b64encode
from collections.abc import Iterator
from pathlib import PurePosixPath
from posixpath import join, normpath
from types import MappingProxyType
from urllib.parse import quote
from xml.etree.ElementTree import Element, SubElement, tostring

from loftespdf.model.assets import Asset, Reading
from loftespdf.model.composed import Composed, EngineRecord, Typeset
from loftespdf.model.drawing import drawing_of
from loftespdf.typesetting.drawing import svg_of
from loftespdf.typesetting.scaling import within

FRAGMENT = "fragment"

#: All that a fragment's elements keep of their attributes.
_KEPT = frozenset({"alt", "href", "lang", "scope", "src", "start"})
#: Elements that mean nothing without attributes, so that their children take their place.
_EMPTY_FRAMES = frozenset({"a", "div", "main", "span"})
_HEADING = re.compile(r"h([1-6])")
_LOWEST_HEADING = 6
_TYPES = {
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".svg": "image/svg+xml",
}

#: The longest side of a picture, in pixels: twice the text's width, for fine screens.
_WIDEST = 1600

_FONT_FACE = re.compile(r"@font-face\s*\{[^}]*\}")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_URL = re.compile(r"""url\(\s*(["']?)(.*?)\1\s*\)""")
_BLANK_LINES = re.compile(r"\s*\n\s*")
#: Space that holds a line break says no more than one line break. No-break spaces stay.
_LOOSE = re.compile(r"[ \t\r]*\n[ \t\r\n]*")


def typeset_web(composed: Composed, reading: Reading, *, pictures_beside: bool = False) -> Typeset:
    """Write the page, or the fragment when that is its edition, as HTML in UTF-8.

    Args:
        composed: the page; it is not changed.
        reading: holds stylesheets, pictures and logos.
        pictures_beside: name the pictures by their path in the area's folder instead of holding
            them in the file.

    Returns:
        The bytes, one page, the pictures that belong beside it, and a record for each file that was
        not among the assets.
    """
    files = _Files(reading, pictures_beside=pictures_beside)
    if composed.edition == FRAGMENT:
        text = _serialised(_fragment(composed, files))
    else:
        text = f"<!DOCTYPE html>\n{_serialised(_page(composed, files))}"
    return Typeset(f"{text}\n".encode(), 1, tuple(files.records), MappingProxyType(files.beside))


def _serialised(root: Element) -> str:
    return tostring(root, encoding="unicode", method="html")


class _Files:
    """Pictures and stylesheets from the assets; what is missing is recorded."""

    def __init__(self, reading: Reading, *, pictures_beside: bool) -> None:
        self.records: list[EngineRecord] = []
        self.beside: dict[str, bytes] = {}
        self._reading = reading
        self._pictures_beside = pictures_beside

    def get(self, path: str) -> Asset | None:
        asset = self._reading.get(path)
        if asset is None:
            self.records.append(EngineRecord("error", f"not among the assets: {path}"))
        return asset

    def picture(self, path: str) -> str:
        """Return the address of a picture: drawn, or with the path ``content/<area>/…``."""
        if drawing := drawing_of(path):
            return _held_in(_TYPES[".svg"], svg_of(drawing))
        asset = self.get(path)
        if asset is None:
            return ""
        content = within(asset.content, _WIDEST)
        if not self._pictures_beside:
            return _data(path, content)
        name = _beside(path)
        self.beside[name] = content
        return quote(name)

    def data(self, path: str) -> str:
        """Return the file itself as an address."""
        asset = self.get(path)
        return _data(path, asset.content) if asset else ""

    def style(self, path: str) -> str:
        """Return a stylesheet without typefaces and comments, its pictures held in itself."""
        asset = self.get(path)
        source = _COMMENT.sub("", asset.text) if asset else ""
        source = _FONT_FACE.sub("", source)
        folder = str(PurePosixPath(path).parent)
        return _URL.sub(lambda match: f'url("{self._held(folder, match[2])}")', source)

    def _held(self, folder: str, address: str) -> str:
        if address.startswith("data:"):
            return address
        return self.data(normpath(join(folder, address)))


def _data(path: str, content: bytes) -> str:
    """Return bytes as an address (RFC 2397)."""
    kind = _TYPES.get(PurePosixPath(path).suffix.lower(), "application/octet-stream")
    return _held_in(kind, content)


def _beside(path: str) -> str:
    """Where a picture stands beside the page: as in its area's folder, which it never leaves.

    A shared picture (``../bilder/x.jpg``) keeps its folder's name alone.
    """
    parts = PurePosixPath(path).parts[2:]
    return PurePosixPath(*(part for part in parts if part != "..")).as_posix()


def _held_in(kind: str, content: bytes) -> str:
    return f"data:{kind};base64,{b64encode(content).decode()}"


# The whole page


def _page(composed: Composed, files: _Files) -> Element:
    root = _copied(composed.tree, files)
    head = next(iter(root.iter("head")))
    for name, value in _metadata(composed):
        SubElement(head, "meta", {"name": name, "content": value}).tail = "\n"
    style = SubElement(head, "style")
    style.text, style.tail = f"\n{_style(composed, files)}\n", "\n"
    return root


def _metadata(composed: Composed) -> Iterator[tuple[str, str]]:
    """What the file says of itself to machines, in the terms of DCMI Metadata Terms (2020)."""
    yield "dcterms.title", composed.title
    yield "dcterms.language", composed.language
    yield "dcterms.date", composed.date
    yield "dcterms.identifier", composed.fingerprint


def _style(composed: Composed, files: _Files) -> str:
    sources = [*(files.style(path) for path in composed.stylesheets), composed.brand_css]
    style = _BLANK_LINES.sub("\n", "\n".join(sources)).strip()
    return style.replace("</", r"<\/")  # nothing in a stylesheet may end its element


def _copied(element: Element, files: _Files) -> Element:
    """Return the element and all in it, without the marks that only our own proofs read."""
    kept = {n: value for n, value in element.items() if not n.startswith("data-") and value}
    copy = Element(element.tag, kept)
    if "src" in kept:
        copy.set("src", files.picture(kept["src"]))
    copy.text, copy.tail = _tidy(element.text), _tidy(element.tail)
    copy.extend(_copied(child, files) for child in element)
    return copy


def _tidy(text: str | None) -> str | None:
    return _LOOSE.sub("\n", text) if text else text


# The fragment


def _fragment(composed: Composed, files: _Files) -> Element:
    article = Element("article", {"lang": composed.language})
    body = next(composed.tree.iter("body"))
    article.text = "\n"
    _fill(article, body, files)
    return article


def _fill(target: Element, source: Element, files: _Files) -> None:
    """Put what ``source`` holds at the end of ``target``."""
    _add_text(target, source.text)
    for child in source:
        attributes = {n: value for n, value in child.items() if n in _KEPT and value}
        if attributes.get("href", "").startswith("#"):
            del attributes["href"]
        if child.tag in _EMPTY_FRAMES and not attributes:
            _fill(target, child, files)
        else:
            _fill(_put(target, child.tag, attributes, files), child, files)
        _add_text(target, child.tail)


def _put(target: Element, tag: str, attributes: dict[str, str], files: _Files) -> Element:
    if "src" in attributes:
        attributes["src"] = files.picture(attributes["src"])
    return SubElement(target, _HEADING.sub(_lowered, tag), attributes)


def _lowered(heading: re.Match[str]) -> str:
    return f"h{min(int(heading[1]) + 1, _LOWEST_HEADING)}"


def _add_text(target: Element, text: str | None) -> None:
    if not text:
        return
    if len(target):
        target[-1].tail = _tidy((target[-1].tail or "") + text)
    else:
        target.text = _tidy((target.text or "") + text)
