"""The register of municipalities, as it comes with the program."""

import pytest

from loftespdf.language.belonging import folders
from loftespdf.loading.register import read_register
from loftespdf.model.register import Municipality, PoliceRegion, Register


@pytest.fixture(scope="module")
def register() -> Register:
    return read_register()


def by_short(register: Register, short: str) -> Municipality:
    (found,) = (one for one in register.municipalities if one.short == short)
    return found


def test_the_register_holds_the_country(register: Register) -> None:
    assert len(register.municipalities) == 290
    assert len(register.counties) == 21
    assert {one.region for one in register.municipalities} == set(PoliceRegion)
    assert len(PoliceRegion) == 7


def test_codes_are_four_digits_in_order_and_begin_with_their_county(register: Register) -> None:
    codes = [one.code for one in register.municipalities]
    assert codes == sorted(set(codes))
    assert all(len(code) == 4 and code.isdigit() for code in codes)
    assert all(one.code.startswith(one.county.code) for one in register.municipalities)


def test_a_county_lies_in_one_police_region(register: Register) -> None:
    pairs = {(one.county.code, one.region) for one in register.municipalities}
    assert len(pairs) == 21


@pytest.mark.parametrize(
    ("short", "facts"),
    [
        ("Grästorp", ("1444", "Grästorps kommun", "Västra Götaland", "Väst", "Grästorps")),
        (
            "Upplands-Bro",
            ("0139", "Upplands-Bro kommun", "Stockholm", "Stockholm", "Upplands-Bros"),
        ),
        ("Malmö", ("1280", "Malmö stad", "Skåne", "Syd", "Malmös")),
        ("Borås", ("1490", "Borås Stad", "Västra Götaland", "Väst", "Borås")),
        ("Falun", ("2080", "Falu kommun", "Dalarna", "Bergslagen", "Faluns")),
        ("Kalmar", ("0880", "Kalmar kommun", "Kalmar", "Syd", "Kalmars")),
        ("Kalix", ("2514", "Kalix kommun", "Norrbotten", "Nord", "Kalix")),
        ("Gotland", ("0980", "Region Gotland", "Gotland", "Stockholm", "Gotlands")),
        ("Uppsala", ("0380", "Uppsala kommun", "Uppsala", "Mitt", "Uppsalas")),
        ("Linköping", ("0580", "Linköpings kommun", "Östergötland", "Öst", "Linköpings")),
    ],
)
def test_what_is_known_of_a_municipality(
    short: str, facts: tuple[str, ...], register: Register
) -> None:
    one = by_short(register, short)
    assert (one.code, one.name, one.county.short, one.region, one.genitive) == facts


def test_every_name_is_the_short_name_or_its_genitive_with_its_kind(register: Register) -> None:
    odd = {
        one.name
        for one in register.municipalities
        if one.name.rpartition(" ")[0] not in (one.short, one.genitive)
    }
    assert odd == {"Falu kommun", "Region Gotland"}


def test_each_municipality_has_a_folder_of_its_own(register: Register) -> None:
    names = folders(register)
    assert len(set(names.values())) == len(names) == 290
    assert names["1444"] == "grastorp"
    assert (names["0305"], names["0643"]) == ("habo-uppsala", "habo-jonkoping")
