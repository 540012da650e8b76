import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loftespdf.language.slugs import promise_id, slug


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
