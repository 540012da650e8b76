"""The numbers Word puts before paragraphs, counted as Word counts them (ECMA-376-1, 17.9)."""

from collections import defaultdict
from xml.etree.ElementTree import Element

from loftespdf.inspecting.word_reading import BULLET, W, value


class Numbering:
    """Counts through one document: ask for each paragraph once, in order."""

    def __init__(self, numbering: Element, styles: Element) -> None:
        self._kinds = {
            each.get(f"{W}abstractNumId"): each for each in numbering.findall(f"{W}abstractNum")
        }
        self._lists = {each.get(f"{W}numId", ""): each for each in numbering.findall(f"{W}num")}
        self._of_style = {
            each.get(f"{W}styleId"): found
            for each in styles.findall(f"{W}style")
            if (found := each.find(f"{W}pPr/{W}numPr")) is not None
        }
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._begun: set[str] = set()

    def label(self, paragraph: Element, style: str) -> str:
        """Return the paragraph's number as digits, a bullet, or "" where it is in no list."""
        found = paragraph.find(f"{W}pPr/{W}numPr")
        found = self._of_style.get(style) if found is None else found
        number = value(found, "numId")
        if number not in self._lists:  # list 0 is Word's way to say: none
            return ""
        level = int(value(found, "ilvl") or 0)
        kind = value(self._lists[number], "abstractNumId")
        described = self._level(kind, level)
        if value(described, "numFmt") == "bullet":
            return BULLET
        return str(self._count(number, kind, level, int(value(described, "start") or 1)))

    def _level(self, kind: str, level: int) -> Element | None:
        return self._kinds[kind].find(f"{W}lvl[@{W}ilvl='{level}']")

    def _count(self, number: str, kind: str, level: int, start: int) -> int:
        counts = self._counts[kind]
        if number not in self._begun:
            self._begun.add(number)
            for override in self._lists[number].findall(f"{W}lvlOverride"):
                if begins := value(override, "startOverride"):
                    counts[int(override.get(f"{W}ilvl", "0"))] = int(begins) - 1
        counts[level] = counts.get(level, start - 1) + 1
        for deeper in [each for each in counts if each > level]:
            del counts[deeper]
        return counts[level]
