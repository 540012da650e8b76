"""What the follow-up draws: a sign for each degree, the strip's segments, and bars on one scale."""

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from markupsafe import Markup
from msgspec import Struct

from loftespdf.composing.wording import inline
from loftespdf.language import swedish
from loftespdf.language.followup import degree_in_words
from loftespdf.language.followup_levels import Levels
from loftespdf.model.drawing import Drawing, Ink
from loftespdf.model.followup import Degree

INKS: dict[Degree | None, Ink] = {
    Degree.MET: Ink.FULL,
    Degree.PARTLY: Ink.HALF,
    Degree.UNDER_WAY: Ink.GREY,
    Degree.NOT_MET: Ink.SLASH,
    None: Ink.DASHED,
}
#: The strip's length and height, the air between its segments, the longest bar and a bar's height.
_STRIP, _STRIP_HEIGHT, _GAP, _SCALE, _BAR_HEIGHT = map(Decimal, ("170", "12", "1", "44", "3.4"))
#: The shortest bar: nothing done is still a line at the scale's beginning.
_SHORTEST = Decimal("0.4")
_THOUSANDTH = Decimal("0.001")


class DrawnView(Struct, frozen=True):
    """A drawn box: its address for ``src``, and its text alternative."""

    src: str
    alt: Markup


class BarsView(Struct, frozen=True):
    """Bars on one scale: what was promised and what came of it.

    A change has two more things to say: ``start``, the bar of where it began, and ``goal_level``,
    the number that the goal's bar ends at.
    """

    goal: DrawnView
    reached: DrawnView
    start: DrawnView | None
    goal_level: Markup | None


def segment(degree: Degree | None, count: int) -> DrawnView:
    """Return a promise's part of a strip of ``count``."""
    width = max(_STRIP / count - _GAP, _SHORTEST)
    drawing = Drawing(INKS[degree], width.quantize(_THOUSANDTH), _STRIP_HEIGHT)
    return DrawnView(drawing.address, inline(degree_in_words(degree).capitalize()))


def bars(levels: Levels) -> BarsView:
    """Return the bars of a target and its outcome."""
    words = {
        "goal": swedish.number(levels.goal),
        "reached": swedish.number(levels.reached.quantize(Decimal("0.01"))),
    }
    start = levels.start
    return BarsView(
        goal=_bar(Ink.EMPTY, levels.goal, levels, f"Stapel: målet är {words['goal']}"),
        reached=_bar(
            Ink.FULL,
            levels.reached,
            levels,
            f"Stapel: utfallet är {words['reached']}{_share(levels)}",
        ),
        start=None
        if start is None
        else _bar(Ink.GREY, start, levels, f"Stapel: utgångsläget är {swedish.number(start)}"),
        goal_level=None if start is None else inline(words["goal"]),
    )


def _share(levels: Levels) -> str:
    """``, 62 procent av målet``; nothing where there is no whole to take a share of.

    Never rounded onto the target it misses or beats.
    """
    if levels.goal <= 0 or levels.start is not None:
        return ""
    towards = ROUND_FLOOR if levels.reached < levels.goal else ROUND_CEILING
    share = (levels.reached / levels.goal * 100).quantize(Decimal(1), towards)
    return f", {swedish.number(share)} procent av målet"


def _bar(ink: Ink, level: Decimal, levels: Levels, alt: str) -> DrawnView:
    width = max(_SCALE * level / levels.longest, _SHORTEST)
    drawing = Drawing(ink, width.quantize(_THOUSANDTH), _BAR_HEIGHT)
    return DrawnView(drawing.address, inline(alt))
