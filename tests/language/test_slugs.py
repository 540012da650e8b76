import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loftespdf.language.slugs import promise_id, shortened, slug


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Grästorp", "grastorp"),
        ("Upplands-Bro", "upplands-bro"),
        ("Malmö, stadsområde Öster", "malmo-stadsomrade-oster"),
        ("  Sommar 2021 (kopia) ", "sommar-2021-kopia"),
        ("Fa\u030ao", "fao"),
        ("Idé & æøß", "ide-aoss"),
        ("عربي", ""),
        ("---", ""),
    ],
)
def test_a_slug_has_only_plain_letters(text: str, expected: str) -> None:
    assert slug(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Polisen ska genomföra trafikkontroller med fokus på hastighet",
            "trafikkontroller-fokus-hastighet",
        ),
        ("Ökad polisiär närvaro i ovan nämnda områden.", "polisiar-narvaro"),
        ("Minst 8 gemensamma insatser", "gemensamma-insatser"),
        ("Vi ska vara med", "vara"),
        ("Vi ska", "vi-ska"),
        ("**Fler** lampor", "lampor"),
        ("112", "lofte"),
        ("null", "lofte-null"),
        ("عربي", "lofte"),
        (
            "Trygghetsskapandeverksamhetsutvecklingsarbete pågår",
            "trygghetsskapandeverksamhetsutvecklings",
        ),
    ],
)
def test_an_id_is_made_of_the_words_that_tell_promises_apart(text: str, expected: str) -> None:
    assert promise_id(text, ()).startswith(expected)


def test_a_taken_id_gets_a_number() -> None:
    assert promise_id("Båt", {"bat"}) == "bat-2"
    assert promise_id("Båt", {"bat", "bat-2"}) == "bat-3"


@given(st.text(max_size=80))
def test_every_text_gives_a_slug_and_an_id(text: str) -> None:
    assert re.fullmatch(r"[a-z0-9-]*", slug(text))
    assert slug(slug(text)) == slug(text)
    name = promise_id(text, ())
    assert re.fullmatch(r"[a-z][a-z0-9-]*", name)
    assert name != "null"
    assert len(name) <= 50


@given(st.text("ab-", max_size=30), st.text("ab-", max_size=30))
def test_shortened_names_are_as_short_as_asked_and_differ_where_the_names_do(
    one: str, other: str
) -> None:
    short = [shortened(name, 20) for name in (one, other)]
    assert all(len(name) <= 20 for name in short)
    assert (short[0] == short[1]) is (one == other)
