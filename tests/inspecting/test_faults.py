"""Every fault that can be seeded into a good file is caught, by its name and by nothing else's."""

import re
from collections.abc import Callable

import pikepdf
import pytest

from loftespdf.inspecting.pdf import inspect_pdf
from loftespdf.model.composed import EngineRecord, Typeset
from tests.inspecting import pages
from tests.inspecting.pages import changed, compose, elements, expect, typeset, whole

Change = Callable[[pikepdf.Pdf], None]


def kinds(content: bytes, *, foreign: bool = False) -> set[str]:
    expected = None if foreign else expect(*whole())
    return {problem.kind for problem in inspect_pdf(content, expected).problems}


def test_the_good_file_has_no_fault() -> None:
    verdict = inspect_pdf(whole()[1].content, expect(*whole()))
    assert [str(problem.what) for problem in verdict.problems] == []
    assert verdict.ok
    assert len(verdict.checks) > 15
    assert all(check.ok for check in verdict.checks)


def test_saving_the_good_file_anew_does_not_change_the_verdict() -> None:
    assert kinds(changed(whole()[1].content, lambda _: None)) == set()


def root_key(key: str) -> Change:
    def drop(pdf: pikepdf.Pdf) -> None:
        del pdf.Root[key]

    return drop


def of_first(role: str, key: str, value: object = None) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        element = elements(pdf, role)[0]
        if value is None:
            del element[key]
        else:
            element[key] = value

    return change


def set_language(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Lang = pikepdf.String("en")


def hide_title(pdf: pikepdf.Pdf) -> None:
    pdf.Root.ViewerPreferences.DisplayDocTitle = False


def change_title(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/Title"] = "Något annat"


def in_packet(old: bytes, new: bytes) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        packet = pdf.Root.Metadata.read_bytes()
        assert old in packet
        pdf.Root.Metadata.write(packet.replace(old, new))

    return change


def in_pages(pattern: bytes, new: bytes, count: int = 1) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        for page in pdf.pages:
            old = page.Contents.read_bytes()
            content = re.sub(pattern, new, old, count=count, flags=re.DOTALL)
            if content != old:
                page.Contents = pdf.make_stream(content)
                return
        raise AssertionError("nothing was changed")

    return change


def change_a_letter(pdf: pikepdf.Pdf) -> None:
    """The file shows the same and says something else: only the text proof can tell."""
    font = next(iter(pdf.pages[0].Resources.Font.values()))
    font.ToUnicode.write(re.sub(rb"<0065>", b"<0064>", font.ToUnicode.read_bytes(), count=1))


def drop_font_file(pdf: pikepdf.Pdf) -> None:
    font = next(iter(pdf.pages[0].Resources.Font.values()))
    del font.DescendantFonts[0].FontDescriptor["/FontFile2"]


def rename_font(pdf: pikepdf.Pdf) -> None:
    for font in pdf.pages[0].Resources.Font.values():
        name = pikepdf.Name("/ABCDEF+Source-Sans-36")
        font.BaseFont = font.DescendantFonts[0].BaseFont = name
        font.DescendantFonts[0].FontDescriptor.FontName = name


def drop_a_kid(role: str, at: int) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        del elements(pdf, role)[0].K[at]

    return change


def swap_items(pdf: pikepdf.Pdf) -> None:
    kids = elements(pdf, "L")[0].K
    kids[0], kids[1] = kids[1], kids[0]


def unnest_a_list(pdf: pikepdf.Pdf) -> None:
    item = elements(pdf, "LI")[0]
    body = item.K[1]
    item.K = pikepdf.Array([item.K[0], *body.K])


def a_cell_less(pdf: pikepdf.Pdf) -> None:
    del elements(pdf, "TR")[3].K[2]


def skip_a_level(pdf: pikepdf.Pdf) -> None:
    elements(pdf, "H2")[0].S = pikepdf.Name.H3


def drop_bookmark(pdf: pikepdf.Pdf) -> None:
    outlines = pdf.Root.Outlines
    if outlines.First.get("/First") is not None:
        outlines.First.First = outlines.First.First.Next
    else:
        outlines.First = outlines.First.Next


def headless(pdf: pikepdf.Pdf) -> None:
    for cell in elements(pdf, "TH"):
        cell.S = pikepdf.Name.TD


def wrong_sheet(pdf: pikepdf.Pdf) -> None:
    pdf.pages[1].MediaBox[3] = 300


def make_translucent(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].Resources.ExtGState.Pale = pikepdf.Dictionary(ca=0.4)
    in_pages(rb"BT\n", b"BT /Pale gs\n")(pdf)


FAULTS: dict[str, tuple[Change, str]] = {
    "no language": (root_key("/Lang"), "no-language"),
    "another language": (set_language, "wrong-language"),
    "a foreign word without its language": (of_first("Span", "/Lang"), "language-of-part-lost"),
    "title not shown": (hide_title, "title-not-shown"),
    "no preferences": (root_key("/ViewerPreferences"), "title-not-shown"),
    "another title": (change_title, "wrong-title"),
    "another title in XMP": (in_packet(b"2021</rdf:li>", b"2022</rdf:li>"), "titles-differ"),
    "no metadata": (root_key("/Metadata"), "standard-2a"),
    "no PDF/UA claim": (in_packet(b"<pdfuaid:part>1</pdfuaid:part>", b""), "standard-ua1"),
    "another fingerprint": (in_packet(b"0123456789", b"1123456789"), "wrong-fingerprint"),
    "no tree": (root_key("/StructTreeRoot"), "not-tagged"),
    "no bookmarks": (root_key("/Outlines"), "no-bookmark"),
    "a bookmark less": (drop_bookmark, "no-bookmark"),
    "heading level skipped": (skip_a_level, "heading-skips-level"),
    "no alt": (of_first("Figure", "/Alt"), "no-alt"),
    "empty alt": (of_first("Figure", "/Alt", pikepdf.String(" ")), "no-alt"),
    "file name as alt": (
        of_first("Figure", "/Alt", pikepdf.String("IMG_2041.jpg")), "alt-is-file-name"
    ),
    "table without headers": (headless, "table-without-headers"),
    "header without scope": (of_first("TH", "/A"), "header-without-scope"),
    "a cell less": (a_cell_less, "irregular-table"),
    "item without body": (unnest_a_list, "list-structure"),
    "paragraph in a list": (of_first("LI", "/S", pikepdf.Name.P), "list-structure"),
    "a letter that reads as another": (change_a_letter, "text-changed"),
    "a paragraph not in the tree": (drop_a_kid("LBody", 0), "text-missing"),
    "text not in the tree": (drop_a_kid("LBody", 0), "untagged-text"),
    "items in wrong order": (swap_items, "text-"),
    "text painted as an artifact": (
        in_pages(rb"/Span\s*<</MCID 3>>\s*BDC", b"/Artifact BMC"), "text-missing"
    ),
    "text marked as nothing": (
        in_pages(rb"/Span\s*<</MCID 3>>\s*BDC", b"/Span BMC"), "untagged-text"
    ),
    "pale text": (
        in_pages(rb"0\.101961 0\.101961 0\.101961 rg", b".6 .6 .6 rg", 0), "low-contrast"
    ),
    "pale text in another colour space": (
        in_pages(rb"0\.101961 0\.101961 0\.101961 rg", b"/DeviceCMYK cs 0 0 0 .3 sc", 0),
        "low-contrast",
    ),
    "pale text through opacity": (make_translucent, "low-contrast"),
    "text without ink": (in_pages(rb"BT\n", b"BT 3 Tr\n"), "hidden-text"),
    "text outside the paper": (in_pages(rb"\nBT\n", b"\n1 0 0 1 0 900 cm\nBT\n"), "hidden-text"),
    "text cut off by a box": (in_pages(rb"\nBT\n", b"\n0 0 5 5 re W n\nBT\n"), "hidden-text"),
    "font not embedded": (drop_font_file, "font-not-embedded"),
    "font of another family": (rename_font, "foreign-font"),
    "a sheet of another size": (wrong_sheet, "wrong-sheet"),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_each_fault_is_caught_by_its_name(fault: str) -> None:
    change, kind = FAULTS[fault]
    found = kinds(changed(whole()[1].content, change))
    assert any(each.startswith(kind) for each in found), found


@pytest.mark.parametrize(
    ("css", "kind"),
    [
        ("p { font-family: 'DejaVu Sans' }", "foreign-font"),
        ("p { color: #999 }", "low-contrast"),
        ("p { color: rgba(0, 0, 0, .4) }", "low-contrast"),
        ("main { height: 40mm; overflow: hidden }", "hidden-text"),
        ("main { visibility: hidden }", "text-missing"),
        ("figcaption { display: none }", "text-missing"),
        ("h2 { position: absolute; left: -90mm }", "hidden-text"),
        ("h1 { white-space: nowrap; font-size: 30pt }", "hidden-text"),
        ("p::before { content: 'Obs! ' }", "text-extra"),
        ("p { text-transform: uppercase }", "text-"),
        ("h2 { bookmark-level: none }", "no-bookmark"),
        ("section { opacity: .9 }", "text-missing"),
        ("@page { size: 105mm 120mm }", "wrong-sheet"),
    ],
)
def test_each_fault_of_a_stylesheet_is_caught(css: str, kind: str) -> None:
    composed = whole()[0]
    made = typeset(composed, css)
    found = {each.kind for each in inspect_pdf(made.content, expect(composed, made)).problems}
    assert any(each.startswith(kind) for each in found), found


def test_every_word_of_the_engine_is_a_problem() -> None:
    composed, made = whole()
    records = (EngineRecord("warning", "Ignored `colour: red` at 1:5, unknown property."),)
    verdict = inspect_pdf(
        made.content, expect(composed, Typeset(made.content, made.pages, records))
    )
    [problem] = verdict.problems
    assert problem.kind == "engine"
    assert "unknown property" in str(problem.what)


def test_a_draft_must_say_so_first() -> None:
    title = f"UTKAST – {pages.TITLE}"
    good = compose(f'<p data-text="apparat">UTKAST</p><h1>{pages.TITLE}</h1>', title)
    bad = compose(f'<h1>{pages.TITLE}</h1><p data-text="apparat">UTKAST</p>', title)
    found = [
        {each.kind for each in inspect_pdf(made.content, expect(page, made)).problems}
        for page in (good, bad)
        if (made := typeset(page))
    ]
    assert found == [set(), {"draft-not-first"}]


def test_more_pages_than_the_layout_allows_are_refused() -> None:
    composed, made = whole()
    expected = expect(composed, made)
    short = expected.layout.model_copy(update={"max_pages": 1})
    verdict = inspect_pdf(made.content, type(expected)(composed, short, made, "x.pdf"))
    assert [problem.kind for problem in verdict.problems] == ["too-many-pages"]


def test_a_problem_tells_the_line_of_the_yaml_file_where_it_is_known() -> None:
    composed = compose("<h1>Rubrik</h1><p>ett</p><p class='x'>två</p>")
    made = typeset(composed, ".x { display: none }")
    [problem] = inspect_pdf(made.content, expect(composed, made)).problems
    assert problem.kind == "text-missing"
    assert str(problem.place) == f"{pages.YAML}:3"
    assert "två" in str(problem.what)


def test_several_faults_are_all_told_at_once() -> None:
    def several(pdf: pikepdf.Pdf) -> None:
        for fault in ("another language", "title not shown", "no alt", "a cell less"):
            FAULTS[fault][0](pdf)

    assert kinds(changed(whole()[1].content, several)) >= {
        "wrong-language", "title-not-shown", "no-alt", "irregular-table",
    }  # fmt: skip
