"""Patterns that are read when they are met say what Pyphen says."""

from pathlib import Path

import pyphen
import pytest

from loftespdf.typesetting.hyphenation import Patterns
from loftespdf.typesetting.shortcuts import take_shortcuts

_PYPHENS_OWN: type[pyphen.HyphDict] = Patterns.__base__
_WORDS = (
    "medborgarlöfte", "trygghetsvandringar", "Näringsidkare", "idrottsplatsen", "åsikt", "x",
    "kommunstyrelsens", "brottsförebyggande", "EU-parlamentet", "tillgänglighetsredogörelse",
)  # fmt: skip


@pytest.mark.parametrize("language", ["sv", "en_US", "nb_NO", "nl_NL", "pl_PL"])
def test_each_pattern_counts_as_pyphens(language: str) -> None:
    path = pyphen.LANGUAGES[language]
    whole, later = _PYPHENS_OWN(path), Patterns(path)
    assert not isinstance(later.patterns, dict), "it is read when it is met"
    assert all(later.patterns.get(letters) == one for letters, one in whole.patterns.items())
    assert later.maxlen >= whole.maxlen


def test_words_are_parted_as_by_pyphen() -> None:
    path = pyphen.LANGUAGES["sv"]
    whole, later = _PYPHENS_OWN(path), Patterns(path)
    found = [later.positions(word) for word in _WORDS]
    assert found == [whole.positions(word) for word in _WORDS]
    assert sum(map(len, found)) > len(_WORDS), "long words can be parted"


@pytest.mark.parametrize(
    "patterns",
    [
        "a1b/a=b,1,1\nc1d",
        "^^e51b\nc1d",
        "ab1c\na1bc",
        "0a0b\na1b\na0b",
        "% ja\n\nRIGHTHYPHENMIN 2\na1b",
    ],
)
def test_unusual_dictionaries_are_read_as_by_pyphen(tmp_path: Path, patterns: str) -> None:
    path = tmp_path / "hyph_xx.dic"
    path.write_text(f"UTF-8\n{patterns}\n", encoding="utf-8")
    whole, later = _PYPHENS_OWN(path), Patterns(path)
    words = ("ab", "åb", "cd", "abc", "cab")
    assert [later.positions(w) for w in words] == [whole.positions(w) for w in words]


def test_the_engine_uses_them() -> None:
    assert take_shortcuts()
    assert pyphen.HyphDict is Patterns
