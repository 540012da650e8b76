"""What is said with a number reads well for none, one and several."""

import re

import pytest

from loftespdf.building import last_line
from tests.cli.test_catalogues import spoken

#: A slot, and a word after it that cannot follow "1".
PLURAL = re.compile(
    r"\{\w+\} (?:\w+ )?"
    r"(filer|områden|processer|sekunder|sidor|textbitar|celler|kolumner|nivåer|gjorda|klara|nya|"
    r"inskrivna|löften|dagar|rubriker)\b"
)
#: The cluster's patience is a minute.
SAID_OF_A_MINUTE = (
    (
        "klustret på {address} har inte haft någon arbetare som duger på {seconds} sekunder; resten"
        " är inte gjort"
    ),
    (
        "arbetaren {worker} har inte svarat på {seconds} sekunder och får inga fler dokument i den"
        " här körningen; andra arbetare gör dem"
    ),
)
#: Said only of a number that is not one.
NEVER_ONE = {
    "Arbetsytan är klar: {count} filer i {folder}",  # the starter's files
    "{made} av {all} filer gjorda",  # see building.last_line
    "{made} av {all} filer klara, {fresh} av dem sedan förut",
    "inget av de {count} områden som valts har något löfte än",  # one has words of its own
    "{one} och {other} skulle få samma fil; {count} filer",  # so has one file
    "sidan har {count} rubriker h1",  # told where there is not exactly one
    "dokumentet blev {pages} sidor, men layouten tillåter högst {most}",  # more than one, at least
    "filen tar mer än {seconds} sekunder att läsa, så den kan inte granskas",  # 120
    *SAID_OF_A_MINUTE,
    "datumet {given} finns inte: {month} {year} har {days} dagar",
    "{count} sekunder",  # see workers._too_slow
    "Word-filen har {levels} nivåer av listor, inte fler",  # nine
}


def test_no_message_says_one_files() -> None:
    said = {text for _place, text in spoken() if text is not None}
    assert said >= NEVER_ONE
    assert {text for text in said if PLURAL.search(text)} == NEVER_ONE


@pytest.mark.parametrize(
    ("finished", "wanted", "fresh", "words"),
    [
        (0, 0, 0, "inga filer gjorda"),
        (0, 1, 0, "filen är inte gjord"),
        (1, 1, 0, "filen är gjord"),
        (1, 1, 1, "filen är klar sedan förut"),
        (1, 2, 0, "1 av 2 filer gjorda"),
        (2, 2, 1, "2 av 2 filer klara, 1 av dem sedan förut"),
    ],
)
def test_the_last_line_of_a_build_agrees_with_its_numbers(
    finished: int, wanted: int, fresh: int, words: str
) -> None:
    assert last_line(finished, wanted, fresh) == words
