"""Outcomes in Swedish words: counts, amounts, rates; and one period against the one before."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from loftespdf.language.followup import (
    amount,
    answer,
    degree_counts,
    rate_in_text,
    rate_of,
    units_elapsed,
)
from loftespdf.language.followup_years import Fate, compare, fates_in_text, period_before
from loftespdf.model.followup import Degree, FollowUp, Outcome
from loftespdf.model.period import Period
from loftespdf.model.pledge import Pledge, Target
from tests import samples

MET, NOT_MET = Degree.MET, Degree.NOT_MET
YEAR = Period.model_validate("2021")


@pytest.mark.parametrize(
    ("degrees", "words"),
    [
        ((MET,) * 7 + (NOT_MET, None), "7 av 9 löften uppfyllda"),
        ((MET, NOT_MET, None), "1 av 3 löften uppfyllt"),
        ((NOT_MET, NOT_MET), "0 av 2 löften uppfyllda"),
        ((MET,), "1 av 1 löfte uppfyllt"),
        ((NOT_MET,), "0 av 1 löfte uppfyllt"),
    ],
)
def test_the_answer_is_one_line(degrees: tuple[Degree | None, ...], words: str) -> None:
    assert answer(degrees).replace("\N{NO-BREAK SPACE}", " ") == words


def test_degrees_are_counted_from_kept_to_untold() -> None:
    found = degree_counts((None, NOT_MET, MET, Degree.PARTLY, MET))
    assert found == ((MET, 2), (Degree.PARTLY, 1), (NOT_MET, 1), (None, 1))


@pytest.mark.parametrize(
    ("day", "per", "units"),
    [
        ("2021-12-31", "dag", "365"),
        ("2021-01-01", "dygn", "1"),
        ("2021-01-14", "vecka", "2"),
        ("2021-12-31", "månad", "12"),
        ("2021-06-30", "kvartal", "2"),
        ("2021-12-31", "termin", "2"),
        ("2021-12-31", "År", "1"),
        ("2021-02-14", "månad", "1.5"),
        ("2021-12-31", "skola", None),
    ],
)
def test_time_is_counted_to_the_day_of_the_outcome(day: str, per: str, units: str | None) -> None:
    found = units_elapsed(YEAR, date.fromisoformat(day), per)
    assert found == (None if units is None else Decimal(units))


def test_a_share_is_said_in_percent_however_it_is_written() -> None:
    assert amount(Decimal(4), "%") == amount(Decimal(4), "procent") == "4\N{NO-BREAK SPACE}procent"


@pytest.mark.parametrize(("per", "units"), [("dag", 30), ("månad", 1)])
def test_time_is_counted_to_the_end_of_the_calendar(per: str, units: int) -> None:
    last = Period.model_validate({"från": "9999-12-01", "till": "9999-12-31"})
    found = units_elapsed(last, date(9999, 12, 31), per)
    assert found is not None
    assert abs(found - units) < Decimal("0.04")  # the day after the last there is none


def test_months_are_counted_from_a_day_that_not_every_month_has() -> None:
    period = Period.model_validate({"från": "2021-01-31", "till": "2021-12-31"})
    assert units_elapsed(period, date(2021, 3, 30), "månad") == 2


def test_a_begun_month_counts_by_its_days() -> None:
    period = Period.model_validate({"från": "2021-06-16", "till": "2021-12-31"})
    assert units_elapsed(period, date(2021, 7, 5), "månad") == Decimal(20) / 30


def rate(value: str, day: str, **target: str) -> str | None:
    whole = Target.model_validate({"enhet": "gånger", **target})
    keys = {"löfte": "x", "datum": day, "grad": "pågår", "värde": value}
    found = rate_of(whole, Outcome.model_validate(keys), YEAR)
    words = None if found is None else rate_in_text(found, whole)
    return words and words.replace("\N{NO-BREAK SPACE}", " ")


def test_a_rate_is_said_where_the_target_is_per_period() -> None:
    assert rate("449", "2021-12-31", minst="1", per="dag") == "1,23 per dag"
    assert rate("449", "2021-12-31", minst="1") is None


def test_no_rate_before_a_whole_unit_and_none_that_says_the_value_again() -> None:
    assert rate("6", "2021-06-30", minst="8", per="år") is None
    assert rate("6", "2021-12-31", minst="8", per="år") is None


def test_a_rate_is_never_rounded_onto_the_target_it_misses() -> None:
    assert rate("364", "2021-12-31", minst="1", per="dag") == "0,99 per dag"
    assert rate("366", "2021-12-31", högst="1", per="dag") == "1,01 per dag"
    assert rate("365", "2021-12-31", minst="1", per="dag") == "1 per dag"


def pledge(*items: dict[str, Any]) -> Pledge:
    section = {"slag": "löften", "part": "polisen", "punkter": items}
    return Pledge.model_validate({"titel": "T", "period": "2021", "avsnitt": [section]})


def test_one_period_is_laid_against_the_one_before_by_ids() -> None:
    target = {"minst": "8", "enhet": "kontroller"}
    earlier = pledge(
        {"id": "borta", "text": "a"},
        {"id": "samma", "text": 'Det är "så" – ja'},
        {"id": "text", "text": "gammal"},
        {"id": "tal", "text": "b", "mål": [{**target, "minst": "6"}]},
        {"text": "utan id"},
    )
    later = pledge(
        {"id": "tal", "text": "b", "mål": [target]},
        {"id": "samma", "text": "Det är ”så” - ja"},
        {"id": "text", "text": "ny"},
        {"text": "utan id"},
    )
    told = FollowUp.model_validate(
        {"utfall": [{"löfte": "samma", "datum": "2021-12-31", "grad": "ej uppfyllt"}]}
    )
    found = compare(earlier, told, later)
    shown = [(one.fate, one.now or one.was) for one in found]
    names = [(fate, promise.item.id) for fate, promise in shown if promise]
    assert names == [
        (Fate.CHANGED, "tal"),
        (Fate.CARRIED_ON, "samma"),
        (Fate.CHANGED, "text"),
        (Fate.NEW, None),
        (Fate.DROPPED, "borta"),
        (Fate.DROPPED, None),
    ]
    assert [one.degree for one in found] == [None, NOT_MET, None, None, None, None]
    assert fates_in_text(found) == (
        "1 löfte fortsätter, 2 är ändrade, 1 är nytt och 2 är borttagna"
    )


def test_the_period_before_is_the_latest_that_begins_earlier() -> None:
    years = [samples.document({"period": year}) for year in ("2018", "2020", "2022", "2019–2020")]
    assert period_before(samples.document(), years) is years[1]
    assert period_before(years[0], years[1:]) is None
