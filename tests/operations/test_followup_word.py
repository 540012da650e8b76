"""The follow-up as a Word file: nothing dropped, sound, and drawn with Word's own shapes."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from loftespdf.composing.followup import compose_followup
from loftespdf.composing.form import compose_form
from loftespdf.inspecting.verdict import Expectation, Verdict
from loftespdf.inspecting.word import inspect_word
from loftespdf.inspecting.word_opening import read_word
from loftespdf.language.folding import tight
from loftespdf.model.assets import Reading
from loftespdf.model.composed import Composed, Typeset
from loftespdf.model.product import FILLABLE
from loftespdf.typesetting.word import typeset_word
from tests import samples
from tests.inspecting.words import part, replaced
from tests.operations.test_followup import follow_up
from tests.typesetting.findings import findings
from tests.typesetting.test_word_package import converted

BODY = "word/document.xml"


def typeset(page: Composed) -> Typeset:
    return typeset_word(page, Reading(samples.theme()))


@cache
def report() -> tuple[Composed, bytes]:
    with TemporaryDirectory() as folder:
        document = follow_up(Path(folder), 9)
    page = compose_followup(document, "uppfoljning", samples.templates())
    return page, typeset(page).content


def judged(content: bytes) -> Verdict:
    expected = Expectation(
        report()[0], samples.layout("uppfoljning"), Typeset(content, 0), "u.docx"
    )
    return inspect_word(content, expected)


def test_the_report_is_proven_and_the_same_every_time() -> None:
    page, content = report()
    assert [str(problem.what) for problem in judged(content).problems] == []
    assert typeset(page).content == content


def test_the_validators_find_nothing_in_the_report(tmp_path: Path) -> None:
    assert findings(report()[1], tmp_path) == []


def test_every_bar_and_segment_is_a_shape_with_words_and_signs_are_silent() -> None:
    page, content = report()
    pictures = read_word(content).pictures
    assert [one.alt for one in pictures if not one.decorative] == [
        one.get("alt") for one in page.tree.iter("img")
    ]
    signs = [one for one in page.tree.iter("span") if one.get("data-sign")]
    assert len([one for one in pictures if one.decorative]) == len(signs) > 0
    assert "graphicData" in part(content, BODY)
    assert "<pic:pic" not in part(content, BODY)


def test_the_answer_is_a_heading_in_its_own_style() -> None:
    second = [one for one in read_word(report()[1]).paragraphs if one.level == 2]
    assert tight(second[0].text) == tight("4 av 9 löften uppfyllda")
    assert '<w:pStyle w:val="Answer"/>' in part(report()[1], BODY)


@pytest.mark.parametrize(
    ("pattern", "by"),
    [
        ('descr="Stapel: [^"]*"', 'descr="Stapel"'),
        ("<mc:AlternateContent>.*?</mc:AlternateContent>", ""),
        ("<adec:decorative [^>]*/>", ""),
    ],
)
def test_a_drawing_that_is_lost_or_says_something_else_is_told(pattern: str, by: str) -> None:
    kinds = {problem.kind for problem in judged(replaced(report()[1], BODY, pattern, by)).problems}
    assert "pictures-differ" in kinds


def test_the_form_has_a_control_for_every_blank_and_the_validators_find_nothing(
    tmp_path: Path,
) -> None:
    page = compose_form(samples.document(), "uppfoljning", samples.templates(), FILLABLE)
    made = typeset(page)
    expected = Expectation(page, samples.layout("uppfoljning"), made, "form.docx")
    assert [str(problem.what) for problem in inspect_word(made.content, expected).problems] == []
    assert findings(made.content, tmp_path) == []
    kinds = [one.kind for one in read_word(made.content).controls]
    assert kinds == ["dropDownList", "date", "text", "text", "text"] * 2 + ["text", "date"]
    assert part(made.content, BODY).count('<w:text w:multiLine="1"/>') == 2


@pytest.mark.needs("soffice")
@pytest.mark.long
def test_libreoffice_opens_the_report_with_all_its_text(tmp_path: Path) -> None:
    page, content = report()
    shown = tight("".join(converted(content, tmp_path)))
    for element in page.tree.iter("p"):
        for words in "".join(element.itertext()).split():
            assert tight(words) in shown
