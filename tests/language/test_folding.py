"""Folding: what typography may change is alike, and every word still counts."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loftespdf.language.folding import fold, tight


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ('"ja"', "”ja”"), ("“ja”", "”ja”"), ("det's", "det’s"), ("2021-2023", "2021–2023"),
        ("e\N{NON-BREAKING HYPHEN}post", "e-post"), ("1 000", "1\N{NO-BREAK SPACE}000"),
        ("trygg\N{SOFT HYPHEN}het", "trygghet"), ("a\u030ar", "år"), ("rad\n två", "rad två"),
    ],
)  # fmt: skip
def test_what_typography_changes_folds_to_the_same(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Polis", "polis"), ("8", "9"), ("a.", "a"), ("å", "a")]
)
def test_what_says_something_else_does_not(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_tight_text_keeps_every_character_that_is_no_space(text: str) -> None:
    kept = [each for each in text if not re.match(r"\s", each) and each != "\N{SOFT HYPHEN}"]
    assert tight(text) == unicodedata.normalize("NFC", "".join(kept))
