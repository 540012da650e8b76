"""A composed page becomes a finished PDF through WeasyPrint.

The engine reads nothing but assets, and every line it logs is kept: it falls back on another font
or leaves a picture out without failing, and only the log tells.
"""

import logging
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from email.message import EmailMessage, Message
from pathlib import PurePosixPath
from types import SimpleNamespace
from typing import Any
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from cssselect2 import ElementWrapper
from weasyprint import CSS, HTML
from weasyprint.html import UA_STYLESHEET
from weasyprint.urls import URLFetcherResponse

from loftespdf.model.assets import Assets, Reading
from loftespdf.model.composed import Composed, EngineRecord, Typeset
from loftespdf.model.drawing import drawing_of
from loftespdf.model.kept import Kept
from loftespdf.model.product import FILLABLE
from loftespdf.typesetting.drawing import svg_of
from loftespdf.typesetting.engine_styles import engine_stylesheet
from loftespdf.typesetting.field_font import FIELD_FONT
from loftespdf.typesetting.finish import write_pdf
from loftespdf.typesetting.kept_sheets import KeptSheets, Parsed
from loftespdf.typesetting.own_fonts import Faces, OwnFonts
from loftespdf.typesetting.shortcuts import take_shortcuts
from loftespdf.typesetting.style_memory import StyleMemory

#: Assets have no place on any disk: the engine sees them below this address, which never resolves
#: (RFC 2606). Its scheme must be one that urllib joins relative addresses to.
_BASE = "https://assets.invalid/"
_OPTIONS: Mapping[str, object] = {"pdf_variant": "pdf/a-2a", "pdf_tags": True}
#: Lengths in parts of a page, which another document's pages may have otherwise. A backslash may
#: spell one in other signs.
_OF_THE_PAGE = re.compile(r"\d[sldp]?v(?:w|h|i|b|min|max)\b|\\", re.IGNORECASE)
#: Notes and list items of other elements, for which the engine's own stylesheet has more rules.
_NOTES_AND_ITEMS = re.compile(r"footnote|note\s*\(|list-item|\\", re.IGNORECASE)
_LOGGER = logging.getLogger("weasyprint")


class Typesetter:
    """The engine warmed up: stylesheets parsed and fonts loaded once, for one set of assets.

    One per process; not for several threads at once. ``kept`` holds what earlier processes parsed.
    """

    def __init__(self, assets: Assets, kept: Kept | None = None) -> None:
        take_shortcuts()
        self._assets = assets
        self._kept = None if kept is None else KeptSheets(kept)
        self._sheets: dict[tuple[str, ...], _Sheets] = {}
        self._loaded: dict[str, _Loaded] = {}

    def typeset(self, composed: Composed, reading: Reading) -> Typeset:
        """Lay out and write the page. ``reading`` holds the document's own pictures and logos.

        Returns the PDF's bytes, its number of pages and every record of the engine. ``reading`` is
        told of the stylesheets and fonts too, also where they were read for an earlier document.
        """
        sheets = self._sheets_of(composed.stylesheets)
        with _listening() as records:
            document, _ = self.lay_out(composed, reading)
            content = write_pdf(document, composed, _field_font(composed, reading))
        self._heed(records, composed.stylesheets)
        return Typeset(content, len(document.pages), (*sheets.records, *records))

    def lay_out(
        self,
        composed: Composed,
        reading: Reading,
        more_css: str = "",
        pictures: dict[str, Any] | None = None,
    ) -> tuple[Any, tuple[EngineRecord, ...]]:
        """Lay out the page without writing it; ``more_css`` wins over all other rules.

        ``pictures`` keeps what was opened, for another layout of the same reading. Returns the
        engine's document and every record of the engine. ``reading`` is told of the stylesheets and
        fonts too, also where they were read for an earlier document.
        """
        sheets = self._sheets_of(composed.stylesheets)
        sheets.remember(not more_css)
        with _listening() as records:
            html = _Page(composed.tree, _AssetFetcher(reading), whole=sheets.has_notes_or_items)
            last = (composed.brand_css, more_css)
            styles = [
                *sheets.styles,
                *(sheets.parsed(css, _BASE, sheets.reading) for css in last if css),
            ]
            document = html.render(
                stylesheets=styles, font_config=sheets.fonts, cache=pictures, **_OPTIONS
            )
        self._heed(records, composed.stylesheets)
        reading.asked.update(sheets.reading.asked)
        return document, (*sheets.records, *records)

    def _heed(self, records: list[EngineRecord], paths: tuple[str, ...]) -> None:
        """Parse stylesheets anew after a complaint: it is to be told of the next document too."""
        if records:
            self._sheets.pop(paths, None)
            self._loaded.clear()

    def _sheets_of(self, paths: tuple[str, ...]) -> "_Sheets":
        if paths not in self._sheets:
            sheets = _Sheets(self._assets, paths, self._kept)
            sheets.set_in(self._faces_of(sheets.fonts))
            self._sheets[paths] = sheets
        return self._sheets[paths]

    def _faces_of(self, fonts: OwnFonts) -> "_Loaded":
        """Return the typefaces that the stylesheets bring, the same for all that bring the same."""
        brought = repr(fonts.brought)
        if brought not in self._loaded:
            self._loaded[brought] = _Loaded(self._assets, fonts.brought)
        return self._loaded[brought]


def _field_font(composed: Composed, reading: Reading) -> bytes | None:
    """Return the typeface of form fields, for the edition that has some."""
    found = reading.get(FIELD_FONT) if composed.edition == FILLABLE else None
    return found.content if found else None


class _Loaded:
    """Typefaces, the files they were read from and what the engine said of them."""

    def __init__(self, assets: Assets, brought: Iterable[Mapping[str, object]]) -> None:
        self.reading, self.faces = Reading(assets), Faces()
        with _listening() as self.records:
            for descriptors in brought:
                self.faces.add_font_face(descriptors, _AssetFetcher(self.reading))


class _Sheets:
    """A layout's stylesheets, parsed.

    Each layout has its own, and shares typefaces only with layouts that bring the very same: a
    typeface or a complaint of one must never reach another, or what a file looks like would depend
    on what the process made before it.
    """

    def __init__(self, assets: Assets, paths: tuple[str, ...], kept: KeptSheets | None) -> None:
        self.reading = Reading(assets)
        self.fonts = OwnFonts()
        self._kept = kept
        self._memory: StyleMemory | None = StyleMemory()
        self.has_notes_or_items = False
        with _listening() as self.records:
            self.styles = [self._read(path) for path in paths]

    def set_in(self, loaded: _Loaded) -> None:
        """Set texts in these typefaces, whose files this layout depends on too."""
        self.fonts.use(loaded.faces)
        self.reading.asked.update(loaded.reading.asked)
        self.records += loaded.records

    def _read(self, path: str) -> CSS:
        found = self.reading.get(path)
        source = found.text if found else ""
        if _OF_THE_PAGE.search(source):
            self._memory = None
        self.has_notes_or_items |= bool(_NOTES_AND_ITEMS.search(source))
        known = self._kept and self._kept.take(_BASE + path, source)
        if not known:
            return self._newly_parsed(source, _BASE + path)
        self.fonts.brought += known.brought
        return known.css

    def _newly_parsed(self, source: str, address: str) -> CSS:
        """Parse a stylesheet and keep it, if it asks for no other and nothing is told of it."""
        reading = Reading(self.reading.assets)
        told, brought = len(self.records), len(self.fonts.brought)
        css = self.parsed(source, address, reading)
        if self._kept and not reading.asked and told == len(self.records):
            self._kept.keep(address, source, Parsed(css, self.fonts.brought[brought:]))
        if reading.asked:  # another stylesheet, which may say anything
            self._memory, self.has_notes_or_items = None, True
        self.reading.asked.update(reading.asked)
        return css

    def remember(self, wanted: bool) -> None:  # noqa: FBT001 - it is what is asked
        """Let styles be remembered from now on, or not: a trial's are like no other's."""
        self.fonts.styles = self._memory if wanted else None

    def parsed(self, source: str, address: str, reading: Reading) -> CSS:
        """Parse a stylesheet that stands at ``address``; what it asks for is read there."""
        fetcher = _AssetFetcher(reading)
        return CSS(string=source, base_url=address, url_fetcher=fetcher, font_config=self.fonts)


class _Page(HTML):  # type: ignore[misc]
    """The engine's document around a tree that is parsed already.

    The engine's own constructor only takes text and parses it by the HTML5 rules in pure Python,
    a fifth of the time of a whole page. Checked against WeasyPrint 70.0, which is pinned.
    """

    def __init__(self, tree: Element, fetcher: "_AssetFetcher", *, whole: bool) -> None:
        self._whole = whole
        self.base_url = _BASE
        self.url_fetcher = fetcher
        self.media_type = "print"
        self.wrapper_element = _Root.from_html_root(tree, content_language=None)
        self.etree_element = self.wrapper_element.etree_element

    def _ua_stylesheets(self, forms: object = None) -> list[CSS]:  # noqa: ARG002 - the engine's
        return [UA_STYLESHEET if self._whole else engine_stylesheet()]


class _Root(ElementWrapper):  # type: ignore[misc]
    """An element to match selectors against, and all below it.

    The engine looks for titles, links and the like by their names, and asks each that it finds for
    its element only: there is no need to wrap all others that it passes by.
    """

    def query_all(self, *names: str) -> Iterator[SimpleNamespace]:
        """Yield what holds an element of one of these names, in the tree's order."""
        elements = self.etree_element.iter()
        return (SimpleNamespace(etree_element=one) for one in elements if one.tag in names)


class _AssetFetcher:
    """Answers the engine's every question from the assets; there is no disk and no network.

    The engine calls it, and asks no more of it; its own fetcher makes a dozen handlers for the
    network each time. Checked against WeasyPrint 70.0, which is pinned.
    """

    _fail_on_errors = False

    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    def __call__(self, url: str) -> URLFetcherResponse:
        """Return the asset at ``url``, or raise, which the engine logs and we lift."""
        path = unquote(url.removeprefix(_BASE))
        if url.startswith(_BASE) and (drawing := drawing_of(path)):
            return _answer(url, svg_of(drawing), _TYPES[".svg"])
        if not url.startswith(_BASE) or (asset := self._reading.get(path)) is None:
            raise ValueError(f"not among the assets: {path}")
        return _answer(url, asset.content, _type(path))


def _answer(url: str, content: str | bytes, content_type: str) -> URLFetcherResponse:
    """By the simplest rules for headers; those by default are read by a grammar of e-mail."""
    headers = EmailMessage(Message().policy)
    headers["Content-Type"] = content_type
    return URLFetcherResponse(url, content, headers)


_TYPES = {
    ".css": "text/css",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".ttf": "font/ttf",
}


def _type(path: str) -> str:
    return _TYPES.get(PurePosixPath(path).suffix.lower(), "application/octet-stream")


class _Listener(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.records: list[EngineRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(EngineRecord(record.levelname.lower(), record.getMessage()))


@contextmanager
def _listening() -> Iterator[list[EngineRecord]]:
    """Collect what the engine logs meanwhile, and keep it from the terminal."""
    listener, propagated = _Listener(), _LOGGER.propagate
    _LOGGER.addHandler(listener)
    _LOGGER.propagate = False
    try:
        yield listener.records
    finally:
        _LOGGER.removeHandler(listener)
        _LOGGER.propagate = propagated
