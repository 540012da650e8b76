"""The form to fill in on a screen: written in by two programs that are not ours, seen by a third.

PDFium (Chrome's) types into the fields as a person does; qpdf draws what pikepdf puts in; poppler
reads both.
"""

import ctypes
import subprocess
from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from fontTools.ttLib import TTFont

from loftespdf.composing.form import compose_form
from loftespdf.inspecting.pdf import inspect_pdf
from loftespdf.model.composed import Composed
from loftespdf.model.control import DEGREES
from loftespdf.model.product import FILLABLE
from loftespdf.typesetting.field_font import FIELD_FONT
from tests import samples
from tests.operations.test_followup import follow_up, judged, typeset

SWEDISH = "Sjöängen, Ågatan é – ÅÄÖ åäö 25 %"
OUTCOME, LONG, DEGREE = "utfall-lofte-1", "kommentar-och-varfor-det-blev-sa-lofte-1", "grad-lofte-1"


@cache
def page() -> Composed:
    with TemporaryDirectory() as folder:
        pledge = follow_up(Path(folder), 3).pledge
    return compose_form(pledge, "uppfoljning", samples.templates(), FILLABLE)


@cache
def form() -> bytes:
    return typeset(page()).content


def test_the_form_is_proven_as_delivered_and_the_same_every_time() -> None:
    made = typeset(page())
    verdict = judged(page(), made)
    assert [str(problem.what) for problem in verdict.problems] == []
    assert verdict.facts
    assert verdict.facts.standards == ("PDF/A-2a", "PDF/UA-1")
    assert made.content == form()


def test_every_blank_is_a_field_with_a_name_words_a_look_and_a_place_in_the_tree() -> None:
    with pikepdf.open(BytesIO(form())) as pdf:
        fields = list(pdf.Root.AcroForm.Fields)
        assert [str(one.TU) for one in fields] == [
            one.get("data-title") for one in page().tree.iter("span") if one.get("data-control")
        ]
        assert len({str(one["/T"]) for one in fields}) == len(fields) == 3 * 5 + 2
        assert "/NeedAppearances" not in pdf.Root.AcroForm
        parents = pdf.Root.StructTreeRoot.ParentTree.Nums
        owners = {int(parents[at]): parents[at + 1] for at in range(0, len(parents), 2)}
        for one in fields:
            owner = owners[int(one.StructParent)]
            assert owner.S == "/Form"
            assert owner.K[0].Obj.objgen == one.objgen
            assert b"BMC" in one.AP.N.read_bytes()
        assert {each.Tabs for each in pdf.pages if "/Annots" in each} == {pikepdf.Name.S}


def test_the_fields_typeface_lies_in_the_file_with_every_letter() -> None:
    source = samples.theme().files[FIELD_FONT].content
    with pikepdf.open(BytesIO(form())) as pdf:
        font = pdf.Root.AcroForm.DR.Font.SourceSans
        assert font.Encoding == "/WinAnsiEncoding"
        letters = TTFont(BytesIO(source))
        embedded = TTFont(BytesIO(font.FontDescriptor.FontFile2.read_bytes()))
        laying_out = {"BASE", "DSIG", "GDEF", "GPOS", "GSUB"}  # of no use to who fills in a form
        assert set(letters.keys()) - set(embedded.keys()) == laying_out
        for table in set(embedded.keys()) - {"GlyphOrder", "head"}:
            assert embedded.getTableData(table) == letters.getTableData(table)
        for letter in "åäöÅÄÖé–”%":
            advance = letters["hmtx"][letters.getBestCmap()[ord(letter)]][0]
            assert font.Widths[letter.encode("cp1252")[0] - int(font.FirstChar)] == advance
        assert [str(choice).strip() for choice in field(pdf, DEGREE).Opt] == ["", *DEGREES]


def test_no_other_edition_has_fields() -> None:
    blank = compose_form(samples.document(), "uppfoljning", samples.templates(), "blank")
    with pikepdf.open(BytesIO(typeset(blank).content)) as pdf:
        assert "/AcroForm" not in pdf.Root


# two programs write, a third reads


def field(pdf: pikepdf.Pdf, name: str) -> pikepdf.Object:
    return next(one for one in pdf.Root.AcroForm.Fields if str(one["/T"]) == name)


def filled_by_pdfium(texts: dict[str, str]) -> bytes:
    """Click into each field and type."""
    with pikepdf.open(BytesIO(form())) as pdf:
        corners = {name: [float(each) for each in field(pdf, name).Rect] for name in texts}
    saved = BytesIO()
    with pypdfium2.PdfDocument(form()) as document:
        document.init_forms()
        sheet = document[0]
        for name, text in texts.items():
            x, y = corners[name][0] + 4, corners[name][3] - 4
            pdfium.FORM_OnMouseMove(document.formenv, sheet, 0, x, y)
            pdfium.FORM_OnLButtonDown(document.formenv, sheet, 0, x, y)
            pdfium.FORM_OnLButtonUp(document.formenv, sheet, 0, x, y)
            if name == DEGREE:
                assert pdfium.FORM_SetIndexSelected(document.formenv, sheet, 2, True)  # noqa: FBT003
            else:
                wide = ctypes.create_string_buffer(text.encode("utf-16-le") + b"\0\0")
                typed = ctypes.cast(wide, ctypes.POINTER(ctypes.c_ushort))
                pdfium.FORM_ReplaceSelection(document.formenv, sheet, typed)
            pdfium.FORM_ForceToKillFocus(document.formenv)
        document.save(saved)
    return saved.getvalue()


def filled_by_qpdf(texts: dict[str, str]) -> bytes:
    """Put the values in and let qpdf draw them."""
    saved = BytesIO()
    with pikepdf.open(BytesIO(form())) as pdf:
        for name, text in texts.items():
            field(pdf, name).V = pikepdf.String(text)
        pdf.Root.AcroForm.NeedAppearances = True  # else qpdf leaves the old ones
        pdf.generate_appearance_streams()
        pdf.save(saved)
    return saved.getvalue()


TEXTS = {DEGREE: "delvis", OUTCOME: SWEDISH, LONG: f"{SWEDISH}. Därför"}


@pytest.mark.needs("pdftotext")
@pytest.mark.parametrize("fill", [filled_by_pdfium, filled_by_qpdf])
def test_swedish_letters_are_written_drawn_and_read_back(
    fill: Callable[[dict[str, str]], bytes], tmp_path: Path
) -> None:
    content = fill(TEXTS)
    with pikepdf.open(BytesIO(content)) as pdf:
        assert {name: str(field(pdf, name).V) for name in TEXTS} == TEXTS
    file = tmp_path / "ifylld.pdf"
    file.write_bytes(content)
    read = subprocess.run(["pdftotext", file, "-"], check=True, capture_output=True).stdout.decode()
    for text in TEXTS.values():
        assert text in read
    assert ink(content) > ink(form()) + 500


def ink(content: bytes) -> int:
    """How many dark dots PDFium sets on the first page, fields drawn."""
    with pypdfium2.PdfDocument(content) as document:
        document.init_forms()
        image = document[0].render(scale=2, may_draw_forms=True).to_pil().convert("L")
    return sum(image.histogram()[:100])


@pytest.mark.needs("pdftotext")
def test_a_long_comment_is_broken_into_lines_and_keeps_every_word(tmp_path: Path) -> None:
    words = [f"ord{number}å" for number in range(50)]
    file = tmp_path / "lang.pdf"
    file.write_bytes(filled_by_pdfium({LONG: " ".join(words)}))
    read = subprocess.run(["pdftotext", file, "-"], check=True, capture_output=True).stdout.decode()
    assert [word for word in words if word not in read.split()] == []


# what inspection tells


def tampered(change: Callable[[pikepdf.Pdf], None]) -> set[str]:
    saved = BytesIO()
    with pikepdf.open(BytesIO(form())) as pdf:
        change(pdf)
        pdf.save(saved)
    return {problem.kind for problem in inspect_pdf(saved.getvalue()).problems}


def without(key: str) -> Callable[[pikepdf.Pdf], None]:
    def change(pdf: pikepdf.Pdf) -> None:
        del field(pdf, OUTCOME)[key]

    return change


def asking_to_be_drawn(pdf: pikepdf.Pdf) -> None:
    pdf.Root.AcroForm.NeedAppearances = True


def of_one_name(pdf: pikepdf.Pdf) -> None:
    field(pdf, OUTCOME).T = field(pdf, LONG).T


def with_a_part_of_the_typeface(pdf: pikepdf.Pdf) -> None:
    pdf.Root.AcroForm.DR.Font.SourceSans.BaseFont = pikepdf.Name("/ABCDEF+SourceSans3-Regular")


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        (without("/T"), "field-without-name"),
        (without("/TU"), "field-without-title"),
        (without("/AP"), "field-not-drawn"),
        (asking_to_be_drawn, "viewer-draws-fields"),
        (of_one_name, "field-name-twice"),
        (with_a_part_of_the_typeface, "field-font-not-whole"),
    ],
)
def test_what_is_wrong_with_a_field_is_told(
    change: Callable[[pikepdf.Pdf], None], kind: str
) -> None:
    assert kind in tampered(change)


def test_a_field_that_is_another_is_told() -> None:
    made = typeset(page())
    saved = BytesIO()
    with pikepdf.open(BytesIO(made.content)) as pdf:
        field(pdf, OUTCOME).TU = "något annat"
        pdf.save(saved)
    other = type(made)(saved.getvalue(), made.pages)
    assert "fields-differ" in {problem.kind for problem in judged(page(), other).problems}
