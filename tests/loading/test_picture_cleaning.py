"""What a camera writes into a photograph is not published; its pixels are."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageCms, ImageDraw, PngImagePlugin

from loftespdf.loading.picture_cleaning import cleaned
from tests.loading.test_pictures import pictured

OWNER = "Namn Namnsson"
PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
ORIENTATION, ARTIST, GPS = 0x0112, 0x013B, 0x8825


def photograph(kind: str = "JPEG", orientation: int = 1, mode: str = "RGB") -> bytes:
    """A picture whose upper left is dark, with a camera's notes in it."""
    image = Image.new(mode, (64, 32), "white" if mode == "RGB" else (0, 0, 0, 0))
    ImageDraw.Draw(image).rectangle((0, 0, 31, 15), "black" if mode == "RGB" else (0, 0, 0, 255))
    exif = Image.Exif()
    exif[ORIENTATION], exif[ARTIST] = orientation, OWNER
    exif.get_ifd(GPS)[1] = "N"
    out, notes = BytesIO(), PngImagePlugin.PngInfo()
    notes.add_text("Author", OWNER)
    more = {"pnginfo": notes} if kind == "PNG" else {"comment": OWNER.encode()}
    image.save(out, kind, exif=exif, icc_profile=PROFILE, **more)
    return out.getvalue()


def opened(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content))


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_place_name_and_comment_are_gone_and_every_pixel_is_there(kind: str) -> None:
    before = photograph(kind)
    assert OWNER.encode() in before
    after = cleaned(before)
    assert OWNER.encode() not in after
    assert dict(opened(after).getexif()) == {}
    assert opened(after).info["icc_profile"] == PROFILE
    assert ImageChops.difference(opened(before), opened(after)).getbbox() is None


def test_a_separated_picture_keeps_its_inks() -> None:
    before = photograph(mode="CMYK")
    after = opened(cleaned(before))
    assert after.mode == "CMYK"
    assert ImageChops.difference(opened(before), after).getbbox() is None


@pytest.mark.parametrize(("kind", "orientation"), [("JPEG", 3), ("JPEG", 6), ("PNG", 8)])
def test_a_photograph_taken_with_the_camera_on_its_side_stands_up(
    kind: str, orientation: int
) -> None:
    after = opened(cleaned(photograph(kind, orientation)))
    assert after.size == ((64, 32) if orientation == 3 else (32, 64))
    corner = {3: (60, 28), 6: (28, 4), 8: (4, 60)}[orientation]
    assert after.convert("L").point(lambda tone: tone < 20).getpixel(corner)
    assert ORIENTATION not in after.getexif()


@pytest.mark.parametrize("content", [b"<svg/>", b"", b"GIF89a"])
def test_other_files_are_left_alone(content: bytes) -> None:
    assert cleaned(content) == content


def test_what_is_loaded_is_clean(tmp_path: Path) -> None:
    loaded = pictured(tmp_path, "bilder/torg.jpg", photograph())
    (asset,) = loaded.files.values()
    assert OWNER.encode() not in asset.content
