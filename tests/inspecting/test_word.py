"""Whatever is wrong with a Word file is told; whatever is only filled in is not."""

from typing import Any

import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Pt
from msgspec.structs import replace

from loftespdf.inspecting.word import inspect_word
from loftespdf.inspecting.word_opening import read_word
from loftespdf.inspecting.word_text import changed_text
from loftespdf.typesetting.word import typeset_word
from tests.inspecting import pages, words
from tests.inspecting.words import changed, judge, kinds, replaced, whole

BODY = "word/document.xml"


def test_the_whole_file_passes_every_check() -> None:
    verdict = judge(whole()[1].content)
    assert [str(problem.what) for problem in verdict.problems] == []
    assert len(verdict.checks) >= 12
    assert verdict.facts
    assert verdict.facts.language == "sv-SE"
    assert verdict.facts.sheets == ((210, 297), (297, 210))


@pytest.mark.parametrize(
    ("name", "pattern", "by", "kind"),
    [
        (BODY, "Det här lovar vi", "Det där lovar vi", "text-changed"),
        (BODY, "<w:t>Varje vecka.</w:t>", "", "text-missing"),
        (BODY, "Varje vecka", "Varje vecka alltid", "text-extra"),
        (BODY, "kl.\N{NO-BREAK SPACE}9", "kl. 9", "no-break-lost"),
        (BODY, '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>', "", "list-numbers"),
        (BODY, '<w:numId w:val="1"/>', '<w:numId w:val="3"/>', "list-numbers"),
        (BODY, "<w:tblHeader/>", "", "table-without-headers"),
        (BODY, "<w:cantSplit/>", "", "row-may-split"),
        (BODY, "<w:gridCol [^>]*/>" * 4, "", "no-column-widths"),
        (BODY, 'descr="[^"]*"', 'descr=""', "no-alt"),
        (BODY, 'descr="[^"]*"', 'descr="IMG_1234.jpg"', "alt-is-file-name"),
        (BODY, '<w:alias w:val="[^"]*"/>', "", "control-without-title"),
        (BODY, "<w:sdt>.*?</w:sdt>", "", "controls-differ"),
        (BODY, 'w:val="Heading2"', 'w:val="Heading4"', "heading-skips-level"),
        (BODY, 'w:val="Heading2"', 'w:val="BodyText"', "heading-lost"),
        ("word/styles.xml", r"(<w:szCs [^>]*/>)<w:lang [^>]*/>", r"\1", "no-language"),
        ("word/styles.xml", 'w:lang w:val="sv-SE"', 'w:lang w:val="en-US"', "wrong-language"),
        ("docProps/core.xml", "<dc:title>[^<]*", "<dc:title>", "no-title"),
        ("docProps/core.xml", "<dc:title>[^<]*", "<dc:title>Annat", "wrong-title"),
        ("docProps/core.xml", "<dc:creator>[^<]*", "<dc:creator>", "no-author"),
        ("docProps/custom.xml", "0123456789", "9999999999", "wrong-fingerprint"),
        ("word/footer1.xml", 'w:instr="NUMPAGES"', 'w:instr="DATE"', "no-page-numbers"),
        ("word/footer2.xml", 'w:instr="PAGE"', 'w:instr="DATE"', "no-page-numbers"),
    ],
)  # fmt: skip
def test_each_fault_is_told(name: str, pattern: str, by: str, kind: str) -> None:
    assert kind in kinds(replaced(whole()[1].content, name, pattern, by))


def test_formatting_by_hand_is_told() -> None:
    def shout(document: Document) -> None:
        document.paragraphs[5].runs[0].font.size = Pt(30)

    [problem] = judge(changed(whole()[1].content, shout)).problems
    assert problem.kind == "formatted-by-hand"
    assert "Medborgarlöfte för Exempelby" in str(problem.what)


def test_text_that_is_no_leaf_of_the_pledge_is_told() -> None:
    page = whole()[0]
    short = replace(page, leaves=page.leaves[:-1])
    assert kinds(whole()[1].content, short) & {
        "content-extra",
        "content-changed",
        "content-doubled",
    }


def test_a_draft_that_does_not_say_so_is_told() -> None:
    made = typeset_word(words.composed({"status": "utkast"}), words.reading()).content
    hidden = replaced(made, BODY, "<w:t>UTKAST</w:t>", "<w:t>Hej</w:t>")
    assert "draft-not-first" in {each.kind for each in inspect_word(hidden).problems}
    assert inspect_word(made).ok


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 ", b"PK\x03\x04 halv"])
def test_what_is_no_word_file_is_said_to_be_none(content: bytes) -> None:
    assert [each.kind for each in inspect_word(content).problems] == ["unreadable"]


def test_a_foreign_file_is_judged_without_its_text() -> None:
    verdict = inspect_word(whole()[1].content, file="annans.docx")
    assert verdict.ok
    assert "text" not in {check.kind for check in verdict.checks}


# numbers as Word counts them


@pytest.mark.parametrize(
    "body",
    [
        "<ol><li>a</li><li>b<ol><li>c</li><li>d</li></ol></li><li>e<ol><li>f</li></ol></li></ol>",
        '<ol start="7"><li>a</li></ol><ol><li>b</li></ol><ul><li>c</li></ul><ol><li>d</li></ol>',
        "<ul><li>a<ol><li>b</li></ol></li><li><ol><li>c</li></ol></li></ul>",
    ],
)
def test_nested_and_restarting_lists_count_as_in_the_page(body: str) -> None:
    page = words.page(f"<h1>{pages.TITLE}</h1>{body}")
    made = typeset_word(page, words.reading()).content
    assert "list-numbers" not in kinds(made, page)
    assert "text-changed" not in kinds(made, page)


# what a colleague has done since


def fill(document: Document, title: str, text: str) -> None:
    """Fill a control as Word does."""
    for control in document.element.body.iter(qn("w:sdt")):
        properties: Any = control.find(qn("w:sdtPr"))
        if properties.find(qn("w:alias")).get(qn("w:val")) == title:
            properties.remove(properties.find(qn("w:showingPlcHdr")))
            next(control.iter(qn("w:t"))).text = text


def test_what_is_filled_in_is_listed_apart_from_what_is_changed() -> None:
    def work(document: Document) -> None:
        fill(document, "Grad, löfte 2", "delvis")
        fill(document, "Ort, Polisen", "Exempelby")
        lyssna = next(p for p in document.paragraphs if "lyssna" in p.text)
        lyssna.runs[0].text = "Polisen ska tala."
        document.add_paragraph("Tillagt på slutet.")

    page = whole()[0]
    found = changed_text(read_word(changed(whole()[1].content, work)), page, "min.docx")
    assert [(each.title, each.text) for each in found.filled] == [
        ("Ort, Polisen", "Exempelby"), ("Grad, löfte 2", "delvis"),
    ]  # fmt: skip
    assert [(each.was, each.now) for each in found.changed] == [
        ("Polisen ska lyssna.", "Polisen ska tala."), ("", "Tillagt på slutet."),
    ]  # fmt: skip
    assert found.changed[1].place.file == "min.docx"


def test_an_untouched_file_has_no_changes() -> None:
    found = changed_text(read_word(whole()[1].content), whole()[0])
    assert found.filled == ()
    assert found.changed == ()


def test_tracked_changes_count_as_they_would_be_accepted() -> None:
    deleted = replaced(
        whole()[1].content, BODY, "<w:r><w:t>Varje vecka.</w:t></w:r>",
        '<w:del w:id="900" w:author="N" w:date="2021-01-01T00:00:00Z"><w:r><w:delText>Varje vecka.'
        '</w:delText></w:r></w:del><w:ins w:id="901" w:author="N" w:date="2021-01-01T00:00:00Z">'
        "<w:r><w:t>Varje dag.</w:t></w:r></w:ins>",
    )  # fmt: skip
    [change] = changed_text(read_word(deleted), whole()[0]).changed
    assert (change.was, change.now) == ("Varje vecka.", "Varje dag.")
