"""Preflight of what other programs write: nothing hides, and what is right is left alone."""

import subprocess
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from PIL import Image, ImageFile

from loftespdf.inspecting.ink import ink_bound, measure_ink
from loftespdf.inspecting.preflight import Level, Preflight, preflight
from loftespdf.inspecting.press_opening import read_press
from tests.inspecting.press_faults import drawn, faulty, picture, resources, sound
from tests.inspecting.press_foreign import FOREIGN, sound_by_others, truncated
from tests.typesetting.press_pages import SHEET

USUAL = {"intent"}  # the paper's own profile is missing


def examined(content: bytes) -> Preflight:
    return preflight(content, SHEET, "prov.pdf", ink_bound(read_press(content)))


@pytest.mark.parametrize("name", FOREIGN)
def test_what_another_program_hides_is_found_and_named(name: str) -> None:
    kind, level, said, change = FOREIGN[name]
    line = examined(faulty(change)).line(kind)
    assert line.level == level
    assert said in str(line.value)
    assert line.instead is not None


@pytest.mark.parametrize("name", sound_by_others())
def test_what_only_looks_odd_turns_no_line(name: str) -> None:
    protocol = examined(faulty(sound_by_others()[name]))
    turned = {line.kind for line in protocol.lines if line.level is Level.ERROR}
    assert turned == set()


def test_a_file_that_was_cut_off_is_never_fit_to_print() -> None:
    protocol = preflight(truncated(sound()), SHEET, "prov.pdf")
    assert not protocol.ok
    assert preflight(sound(), SHEET, "prov.pdf").line("whole").level is Level.OK
    whole = preflight(sound()[:-400], SHEET, "prov.pdf").line("whole")
    assert whole.level is Level.ERROR
    assert "avklippt" in str(whole.value)
    assert "exportera filen på nytt" in str(whole.instead)


def jpeg(mode: str) -> bytes:
    out = BytesIO()
    Image.effect_noise((500, 500), 90).convert("RGB").convert(mode).save(out, "JPEG")
    return out.getvalue()


def photograph(content: bytes, **more: object) -> Callable[[pikepdf.Pdf], None]:
    filters = {"Filter": pikepdf.Name.DCTDecode}
    return lambda pdf: picture(pdf, pikepdf.Name.DeviceCMYK, content, 500, **filters, **more)


def test_a_torn_picture_is_no_crash_and_its_ink_is_not_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", False)  # the engine sets it
    content = faulty(photograph(jpeg("CMYK")[:5000]))
    assert ink_bound(read_press(content)).percent is None
    assert examined(content).line("ink").level is Level.WARNING


@pytest.mark.needs("gs")
@pytest.mark.parametrize("turned", [False, True])
def test_the_bound_reads_a_cmyk_photograph_the_way_round_that_is_printed(turned: bool) -> None:  # noqa: FBT001
    decode = {"Decode": pikepdf.Array([1, 0] * 4)} if turned else {}
    content = faulty(photograph(jpeg("CMYK"), **decode))
    bound, measured = ink_bound(read_press(content)).percent, measure_ink(content).percent
    assert bound is not None
    assert measured is not None
    assert bound >= measured - 0.5
    assert bound <= measured + 25  # noise at 150 dpi is averaged, not turned around


@pytest.mark.needs("gs")
def test_ink_is_not_told_of_a_file_that_ghostscript_finds_faulty() -> None:
    content = faulty(FOREIGN["four inks and gold"][3])  # one function for two inks
    found = measure_ink(content)
    assert (found.percent, found.failed) == (None, True)
    line = preflight(content, SHEET, "prov.pdf", found).line("ink")
    assert line.level is Level.WARNING
    assert "Ghostscript kan inte tolka" in str(line.value)


# Real programs

PAGE = """<html><body style="font-family: sans-serif"><h1>Tryggare kvällar</h1>
<p style="color: #333">Ett litet stycke text om åäö.</p>
<div style="background: linear-gradient(red, blue); height: 40px; opacity: .5"></div>
</body></html>"""


def made_by(command: tuple[str, ...], folder: Path, name: str) -> bytes:
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=120)
    return (folder / name).read_bytes()


@pytest.mark.long
@pytest.mark.needs("soffice", "gs")
def test_what_an_office_program_prints_is_refused_line_by_line(tmp_path: Path) -> None:
    (tmp_path / "annons.html").write_text(PAGE, encoding="utf-8")
    home = f"-env:UserInstallation=file://{tmp_path}/hem"
    command = ("soffice", home, "--headless", "--convert-to", "pdf", "annons.html")
    content = made_by(command, tmp_path, "annons.pdf")
    protocol = preflight(content, SHEET, "annons.pdf", measure_ink(content))
    wrong = {line.kind for line in protocol.lines if line.level is Level.ERROR}
    assert {"size", "intent", "colours", "black-text"} <= wrong
    assert protocol.line("fonts").level is Level.OK
    assert protocol.line("whole").level is Level.OK


@pytest.mark.needs("gs")
def test_what_ghostscript_writes_is_refused_for_its_fonts(tmp_path: Path) -> None:
    drawing = "/Helvetica findfont 20 scalefont setfont 50 50 moveto (Hej) show showpage"
    command = (
        "gs", "-q", "-dBATCH", "-dNOPAUSE", "-sDEVICE=pdfwrite", "-dEmbedAllFonts=false",
        "-sOutputFile=annons.pdf", "-c", drawing,
    )  # fmt: skip
    content = made_by(command, tmp_path, "annons.pdf")
    line = preflight(content, SHEET, "annons.pdf").line("fonts")
    assert (line.level, str(line.value)) == (Level.ERROR, "saknas: Helvetica")


def test_a_blank_that_hangs_at_the_end_of_a_line_is_no_text_at_the_edge() -> None:
    def lines(end: bytes) -> Callable[[pikepdf.Pdf], None]:
        def change(pdf: pikepdf.Pdf) -> None:
            font = pikepdf.Dictionary(
                Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, FirstChar=32, LastChar=97,
                BaseFont=pikepdf.Name.Helvetica, Encoding=pikepdf.Name.WinAnsiEncoding,
                Widths=[1000] * 66,
            )  # fmt: skip
            resources(pdf).Font.Prov = font
            drawn(b"0 0 0 1 k BT /Prov 20 Tf 242 60 Td (a" + end + b") Tj ET")(pdf)

        return change

    assert examined(faulty(lines(b" "))).line("margin").level is Level.OK
    assert examined(faulty(lines(b" a"))).line("margin").level is Level.ERROR
