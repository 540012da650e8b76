"""A border on one side as a line: it looks as the engine's own, and the rest is the engine's."""

from contextlib import closing
from inspect import unwrap

import pypdfium2
import pytest
from weasyprint import HTML
from weasyprint import draw as drawing

from loftespdf.typesetting.border_lines import _bordering, _lining, _ruling

BOX = "width: 40px; height: 30px; margin: 10px; border: 0 solid #048"
PAGE = "<style>@page {{ size: 90px 70px; margin: 0 }} div {{ {} }}</style><div></div>"


@pytest.fixture(autouse=True)
def _as_the_engine_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    """Begin with the engine's own functions, whatever was set in this process before."""
    for name in ("draw_border", "draw_collapsed_borders", "draw_line"):
        monkeypatch.setattr(drawing, name, unwrap(getattr(drawing, name)))


def set_both_ways(style: str, monkeypatch: pytest.MonkeyPatch) -> tuple[bytes, bytes]:
    """Return the page as the engine draws it, and with lines."""
    html = PAGE.format(f"{BOX}; {style}")
    before = HTML(string=html).write_pdf(uncompressed_pdf=True, pdf_tags=True)
    monkeypatch.setattr(drawing, "draw_border", _bordering(drawing.draw_border))
    return before, HTML(string=html).write_pdf(uncompressed_pdf=True, pdf_tags=True)


def seen(content: bytes) -> bytes:
    """Return the page's pixels, on whose edges all lines are."""
    with closing(pypdfium2.PdfDocument(content)) as file:
        return bytes(file[0].render(scale=8).to_pil().tobytes())


@pytest.mark.parametrize("side", ["top", "right", "bottom", "left"])
@pytest.mark.parametrize("more", ["", "padding: 3px", "border-color: currentcolor; color: #a00"])
def test_a_border_on_one_side_is_a_line_that_looks_the_same(
    side: str, more: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    engines, lined = set_both_ways(f"{more}; border-{side}-width: 2px", monkeypatch)
    assert seen(lined) == seen(engines) != seen(HTML(string=PAGE.format(BOX)).write_pdf())
    assert b"W*" in engines
    assert b"W*" not in lined
    assert len(lined) < len(engines)


@pytest.mark.parametrize(
    "style",
    [
        "",
        "border-width: 2px 0 2px 0",
        "border-width: 2px",
        "border-left: 2px dashed",
        "border-left: 3px double",
        "border-left: 2px ridge #888",
        "border-left: 2px solid transparent",
        "border-left-width: 2px; visibility: hidden",
        "border-left-width: 2px; border-top-left-radius: 4px",
        "border-left-width: 2px; columns: 2; column-rule: 1px solid",
        "border-left-width: 2px; border-collapse: collapse",
        "border-left-width: 2px; border-image: linear-gradient(red, blue) 1",
    ],
)
def test_all_others_are_drawn_as_before(style: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before, after = set_both_ways(style, monkeypatch)
    assert after == before


def test_where_a_page_ends_in_a_box_its_border_is_left_out_below(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before, after = set_both_ways("height: 100px; border-bottom-width: 2px", monkeypatch)
    assert seen(after) == seen(before)
    assert after.count(b"\nS\n") == 1


TABLE = """<style>@page {{ size: 100px 80px; margin: 0 }}
table {{ border-collapse: collapse; margin: 10px }}
td {{ width: 20px; height: 18px; padding: 0; {} }}</style>
<table><tr><td><td><td><tr><td><td><td></table>"""


def set_table_both_ways(style: str, monkeypatch: pytest.MonkeyPatch) -> tuple[bytes, bytes]:
    before = HTML(string=TABLE.format(style)).write_pdf(uncompressed_pdf=True, pdf_tags=True)
    monkeypatch.setattr(drawing, "draw_collapsed_borders", _ruling(drawing.draw_collapsed_borders))
    monkeypatch.setattr(drawing, "draw_line", _lining(drawing.draw_line))
    return before, HTML(string=TABLE.format(style)).write_pdf(uncompressed_pdf=True, pdf_tags=True)


@pytest.mark.parametrize(
    ("style", "lines"),
    [
        ("border-bottom: 2px solid #048", 2),
        ("border-left: 2px solid #048", 6),
        ("border: 2px solid #048", 17),
        ("border-bottom: 2px dashed #048", 6),
        ("border-bottom: 2px dotted #048", 6),
        ("border-bottom: 2px solid rgb(0 0 255 / 50%)", 6),
    ],
)
def test_a_tables_rules_are_whole_lines_that_look_the_same(
    style: str, lines: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, after = set_table_both_ways(style, monkeypatch)
    assert seen(after) == seen(before)
    assert after.count(b"\nS\n") == lines <= before.count(b"\nS\n")
    assert after.count(b"/Artifact\nBMC") < before.count(b"/Artifact\nBMC")


def test_parts_of_several_widths_or_colours_stay_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    others = "td + td { border-color: #840 } td + td + td { border-width: 0 0 4px"
    style = f"border-bottom: 2px solid #048 }} {others}"
    before, after = set_table_both_ways(style, monkeypatch)
    assert seen(after) == seen(before)
    assert after.count(b"\nS\n") == 6


def test_a_table_without_rules_draws_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert b"\nS\n" not in set_table_both_ways("color: red", monkeypatch)[1]
