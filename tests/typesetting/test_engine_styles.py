"""The engine's shortened stylesheet: less to compute, and the same file."""

import pytest
from weasyprint import HTML
from weasyprint.html import UA

from loftespdf.model.assets import Reading
from loftespdf.typesetting import pdf
from loftespdf.typesetting.engine_styles import engine_stylesheet
from loftespdf.typesetting.pdf import Typesetter
from tests import samples
from tests.inspecting.pages import whole


def test_without_the_engines_notes_the_file_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    composed, _ = whole()
    typesetter = Typesetter(samples.theme())
    made = typesetter.typeset(composed, Reading(samples.theme())).content
    monkeypatch.setattr(pdf._Page, "_ua_stylesheets", HTML._ua_stylesheets)  # noqa: SLF001
    assert typesetter.typeset(composed, Reading(samples.theme())).content == made


def test_the_engines_stylesheet_still_has_what_is_left_out() -> None:
    assert UA.count("\n::footnote-") == 2
    assert UA.count("\n::note-") == 3
    assert UA.count("\n::marker ") == 1
    everywhere = {each[3] for each in engine_stylesheet().matcher.other_selectors}
    assert everywhere == {None}
