"""What Word takes from the stylesheets is found out once, and is the same when it was kept."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from loftespdf.operations.compiled import CompiledFolder
from loftespdf.typesetting import word_look
from loftespdf.typesetting.word_look import look_of
from tests.inspecting import words
from tests.inspecting.words import reading

_BRAND = ":root { --colour-police: #123456 }"


def test_what_is_kept_is_what_the_stylesheets_say_and_no_brand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain, branded = words.composed(), replace(words.composed(), brand_css=_BRAND)
    folder, looks = (
        CompiledFolder(tmp_path),
        [look_of(plain, reading()), look_of(branded, reading())],
    )
    assert [look_of(each, reading(), folder) for each in (branded, plain)] == looks[::-1]
    assert looks[1].colour("police") == "123456" != looks[0].colour("police")
    assert len(list(tmp_path.iterdir())) == 1
    told = _parsed(monkeypatch)
    again = CompiledFolder(tmp_path)
    assert [look_of(each, reading(), again) for each in (plain, branded)] == looks
    assert told == ["", _BRAND]


def test_other_stylesheets_are_read_anew(tmp_path: Path) -> None:
    folder, composed = CompiledFolder(tmp_path), words.composed()
    look_of(composed, reading(), folder)
    fewer = replace(composed, stylesheets=composed.stylesheets[:1])
    assert (
        look_of(fewer, reading(), folder)
        == look_of(fewer, reading())
        != look_of(composed, reading())
    )


def _parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list that tells of each stylesheet that is read from now on."""
    told: list[str] = []
    published = word_look._declarations  # noqa: SLF001

    def declarations(source: str) -> Iterator[tuple[str, str, str]]:
        told.append(source)
        return published(source)

    monkeypatch.setattr(word_look, "_declarations", declarations)
    return told
