"""What came of a pledge, in Swedish words: counts of degrees, amounts, rates, and the leaves."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

from loftespdf.language import swedish
from loftespdf.language.markdown import plain
from loftespdf.language.months import months_later
from loftespdf.language.typography import NO_BREAK_SPACE
from loftespdf.model.composed import Leaf
from loftespdf.model.document import YamlPath
from loftespdf.model.followup import Degree, FollowUpDocument, Outcome, newest_first, target_of
from loftespdf.model.period import Period
from loftespdf.model.pledge import Item, Target
from loftespdf.model.rules import find_promises

#: The order in which degrees are told: from kept to not kept, then what nobody reported.
ORDER: tuple[Degree | None, ...] = (
    Degree.MET,
    Degree.PARTLY,
    Degree.UNDER_WAY,
    Degree.NOT_MET,
    None,
)
#: The word for one promise and for several: löftet är uppfyllt, löftena är uppfyllda.
_WORDS: dict[Degree | None, tuple[str, str]] = {
    Degree.MET: ("uppfyllt", "uppfyllda"),
    Degree.PARTLY: ("delvis uppfyllt", "delvis uppfyllda"),
    Degree.UNDER_WAY: ("pågår", "pågår"),
    Degree.NOT_MET: ("ej uppfyllt", "ej uppfyllda"),
    None: ("inte följt upp", "inte följda upp"),
}
_DAYS = {"dag": 1, "dygn": 1, "vecka": 7}
_MONTHS = {"månad": 1, "kvartal": 3, "tertial": 4, "halvår": 6, "termin": 6, "år": 12}
#: The calendar's last month has no month after it to be counted to.
_DAYS_OF_DECEMBER = 31
_CENT = Decimal("0.01")


def degree_in_words(degree: Degree | None, count: int = 1) -> str:
    """``uppfyllt``, ``delvis uppfyllda``; None is a promise nobody has reported on."""
    return _WORDS[degree][count != 1]


def answer(degrees: tuple[Degree | None, ...]) -> str:
    """``7 av 9 löften uppfyllda``: the whole report in one line."""
    met, total = degrees.count(Degree.MET), len(degrees)
    noun = "löfte" if total == 1 else "löften"
    word = degree_in_words(Degree.MET, 1 if met == 1 or total == 1 else met)
    return f"{met} av {total}{NO_BREAK_SPACE}{noun} {word}"


def degree_counts(degrees: tuple[Degree | None, ...]) -> tuple[tuple[Degree | None, int], ...]:
    """Count each degree that occurs, in ``ORDER``."""
    counts = Counter(degrees)
    return tuple((degree, counts[degree]) for degree in ORDER if counts[degree])


def amount(value: Decimal, unit: str) -> str:
    """``12 kontroller``, ``1 procent``."""
    word = "procent" if unit == "%" else unit
    return f"{swedish.number(value)}{NO_BREAK_SPACE}{word}"


def outcome_in_text(item: Item, outcome: Outcome) -> str | None:
    """The value with its unit, or None where the outcome has no value."""
    if outcome.value is None:
        return None
    target = target_of(item, outcome)
    return amount(outcome.value, outcome.unit or (target.unit if target else ""))


def units_elapsed(period: Period, day: date, per: str) -> Decimal | None:
    """Return how many of ``per`` (dag, vecka, månad, år …) have passed, ``day`` included.

    None where ``per`` is no measure of time. Months are calendar months, begun ones by their days.
    """
    after = day + timedelta(days=day < date.max)
    if per.casefold() in _DAYS:
        return Decimal((after - period.start).days) / _DAYS[per.casefold()]
    if per.casefold() in _MONTHS:
        return _months(period.start, after) / _MONTHS[per.casefold()]
    return None


def _months(start: date, end: date) -> Decimal:
    whole = (end.year - start.year) * 12 + end.month - start.month
    whole -= end.day < start.day
    reached = months_later(start, whole) or date.max
    after = months_later(start, whole + 1)
    length = (after - reached).days if after else _DAYS_OF_DECEMBER
    return Decimal(whole) + Decimal((end - reached).days) / length


def rate_of(target: Target, outcome: Outcome, period: Period) -> Decimal | None:
    """Return the value per unit of time of the target, or None where it says nothing new.

    Before one whole unit has passed there is none: a year's count in June is no yearly rate. A
    value measured against a baseline is a level and has none either.
    """
    if outcome.value is None or target.per is None or target.baseline is not None:
        return None
    elapsed = units_elapsed(period, outcome.day, target.per)
    return outcome.value / elapsed if elapsed is not None and elapsed > 1 else None


def rate_in_text(rate: Decimal, target: Target) -> str:
    """``1,23 per dag``, two decimals; never rounded onto or over the target it misses or beats."""
    rounded = rate.quantize(_CENT, ROUND_HALF_UP)
    if (rounded >= target.value) != (rate >= target.value):
        rounded = rate.quantize(_CENT, ROUND_FLOOR)
    elif (rounded <= target.value) != (rate <= target.value):
        rounded = rate.quantize(_CENT, ROUND_CEILING)
    return f"{swedish.number(rounded)}{NO_BREAK_SPACE}per{NO_BREAK_SPACE}{target.per}"


def follow_up_leaves(document: FollowUpDocument) -> tuple[Leaf, ...]:
    """Return every text of the follow-up's file that the report prints, in the order it does."""
    return tuple(
        Leaf(path, text, document.places.of(path))
        for path, text in _texts(document)
        if text is not None
    )


def _texts(document: FollowUpDocument) -> Iterator[tuple[YamlPath, str | None]]:
    report = document.follow_up
    yield ("titel",), report.title
    yield ("datum",), swedish.day_in_text(report.day) if report.day else None
    yield ("text",), plain(report.text) if report.text else None
    index_of = {id(outcome): index for index, outcome in enumerate(report.outcomes)}
    for promise in find_promises(document.pledge.pledge):
        for outcome in outcomes_of(document, promise.item):
            yield from _outcome(promise.item, outcome, ("utfall", index_of[id(outcome)]))


def outcomes_of(document: FollowUpDocument, item: Item) -> tuple[Outcome, ...]:
    """Return what is reported of one promise, the newest first."""
    own = (one for one in document.follow_up.outcomes if item.id and one.promise == item.id)
    return newest_first(tuple(own))


def _outcome(item: Item, outcome: Outcome, path: YamlPath) -> Iterator[tuple[YamlPath, str | None]]:
    yield (*path, "värde"), outcome_in_text(item, outcome)
    yield (*path, "kommentar"), plain(outcome.comment) if outcome.comment else None
    yield (*path, "orsak"), plain(outcome.reason) if outcome.reason else None
    yield (*path, "källa"), outcome.source
    yield (*path, "datum"), swedish.day_in_text(outcome.day)
