"""Pictures and logos in inks: within the limit, greys in black alone, nothing lost on the way."""

import random
from decimal import Decimal
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from PIL import Image, ImageChops, ImageCms

from loftespdf.model.assets import Asset, Assets
from loftespdf.model.problem import Problem, Severity
from loftespdf.model.sheets import PressStandard, PrintSheet
from loftespdf.typesetting.press_carrier import carried
from loftespdf.typesetting.press_colour import press_assets
from loftespdf.typesetting.press_ink import Press, limited, most_ink
from loftespdf.typesetting.press_pictures import bare_jpeg
from tests.typesetting.press_pages import SHEET, photograph, profile, sheet

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink">{}</svg>'


def converted(
    content: bytes, space: PrintSheet = SHEET, printed: tuple[float, float] | None = None
) -> tuple[bytes, tuple[Problem, ...]]:
    assets = Assets({"bild": Asset(content, "content/exempel/bild")})
    sizes = {"bild": printed} if printed else None
    made, problems = press_assets(assets, ["bild", "saknas"], space, profile(), sizes)
    return made.files["bild"].content, problems


def encoded(image: Image.Image, kind: str, **saved: object) -> bytes:
    content = BytesIO()
    image.save(content, kind, **saved)
    return content.getvalue()


def pixels(content: bytes) -> tuple[Image.Image, bytes]:
    """Return the exact inks that a converted PNG carries, and its alpha still packed."""
    exact = carried(content)
    assert exact is not None
    import zlib  # noqa: PLC0415 - only here

    size = (exact.width, exact.height)
    return Image.frombytes("CMYK", size, zlib.decompress(exact.inks)), exact.alpha


# The limit


@settings(deadline=None)
@given(
    st.lists(st.tuples(*[st.integers(0, 255)] * 4), min_size=1, max_size=40),
    st.integers(255, 1020),
)
def test_no_pixel_exceeds_the_limit_and_black_is_kept(
    inks: list[tuple[int, int, int, int]], most: int
) -> None:
    image = Image.frombytes("CMYK", (len(inks), 1), bytes(each for pixel in inks for each in pixel))
    made = limited(image, most)
    found = made.tobytes()
    for at, (cyan, magenta, yellow, black) in enumerate(inks):
        now = tuple(found[4 * at : 4 * at + 4])
        assert sum(now) <= most
        assert now[3] == black
        if cyan + magenta + yellow + black <= most:
            assert now == (cyan, magenta, yellow, black)


@pytest.mark.parametrize("limit", [215, 220, 240, 300])
def test_a_photograph_read_again_has_no_pixel_above_the_limit(limit: int) -> None:
    content, problems = converted(photograph(), sheet(max_ink=Decimal(limit)))
    with Image.open(BytesIO(content)) as made:
        assert (made.format, made.mode, made.size) == ("JPEG", "CMYK", (600, 400))
        assert limit * 0.8 < most_ink(made) * 100 / 255 <= limit
    assert problems == ()


def test_also_a_picture_that_jpeg_changes_much_is_read_again_within_the_limit() -> None:
    noise = Image.frombytes("RGB", (64, 64), random.Random(1).randbytes(64 * 64 * 3))  # noqa: S311
    dark = noise.point(lambda value: value // 3)
    content, _ = converted(encoded(dark, "JPEG", quality=95))
    with Image.open(BytesIO(content)) as made:
        assert 180 < most_ink(made) * 100 / 255 <= 220


def test_the_limit_is_what_holds_the_ink_and_not_the_profile() -> None:
    dark = Image.new("RGB", (8, 8), (1, 1, 0))
    free = Press(profile(), 400).separate(dark)
    assert most_ink(free) * 100 / 255 > 280
    assert most_ink(Press(profile(), 220).separate(dark)) * 100 / 255 <= 220


# Colours


def test_colours_look_alike_on_paper_and_on_screen() -> None:
    inks = ImageCms.ImageCmsProfile(BytesIO(profile()))
    screen = ImageCms.createProfile("sRGB")
    relative, black_point = ImageCms.Intent.RELATIVE_COLORIMETRIC, 0x2000
    flags = ImageCms.Flags(black_point)
    back = ImageCms.buildTransform(inks, screen, "CMYK", "RGB", relative, flags)
    for colour in ((120, 80, 60), (200, 190, 150), (90, 120, 90)):
        separated = Press(profile(), 300).separate(Image.new("RGB", (1, 1), colour))
        seen = ImageCms.applyTransform(separated, back)
        assert seen is not None
        assert all(abs(a - b) <= 6 for a, b in zip(seen.tobytes(), colour, strict=True))


@pytest.mark.parametrize("mode", ["L", "RGB", "1"])
def test_grey_pictures_become_black_ink_alone_and_stay_as_light(mode: str) -> None:
    grey = Image.linear_gradient("L").convert(mode)
    made, _ = pixels(converted(encoded(grey, "PNG"))[0])
    cyan, magenta, yellow, black = made.split()
    assert (0, 0) == cyan.getextrema() == magenta.getextrema() == yellow.getextrema()
    assert black.getextrema() == (0, 255)
    curve = Press(profile(), 220)
    assert curve.inks_of(255, 255, 255) == (0, 0, 0, 0)
    assert curve.inks_of(0, 0, 0) == (0, 0, 0, 255)
    shades = [curve.inks_of(grey, grey, grey)[3] for grey in range(256)]
    assert shades == sorted(shades, reverse=True)
    assert 130 < shades[128] < 180  # half-light grey on coated paper


def test_a_profile_inside_the_picture_is_obeyed_and_a_broken_one_is_not() -> None:
    red = Image.new("RGB", (4, 4), (200, 40, 40))
    plain_red, _ = pixels(converted(encoded(red, "PNG"))[0])
    broken, _ = pixels(converted(encoded(red, "PNG", icc_profile=b"inte en profil"))[0])
    assert broken.tobytes() == plain_red.tobytes()
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    same, _ = pixels(converted(encoded(red, "PNG", icc_profile=lab))[0])
    assert same.tobytes() == plain_red.tobytes()


def test_cmyk_keeps_its_values_within_the_limit_and_loses_only_metadata() -> None:
    inks = Image.new("CMYK", (40, 30), (255, 120, 20, 60))
    source = encoded(inks, "JPEG", quality=95, comment=b"fotografens telefon", exif=Image.Exif())
    content, problems = converted(source)
    assert problems == ()
    assert b"telefon" in source
    assert b"telefon" not in content
    with Image.open(BytesIO(content)) as made, Image.open(BytesIO(source)) as before:
        assert made.tobytes() == before.tobytes()
    over, _ = converted(encoded(Image.new("CMYK", (40, 30), (255, 255, 255, 255)), "JPEG"))
    with Image.open(BytesIO(over)) as made:
        assert most_ink(made) * 100 / 255 <= 220


def test_the_camera_turned_and_no_word_of_where_it_was() -> None:
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "Kameran"
    content, _ = converted(photograph(600, 400, exif=exif))
    with Image.open(BytesIO(content)) as made:
        assert made.size == (400, 600)
        assert not made.getexif()
    assert b"Kameran" not in content
    assert b"Exif" not in bare_jpeg(photograph(60, 40, exif=exif))


def test_what_is_no_jpeg_marker_ends_the_search_for_metadata() -> None:
    assert bare_jpeg(b"\xff\xd8\x00\x00abc") == b"\xff\xd8\x00\x00abc"


# Alpha


def test_alpha_is_kept_for_x_4_and_becomes_white_paper_elsewhere() -> None:
    image = Image.new("RGBA", (4, 4), (0, 90, 160, 255))
    image.paste((0, 90, 160, 0), (0, 0, 2, 4))
    made, alpha = pixels(converted(encoded(image, "PNG"))[0])
    assert alpha
    content, problems = converted(encoded(image, "PNG"), sheet(standard=PressStandard.X_1A))
    made, alpha = pixels(content)
    assert not alpha
    assert made.getpixel((0, 0)) == (0, 0, 0, 0)
    assert "picture-flattened" in {problem.kind for problem in problems}
    palette = image.convert("P")
    palette.info["transparency"] = 0
    assert carried(converted(encoded(palette, "PNG"))[0]) is not None


# Resolution


def test_too_coarse_a_picture_says_how_large_it_may_be() -> None:
    _, (problem,) = converted(photograph(600, 400), printed=(150, 100))
    assert problem.kind == "picture-coarse"
    assert problem.severity is Severity.ERROR
    assert "102 ppi" in str(problem.what)
    assert "76 × 50 mm" in str(problem.instead)
    assert converted(photograph(600, 400), printed=(76, 50))[1] == ()


def test_a_far_too_fine_picture_is_made_smaller_and_stays_fine_enough() -> None:
    content, problems = converted(photograph(2400, 1600), printed=(60, 40))
    with Image.open(BytesIO(content)) as made:
        ppi = made.width / (60 / 25.4)
    assert problems == ()
    assert 200 <= ppi <= 400
    content, _ = converted(photograph(2400, 1600))
    with Image.open(BytesIO(content)) as made:  # it covers 100 × 60 mm at most
        assert 200 <= made.width / (100 / 25.4) <= 400


def test_a_finer_picture_than_needed_is_made_smaller_before_its_colours_are_counted() -> None:
    content, _ = converted(photograph(900, 600), printed=(76.2, 50.8))  # 300 ppi
    with Image.open(BytesIO(content)) as made:
        assert 200 <= made.width / 3 <= 260
    content, _ = converted(photograph(660, 440), printed=(76.2, 50.8))  # 220 ppi is not worth it
    with Image.open(BytesIO(content)) as made:
        assert made.size == (660, 440)


def test_a_sheet_that_asks_for_little_does_not_make_a_fine_picture_coarse() -> None:
    poster = replace(SHEET, min_ppi=Decimal(100))
    content, problems = converted(photograph(900, 600), printed=(76.2, 50.8), space=poster)
    with Image.open(BytesIO(content)) as made:  # 300 ppi
        assert 150 <= made.width / 3 <= 200
    assert problems == ()
    assert converted(photograph(360, 240), printed=(76.2, 50.8), space=poster)[1] == ()


def test_the_quick_way_for_photographs_gives_the_same_inks_within_the_limit() -> None:
    picture = Image.open(BytesIO(photograph(600, 400)))
    press = Press(profile(), 220)
    quick, exact = press.separate_photograph(picture, press.most), press.separate(picture)
    assert most_ink(quick) <= press.most
    for ink in ImageChops.difference(quick, exact).split():
        _, furthest = ink.getextrema()
        assert isinstance(furthest, int)
        assert furthest <= 4


@pytest.mark.parametrize("spot", [(0, 0), (399, 0), (0, 699), (399, 699), (200, 333)])
def test_one_spot_of_too_much_ink_is_found_wherever_it_is_and_only_it_is_changed(
    spot: tuple[int, int],
) -> None:
    image = Image.new("CMYK", (400, 700), (100, 90, 80, 70))  # several strips are added up
    image.putpixel(spot, (255, 255, 255, 255))
    assert most_ink(image) == 1020
    held = limited(image, 500)
    assert most_ink(held) <= 500
    assert held.getpixel(spot)[3] == 255  # type: ignore[index]
    held.putpixel(spot, (100, 90, 80, 70))
    assert held.getcolors() == [(400 * 700, (100, 90, 80, 70))]


def test_a_picture_within_the_limit_is_left_as_it_is() -> None:
    image = Image.new("CMYK", (400, 700), (100, 90, 80, 70))
    assert limited(image, 340) is image


# SVG


def test_every_paint_becomes_inks_wherever_it_stands() -> None:
    source = SVG.format(
        "<style>.a { fill: #005aa0 } /* x */ .b{stroke:rgb(255,0,0) !important}</style>"
        '<rect class="a" width="9" height="9" fill="white" stroke="none"/>'
        '<g style="fill:black;stroke:RED;stroke-width:2"><path d="M0 0h9" fill="currentColor"/></g>'
        '<path d="M0 0h9" fill="device-cmyk(1 .5 0 0)"/><path d="M0 0v9" fill="#808080"/>'
    )
    content, problems = converted(source.encode())
    text = content.decode()
    assert "#" not in text.replace("http://", "")
    assert "rgb" not in text
    assert "fill:device-cmyk(0 0 0 1)" in text
    assert 'fill="device-cmyk(0 0 0 0)"' in text
    assert 'fill="device-cmyk(1 .5 0 0)"' in text
    assert 'fill="currentColor"' in text
    assert text.startswith("<ns0:svg")
    assert 'fill="device-cmyk(0 0 0 1)" color="device-cmyk(0 0 0 1)"' in text.split(">")[0]
    (note,) = problems
    assert (note.kind, note.severity) == ("logo-converted", Severity.WARNING)
    assert "#005aa0" in str(note.what)


def test_a_logo_in_black_and_inks_needs_no_note() -> None:
    source = SVG.format('<path d="M0 0h9" stroke="device-cmyk(0 1 1 0)" fill="#000"/>')
    assert converted(source.encode())[1] == ()


def test_a_logos_own_inks_are_held_to_the_limit() -> None:
    content, _ = converted(SVG.format('<path fill="device-cmyk(1 1 1 1)"/>').encode())
    assert b"device-cmyk(0.4 0.4 0.4 1)" in content


@pytest.mark.parametrize(
    ("inside", "named"),
    [
        ('<linearGradient id="t"/><path fill="url(#t)"/>', "lineargradient"),
        ('<radialGradient id="t"/><path style="stroke: url(#t) red"/>', "radialgradient"),
        ('<pattern id="t"/><style>path{fill:url(#t)}</style>', "pattern"),
        ('<path filter="url(#f)"/>', "filter"),
        ('<path style="mask: url(#m)"/>', "mask"),
        ('<path opacity=".5"/>', "opacity"),
        ('<path fill="rgba(0,0,0,.5)"/>', "rgba"),
        ('<path style="mix-blend-mode:multiply"/>', "multiply"),
        ("<script/>", "script"),
        ('<path onclick="1"/>', "onclick"),
        ("<foreignObject/>", "foreignobject"),
        ('<image href="data:image/png;base64,AA"/>', "image"),
        ('<use x:href="annan.svg#a"/>', "annan.svg"),
        ("<style>@import 'a.css';</style>", "@import"),
        ('<path clip-path="url(annan.svg#a)"/>', "annan.svg"),
        ('<path fill="papayawhipp"/>', "papayawhipp"),
    ],
)
def test_what_inks_cannot_say_is_refused_by_name(inside: str, named: str) -> None:
    source = SVG.format(inside).encode()
    content, problems = converted(source)
    assert content == source
    assert [problem.severity for problem in problems] == [Severity.ERROR]
    assert named in str(problems[0].what)


def test_a_gradient_that_nothing_uses_is_no_fault() -> None:
    source = SVG.format('<linearGradient id="t"><stop stop-color="red"/></linearGradient><path/>')
    assert converted(source.encode())[1] == ()


def test_half_an_svg_is_told() -> None:
    assert [problem.kind for problem in converted(b"<svg>")[1]] == ["svg-broken"]
