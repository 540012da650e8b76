"""The press PDF: boxes, standards, inks, overprint, and what other programs make of it."""

import re
import subprocess
from collections.abc import Mapping
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from loftespdf.inspecting.opening import read_pdf
from loftespdf.inspecting.press_opening import read_press
from loftespdf.inspecting.text import prove_text, said_in
from loftespdf.model.assets import Asset, Assets
from loftespdf.model.problem import ContentRefused
from loftespdf.model.sheets import PressStandard, PrintSheet
from loftespdf.typesetting import press_facts
from loftespdf.typesetting.press_colour import press_assets
from loftespdf.typesetting.press_ink import most_ink
from tests.typesetting.press_pages import BODY, SHEET, photograph, plain, profile, sheet, typeset
from tools.packed_profile import PACKED

POINTS = 72 / 25.4
MM = 25.4 / 72


def told(program: str, *arguments: str | Path) -> str:
    done = subprocess.run(
        [program, *arguments], capture_output=True, text=True, check=True, encoding="utf-8"
    )
    return done.stdout


def saved(folder: Path, content: bytes) -> Path:
    file = folder / "annons.pdf"
    file.write_bytes(content)
    return file


def boxes(folder: Path, content: bytes) -> Mapping[str, tuple[float, ...]]:
    said = told("pdfinfo", "-box", saved(folder, content))
    found = re.findall(r"^(\w+Box): +(.*)$", said, re.MULTILINE)
    return {name: tuple(float(each) * MM for each in corners.split()) for name, corners in found}


def keys_of(content: bytes) -> dict[str, str]:
    with pikepdf.open(BytesIO(content)) as pdf:
        return {key: repr(value) for key, value in pdf.pages[0].obj.items()}


@pytest.mark.needs("pdfinfo", "qpdf")
@pytest.mark.parametrize("standard", PressStandard)
def test_other_programs_see_the_standard_and_no_fault(
    standard: PressStandard, tmp_path: Path
) -> None:
    content = typeset(space=sheet(standard=standard))[1].content
    file = saved(tmp_path, content)
    assert "No syntax or stream encoding errors" in told("qpdf", "--check", file)
    said = told("pdfinfo", file)
    versions = {PressStandard.X_4: "1.6", PressStandard.X_1A: "1.4", PressStandard.PDF_1_4: "1.4"}
    claims = {PressStandard.X_4: "PDF/X-4", PressStandard.X_1A: "PDF/X-1a:2003"}
    assert re.search(rf"PDF version: +{versions[standard]}\n", said)
    claim = claims.get(standard)
    assert (f"PDF subtype:    {claim}" in said) if claim else ("PDF subtype" not in said)


@pytest.mark.needs("pdfinfo")
@pytest.mark.parametrize(("width", "height"), [(100, 60), (67, 50), (122, 178), (248, 372)])
def test_the_trimmed_page_is_the_booked_space_to_a_hundredth_of_a_millimetre(
    width: int, height: int, tmp_path: Path
) -> None:
    space = sheet(width=Decimal(width), height=Decimal(height))
    content = typeset(space=space, css=f"@page {{ size: {width}mm {height}mm }}")[1].content
    found = boxes(tmp_path, content)
    assert found["TrimBox"] == pytest.approx((0, 0, width, height), abs=0.01)
    assert found["MediaBox"] == found["BleedBox"] == found["TrimBox"]


@pytest.mark.needs("pdfinfo")
def test_bleed_lies_outside_the_trim_and_marks_outside_the_bleed(tmp_path: Path) -> None:
    css = "@page { bleed: 3mm; background: device-cmyk(.2 0 0 0) }"
    bled = typeset(space=sheet(bleed=Decimal(3)), css=css)[1].content
    found = boxes(tmp_path, bled)
    assert found["BleedBox"] == pytest.approx((-3, -3, 103, 63), abs=0.01)
    assert found["MediaBox"] == found["BleedBox"]
    marked = typeset(space=sheet(bleed=Decimal(3), marks=True), css=css)[1].content
    found = boxes(tmp_path, marked)
    assert found["TrimBox"] == pytest.approx((0, 0, 100, 60), abs=0.01)
    assert found["BleedBox"] == pytest.approx((-3, -3, 103, 63), abs=0.01)
    left, low, right, high = found["MediaBox"]
    strokes = [each for each in read_press(marked).pages[0].shapes if each.kind == "stroke"]
    assert len(strokes) == 8
    for each in strokes:
        x1, y1, x2, y2 = (round(corner * MM, 2) for corner in each.area)
        assert each.colour.inks == (0, 0, 0, 1)
        assert left <= x1 <= x2 <= right
        assert low <= y1 <= y2 <= high
        assert x2 < -3 or x1 > 103 or y2 < -3 or y1 > 63


def test_a_page_that_was_laid_out_without_its_bleed_does_not_pretend_to_have_one() -> None:
    content = typeset(space=sheet(bleed=Decimal(3)))[1].content
    assert keys_of(content)["/BleedBox"] == keys_of(content)["/TrimBox"]


def test_the_same_input_gives_the_same_bytes_and_other_text_other_names() -> None:
    def names(content: bytes) -> list[bytes]:
        return re.findall(rb"<xmpMM:(?:Document|Instance)ID>uuid:([^<]*)<", content)

    assert typeset()[1].content == plain()[1].content
    other = typeset("<h1>Rubrik</h1><p>Något annat.</p>")[1].content
    assert len(names(other)) == 2
    assert names(other)[1] != names(plain()[1].content)[1]


def test_the_printing_condition_lies_in_the_file_with_its_profile() -> None:
    with pikepdf.open(BytesIO(plain()[1].content)) as pdf:
        (intent,) = pdf.Root.OutputIntents
        assert intent.DestOutputProfile.read_bytes() == profile()
        assert intent.DestOutputProfile.read_raw_bytes().startswith(PACKED.read_bytes())
        # the paper's own profile is missing: the file says what it was really made for
        assert str(intent.OutputConditionIdentifier) == "FOGRA39"
        assert str(pdf.docinfo["/Trapped"]) == "/False"
    known = typeset(space=sheet(missing_profile=None))[1].content
    with pikepdf.open(BytesIO(known)) as pdf:
        assert str(pdf.Root.OutputIntents[0].OutputConditionIdentifier) == "ISOnewspaper26v4"


def test_a_packed_profile_that_is_not_whole_is_not_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cut = tmp_path / "profile.z"
    cut.write_bytes(PACKED.read_bytes()[:400_000])
    monkeypatch.setattr(press_facts, "_OWN_PACKED", cut)
    press_facts._packed.cache_clear()  # noqa: SLF001
    with pikepdf.open(BytesIO(typeset()[1].content)) as pdf:
        assert pdf.Root.OutputIntents[0].DestOutputProfile.read_bytes() == profile()
    press_facts._packed.cache_clear()  # noqa: SLF001


@pytest.mark.needs("pdffonts", "pdftotext")
def test_fonts_are_embedded_and_the_text_can_be_searched(tmp_path: Path) -> None:
    file = saved(tmp_path, plain()[1].content)
    fonts = told("pdffonts", file).splitlines()[2:]
    assert fonts
    assert all(line.split()[-5:-2] == ["yes", "yes", "yes"] for line in fonts)
    assert "Polisen ska synas åtta gånger" in told("pdftotext", file, "-")


@pytest.mark.parametrize("standard", PressStandard)
def test_the_text_is_proven_from_the_structure_tree(standard: PressStandard) -> None:
    composed, made = typeset(space=sheet(standard=standard))
    assert prove_text(composed, said_in(read_pdf(made.content)), "annons.pdf") == ()


def test_black_text_overprints_and_nothing_else_does() -> None:
    shapes = read_press(plain()[1].content).pages[0].shapes
    assert {each.over for each in shapes if each.colour.inks == (0, 0, 0, 1) and each.text} == {
        True
    }
    others = [each for each in shapes if each.colour.inks != (0, 0, 0, 1) or not each.text]
    assert len(others) >= 4  # the band, its white type, the frame, the address in colour
    assert not any(each.over for each in others)


@pytest.mark.needs("gs")
def test_white_on_a_band_stays_white_in_the_separations_and_black_leaves_the_band_whole(
    tmp_path: Path,
) -> None:
    css = (
        "h1 { background: device-cmyk(1 0 0 0) } h1, strong { font-size: 30pt; line-height: 32pt }"
    )
    body = '<h1 style="color: device-cmyk(0 0 0 0)">HHH</h1><h1>HHH</h1>'
    file = saved(tmp_path, typeset(body, css=css)[1].content)
    tif = tmp_path / "annons.tif"
    told("gs", "-q", "-dSAFER", "-dBATCH", "-dNOPAUSE", "-sDEVICE=tiff32nc", "-r100",
         f"-sOutputFile={tif}", file)  # fmt: skip
    with Image.open(tif) as separations:
        colours = {pixel for _, pixel in separations.getcolors(1 << 20) or ()}
    assert (0, 0, 0, 0) in colours
    assert (255, 0, 0, 255) in colours  # black over cyan: nothing was knocked out
    assert (0, 0, 0, 255) not in colours


def test_a_link_is_text_and_no_annotation() -> None:
    assert "/Annots" not in keys_of(plain()[1].content)
    assert b"/Link" not in plain()[1].content


def test_x_1a_holds_no_group_and_refuses_what_is_seen_through() -> None:
    svg = (
        b'<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20">'
        b'<text x="9" y="9" text-anchor="middle" fill="device-cmyk(0 0 0 1)">a</text></svg>'
    )
    body = f'{BODY}<p><img alt="Märke" src="m.svg"/></p>'
    space = sheet(standard=PressStandard.X_1A)
    content = typeset(body, space, files={"m.svg": svg})[1].content
    assert b"/Transparency" not in content
    with pytest.raises(ContentRefused) as refused:
        typeset(BODY, space, css="p { opacity: .5 }")
    assert [problem.kind for problem in refused.value.problems] == ["press-transparency"]
    assert "ca" in str(refused.value.problems[0].what)


# Pictures, all the way


def with_pictures(space: PrintSheet, **files: bytes) -> bytes:
    paths = {f"{name}.bild": content for name, content in files.items()}
    assets = Assets({path: Asset(content, path) for path, content in paths.items()})
    made, _ = press_assets(assets, paths, space, profile())
    images = "".join(f'<p><img alt="{path}" src="{path}"/></p>' for path in paths)
    css = "@page { size: 100mm 130mm }"
    sources = {path: asset.content for path, asset in made.files.items()}
    return typeset(BODY + images, space, css, sources)[1].content


def graphic() -> bytes:
    image = Image.new("RGBA", (60, 40), (0, 90, 160, 255))
    image.paste((0, 0, 0, 255), (10, 10, 30, 20))
    image.paste((0, 0, 0, 0), (40, 0, 60, 10))
    content = BytesIO()
    image.save(content, "PNG")
    return content.getvalue()


@pytest.mark.needs("pdfimages")
def test_pictures_are_cmyk_in_the_file_photographs_as_jpeg_and_graphics_without_loss(
    tmp_path: Path,
) -> None:
    content = with_pictures(SHEET, foto=photograph(), grafik=graphic())
    rows = [
        line.split() for line in told("pdfimages", "-list", saved(tmp_path, content)).splitlines()
    ]
    assert [(row[2], row[5], row[8]) for row in rows[2:]] == [
        ("image", "cmyk", "jpeg"), ("image", "cmyk", "image"), ("smask", "gray", "image"),
    ]  # fmt: skip
    with pikepdf.open(BytesIO(content)) as pdf:
        exact = next(
            each.read_bytes() for each in pdf.pages[0].get_images().values()
            if each.get("/Filter") != "/DCTDecode"
        )  # fmt: skip
    at = (15 * 60 + 20) * 4
    assert exact[at : at + 4] == b"\0\0\0\xff"  # the graphic's black is black ink alone


@pytest.mark.needs("gs")
@pytest.mark.parametrize("limit", [215, 240, 300])
def test_a_photograph_stays_below_the_papers_ink_in_the_separations(
    limit: int, tmp_path: Path
) -> None:
    space = sheet(max_ink=Decimal(limit))
    file = saved(tmp_path, with_pictures(space, foto=photograph(), grafik=graphic()))
    tif = tmp_path / "annons.tif"
    told("gs", "-q", "-dSAFER", "-dBATCH", "-dNOPAUSE", "-sDEVICE=tiff32nc", "-r300",
         f"-sOutputFile={tif}", file)  # fmt: skip
    with Image.open(tif) as separations:
        found = most_ink(separations) * 100 / 255
    assert limit * 0.8 < found <= limit
