"""Word's own numbering: one list through the document for the promises, each other list its own."""

from loftespdf.typesetting.word_styles import LIST_LEVELS, LIST_STEP
from loftespdf.typesetting.word_xml import Node, el, twips

_BULLETS = "•–◦▪‣"
_PROMISES, _NUMBERS, _ITEMS = 1, 2, 3
#: The promises' list is the first of all.
PROMISES_LIST = 1


class Lists:
    """Collects the lists of one document; ``definitions`` is what the numbering part holds."""

    def __init__(self) -> None:
        self._lists: list[Node] = [_list(PROMISES_LIST, _PROMISES)]

    def numbered(self, level: int, start: int) -> int:
        """Begin a numbered list that counts from ``start``; returns its number."""
        return self._begin(_NUMBERS, level, start)

    def bulleted(self) -> int:
        """Begin a list with bullets; returns its number."""
        return self._begin(_ITEMS)

    def _begin(self, kind: int, level: int = 0, start: int | None = None) -> int:
        number = len(self._lists) + 1
        override = (
            ()
            if start is None
            else (el("w:lvlOverride", el("w:startOverride", val=start), ilvl=level),)
        )
        self._lists.append(_list(number, kind, *override))
        return number

    def definitions(self) -> list[Node]:
        """Return the kinds of list, then the lists."""
        kinds = [_kind(_PROMISES, "%{}"), _kind(_NUMBERS, "%{}."), _kind(_ITEMS, "")]
        return [*kinds, *self._lists]


def _list(number: int, kind: int, *override: Node) -> Node:
    return el("w:num", el("w:abstractNumId", val=kind), *override, numId=number)


def _kind(number: int, pattern: str) -> Node:
    """Return a kind of list; without a pattern it has bullets."""
    levels = (_level(level, pattern) for level in range(LIST_LEVELS))
    kind = "multilevel" if pattern else "hybridMultilevel"
    return el("w:abstractNum", el("w:multiLevelType", val=kind), *levels, abstractNumId=number)


def _level(level: int, pattern: str) -> Node:
    indent = el("w:ind", left=twips(LIST_STEP * (level + 1)), hanging=twips(LIST_STEP))
    bold = (el("w:rPr", el("w:b"), el("w:bCs")),) if pattern == "%{}" else ()
    return el(
        "w:lvl",
        el("w:start", val=1),
        el("w:numFmt", val="decimal" if pattern else "bullet"),
        el("w:lvlText", val=pattern.format(level + 1) if pattern else _BULLETS[level]),
        el("w:lvlJc", val="left"),
        el("w:pPr", indent),
        *bold,
        ilvl=level,
    )
