"""Dates, numbers, periods and targets in Swedish words."""

from datetime import date
from decimal import Decimal

import pytest

from loftespdf.language import swedish
from loftespdf.language.sorting import sort_key
from loftespdf.model.area import Area
from loftespdf.model.period import Period
from loftespdf.model.pledge import Target

NB = "\N{NO-BREAK SPACE}"


def test_a_day_in_text_ties_day_and_month() -> None:
    assert swedish.day_in_text(date(2021, 5, 11)) == f"den{NB}11{NB}maj 2021"


def test_a_day_in_a_table_is_iso() -> None:
    assert swedish.day_in_table(date(2021, 5, 1)) == "2021-05-01"


@pytest.mark.parametrize(
    ("value", "words"),
    [("8", "8"), ("1000", f"1{NB}000"), ("2.5", "2,5"), ("1234567.25", f"1{NB}234{NB}567,25")],
)
def test_numbers_have_decimal_comma_and_groups_from_four_digits(value: str, words: str) -> None:
    assert swedish.number(Decimal(value)) == words


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("2021", "2021"),
        ("2023–2026", "2023–2026"),
        ("2023-2026", "2023–2026"),
        ({"från": "2023-06-01", "till": "2023-08-31"}, "juni–augusti 2023"),
        ({"från": "2023-02-01", "till": "2023-02-28"}, "februari 2023"),
        ({"från": "2021-02-01", "till": "9999-12-31"}, "februari 2021–december 9999"),
        ({"från": "2022-12-01", "till": "2023-02-28"}, "december 2022–februari 2023"),
        (
            {"från": "2019-05-08", "till": "2020-04-30"},
            f"8{NB}maj 2019–30{NB}april 2020",
        ),
        (
            {"från": "2019-05-08", "till": "tillsvidare"},
            f"från den{NB}8{NB}maj 2019 och tills vidare",
        ),
    ],
)
def test_periods_are_said_as_people_say_them(written: object, words: str) -> None:
    assert swedish.period_in_text(Period.model_validate(written)) == words


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ({"minst": "8", "enhet": "insatser", "per": "år"}, f"minst 8{NB}insatser per år"),
        ({"exakt": "52", "enhet": "träffar"}, f"52{NB}träffar"),
        (
            {"öka med": "20", "enhet": "%", "utgångsläge": "45"},
            f"öka med 20{NB}procent, utgångsläge 45{NB}procent",
        ),
        ({"inom": "24", "enhet": "timmar"}, f"inom 24{NB}timmar"),
        ({"minska med": "1 500", "enhet": "anmälningar"}, f"minska med 1{NB}500{NB}anmälningar"),
    ],
)
def test_targets_become_words(written: object, words: str) -> None:
    assert swedish.target_in_text(Target.model_validate(written)) == words


def _area(**more: object) -> Area:
    parties = {
        "polisen": {"namn": "Polisen", "slag": "polis"},
        "kommunen": {"namn": "Exempelby kommun", "slag": "kommun"},
        "bolaget": {"namn": "Bolaget"},
    }
    return Area.model_validate({"namn": "Exempelby", "parter": parties, **more})


def test_owners_are_listed_with_och_before_the_last() -> None:
    words = swedish.owners_in_text(_area(), ("polisen", "kommunen", "bolaget"))
    assert words == "Polisen, Exempelby kommun och Bolaget"


def test_the_genitive_is_the_areas_own_or_made_with_s() -> None:
    assert swedish.genitive(_area(genitiv="Byns")) == "Byns"
    assert swedish.genitive(_area()) == "Exempelbys"
    assert swedish.genitive(_area(namn="Västerås")) == "Västerås"


def test_swedish_letters_sort_after_z() -> None:
    words = ["Östersund", "Ängelholm", "Åre", "Zinkgruvan", "Ale", "Övik", "élan", "Ek"]
    assert sorted(words, key=sort_key) == [
        "Ale", "Ek", "élan", "Zinkgruvan", "Åre", "Ängelholm", "Östersund", "Övik",
    ]  # fmt: skip
