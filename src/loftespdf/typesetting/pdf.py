"""A composed page becomes a finished PDF through WeasyPrint.

The engine reads nothing but assets, and every line it logs is kept: it falls back on another font
or leaves a picture out without failing, and only the log tells.
"""

from collections.abc import Iterator, Mapping
from types import SimpleNamespace
from typing import Any
from xml.etree.ElementTree import Element

from cssselect2 import ElementWrapper
from weasyprint import CSS, HTML
from weasyprint.html import UA_STYLESHEET

from loftespdf.model.assets import Assets, Reading
from loftespdf.model.composed import Composed, EngineRecord, Typeset
from loftespdf.model.kept import Kept
from loftespdf.model.product import FILLABLE
from loftespdf.typesetting.border_lines import draw_borders_as_lines
from loftespdf.typesetting.engine_styles import engine_stylesheet
from loftespdf.typesetting.fetching import BASE, AssetFetcher
from loftespdf.typesetting.field_font import FIELD_FONT, FieldFont, field_font
from loftespdf.typesetting.finish import write_pdf
from loftespdf.typesetting.listening import listening
from loftespdf.typesetting.own_fonts import OwnFonts
from loftespdf.typesetting.shortcuts import take_shortcuts
from loftespdf.typesetting.stylesheets import LoadedFaces, Stylesheets

_OPTIONS: Mapping[str, object] = {"pdf_variant": "pdf/a-2a", "pdf_tags": True}


class Typesetter:
    """The engine warmed up: stylesheets parsed and fonts loaded once, for one set of assets.

    One per process; not for several threads at once. ``kept`` holds what earlier processes made.
    """

    def __init__(self, assets: Assets, kept: Kept | None = None) -> None:
        draw_borders_as_lines()
        take_shortcuts()
        self._assets = assets
        self._kept = kept
        self._sheets: dict[tuple[str, ...], Stylesheets] = {}
        self._loaded: dict[str, LoadedFaces] = {}

    def typeset(self, composed: Composed, reading: Reading) -> Typeset:
        """Lay out and write the page. ``reading`` holds the document's own pictures and logos.

        Returns the PDF's bytes, its number of pages and every record of the engine. ``reading`` is
        told of the stylesheets and fonts too, also where they were read for an earlier document.
        """
        sheets = self._sheets_of(composed.stylesheets)
        with listening() as records:
            document, _ = self.lay_out(composed, reading)
            content = write_pdf(document, composed, self._field_font(composed, reading))
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
        with listening() as records:
            html = _Page(composed.tree, AssetFetcher(reading), whole=sheets.has_notes_or_items)
            last = (composed.brand_css, more_css)
            styles = [
                *sheets.styles,
                *(sheets.parsed(css, BASE, sheets.reading) for css in last if css),
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

    def _sheets_of(self, paths: tuple[str, ...]) -> Stylesheets:
        if paths not in self._sheets:
            sheets = Stylesheets(self._assets, paths, self._kept)
            sheets.set_in(self._faces_of(sheets.fonts))
            self._sheets[paths] = sheets
        return self._sheets[paths]

    def _faces_of(self, fonts: OwnFonts) -> LoadedFaces:
        """Return the typefaces that the stylesheets bring, the same for all that bring the same."""
        brought = repr(fonts.brought)
        if brought not in self._loaded:
            self._loaded[brought] = LoadedFaces(self._assets, fonts.brought)
        return self._loaded[brought]

    def _field_font(self, composed: Composed, reading: Reading) -> FieldFont | None:
        """Return the typeface of form fields, for the edition that has some."""
        found = reading.get(FIELD_FONT) if composed.edition == FILLABLE else None
        return field_font(found.content, self._kept) if found else None


class _Page(HTML):  # type: ignore[misc]
    """The engine's document around a tree that is parsed already.

    The engine's own constructor only takes text and parses it by the HTML5 rules in pure Python,
    a fifth of the time of a whole page. Checked against WeasyPrint 70.0, which is pinned.
    """

    def __init__(self, tree: Element, fetcher: AssetFetcher, *, whole: bool) -> None:
        self._whole = whole
        self.base_url = BASE
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
