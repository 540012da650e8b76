"""Preflight: every line turns on a file that has its fault, and no line turns on a sound one."""

import subprocess
from decimal import Decimal
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from loftespdf.inspecting.ink import InkReading, ink_bound, measure_ink
from loftespdf.inspecting.preflight import Level, Preflight, inspect_press, preflight
from loftespdf.inspecting.press_opening import read_press
from loftespdf.inspecting.press_pixels import most_ink
from loftespdf.inspecting.press_reading import PixelInk
from loftespdf.inspecting.verdict import Expectation
from loftespdf.model.sheets import PressStandard, PrintSheet
from tests.inspecting.pages import LAYOUT
from tests.inspecting.press_faults import (
    FAULTS,
    all_at_once,
    drawn,
    faulty,
    half_seen,
    multiplied,
    soft_mask,
    sound,
)
from tests.typesetting.press_pages import SHEET, plain, sheet, typeset


def examined(content: bytes, space: PrintSheet | None = SHEET) -> Preflight:
    return preflight(content, space, "prov.pdf", ink_bound(read_press(content)))


def turned(protocol: Preflight) -> dict[str, str]:
    return {line.kind: line.level.value for line in protocol.lines if line.level is not Level.OK}


def test_a_sound_page_of_ours_has_only_the_paper_profile_to_ask_for() -> None:
    assert turned(examined(sound())) == {"intent": "varning"}


@pytest.mark.parametrize("fault", FAULTS)
def test_each_line_turns_on_its_fault(fault: str) -> None:
    kind, level, change = FAULTS[fault]
    line = examined(faulty(change)).line(kind)
    assert line.level == level
    assert line.instead is not None


@pytest.mark.parametrize(
    ("border", "thinnest"),
    [
        ("border-bottom: .5pt solid", "0,5"),
        ("border-top: 1pt solid; border-left: .6pt solid", "0,6"),
        ("border-bottom: .6pt double", "0,6"),
        ("border-bottom: .1pt solid", "0,1"),
    ],
)
def test_a_border_on_some_sides_is_as_thick_as_it_is_printed(border: str, thinnest: str) -> None:
    black = "border-color: device-cmyk(0 0 0 1)"
    _, page = typeset(css=f"p {{ border: 0 }} h1 {{ {border}; {black} }}")
    line = examined(page.content).line("hairlines")
    assert str(line.value) == thinnest
    assert (line.level is Level.ERROR) == (thinnest == "0,1")


@pytest.mark.parametrize("change", [soft_mask, half_seen, multiplied])
def test_what_is_seen_through_is_refused_where_the_standard_forbids_it(change: object) -> None:
    content = faulty(change)  # type: ignore[arg-type]
    found = {
        standard: examined(content, sheet(standard=standard)).line("transparency").level
        for standard in PressStandard
    }
    assert found == {
        PressStandard.X_4: Level.OK, PressStandard.X_1A: Level.ERROR,
        PressStandard.PDF_1_4: Level.WARNING,
    }  # fmt: skip


def test_a_locked_file_is_told() -> None:
    content = faulty(lambda _: None, encryption=pikepdf.Encryption(owner="a", user=""))
    assert examined(content).line("encryption").level is Level.ERROR
    secret = faulty(lambda _: None, encryption=pikepdf.Encryption(owner="a", user="b"))
    assert preflight(secret, SHEET, "prov.pdf").lines[0].kind == "readable"


def test_a_file_that_is_too_large_is_told() -> None:
    assert examined(sound(), sheet(max_megabytes=Decimal("0.01"))).line("file-size").level == "fel"


def test_bleed_that_was_booked_is_missed() -> None:
    line = examined(sound(), sheet(bleed=Decimal(3))).line("bleed")
    assert (line.level, str(line.value)) == (Level.ERROR, "0")


def test_text_nearer_to_the_edge_than_is_safe_is_a_warning() -> None:
    assert examined(sound(), sheet(safe_margin=Decimal(8))).line("margin").level is Level.WARNING


def test_text_outside_the_type_area_is_a_warning_with_the_text_that_is() -> None:
    wide, narrow = ((Decimal(100), Decimal(60)), (Decimal(40), Decimal(60)))
    assert examined(sound(), sheet(type_area=wide)).line("margin").level is Level.OK
    line = examined(sound(), sheet(type_area=narrow)).line("margin")
    assert line.level is Level.WARNING
    assert "utanför satsytan står ”" in str(line.value)
    assert str(line.limit) == "inom satsytan 40 × 60"


def test_a_limit_that_is_a_default_says_so() -> None:
    protocol = examined(sound())
    assert protocol.line("ink").default
    assert not protocol.line("type-size").default


def test_others_files_have_a_tenth_of_a_millimetre_and_ours_a_hundredth() -> None:
    def moved(by: float, *, ours: bool) -> bytes:
        def change(pdf: pikepdf.Pdf) -> None:
            pdf.pages[0].obj.TrimBox = pikepdf.Array([0, 0, 283.4646 + by, 170.0787])
            if not ours:
                del pdf.Root["/Metadata"]
                pdf.docinfo["/GTS_PDFXVersion"] = "PDF/X-4"

        return faulty(change)

    almost = 0.05 * 72 / 25.4
    assert examined(moved(almost, ours=True)).line("size").level is Level.ERROR
    assert examined(moved(almost, ours=False)).line("size").level is Level.OK
    assert examined(moved(4 * almost, ours=False)).line("size").level is Level.ERROR


def test_without_a_sheet_everything_is_measured_and_screen_colours_are_still_errors() -> None:
    assert turned(examined(sound(), None)) == {}
    red = faulty(FAULTS["rg"][2])
    assert turned(examined(red, None))["colours"] == "fel"


def test_ink_that_nobody_measured_is_never_ok() -> None:
    line = preflight(sound(), SHEET, "prov.pdf").line("ink")
    assert line.level is Level.WARNING
    assert "Ghostscript" in str(line.instead)
    unknown = preflight(sound(), SHEET, "prov.pdf", InkReading(None)).line("ink")
    assert unknown.level is Level.WARNING


def test_no_pdf_is_one_line() -> None:
    (line,) = preflight(b"hej", SHEET, "prov.pdf").lines
    assert line.level is Level.ERROR


# Ink


@pytest.mark.needs("gs")
def test_ghostscript_measures_what_is_painted_and_where() -> None:
    content = faulty(FAULTS["too much ink"][2])
    found = measure_ink(content)
    assert found.percent == 400
    assert found.x == pytest.approx(100 * 25.4 / 72, abs=0.3)
    assert found.y == pytest.approx(60 - 70 * 25.4 / 72, abs=0.3)


@pytest.mark.needs("gs")
@pytest.mark.parametrize("fault", ["too much ink", "a coarse picture", "tiny negative type"])
def test_the_bound_is_never_below_what_is_measured(fault: str) -> None:
    content = faulty(FAULTS[fault][2])
    bound, measured = ink_bound(read_press(content)).percent, measure_ink(content).percent
    assert bound is not None
    assert measured is not None
    assert bound >= measured - 0.5


@pytest.mark.needs("gs")
def test_black_that_overprints_adds_to_its_ground_in_the_bound_as_on_the_press() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].obj.Resources.ExtGState.Prov = pikepdf.Dictionary(
            {"/OP": True, "/op": True, "/OPM": 1}
        )
        drawn(b"1 1 0 0 k 100 20 50 50 re f /Prov gs 0 0 0 1 k 110 30 9 9 re f")(pdf)

    content = faulty(change)
    assert measure_ink(content).percent == 300
    assert ink_bound(read_press(content)).percent == 300


def test_ink_in_colours_that_are_no_inks_cannot_be_bounded() -> None:
    assert ink_bound(read_press(faulty(FAULTS["rg"][2]))).percent is None


def test_without_ghostscript_nothing_is_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert measure_ink(sound()).percent is None


# The build's own inspection


def test_the_build_accepts_its_page_and_refuses_one_that_lost_text_or_is_not_in_inks() -> None:
    composed, made = plain()
    good = Expectation(composed, LAYOUT, made, "prov.pdf", SHEET)
    assert inspect_press(made.content, good).problems == ()
    red = inspect_press(faulty(FAULTS["rg"][2]), good)
    assert {problem.kind for problem in red.problems} == {"press-colours", "press-ink"}
    cut = inspect_press(typeset(css="p { height: 2mm; overflow: hidden }")[1].content, good)
    assert "hidden-text" in {problem.kind for problem in cut.problems}
    fallen = inspect_press(typeset(css="p { font-family: serif }")[1].content, good)
    assert "foreign-font" in {problem.kind for problem in fallen.problems}
    composed.tree.find(".//p").text = "Helt annan text "  # type: ignore[union-attr]
    plain.cache_clear()
    kinds = {problem.kind for problem in inspect_press(made.content, good).problems}
    assert "text-changed" in kinds or "text-missing" in kinds
    assert "content-changed" in kinds or "content-missing" in kinds


# Other programs


@pytest.mark.needs("gs", "qpdf")
def test_the_page_with_all_faults_is_one_that_other_programs_open(tmp_path: Path) -> None:
    file = tmp_path / "faults.pdf"
    file.write_bytes(all_at_once())
    assert (
        subprocess.run(["qpdf", "--check", file], capture_output=True, check=False).returncode != 2
    )


def test_the_most_ink_of_a_large_picture_is_found_in_whichever_row_it_is() -> None:
    for row in (0, 350, 699):  # it is added up in strips
        picture = Image.new("CMYK", (400, 700), (10, 20, 30, 40))
        picture.putpixel((399, row), (255, 255, 255, 51))
        assert most_ink(picture) == PixelInk(320.0, 300.0)
