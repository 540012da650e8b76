"""Where a sentence ends."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loftespdf.language.folding import tight
from loftespdf.language.sentences import sentences


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Polisen ska synas. Kommunen ska lyssna.", ["Polisen ska synas.", "Kommunen ska lyssna."]),
        ("Vi ses kl. 16.00 på torget.", ["Vi ses kl. 16.00 på torget."]),
        (
            "Det gäller t.ex. Grästorp och bl.a. Vara.",
            ["Det gäller t.ex. Grästorp och bl.a. Vara."],
        ),
        ("Varför? Därför! Så är det", ["Varför?", "Därför!", "Så är det"]),
        ("Det kostar 2,5 mnkr. 8 insatser görs.", ["Det kostar 2,5 mnkr.", "8 insatser görs."]),
        ("Han sade ”nej.” Sedan gick han.", ["Han sade ”nej.”", "Sedan gick han."]),
        ("", []),
    ],
)
def test_a_sentence_ends_where_a_reader_stops(text: str, parts: list[str]) -> None:
    assert list(sentences(text)) == parts


@given(st.text(alphabet="aÅ .!?”)(1t\n\u00a0", max_size=60))
def test_no_letter_is_lost_between_sentences(text: str) -> None:
    assert tight("".join(sentences(text))) == tight(text)
