"""Any file may be handed to ``inspect``: foreign, old, broken, no PDF. Never a traceback."""

import io
import random
import re
from collections.abc import Callable
from functools import cache

import pikepdf
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from loftespdf.inspecting.opening import read_pdf
from loftespdf.inspecting.pdf import inspect_pdf
from loftespdf.inspecting.verdict import Verdict
from tests.inspecting import pages
from tests.inspecting.pages import changed, compose, whole


def kinds(verdict: Verdict) -> list[str]:
    return [problem.kind for problem in verdict.problems]


def test_a_good_file_of_ours_passes_without_any_expectation() -> None:
    verdict = inspect_pdf(whole()[1].content)
    assert kinds(verdict) == []
    assert [check.kind for check in verdict.checks][:2] == ["2a", "ua1"]


def test_the_facts_are_told() -> None:
    facts = inspect_pdf(whole()[1].content).facts
    assert facts is not None
    assert facts.pages == whole()[1].pages
    assert facts.sheets == ((105.0, 100.0),)
    assert facts.standards == ("PDF/A-2a", "PDF/UA-1")
    assert "Source-Sans-3" in facts.fonts
    assert (facts.title, facts.language) == (pages.TITLE, "sv")
    assert facts.fingerprint == pages.FINGERPRINT


def older_press(pdf: pikepdf.Pdf) -> None:
    """Say it as PDF/X-1a does: in the file's information."""
    pdf.docinfo["/GTS_PDFXVersion"] = "PDF/X-1a:2003"


def newer_press(pdf: pikepdf.Pdf) -> None:
    """Say it as PDF/X-4 does, in the packet, and no longer that it is for an archive."""
    packet = pdf.Root.Metadata.read_bytes()
    packet = re.sub(rb"<pdfaid:(\w+)>.*?</pdfaid:\1>", b"", packet)
    claim = (
        b'<x:GTS_PDFXVersion xmlns:x="http://www.npes.org/pdfx/ns/id/">PDF/X-4</x:GTS_PDFXVersion>'
    )
    claim = b'<rdf:Description rdf:about="">' + claim + b"</rdf:Description></rdf:RDF>"
    pdf.Root.Metadata = pdf.make_stream(packet.replace(b"</rdf:RDF>", claim))


def test_a_file_for_the_press_is_not_held_to_what_an_archive_asks() -> None:
    newer = inspect_pdf(changed(whole()[1].content, newer_press))
    assert newer.facts is not None
    assert newer.facts.standards == ("PDF/UA-1", "PDF/X-4")
    assert newer.facts.for_press
    assert kinds(newer) == []
    assert [check.kind for check in newer.checks][:2] == ["ua1", "language"]
    older = inspect_pdf(changed(plain(HELLO), older_press))
    assert older.facts is not None
    assert older.facts.standards == ("PDF/X-1a:2003",)
    assert not [each for each in kinds(older) if each.startswith("standard-")]


def test_a_file_that_says_it_is_for_both_is_held_to_the_archive() -> None:
    verdict = inspect_pdf(changed(whole()[1].content, older_press))
    assert [check.kind for check in verdict.checks][:2] == ["2a", "ua1"]


@pytest.mark.parametrize(
    "content", [b"", b"Hej", b"PK\x03\x04 word", b"<html></html>", b"%PDF-", b"%PDF-1.7\n%%EOF"]
)
def test_what_is_no_pdf_is_told_in_one_sentence(content: bytes) -> None:
    verdict = inspect_pdf(content, file="brev.docx")
    assert kinds(verdict) == ["unreadable"]
    assert verdict.facts is None
    assert str(verdict.problems[0].place) == "brev.docx"
    assert verdict.problems[0].instead


def test_an_encrypted_file_is_told_to_be_so() -> None:
    saved = io.BytesIO()
    with pikepdf.open(io.BytesIO(whole()[1].content)) as pdf:
        pdf.save(saved, encryption=pikepdf.Encryption(user="hemligt", owner="hemligt"))
    verdict = inspect_pdf(saved.getvalue())
    assert kinds(verdict) == ["unreadable"]
    assert "lösenord" in str(verdict.problems[0].what)


def plain(content: bytes) -> bytes:
    """Return an untagged one-page file as an old program writes it."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(200, 200))
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1,
                              BaseFont=pikepdf.Name.Helvetica)  # fmt: skip
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    page.Contents = pdf.make_stream(content)
    saved = io.BytesIO()
    pdf.save(saved)
    return saved.getvalue()


HELLO = b"BT /F1 12 Tf 20 100 Td (Hej \\(d\\345\\)) Tj ET"


def test_an_old_untagged_file_gets_all_its_faults_told() -> None:
    found = kinds(inspect_pdf(plain(HELLO)))
    assert {"not-tagged", "no-language", "no-title", "font-not-embedded"} <= set(found)
    assert {"standard-2a", "standard-ua1"} <= set(found)


@pytest.mark.parametrize(
    ("content", "text", "hidden"),
    [
        (HELLO, "Hej (då)", False),
        (b"BT /F1 12 Tf [(He) -20 (j)] TJ ET", "Hej", False),
        (b"BT /F1 12 Tf [<48e5> -20 <e56a> 5. -.5] TJ (x) Tj ET", "Hååjx", False),
        (b"BT /F1 12 Tf [<48e5> -40000 <e56a>] TJ ET", "Hååj", True),
        (b"BT /F1 12 Tf [(He) -40000 (j)] TJ ET", "Hej", True),
        (
            b"BT /F1 12 Tf [<e5> /x] TJ 9 TJ /x TJ [] TJ [ [<e5>] ] TJ [<e5e5>] TJ ET",
            "å/xåå",
            False,
        ),
        (
            b"BT /F1 12 Tf 1 0 0 1 20 50 Tm (Hej) Tj 12 TL T* (du) Tj (d\\345) ' ET",
            "Hejdudå",
            False,
        ),
        (b"BT /F1 12 Tf 0 -30 Td (Hej) Tj ET", "Hej", True),
        (b"q .1 0 0 .1 0 0 cm BT /F1 99 Tf 900 900 Td (Hej) Tj ET Q", "Hej", False),
        (b"q 0 0 9 9 re W n BT /F1 9 Tf 50 50 Td (Hej) Tj ET Q", "Hej", True),
        (b"q 0 0 9 9 re W n Q BT /F1 9 Tf 50 50 Td (Hej) Tj ET", "Hej", False),
        (b"0 0 99 99 re W n 0 0 5 5 re f BT /F1 9 Tf 50 50 Td (Hej) Tj ET", "Hej", False),
        (b"BT (Hej) Tj ET", "", False),
        (b"BT /F9 9 Tf (Hej) Tj ET Q Q EMC 1 Tf (x) TJ", "", False),
    ],
)
def test_text_is_read_and_seen_as_it_is_painted(content: bytes, text: str, hidden: bool) -> None:  # noqa: FBT001
    shown = read_pdf(plain(content)).shown
    assert "".join(each.text for each in shown) == text
    assert any(each.hidden for each in shown) is hidden


@pytest.mark.parametrize(
    ("ink", "colour"),
    [
        (b"", (0, 0, 0)),
        (b"1 0 0 rg", (1, 0, 0)),
        (b".5 g", (0.5, 0.5, 0.5)),
        (b"0 0 0 1 k", (0, 0, 0)),
        (b"/DeviceRGB cs 0 1 0 sc", (0, 1, 0)),
        (b"/Icc cs 0 0 1 scn", (0, 0, 1)),
        (b"/Icc cs", (0, 0, 0)),
        (b"/Spot cs 1 scn", None),
        (b"/Pattern cs /P1 scn", None),
        (b"1 0 0 rg /Half gs", (1, 0.5, 0.5)),
        (b"q 1 0 0 rg Q", (0, 0, 0)),
    ],
)
def test_a_colour_is_known_however_it_is_said(ink: bytes, colour: tuple[float, ...] | None) -> None:
    def give_inks(pdf: pikepdf.Pdf) -> None:
        resources = pdf.pages[0].Resources
        resources.ExtGState = pikepdf.Dictionary(Half=pikepdf.Dictionary(ca=0.5))
        resources.ColorSpace = pikepdf.Dictionary(
            Spot=pikepdf.Array([pikepdf.Name.Separation, pikepdf.Name.Guld]),
            Icc=pikepdf.Array([pikepdf.Name.ICCBased, pdf.make_stream(b"", N=3)]),
        )

    [shown] = read_pdf(changed(plain(ink + b" " + HELLO), give_inks)).shown
    assert shown.colour == (None if colour is None else pytest.approx(colour))


def test_what_is_inside_an_artifact_is_one_too() -> None:
    content = b"/Artifact BMC /Span BMC " + HELLO + b" EMC EMC /Span BMC " + HELLO + b" EMC"
    assert [shown.artifact for shown in read_pdf(plain(content)).shown] == [True, False]


def test_text_inside_a_form_is_read_too() -> None:
    def wrap(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[0]
        form = pdf.make_stream(page.Contents.read_bytes(), Type=pikepdf.Name.XObject,
                               Subtype=pikepdf.Name.Form, BBox=[0, 0, 200, 200])  # fmt: skip
        page.Resources.XObject = pikepdf.Dictionary(X1=form)
        page.Contents = pdf.make_stream(b"/X1 Do")

    [shown] = read_pdf(changed(plain(HELLO), wrap)).shown
    assert shown.text == "Hej (då)"


def test_a_form_that_paints_itself_ends() -> None:
    def twist(pdf: pikepdf.Pdf) -> None:
        form = pdf.make_stream(b"/X1 Do " + HELLO, Subtype=pikepdf.Name.Form)
        pdf.pages[0].Resources.XObject = pikepdf.Dictionary(X1=form)
        form.Resources = pdf.pages[0].Resources
        pdf.pages[0].Contents = pdf.make_stream(b"/X1 Do")

    assert read_pdf(changed(plain(HELLO), twist)).shown


def loop_bookmarks(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Outlines.First.Next = pdf.Root.Outlines.First


def loop_tree(pdf: pikepdf.Pdf) -> None:
    document = pdf.Root.StructTreeRoot.K
    document.K = pikepdf.Array([document])


def loop_roles(pdf: pikepdf.Pdf) -> None:
    pdf.Root.StructTreeRoot.RoleMap = pikepdf.Dictionary(P=pikepdf.Name.H1, H1=pikepdf.Name.P)


def latin_names(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].Contents = pdf.make_stream(b"/\xe5 BMC \xe5 \xe4 " + HELLO + b" EMC")


@pytest.mark.parametrize("twist", [loop_bookmarks, loop_tree, loop_roles, latin_names])
def test_a_file_that_runs_in_circles_is_judged_all_the_same(
    twist: Callable[[pikepdf.Pdf], None],
) -> None:
    assert inspect_pdf(changed(whole()[1].content, twist)).checks


_JUNK = (b"null", b"true", b"[1 2]", b"<<>>", b"(x)", b"/Name", b"-1", b"9" * 20, b"1 0 R", b"")
_TOKEN = re.compile(rb"\d+ 0 R|/[A-Za-z]+|\([^)]{0,20}\)|\[[^\]]{0,40}\]|-?\d+\.?\d*")


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32))
@example(seed=327)  # its damage makes a number too large for 64 bits
def test_a_damaged_file_is_judged_or_told_to_be_broken(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - which damage is done is no secret
    content = bytearray(_small())
    for _ in range(chance.randint(1, 6)):
        token = chance.choice(list(_TOKEN.finditer(bytes(content))))
        content[token.start() : token.end()] = chance.choice(_JUNK)
    if chance.random() < 0.1:
        del content[chance.randrange(500, len(content)) :]
    assert inspect_pdf(bytes(content)).checks


@cache
def _small() -> bytes:
    saved = io.BytesIO()
    small = pages.typeset(compose("<h1>Rubrik</h1><ul><li>ett</li></ul><p lang='en'>two</p>"))
    with pikepdf.open(io.BytesIO(small.content)) as pdf:
        level = pikepdf.StreamDecodeLevel.generalized
        pdf.save(saved, compress_streams=False, stream_decode_level=level)
    return saved.getvalue()
