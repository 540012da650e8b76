"""Swedish typography: what changes, and that nothing else ever does."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loftespdf.language.typography import one_line, set_type, unbroken

NB = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("2023-2026", "2023–2026"),
        ("kl. 9-15", f"kl.{NB}9–15"),
        ("Situationen idag - Lägesbild", f"Situationen idag{NB}– Lägesbild"),
        ('enligt "Årshjulet"', "enligt ”Årshjulet”"),
        ("en 'liten' sak", "en ’liten’ sak"),
        ("25%", f"25{NB}%"),
        ("25 %", f"25{NB}%"),
        ("25 procent", f"25{NB}procent"),
        ("8 insatser", f"8{NB}insatser"),
        ("den 11 maj 2021", f"den 11{NB}maj 2021"),
        ("1 000 timmar", f"1{NB}000{NB}timmar"),
        ("språklagen § 11", f"språklagen §{NB}11"),
        ("se s. 3", f"se s.{NB}3"),
        ("tf lokalpolisområdeschef", f"tf{NB}lokalpolisområdeschef"),
        ("N. Namnsson", f"N.{NB}Namnsson"),
        ("ring 114 14", f"ring 114{NB}14"),
        ("08-555 010 00", f"08-555{NB}010{NB}00"),
        ("dnr KS 2020/12", f"dnr{NB}KS 2020/12"),
    ],
)
def test_text_is_set_as_swedish_print_is(written: str, printed: str) -> None:
    assert set_type(written) == printed


@pytest.mark.parametrize(
    "kept",
    [
        "2021-05-11",
        "08-555",
        "KS-2020-12",
        "gång- och cykelvägar",
        "kultur- och föreningsliv",
        "drogfri-zon",
        "år 2021 var",
        "26-23",
        "A4-ark",
    ],
)
def test_what_is_no_range_keeps_its_hyphen(kept: str) -> None:
    assert set_type(kept).replace(NB, " ") == kept


@given(st.text())
def test_no_letter_or_digit_is_ever_added_or_lost(text: str) -> None:
    def letters(value: str) -> list[str]:
        one_mu = value.replace("\N{MICRO SIGN}", "\N{GREEK SMALL LETTER MU}")
        return [c for c in one_mu if unicodedata.category(c)[0] in "LN"]

    assert letters(set_type(text)) == letters(text)


@given(st.text())
def test_setting_twice_is_setting_once(text: str) -> None:
    assert set_type(set_type(text)) == set_type(text)


def test_a_name_has_no_place_to_break() -> None:
    assert " " not in unbroken("Namn von Namnsson")


def test_an_authors_no_break_space_survives_folding() -> None:
    assert one_line(f"kl{NB}9\n  till\t10 ") == f"kl{NB}9 till 10"
