"""A table's lines are found once for all tables of the same cells in the same styles.

Where lines collapse, the engine asks each side of each cell, row and column which line wins there.
Tables of one layout have the same cells, and differ only in how many rows there are of them.
"""

from collections.abc import Callable
from typing import NamedTuple, TypeAlias

from weasyprint.layout import table as tables

from loftespdf.typesetting.engine_parts import Box, Part, replace_everywhere
from loftespdf.typesetting.style_memory import Remembered

_SIDES = ("top", "right", "bottom", "left")
_WIDTHS = tuple(f"border_{side}_width" for side in _SIDES)
#: The lines that stand, as the engine has them: first those between columns, then between rows.
_Lines: TypeAlias = tuple[list[Part], list[Part]]
#: Tables of one layout have three to some twenty rows.
_MOST_TABLES = 30


class _Known(NamedTuple):
    """A table's lines and how wide they are in each of its boxes.

    ``styles`` are what is known of these, held so that no others get their identity.
    """

    lines: _Lines
    widths: list[dict[str, float]]
    styles: list[Remembered]


def shorten_tables() -> None:
    """Let tables remember which lines won."""
    engine = tables.collapse_table_borders
    replace_everywhere(engine, _collapsing(engine))


def _collapsing(engine: Callable[[Box, int, int], _Lines]) -> Callable[[Box, int, int], _Lines]:
    def collapse(table: Box, columns: int, rows: int) -> _Lines:
        memory = getattr(table.style.font_config, "styles", None)
        inside = _inside(table)
        styles = [box.style.memory for box in inside]
        if not memory or not all(isinstance(style, Remembered) for style in styles):
            return engine(table, columns, rows)
        known: dict[object, _Known] = memory.tables
        key = _key(inside, styles)
        if key not in known:
            if len(known) >= _MOST_TABLES:
                known.clear()
            lines = engine(table, columns, rows)
            known[key] = _Known(lines, [_widths(box) for box in (table, *inside)], styles)
        for box, widths in zip((table, *inside), known[key].widths, strict=True):
            box.__dict__.update(widths)
        return known[key].lines

    return collapse


def _inside(table: Box) -> list[Box]:
    """Return all boxes that a table consists of: groups, each before what is in it."""
    inside = []
    for group in (*table.children, *table.column_groups):
        inside.append(group)
        for row in group.children:
            inside += (row, *row.children)
    return inside


def _key(inside: list[Box], styles: list[Remembered]) -> tuple[object, ...]:
    """Return what tells a table's lines from those of all others, as long as styles are held.

    Its own style too: what is known of the styles inside is known below that.
    """
    pairs = zip(inside, styles, strict=True)
    return tuple([(id(style), type(box), box.colspan, box.rowspan) for box, style in pairs])


def _widths(box: Box) -> dict[str, float]:
    return {name: box.__dict__[name] for name in _WIDTHS if name in box.__dict__}
