"""Pictures made for a press or by a scanner, as a screen shows them."""

from io import BytesIO

import pytest
from PIL import Image, ImageCms

from loftespdf.model.assets import Asset, Assets
from loftespdf.operations.press_profiles import SHIPPED_PROFILE
from loftespdf.typesetting.screen_colour import on_screen
from tests.samples import REPOSITORY

INKS = (REPOSITORY / SHIPPED_PROFILE).read_bytes()
#: A warm red, separated for coated paper (as the shipped profile has it), and as a screen has it.
RED, RED_ON_SCREEN = (0, 230, 200, 10), (224, 45, 48)
PATH = "content/exempel/bilder/torg.jpg"


def saved(image: Image.Image, kind: str = "JPEG", profile: bytes = b"") -> bytes:
    out = BytesIO()
    image.save(out, kind, quality=95, icc_profile=profile or None)
    return out.getvalue()


def shown(content: bytes, path: str = PATH, *, shipped: bytes = INKS) -> Image.Image:
    files = {path: Asset(content, path), SHIPPED_PROFILE: Asset(shipped, SHIPPED_PROFILE)}
    found = on_screen(Assets(files), SHIPPED_PROFILE).get(path)
    assert found is not None
    assert found.digest == Asset(content, path).digest, "it is known by the file that was changed"
    return Image.open(BytesIO(found.content))


def pixel(image: Image.Image) -> tuple[int, ...]:
    found = image.getpixel((4, 4))
    assert isinstance(found, tuple)
    return tuple(int(one) for one in found)


def near(found: tuple[int, ...], wanted: tuple[int, ...], by: int = 3) -> bool:
    return all(abs(one - other) <= by for one, other in zip(found, wanted, strict=True))


@pytest.mark.parametrize("own", [b"", INKS, b"no profile at all"])
def test_a_separated_photograph_has_the_colours_of_the_press(own: bytes) -> None:
    picture = shown(saved(Image.new("CMYK", (8, 8), RED), profile=own))
    assert picture.mode == "RGB"
    assert near(pixel(picture), RED_ON_SCREEN), pixel(picture)
    assert "icc_profile" not in picture.info, "it is in sRGB now"


def test_a_profile_of_other_colours_is_passed_over() -> None:
    of_screen = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    picture = shown(saved(Image.new("CMYK", (8, 8), RED), profile=of_screen))
    assert near(pixel(picture), RED_ON_SCREEN), pixel(picture)


def test_without_any_profile_it_is_red_all_the_same() -> None:
    red, green, blue = pixel(shown(saved(Image.new("CMYK", (8, 8), RED)), shipped=b""))
    assert red > 200
    assert max(green, blue) < 60


def test_a_scan_in_sixteen_bits_of_grey_is_as_light_as_it_was() -> None:
    scan = Image.new("I;16", (8, 8), 200 * 257)
    picture = shown(saved(scan, "PNG"), PATH.replace("jpg", "png"))
    assert (picture.mode, picture.getpixel((4, 4))) == ("L", 200)


@pytest.mark.parametrize(
    ("mode", "kind"), [("RGB", "JPEG"), ("L", "JPEG"), ("RGBA", "PNG"), ("P", "PNG")]
)
def test_what_every_screen_shows_keeps_its_bytes(mode: str, kind: str) -> None:
    content = saved(Image.new(mode, (8, 8)), kind)
    reading = on_screen(Assets({PATH: Asset(content, PATH)}), SHIPPED_PROFILE)
    found = reading.get(PATH)
    assert found is not None
    assert found.content is content
    assert set(reading.asked) == {PATH}, "no profile was needed"


def test_the_profile_is_among_what_a_separated_picture_depends_on() -> None:
    files = {PATH: Asset(saved(Image.new("CMYK", (8, 8), RED)), PATH)}
    assert on_screen(Assets(files), SHIPPED_PROFILE).asked == {SHIPPED_PROFILE: None}
