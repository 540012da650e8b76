"""Rule E8: which names of municipalities count as somebody else's."""

from collections.abc import Mapping

import pytest

from loftespdf.loading.register import read_register
from loftespdf.model.area import Area
from loftespdf.model.foreign import ORDINARY_WORDS, foreign_names
from loftespdf.model.pledge import Pledge
from loftespdf.model.problem import Severity
from loftespdf.model.register import Register
from loftespdf.model.rules import Rule, broken_rules

PARTIES = {
    "polisen": {"slag": "polis", "namn": "Polisen"},
    "kommunen": {"slag": "kommun", "namn": "Grästorps kommun"},
}


@pytest.fixture(scope="module")
def register() -> Register:
    return read_register()


def named(
    register: Register,
    text: str = "a",
    title: str = "Medborgarlöfte",
    area: Mapping[str, object] | None = None,
    **more: object,
) -> list[str]:
    its_area = Area.model_validate(
        {"namn": "Grästorp", "koder": ["1444"], "parter": PARTIES, **(area or {})}
    )
    pledge = Pledge.model_validate(
        {"titel": title, "period": "2021", "avsnitt": [{"text": text}], **more}
    )
    return [mention.whole for _, mention in foreign_names(its_area, pledge, register)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Polisen och Essunga kommun lovar.", ["Essunga kommun"]),
        ("Falu kommun och Malmö stads vakter.", ["Falu kommun", "Malmö stads"]),
        ("I Västerås stad, i Göteborgs Stad.", ["Västerås stad", "Göteborgs Stad"]),
        ("Region Gotland ansvarar.", ["Gotland"]),
        ("Boende i Upplands Väsby kommun.", ["Upplands Väsby kommun"]),
        ("För **Essunga** kommun.", ["Essunga kommun"]),
        ("Vara och Essunga kommuner.", ["Vara", "Essunga kommuner"]),
        ("Essunga kommun, och Essunga kommun igen.", ["Essunga kommun"]),
        ("Kommunen Essunga, i kommunen Mora.", ["Essunga", "Mora"]),
        (
            "Essungas kommunstyrelse och Malmö stadshus.",
            ["Essungas kommunstyrelse", "Malmö stadshus"],
        ),
        ("Mora kommunfullmäktige", ["Mora kommunfullmäktige"]),
        ("Ess\N{SOFT HYPHEN}unga kommun.", ["Essunga kommun"]),
        ("REGION GOTLAND", ["GOTLAND"]),
        ("Polisen och Exempelby kommun lovar.", ["Exempelby kommun"]),
        ("Essunga:s kommun, MORA:S KOMMUN.", ["Essunga:s kommun", "MORA:S KOMMUN"]),
        ("Vara kommun:s och Essunga kommun:s.", ["Vara kommun:s", "Essunga kommun:s"]),
        # Named, but not as a municipality: another place may well be told of.
        ("Resecentrum i Essunga, dit bussen går.", []),
        ("Grästorps kommun och kommunen.", []),
        ("Vi ska vara en kommun att lita på.", []),
        ("Vara trygg i kommunen. Berg och mark.", []),
        ("Lundby kommun, Essungabor, Essunga-kommun.", []),
        ("Kalmar län och Region Kalmar.", []),
        ("Vi vill Vara kommunala och Essunga stadigt, Mora kommunikationer, Essunga station.", []),
        ("Polisen och kommunen. Vara trygg är viktigt. Kommunen, Essunga by.", []),
    ],
)
def test_in_running_text_a_name_counts_beside_kommun_or_stad(
    text: str, found: list[str], register: Register
) -> None:
    assert named(register, text) == found


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("Medborgarlöfte för Essunga 2021", ["Essunga"]),
        ("MEDBORGARLÖFTE FÖR UPPLANDS-BRO", ["UPPLANDS-BRO"]),
        ("Essungas medborgarlöfte", ["Essungas"]),
        ("Medborgarlöfte för Grästorp", []),
        ("Medborgarlöfte för Vara 2021", ["Vara"]),
        ("Vara – medborgarlöften", ["Vara"]),
        ("Moras medborgarlöfte", ["Moras"]),
        ("Mora:s medborgarlöfte", ["Mora:s"]),
        ("Vara trygg i Grästorp", []),
        ("ATT VARA TRYGG I GRÄSTORP", []),
        ("MEDBORGARLÖFTE FÖR MORA 2021", ["MORA"]),
        ("LÖFTEN I KIL – VÅR OCH SOMMAR", ["KIL"]),
        ("VARA – MEDBORGARLÖFTEN", ["VARA"]),
        ("HABO", ["HABO"]),
        ("MARK", []),
        ("VÅRA LÖFTEN FÖR MARK OCH VATTEN", []),
        ("MARK – OCH LÖFTEN OM VATTEN", []),
        ("Trygghet: Mark och vatten", []),
        ("Medborgarlöfte i Örebro län", []),
        ("Medborgarlöfte i Region Uppsala", []),
        ("Mölndalsvägen och Stockholmsgatan", []),
    ],
)
def test_in_a_title_a_name_counts_by_itself(
    title: str, found: list[str], register: Register
) -> None:
    assert named(register, title=title) == found
    assert named(register, avsnitt=[{"rubrik": title}]) == found


@pytest.mark.parametrize(
    "own",
    [
        {"grannar": ["Essunga"]},
        {"grannar": ["Essunga kommun"]},
        {"lpo": "Essunga"},
        {"polisområde": "Södra Essunga"},
        {"region": "Essunga"},
        {"kommuner": ["Grästorps kommun", "Essunga kommun"]},
        {"koder": ["1444", "1445"]},
    ],
)
def test_neighbours_and_the_police_districts_are_the_areas_own(
    own: dict[str, object], register: Register
) -> None:
    assert named(register, "Essunga kommun") == ["Essunga kommun"]
    assert named(register, "Essunga kommun", "Löfte för Essunga", own) == []


def test_what_is_named_as_a_municipality_is_one(register: Register) -> None:
    names = ["Grästorps kommun", "Malmö stad", "Upplands-Bro", "Region Gotland", "Falu kommun"]
    its_area = {"namn": "A", "parter": PARTIES, "kommuner": names, "grannar": ["Vara", "Varra"]}
    pledge = {"titel": "A", "period": "2021", "avsnitt": [{"text": "a"}], "status": "utkast"}
    models = Area.model_validate(its_area), Pledge.model_validate(pledge)
    found = broken_rules(*models, "2021", register)
    told = [one for one in found if one.kind == Rule.UNKNOWN_MUNICIPALITY]
    assert [(one.path, one.severity) for one in told] == [(("grannar", 1), Severity.WARNING)]


def test_senders_and_signers_count_but_not_companies_and_people(register: Register) -> None:
    parties = {**PARTIES, "bolaget": {"slag": "annan", "namn": "Essunga Bostäder"}}
    assert named(register, area={"parter": parties}) == []
    parties["kommunen"] = {"slag": "kommun", "namn": "Essunga"}
    assert named(register, area={"parter": parties}) == ["Essunga"]
    signer = {"part": "kommunen", "organisation": "Essunga", "namn": "Nora Lund", "ort": "Skara"}
    assert named(register, underskrifter=[signer]) == ["Essunga"]
    contact = {"namn": "Namn Namnsson", "roll": "Kommunpolis i Vara och Essunga kommuner"}
    assert named(register, kontakt=[contact]) == []


def test_a_local_police_area_counts_only_where_the_area_says_its_own(register: Register) -> None:
    signer = {"part": "polisen", "organisation": "Lokalpolisområde Skövde"}
    assert named(register, underskrifter=[signer]) == []
    own = {"lpo": "Västra Skaraborg"}
    assert named(register, area=own, underskrifter=[signer]) == ["Skövde"]


def test_every_ordinary_word_is_a_municipality(register: Register) -> None:
    assert {one.short for one in register.municipalities} >= ORDINARY_WORDS
