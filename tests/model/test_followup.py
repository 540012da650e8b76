"""The rules of a follow-up: what may be said of which promise, when, and in what unit."""

from typing import Any

import pytest

from loftespdf.model.followup import (
    Degree,
    FollowUp,
    FollowUpRule,
    broken_follow_up_rules,
    degrees,
    target_of,
)
from loftespdf.model.pledge import Item, Pledge
from loftespdf.model.problem import Severity

PLEDGE = Pledge.model_validate({
    "titel": "Medborgarlöfte för Exempelby", "period": "2021",
    "avsnitt": [{"slag": "löften", "part": "polisen", "punkter": [
        {"id": "kontroller", "text": "a",
         "mål": [{"minst": "8", "enhet": "kontroller", "per": "år"}]},
        {"id": "andel", "text": "b", "mål": [{"högst": "5", "enhet": "procent"}]},
        {"id": "flera", "text": "c", "mål": [{"minst": "1", "enhet": "träffar"},
                                             {"minst": "2", "enhet": "besök"}]},
        {"id": "utan-tal", "text": "d"},
        {"text": "e"},
    ]}],
})  # fmt: skip


def outcome(**keys: Any) -> dict[str, Any]:  # noqa: ANN401 - whatever a file holds
    return {"löfte": "kontroller", "datum": "2021-06-30", "grad": "pågår", **keys}


def follow_up(*outcomes: dict[str, Any]) -> FollowUp:
    return FollowUp.model_validate({"utfall": list(outcomes)})


def broken(*outcomes: dict[str, Any]) -> list[tuple[str, tuple[str | int, ...]]]:
    return [(v.kind, v.path) for v in broken_follow_up_rules(PLEDGE, follow_up(*outcomes))]


@pytest.mark.parametrize(
    "keys",
    [
        {},
        {"värde": "7"},
        {"värde": "7", "enhet": "Kontroller"},
        {"löfte": "andel", "värde": "4,5", "enhet": "%"},
        {"löfte": "flera", "värde": "2", "enhet": "besök"},
        {"löfte": "utan-tal", "värde": "3", "enhet": "filmer"},
        {"datum": "2021-01-01"},
        {"datum": "2021-12-31"},
    ],
)
def test_what_is_right_breaks_no_rule(keys: dict[str, str]) -> None:
    assert broken(outcome(**keys)) == []


@pytest.mark.parametrize(
    ("keys", "rule", "key"),
    [
        ({"löfte": "kontroler"}, FollowUpRule.UNKNOWN_PROMISE, "löfte"),
        ({"löfte": "~5"}, FollowUpRule.PROVISIONAL_PROMISE, "löfte"),
        ({"löfte": "1"}, FollowUpRule.PROVISIONAL_PROMISE, "löfte"),
        ({"datum": "2020-12-31"}, FollowUpRule.OUTSIDE_PERIOD, "datum"),
        ({"datum": "2022-01-01"}, FollowUpRule.OUTSIDE_PERIOD, "datum"),
        ({"värde": "7", "enhet": "timmar"}, FollowUpRule.WRONG_UNIT, "enhet"),
        ({"enhet": "kontroller"}, FollowUpRule.UNIT_WITHOUT_VALUE, "enhet"),
        ({"löfte": "flera", "värde": "7"}, FollowUpRule.UNCLEAR_UNIT, "värde"),
        ({"löfte": "utan-tal", "värde": "7"}, FollowUpRule.UNCLEAR_UNIT, "värde"),
    ],
)
def test_each_rule_is_held_where_it_is_broken(
    keys: dict[str, str], rule: FollowUpRule, key: str
) -> None:
    assert broken(outcome(), outcome(**{"datum": "2021-07-01", **keys})) == [
        (rule, ("utfall", 1, key))
    ]


def test_an_unknown_promise_is_told_with_the_ids_there_are() -> None:
    (found,) = broken_follow_up_rules(PLEDGE, follow_up(outcome(löfte="kontroler")))
    assert found.values["known"] == ("kontroller", "andel", "flera", "utan-tal")


def test_a_unit_of_persons_without_a_value_lacks_the_value_and_no_more() -> None:
    assert broken(outcome(löfte="utan-tal", enhet="ungdomar")) == [
        (FollowUpRule.UNIT_WITHOUT_VALUE, ("utfall", 0, "enhet"))
    ]


def test_an_open_period_ends_never() -> None:
    open_end = {"från": "2021-01-01", "till": "tillsvidare"}
    pledge = PLEDGE.model_copy(update={"period": type(PLEDGE.period).model_validate(open_end)})
    assert broken_follow_up_rules(pledge, follow_up(outcome(datum="2031-01-01"))) == ()


def test_one_promise_has_one_value_and_one_degree_a_day() -> None:
    assert broken(outcome(), outcome()) == [(FollowUpRule.OUTCOME_TWICE, ("utfall", 1))]
    named = outcome(värde="7", enhet="kontroller")
    assert broken(outcome(värde="7"), named) == [(FollowUpRule.OUTCOME_TWICE, ("utfall", 1))]
    flera = outcome(löfte="flera", värde="1", enhet="besök")
    other = {**flera, "enhet": "träffar"}
    assert broken(flera, other) == []
    assert broken(flera, {**other, "grad": "uppfyllt"}) == [
        (FollowUpRule.DEGREES_DIFFER, ("utfall", 1, "grad"))
    ]


@pytest.mark.parametrize(
    ("value", "unit", "warned"),
    [
        ("4", "ungdomar", True),
        ("0", "personer", True),
        ("4", "omhändertagna ungdomar", True),
        ("5", "ungdomar", False),
        ("4", "besök", False),
    ],
)
def test_few_persons_are_a_warning_and_no_error(value: str, unit: str, *, warned: bool) -> None:
    report = follow_up(outcome(löfte="utan-tal", värde=value, enhet=unit))
    found = broken_follow_up_rules(PLEDGE, report)
    assert [(v.kind, v.severity) for v in found] == (
        [(FollowUpRule.FEW_PERSONS, Severity.WARNING)] if warned else []
    )


def test_the_persons_may_stand_in_the_targets_unit() -> None:
    item = {"id": "x", "text": "a", "mål": [{"minst": "3", "enhet": "ungdomar"}]}
    section = {"slag": "löften", "part": "polisen", "punkter": [item]}
    pledge = Pledge.model_validate({"titel": "T", "period": "2021", "avsnitt": [section]})
    found = broken_follow_up_rules(pledge, follow_up(outcome(löfte="x", värde="3")))
    assert [v.kind for v in found] == [FollowUpRule.FEW_PERSONS]


def test_the_newest_outcome_says_where_a_promise_stands() -> None:
    report = follow_up(
        outcome(datum="2021-12-31", grad="uppfyllt"), outcome(datum="2021-06-30", grad="pågår")
    )
    assert degrees(PLEDGE, report) == (Degree.MET, None, None, None, None)


def test_a_value_is_measured_against_the_target_in_its_unit() -> None:
    item = Item.model_validate({
        "text": "c", "mål": [{"minst": "1", "enhet": "träffar"}, {"minst": "2", "enhet": "besök"}],
    })  # fmt: skip
    (one,) = follow_up(outcome(värde="1", enhet="besök")).outcomes
    assert target_of(item, one) is item.targets[1]
    (bare,) = follow_up(outcome(värde="1")).outcomes
    assert target_of(item, bare) is None
