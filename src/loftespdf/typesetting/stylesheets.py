"""A layout's stylesheets, parsed once for all its documents, and the typefaces that they bring."""

import re
from collections.abc import Iterable, Mapping

from weasyprint import CSS

from loftespdf.model.assets import Assets, Reading
from loftespdf.model.kept import Kept
from loftespdf.typesetting.fetching import BASE, AssetFetcher
from loftespdf.typesetting.kept_sheets import KeptSheets, Parsed
from loftespdf.typesetting.listening import listening
from loftespdf.typesetting.own_fonts import Faces, OwnFonts
from loftespdf.typesetting.shortcut_cascade import Meetings
from loftespdf.typesetting.style_memory import StyleMemory

#: Lengths in parts of a page, which another document's pages may have otherwise. A backslash may
#: spell one in other signs.
_OF_THE_PAGE = re.compile(r"\d[sldp]?v(?:w|h|i|b|min|max)\b|\\", re.IGNORECASE)
#: Notes and list items of other elements, for which the engine's own stylesheet has more rules.
_NOTES_AND_ITEMS = re.compile(r"footnote|note\s*\(|list-item|\\", re.IGNORECASE)


class LoadedFaces:
    """Typefaces, the files they were read from and what the engine said of them."""

    def __init__(self, assets: Assets, brought: Iterable[Mapping[str, object]]) -> None:
        self.reading, self.faces = Reading(assets), Faces()
        with listening() as self.records:
            for descriptors in brought:
                self.faces.add_font_face(descriptors, AssetFetcher(self.reading))


class Stylesheets:
    """A layout's stylesheets, parsed.

    Each layout has its own, and shares typefaces only with layouts that bring the very same: a
    typeface or a complaint of one must never reach another, or what a file looks like would depend
    on what the process made before it.
    """

    def __init__(self, assets: Assets, paths: tuple[str, ...], kept: Kept | None) -> None:
        self.reading = Reading(assets)
        self.fonts = OwnFonts()
        self._kept = None if kept is None else KeptSheets(kept)
        self._memory: StyleMemory | None = StyleMemory()
        self.has_notes_or_items = False
        with listening() as self.records:
            self.styles = [self._read(path) for path in paths]
        self.fonts.meetings = Meetings(self.styles)

    def set_in(self, loaded: LoadedFaces) -> None:
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
        known = self._kept and self._kept.take(BASE + path, source)
        if not known:
            return self._newly_parsed(source, BASE + path)
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
        fetcher = AssetFetcher(reading)
        return CSS(string=source, base_url=address, url_fetcher=fetcher, font_config=self.fonts)
