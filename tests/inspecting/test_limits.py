"""Limits are where they are said to be, and what is told goes with what was found."""

from decimal import Decimal

import pikepdf
import pytest
from msgspec.structs import replace

from loftespdf.inspecting.accessibility import headings
from loftespdf.inspecting.appearance import contrast, fonts
from loftespdf.inspecting.colour import to_rgb
from loftespdf.inspecting.ink import InkReading
from loftespdf.inspecting.opening import read_pdf
from loftespdf.inspecting.preflight import Level, Preflight, preflight
from loftespdf.inspecting.reading import PdfReading, ShownText, StructureNode, Xmp
from loftespdf.model.problem import Place
from loftespdf.model.sheets import PressStandard, PrintSheet
from tests.inspecting.pages import LAYOUT, expect, whole
from tests.inspecting.press_faults import (
    Change,
    a_link,
    coarse_picture,
    faulty,
    half_seen,
    multiplied,
    soft_mask,
    sound,
)
from tests.typesetting.press_pages import SHEET, sheet

PLACE = Place("x.pdf")


def reading(*nodes: StructureNode, shown: tuple[ShownText, ...] = ()) -> PdfReading:
    return PdfReading(
        version="1.7", pages=(), tree=nodes, shown=shown, fonts=(), language="sv", title="",
        title_shown=True, xmp=Xmp(), bookmarks=(),
    )  # fmt: skip


def shown(code: str, text: str = "text") -> ShownText:
    colour = to_rgb([int(code[at : at + 2], 16) / 255 for at in (1, 3, 5)])
    return ShownText(1, text, colour, tagged=True, artifact=False, hidden=False)


def test_a_layout_that_names_a_typeface_nothing_is_set_in_is_told_once() -> None:
    layout = LAYOUT.model_copy(update={"fonts": ("Comic Sans",)})
    expected = replace(expect(*whole()), layout=layout)
    (found,) = fonts(read_pdf(whole()[1].content), expected, PLACE)
    assert found.place == PLACE
    assert str(found.what).startswith("ingenting är satt i layoutens typsnitt Comic Sans, men i S")


def test_text_is_pale_from_the_contrast_that_wcag_says() -> None:
    assert list(contrast(reading(shown=(shown("#767676"),)), None, PLACE)) == []  # 4,54:1
    (pale,) = contrast(reading(shown=(shown("#777777"),)), None, PLACE)  # 4,48:1
    assert pale.kind == "low-contrast"


def test_white_space_may_have_any_colour_and_each_pale_colour_is_told_once() -> None:
    texts = (shown("#ffffff", " "), shown("#aaaaaa", "a"), shown("#aaaaaa", "b"), shown("#bbbbbb"))
    assert len(list(contrast(reading(shown=texts), None, PLACE))) == 2


def test_a_skipped_level_is_told_in_anybodys_file_with_the_level_that_was_due() -> None:
    nodes = (StructureNode("H1", ("a",)), StructureNode("H2", ("b",)), StructureNode("H4", ("c",)))
    (found,) = headings(reading(*nodes), None, PLACE)
    assert (found.place, str(found.instead)) == (PLACE, "låt rubriken vara på nivå 3")


def examined(content: bytes, space: PrintSheet = SHEET, ink: InkReading | None = None) -> Preflight:
    return preflight(content, space, "prov.pdf", ink)


@pytest.mark.parametrize(
    ("ink", "level", "value"),
    [
        (InkReading(220.0, dpi=150), Level.OK, "220 (mätt på separationerna vid 150 dpi)"),
        (InkReading(221.0, dpi=150), Level.ERROR, "221 (mätt på separationerna vid 150 dpi)"),
        (InkReading(220.0), Level.OK, "högst 220 (räknat ur färger och bildpunkter)"),
        (InkReading(None, dpi=150), Level.WARNING, "inte mätt"),
        (None, Level.WARNING, "inte mätt"),
    ],
)
def test_ink_is_judged_by_what_was_measured(
    ink: InkReading | None, level: Level, value: str
) -> None:
    line = examined(sound(), ink=ink).line("ink")
    assert (line.level, str(line.value)) == (level, value)


@pytest.mark.parametrize(
    ("kind", "field", "just", "beyond"),
    [
        ("type-size", "min_type", "9", "9.1"),
        ("negative-type", "min_negative_type", "14", "14.1"),
        ("margin", "safe_margin", "7", "7.2"),
    ],
)
def test_what_is_just_at_its_limit_is_within_it(
    kind: str, field: str, just: str, beyond: str
) -> None:
    assert examined(sound(), sheet(**{field: Decimal(just)})).line(kind).level is Level.OK
    assert examined(sound(), sheet(**{field: Decimal(beyond)})).line(kind).level is not Level.OK


def test_a_newer_pdf_than_the_paper_asks_for_is_a_warning_that_says_what_to_do() -> None:
    line = examined(sound(), sheet(standard=PressStandard.PDF_1_4)).line("standard")
    assert line.level is Level.WARNING
    assert str(line.instead) == "exportera som PDF 1.4"


def test_a_picture_too_coarse_is_told_with_the_size_that_it_is_enough_for() -> None:
    line = examined(faulty(coarse_picture)).line("resolution")
    pixels, ppi = 100, float(SHEET.min_ppi)
    side = int(pixels / ppi * 25.4)
    assert f"räcker till {side} × {side} mm" in str(line.instead)


@pytest.mark.parametrize(
    ("change", "name"),
    [
        (soft_mask, "mjuk mask"),
        (half_seen, "genomskinliga ytor"),
        (multiplied, "blandningsläge Multiply"),
    ],
)
def test_what_is_seen_through_is_called_by_its_name(change: Change, name: str) -> None:
    space = sheet(standard=PressStandard.X_1A)
    assert name in str(examined(faulty(change), space).line("transparency").value)


def test_what_is_no_print_is_called_by_its_name() -> None:
    assert str(examined(faulty(a_link)).line("extras").value) == "länkar"


def test_a_profile_that_cannot_be_read_is_told_apart_from_a_screens() -> None:
    def broken(pdf: pikepdf.Pdf) -> None:
        pdf.Root.OutputIntents[0].DestOutputProfile = pikepdf.Stream(pdf, b"profile")

    line = examined(faulty(broken)).line("intent")
    assert line.level is Level.ERROR
    assert str(line.instead) == "profilen är trasig; bädda in tidningens på nytt"
