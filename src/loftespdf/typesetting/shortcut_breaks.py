"""Lines that have been broken before are not broken again.

The engine breaks the same text at the same width several times: to know how wide a box wants to be,
beside a float, and when a block goes to the next page.
"""

from collections.abc import Callable
from functools import lru_cache

from weasyprint.text import line_break

from loftespdf.typesetting.engine_parts import Line, Part, Style, replace_everywhere
from loftespdf.typesetting.shortcut_cuts import Broken
from loftespdf.typesetting.shortcut_paragraphs import foresee
from loftespdf.typesetting.shortcut_styles import memory_of

#: The engine asks of two letters at a time whether a line may end between them.
_PAIR, _MOST_PAIRS = 2, 10_000


def shorten_breaks() -> None:
    """Let styles remember the lines that were broken in them."""
    replace_everywhere(line_break.can_break_text, _breaking(line_break.can_break_text))
    replace_everywhere(line_break.split_first_line, _splitting(line_break.split_first_line))


def _splitting(engine: Callable[..., Broken]) -> Callable[..., Broken]:
    def split(text: str, style: Style, context: Part, *room: float, **rules: bool) -> Broken:
        if memory_of(style) is None:
            return engine(text, style, context, *room, **rules)
        broken: dict[object, Broken] = style.__dict__.setdefault("broken", {})
        key = text, room, tuple(rules.items())
        if key in broken:
            return _again(broken[key][0]), *broken[key][1:]
        line = foresee(text, style, context, *room)
        broken[key] = line or engine(text, style, context, *room, **rules)
        return broken[key]

    return split


def _breaking(engine: Callable[[str, str], bool]) -> Callable[[str, str], bool]:
    known = lru_cache(_MOST_PAIRS)(engine)

    def can_break(text: str, language: str) -> bool:
        return (known if len(text) == _PAIR else engine)(text, language)

    return can_break


def _again(line: Line) -> Line:
    """Return the line for another box, with what Pango measured of it."""
    same = object.__new__(type(line))
    same.__dict__.update(line.__dict__)
    return same
