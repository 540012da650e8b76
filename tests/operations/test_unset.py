"""Characters that no typeface of the theme has, told where they stand before anything is set."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loftespdf.model.assets import Assets
from loftespdf.model.problem import ExitCode
from loftespdf.operations.check import read_everything
from loftespdf.typesetting.typefaces import Typefaces
from tests import samples
from tests.batch.runs import built, files, told_of
from tests.loading.helpers import workspace, write

OUTCOME = """\
utfall:
  - {löfte: kontroller, datum: 2021-09-30, grad: uppfyllt}
"""
TYPEFACES = Typefaces(samples.theme())


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("Räksmörgås – ”förälskad” 50 % à 3 € … é", ""),
        ("✓ → ≥ − ‑", ""),
        ("\uf0b7 punkt \uf0b7", "\uf0b7"),
        ("kul 😀!", "😀"),
        ("Ａ日本", "Ａ日本"),
        ("a\u030a i två delar", ""),
        ("av\u00adstav\u200bning\u2060\ufe0f\u2009här", ""),
    ],
)
def test_what_the_typefaces_lack_is_named_once(text: str, missing: str) -> None:
    assert TYPEFACES.missing(text) == missing


@settings(deadline=None)  # the typefaces are read anew each time
@given(st.text(st.characters(max_codepoint=0x17F, exclude_categories=("Cc", "Cs", "Cf"))))
def test_what_is_called_ordinary_is_in_the_typefaces(text: str) -> None:
    every = Typefaces(samples.theme())
    assert every.missing(f"{text}\uf0b7") == "\uf0b7", "the other way, by looking into the files"
    assert every.missing(text) == ""


def test_without_typefaces_nothing_but_the_ordinary_can_be_set() -> None:
    assert Typefaces(Assets()).missing("å ✓") == "å✓"
    assert Typefaces(Assets()).missing("å") == ""


def test_a_bullet_from_word_is_refused_where_it_stands_and_nothing_is_made(tmp_path: Path) -> None:
    pledge = workspace(tmp_path) / "content/testby/2021.yaml"
    text = pledge.read_text(encoding="utf-8").replace("titel: ", "titel: \uf0b7 ", 1)
    pledge.write_text(text, encoding="utf-8")
    run = built(tmp_path, "--layout", "webb")
    assert run.returncode == ExitCode.CONTENT_REFUSED
    assert "content/testby/2021.yaml:1:8: fel: titel: tecknet � (U+F0B7) finns inte" in told_of(run)
    assert files(tmp_path / "output") == {}


def test_a_follow_up_is_refused_alone(tmp_path: Path) -> None:
    workspace(tmp_path)
    write(tmp_path, "content/testby/2021.uppfoljning.yaml", "text: Klart 😀\n" + OUTCOME)
    everything = read_everything(tmp_path, ())
    assert [f"{p.place} {p.kind}" for p in everything.problems] == [
        "content/testby/2021.uppfoljning.yaml:1:7 missing-character"
    ]
    assert everything.loaded["testby/2021"].document is not None
    assert everything.follow_ups["testby/2021"].document is None
