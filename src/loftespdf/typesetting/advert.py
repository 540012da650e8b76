"""The first of several texts that fits a booked space, laid out at the largest type.

"Fits" is exact: one page, no line wider than its box, nothing below the room that the sheet's
margins leave, and what is kept at the bottom stands on nothing. No box hides what overflows.
"""

from collections.abc import Mapping
from math import isclose, sqrt
from typing import Any

from msgspec import Struct

from loftespdf.model.assets import Reading
from loftespdf.model.composed import Composed, EngineRecord
from loftespdf.model.composition import (
    CHARACTER_WIDTH,
    LINE_HEIGHT,
    PICTURE_HEIGHT,
    Composition,
)
from loftespdf.model.problem import ContentRefused, Figure, Message, Place, Problem, say, with_comma
from loftespdf.model.ways import Length, Ways
from loftespdf.typesetting.copyfit import (
    MOST_TRIALS,
    TENTHS,
    Found,
    NothingFits,
    Terms,
    search,
)
from loftespdf.typesetting.measured import SLACK, Measured
from loftespdf.typesetting.measuring import (
    count_lines,
    inside,
    measure,
    overlap,
    printed_sizes,
    promise_rows,
)
from loftespdf.typesetting.pdf import Typesetter
from loftespdf.typesetting.sheet_css import Space, sheet_css

#: Promises are parted by at most this much of the size of type when there is room to spare, and
#: by at most this share of that room.
_MOST_STEP, _STEP_SHARE = 1.1, 0.65
_MM_PER_PT = 25.4 / 72
#: Most ads take this share of the size that text alone would take; a trial there is worth it only
#: so far above the smallest.
_LIKELY, _WORTH = 0.65, 1.15
#: A separated picture has whole pixels: so much of its size may be rounded.
_PRINTED = 0.01
#: Small text, times a photograph's usual proportion: only a guess to begin the search with.
_CHARACTERS_PER_MM2 = 0.12


class Fit(Struct, frozen=True):
    """The text that fits and its size in pt, found without writing anything.

    ``step`` is what is added between promises, in mm; ``layouts`` is how many were tried;
    ``printed_mm`` the printed width and height of each picture, by its path in the assets;
    ``lines`` is how many were foreseen where this size itself was not tried.
    """

    composed: Composed
    rank: int
    size: float
    step: float
    layouts: int
    printed_mm: Mapping[str, tuple[float, float]]
    lines: int | None = None


def lay_out_fit(
    typesetter: Typesetter, fit: Fit, space: Space, reading: Reading
) -> tuple[Any, tuple[EngineRecord, ...], int] | None:
    """Return the engine's document of what was found, on its real page, and what it logged.

    The third is how many layouts there have been in all, at most one more than the search may take.

    Every box is looked at once more; without the step between promises if that went too far. None
    where that it fits was only foreseen, and is not so.
    """
    is_tried = fit.lines is None
    steps = (fit.step, 0.0) if is_tried and fit.layouts < MOST_TRIALS else (fit.step,)
    for layouts, step in enumerate(dict.fromkeys(steps), start=fit.layouts + 1):
        css = sheet_css(space, round(fit.size * TENTHS), final=True, step=step)
        document, records = typesetter.lay_out(fit.composed, reading, css)
        page = document.pages[0]._page_box  # noqa: SLF001
        wrong = (measure(page).spill, inside(page), overlap(page))
        fits = len(document.pages) == 1 and all(each <= SLACK for each in wrong)
        if fits and (is_tried or _is_foreseen(page, fit)):
            return document, records, layouts
    if is_tried:
        raise AssertionError("what was measured to fit does not")
    return None


def _is_foreseen(page: Any, fit: Fit) -> bool:  # noqa: ANN401 - a box of the engine
    """Tell whether a page has the lines that were foreseen, and pictures of their sizes."""
    pairs = (
        (now, foreseen)
        for path, size in printed_sizes(page).items()
        for now, foreseen in zip(size, fit.printed_mm[path], strict=True)
    )
    return count_lines(page) == fit.lines and all(
        isclose(now, foreseen, rel_tol=_PRINTED) for now, foreseen in pairs
    )


class Fitting:
    """The search for what fits one space; what was tried is not tried again."""

    def __init__(
        self,
        typesetter: Typesetter,
        variants: Ways,
        space: Space,
        reading: Reading,
    ) -> None:
        self._typesetter, self._variants = typesetter, variants
        self._space, self._reading = space, reading
        self._tried: dict[tuple[int, int], tuple[Any, Measured]] = {}
        self._pictures: dict[str, Any] = {}
        self._spent = 0

    def fit(self, composition: Composition, *, trusting: bool = False) -> Fit:
        """Return the first variant that fits, at the largest type.

        With ``trusting`` that may be foreseen, and is known when it is laid out on its real page.
        Raises ContentRefused, with what is too much, when nothing fits at the smallest size.
        """
        smallest, largest = (int(s * TENTHS) for s in (composition.smallest, composition.largest))
        lengths = self._variants.lengths
        weights = [one.characters + self._picture_weight(one) for one in lengths]
        start = self._likely(lengths[0])
        start = start if start > smallest * _WORTH else 0
        terms = Terms(start, self._spent, trusting)
        found = search(self._trial, weights, (smallest, largest), self._space.room, terms)
        if isinstance(found, NothingFits):
            raise ContentRefused(self._too_much(found.measured, smallest))
        self._spent += not found.tried
        return Fit(
            composed=self._variants[found.rank],
            rank=found.rank,
            size=found.size / TENTHS,
            step=self._step(found),
            layouts=found.trials,
            printed_mm=self._printed(found),
            lines=None if found.tried else found.measured.lines(1.0),
        )

    def _trial(self, rank: int, size: int) -> Measured:
        if (rank, size) not in self._tried:
            css = sheet_css(self._space, size, final=False)
            document, _ = self._typesetter.lay_out(
                self._variants[rank], self._reading, css, self._pictures
            )
            page = document.pages[0]._page_box  # noqa: SLF001
            self._tried[rank, size] = page, measure(page)
        return self._tried[rank, size][1]

    @property
    def _width(self) -> float:
        """The width there is, in mm."""
        return float(self._space.sheet.width - 2 * self._space.insets[0])

    def _picture_weight(self, length: Length) -> int:
        """A picture across the page in characters of the text that would fill its place."""
        return round(length.has_picture * _CHARACTERS_PER_MM2 * self._width**2)

    def _likely(self, length: Length) -> int:
        """Guess a size in tenths that the text fits at, from its characters and the area."""
        picture = length.has_picture * PICTURE_HEIGHT * self._width
        area = (self._space.room - picture) * self._width
        each = max(length.characters, 1) * CHARACTER_WIDTH * LINE_HEIGHT * _MM_PER_PT**2
        return int(TENTHS * _LIKELY * sqrt(max(area, 0.0) / each))

    def _near(self, found: Found) -> list[tuple[int, Any]]:
        """Return the sizes and pages that were tried of what is found, the nearest first."""
        tried = (
            (size, page) for (rank, size), (page, _) in self._tried.items() if rank == found.rank
        )
        return sorted(tried, key=lambda one: abs(one[0] - found.size))

    def _printed(self, found: Found) -> dict[str, tuple[float, float]]:
        """Return the printed sizes of pictures; in type that was not tried they are in between."""
        (size, page), *others = self._near(found)
        near = printed_sizes(page)
        if found.tried:
            return near
        other, far = others[0][0], printed_sizes(others[0][1])
        share = (found.size - size) / (other - size)
        return {
            path: (wide + (far[path][0] - wide) * share, high + (far[path][1] - high) * share)
            for path, (wide, high) in near.items()
        }

    def _step(self, found: Found) -> float:
        """Share a part of what is left between the promises, so that it is not all one hole."""
        spare = (self._space.room - found.measured.height) * _STEP_SHARE
        rows = promise_rows(self._near(found)[0][1])
        most = _MOST_STEP * found.size / TENTHS * _MM_PER_PT
        return max(0.0, min(spare / (rows + 1), most)) if rows else 0.0

    def _too_much(self, measured: Measured, smallest: int) -> Problem:
        last, sheet = self._variants[-1], self._space.sheet
        area = with_comma(f"{sheet.width} × {sheet.height}")
        size = with_comma(f"{smallest / TENTHS:.1f}")
        place = last.leaves[0].place if last.leaves else Place("content")
        if measured.spill > SLACK:
            return Problem(
                "word-too-wide",
                say("ordet ”{word}” är {mm} mm för brett för {area} mm, fast texten är {size}"
                    " punkter", word=measured.word, mm=_mm(measured.spill), area=area, size=size),
                next((f.place for f in last.leaves if measured.word in f.text), place),
                instead=say("dela eller byt ordet, eller boka en bredare yta"),
            )  # fmt: skip
        over = measured.height - self._space.room
        length = self._variants.lengths[-1]
        characters = round(length.characters * over / max(measured.height - measured.fixed, 1.0))
        return Problem(
            "does-not-fit",
            say("det ryms inte på {area} mm: med den minsta texten, {size} punkter, är det {mm} mm"
                " för högt, ungefär {characters} tecken för mycket",
                area=area, size=size, mm=_mm(over), characters=characters),
            Place(place.file),
            instead=_longest(last),
        )  # fmt: skip


def _mm(length: float) -> Figure:
    return with_comma(f"{length:.1f}")


def _longest(composed: Composed) -> Message:
    """Name the three longest promises with the lines they stand on."""
    texts = [leaf for leaf in composed.leaves if leaf.path[-1] in ("text", "kort")]
    longest = sorted(texts, key=lambda leaf: len(leaf.text), reverse=True)[:3]
    return say(
        "skriv en kort form (kort:) av de längsta löftena, välj färre under annons: löften:, eller"
        " boka en större yta; längst är {longest}",
        longest="; ".join(
            f"”{leaf.text[:40]}…” ({leaf.place}, {len(leaf.text)})" for leaf in longest
        ),
    )
