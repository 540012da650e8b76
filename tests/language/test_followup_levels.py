"""Degrees against numbers: what contradicts is told, what does not is left in peace."""

from decimal import Decimal
from typing import Any

import pytest

from loftespdf.language.followup_levels import Levels, contradictions, levels_of
from loftespdf.model.followup import FollowUp, FollowUpRule, Outcome
from loftespdf.model.period import Period
from loftespdf.model.pledge import Pledge, Target
from loftespdf.model.problem import Severity


def warned(
    degree: str, values: list[str], *targets: dict[str, str], day: str = "2021-12-31"
) -> list[tuple[str | int, ...]]:
    whole = [{"enhet": f"enheter{number}", **one} for number, one in enumerate(targets)]
    item = {"id": "x", "text": "a", "mål": whole}
    section = {"slag": "löften", "part": "polisen", "punkter": [item]}
    pledge = Pledge.model_validate({"titel": "T", "period": "2021", "avsnitt": [section]})
    outcomes: list[dict[str, Any]] = [
        {"löfte": "x", "datum": day, "grad": degree, "värde": value, "enhet": one["enhet"]}
        for value, one in zip(values, whole, strict=False)
    ]
    found = tuple(contradictions(pledge, FollowUp.model_validate({"utfall": outcomes})))
    assert {one.kind for one in found} <= {FollowUpRule.DEGREE_CONTRADICTED}
    assert {one.severity for one in found} <= {Severity.WARNING}
    return [one.path for one in found]


FIRST = ("utfall", 0, "grad")


@pytest.mark.parametrize(
    ("target", "reached", "missed"),
    [
        ({"minst": "8"}, "8", "7"),
        ({"högst": "5"}, "5", "6"),
        ({"inom": "24"}, "24", "25"),
        ({"exakt": "2"}, "2", "3"),
        ({"minst": "1", "per": "dag"}, "365", "364"),
        ({"öka med": "10"}, "10", "9"),
        ({"minska med": "10"}, "10", "9"),
        ({"öka med": "10", "utgångsläge": "40"}, "50", "49"),
        ({"minska med": "10", "utgångsläge": "40"}, "30", "31"),
    ],
)
def test_a_degree_is_held_against_its_number(
    target: dict[str, str], reached: str, missed: str
) -> None:
    assert warned("uppfyllt", [missed], target) == [FIRST]
    assert warned("ej uppfyllt", [reached], target) == [FIRST]
    assert warned("uppfyllt", [reached], target) == []
    assert warned("ej uppfyllt", [missed], target) == []
    assert warned("delvis", [missed], target) == warned("pågår", [missed], target) == []


def levels(target: dict[str, str], value: str) -> Levels | None:
    outcome = {"löfte": "x", "datum": "2021-12-31", "grad": "pågår", "värde": value}
    return levels_of(
        Target.model_validate({"enhet": "träffar", **target}),
        Outcome.model_validate(outcome),
        Period.model_validate("2021"),
    )


def test_only_a_change_is_counted_from_its_baseline() -> None:
    assert levels({"minst": "20", "utgångsläge": "14"}, "18") == Levels(Decimal(20), Decimal(18))
    assert levels({"öka med": "6", "utgångsläge": "14"}, "18") == Levels(
        Decimal(20), Decimal(18), Decimal(14)
    )


def test_nothing_against_nothing_has_no_scale_to_be_drawn_on() -> None:
    assert levels({"högst": "0"}, "0") is None
    assert levels({"högst": "0"}, "1") is not None
    assert levels({"minska med": "10", "utgångsläge": "8"}, "3") is None  # below nothing


@pytest.mark.parametrize(
    "target",
    [{"minst": "2", "per": "skola"},
     {"öka med": "10", "utgångsläge": "40", "enhet": "procent"}],
)  # fmt: skip
def test_what_the_numbers_do_not_tell_is_left_to_the_author(target: dict[str, str]) -> None:
    assert warned("uppfyllt", ["1"], target) == warned("ej uppfyllt", ["99"], target) == []


def test_one_missed_target_of_several_contradicts_kept_and_all_reached_contradict_not_kept() -> (
    None
):
    two = ({"minst": "8"}, {"minst": "2"})
    assert warned("uppfyllt", ["9", "1"], *two) == [("utfall", 1, "grad")]
    assert warned("ej uppfyllt", ["9", "1"], *two) == []
    assert warned("ej uppfyllt", ["9"], *two) == []
    assert warned("ej uppfyllt", ["9", "2"], *two) == [FIRST]
