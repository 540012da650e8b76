"""The search for what fits: the first rank, the largest size, and never many trials."""

from collections.abc import Callable, Sequence
from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from loftespdf.typesetting.copyfit import (
    MOST_TRIALS,
    Found,
    NothingFits,
    Terms,
    search,
)
from loftespdf.typesetting.measured import SLACK, Measured

SIZES = (75, 140)
#: How height grows with type, very roughly: lines get taller and more.
USUAL = 1.8


def measured(
    height: float,
    forecast: Callable[[float], float] | None = None,
    *,
    fixed: float = 0.0,
    spill: float = 0.0,
    word: str = "",
) -> Measured:
    """What a layout needs; its height at other sizes is foreseen roughly unless said otherwise."""
    roughly = forecast or (lambda ratio: height * float(ratio**USUAL))
    return Measured(height, roughly, lines=round, fixed=fixed, spill=spill, word=word)


class Paper:
    """Text on paper, roughly: lines of a width that hold fewer characters as type grows."""

    def __init__(self, weights: Sequence[int], width: float = 110.0, fixed: float = 30.0) -> None:
        self.weights, self.width, self.fixed = weights, width, fixed
        self.asked: list[tuple[int, int]] = []

    def __call__(self, rank: int, size: int) -> Measured:
        self.asked.append((rank, size))
        points = size / 10
        characters = self.width / (points * 0.172)
        lines = sum(-(-each // characters) for each in self._promises(rank))
        head = self.fixed * points / 10
        return measured(head + lines * points * 0.4515, fixed=head)

    def _promises(self, rank: int) -> list[float]:
        whole, rest = divmod(self.weights[rank], 150)
        return [150.0] * whole + [float(rest)]

    def needs(self, rank: int, size: int) -> float:
        return self(rank, size).height


def best(paper: Paper, room: float) -> tuple[int, int] | None:
    """The answer by trying everything."""
    for rank in range(len(paper.weights)):
        if paper.needs(rank, SIZES[0]) <= room:
            fitting = [s for s in range(SIZES[0], SIZES[1] + 1) if paper.needs(rank, s) <= room]
            return rank, max(fitting)
    return None


ROOMS = (40, 50, 60, 75, 90, 110, 130, 160, 200, 260, 340)
TEXTS = ((1900,), (1900, 1200, 1000, 820, 640), (700, 400), (300,))


@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.parametrize("weights", TEXTS)
def test_the_first_that_fits_is_found_in_few_trials_and_near_its_largest_size(
    room: float, weights: tuple[int, ...]
) -> None:
    paper = Paper(weights)
    wanted = best(paper, room)
    paper.asked.clear()
    found = search(paper, weights, SIZES, room)
    assert len(paper.asked) == found.trials <= MOST_TRIALS
    if wanted is None:
        assert isinstance(found, NothingFits)
    else:
        assert isinstance(found, Found)
        assert found.rank == wanted[0]
        assert wanted[1] - 3 <= found.size <= wanted[1]


class Misjudged(Paper):
    """Paper that foresees other sizes wrongly: the larger, the lower it says the text is."""

    def __call__(self, rank: int, size: int) -> Measured:
        def forecast(ratio: float) -> float:
            return Paper.__call__(self, rank, round(size * ratio)).height * (2 - ratio)

        truly = super().__call__(rank, size)
        return measured(truly.height, forecast, fixed=truly.fixed)


@pytest.mark.parametrize("seed", [175, 189, 340])
def test_what_is_foreseen_wrongly_is_hardly_smaller(seed: int) -> None:
    chance = Random(seed)  # noqa: S311 - for no secret
    lengths = {chance.randint(100, 2500) for _ in range(chance.randint(1, 7))}
    weights, room = tuple(sorted(lengths, reverse=True)), chance.uniform(25, 420)
    paper = Misjudged(weights, chance.uniform(40, 250), chance.uniform(5, 60))
    smallest = chance.choice([60, 75, 80])
    found = search(paper, weights, (smallest, smallest + 65), room)
    assert isinstance(found, Found)
    sizes = range(found.size, smallest + 66)
    assert max(size for size in sizes if paper.needs(found.rank, size) <= room) < found.size + 10


def test_nearly_always_the_size_is_the_largest_to_a_tenth_of_a_point() -> None:
    exact = 0
    answers = [(room, weights) for room in ROOMS for weights in TEXTS]
    for room, weights in answers:
        paper = Paper(weights)
        found = search(paper, weights, SIZES, room)
        size = (found.rank, found.size) if isinstance(found, Found) else None
        exact += size == best(paper, room)
    assert exact / len(answers) > 0.9


def test_what_fits_at_once_at_the_largest_size_takes_few_trials() -> None:
    paper = Paper((100,))
    found = search(paper, (100,), SIZES, 500)
    assert isinstance(found, Found)
    assert (found.size, found.trials) == (SIZES[1], 2)


def test_forty_ranks_of_which_none_fits_are_refused_by_the_last() -> None:
    weights = tuple(range(8000, 4000, -100))
    found = search(Paper(weights), weights, SIZES, 40)
    assert isinstance(found, NothingFits)
    assert found.trials <= 3


def test_a_word_that_is_too_wide_holds_the_size_down_whatever_the_height() -> None:
    def trial(_rank: int, size: int) -> Measured:
        return measured(40, spill=max(0.0, (size - 97) * 0.3), word="ordet")

    found = search(trial, (300,), SIZES, 100)
    assert isinstance(found, Found)
    assert 90 <= found.size <= 97


def test_a_word_that_is_too_wide_at_every_size_is_refused_with_the_word() -> None:
    found = search(lambda _r, _s: measured(40, spill=3.0, word="ordet"), (9, 5), SIZES, 100)
    assert isinstance(found, NothingFits)
    assert found.measured.word == "ordet"


# Whatever heights there are


@st.composite
def stairs(draw: st.DrawFn) -> dict[int, float]:
    """Heights that never fall as type grows, with steps where a line is added."""
    height, heights = draw(st.floats(5, 60)), {}
    for size in range(SIZES[0], SIZES[1] + 1):
        height += draw(st.sampled_from((0.0, 0.1, 0.4, 0.4, 1.0, 6.0, 14.0)))
        heights[size] = height
    return heights


@settings(deadline=None)
@given(heights=stairs(), room=st.floats(20, 300), wrong=st.floats(0.5, 1.8))
def test_what_is_found_fits_and_a_tenth_more_does_not_unless_all_trials_are_spent(
    heights: dict[int, float], room: float, wrong: float
) -> None:
    asked: dict[int, bool] = {}

    def trial(_rank: int, size: int) -> Measured:
        one = measured(heights[size], lambda ratio: heights[size] * float(ratio**wrong))
        asked[size] = one.fits(room)
        return one

    found = search(trial, (300,), SIZES, room)
    assert len(asked) == found.trials <= MOST_TRIALS
    if isinstance(found, NothingFits):
        assert heights[SIZES[0]] > room + SLACK
        return
    assert asked[found.size]
    if found.trials < MOST_TRIALS and found.size < SIZES[1]:
        assert not asked[found.size + 1]


@settings(deadline=None)
@given(heights=stairs(), room=st.floats(20, 300), bad=st.floats(-500, 500))
def test_among_seven_sizes_the_largest_is_found_however_bad_the_forecast(
    heights: dict[int, float], room: float, bad: float
) -> None:
    sizes = (SIZES[0], SIZES[0] + 7)
    assume(heights[sizes[0]] <= room + SLACK)
    found = search(
        lambda _r, s: measured(heights[s], lambda ratio: bad * ratio), (300,), sizes, room
    )
    assert isinstance(found, Found)
    assert found.size == max(s for s, h in heights.items() if s <= sizes[1] and h <= room + SLACK)


def test_with_a_good_forecast_three_more_trials_are_enough() -> None:
    paper = Paper((1900,))

    def trial(rank: int, size: int) -> Measured:
        height = paper.needs(rank, size)
        return measured(height, lambda ratio: paper.needs(rank, round(size * ratio)))

    for room in ROOMS:
        found = search(trial, (1900,), SIZES, room)
        if isinstance(found, Found):
            assert found.trials <= 4
            assert (0, found.size) == best(paper, room)


@settings(deadline=None)
@given(
    heights=stairs(),
    room=st.floats(20, 300),
    wrong=st.floats(0.5, 1.8),
    start=st.sampled_from((0, 76, 77, 100, 140)),
)
def test_what_is_found_untried_stands_below_what_was_tried_and_does_not_fit(
    heights: dict[int, float], room: float, wrong: float, start: int
) -> None:
    """What is found is foreseen by the trial that was right about the one above.

    Here sizes within five tenths of what was tried are foreseen rightly, others hardly.
    """
    asked: dict[int, Measured] = {}

    def trial(_rank: int, size: int) -> Measured:
        def forecast(ratio: float) -> float:
            other = round(size * ratio)
            error = 1.0 if abs(other - size) <= 5 else float(ratio**wrong)
            return heights[other] * error

        asked[size] = measured(heights[size], forecast)
        return asked[size]

    found = search(trial, (300,), SIZES, room, Terms(start=start, trusting=True))
    assert len(asked) == found.trials <= MOST_TRIALS
    if isinstance(found, NothingFits):
        assert heights[SIZES[0]] > room + SLACK
        return
    assert found.tried == (found.size in asked)
    assert found.measured.fits(room)
    if found.tried:
        assert found.measured.height == heights[found.size]
        return
    *_, before, above = asked
    assert above == found.size + 1
    assert not asked[above].fits(room)
    assert forecast_of(asked, before, above) == pytest.approx(heights[above], abs=SLACK)
    assert found.measured.height == forecast_of(asked, before, found.size)


def forecast_of(asked: dict[int, Measured], size: int, other: int) -> float:
    """Return the height that the trial at ``size`` foresees at another."""
    return asked[size].forecast(other / size)


def test_with_a_good_forecast_that_is_trusted_two_trials_are_enough() -> None:
    paper = Paper((1900,))

    def trial(rank: int, size: int) -> Measured:
        height = paper.needs(rank, size)
        return measured(height, lambda ratio: paper.needs(rank, round(size * ratio)))

    for room in ROOMS:
        found = search(trial, (1900,), SIZES, room, Terms(trusting=True))
        if isinstance(found, Found):
            assert found.trials <= 2
            assert (0, found.size) == best(paper, room)


def test_a_word_that_would_be_too_wide_is_never_only_foreseen_not_to_be() -> None:
    def trial(_rank: int, size: int) -> Measured:
        spill = max(0.0, (size - 97) * 0.3)
        return measured(float(size), lambda more: size * more, spill=spill, word="ordet")

    found = search(trial, (300,), SIZES, 100, Terms(start=98, trusting=True))
    assert isinstance(found, Found)
    assert (found.size, found.tried) == (97, True)
