import struct
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageFile

from loftespdf.loading import pictures
from loftespdf.loading.pledges import Loaded
from loftespdf.loading.svg import judge_svg
from tests.loading.helpers import AREA, PLEDGE, load, short, write

SVG = b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">%b</svg>'


def raster(kind: str, size: tuple[int, int] = (40, 30), **options: object) -> bytes:
    out = BytesIO()
    Image.effect_noise(size, 50).convert("RGB").save(out, kind, **options)
    return out.getvalue()


def pictured(root: Path, name: str, content: bytes | None = None) -> Loaded:
    if content is not None:
        write(root, f"content/testby/{name}", content)
    return load(root, f"{PLEDGE}bilder:\n  - {{fil: '{name}', alt: A}}\n")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("bilder/x.png", raster("PNG")),
        ("bilder/x.jpg", raster("JPEG")),
        ("bilder/X.JPEG", raster("JPEG")),
        ("bilder/x.svg", SVG % b"<path d='M0 0h9'/>"),
    ],
)
def test_a_real_picture_is_read(tmp_path: Path, name: str, content: bytes) -> None:
    loaded = pictured(tmp_path, name, content)
    assert loaded.problems == ()
    assert loaded.files[f"content/testby/{name}"].content == content


def test_a_picture_of_another_area_has_both_its_addresses(tmp_path: Path) -> None:
    write(tmp_path, "content/_gemensamt/x.png", raster("PNG"))
    loaded = pictured(tmp_path, "../_gemensamt/x.png")
    assert loaded.problems == ()
    assert set(loaded.files) == {
        "content/testby/../_gemensamt/x.png",
        "content/_gemensamt/x.png",
    }


def test_logos_are_read_too(tmp_path: Path) -> None:
    for name in ("a.svg", "b.svg"):
        write(tmp_path, f"content/testby/{name}", SVG % b"")
    brand = "varumärke: {logotyper: {polisen: {fil: a.svg, alt: P, tryck: b.svg}}}\n"
    loaded = load(tmp_path, area=f"{AREA}{brand}")
    assert set(loaded.files) == {"content/testby/a.svg", "content/testby/b.svg"}


@pytest.mark.parametrize(
    ("name", "kind", "words"),
    [
        ("bilder/y.png", "picture-missing", "finns inte"),
        ("/etc/passwd", "picture-path", "från områdets mapp"),
        ("C:/bild.png", "picture-path", "från områdets mapp"),
        ("https://example.org/x.png", "picture-path", "från områdets mapp"),
        ("bilder\\x.png", "picture-path", "bakstreck"),
        ("../../../x.png", "outside-workspace", "leder ut"),
    ],
)
def test_a_picture_in_the_wrong_place_is_told(
    tmp_path: Path, name: str, kind: str, words: str
) -> None:
    (problem,) = pictured(tmp_path, name).problems
    assert short([problem]) == [f"2021.yaml:10:11 {kind}"]
    assert problem.path == "bilder.1.fil"
    assert words in str(problem.what)


@pytest.mark.parametrize(
    ("name", "there", "words"),
    [
        ("bilder/torget.jpg", "torget.JPG", "skriv bilder/torget.JPG: stora och små"),
        ("bilder/torgget.jpg", "torget.jpg", "menade du bilder/torget.jpg?"),
    ],
)
def test_a_near_file_name_is_suggested(tmp_path: Path, name: str, there: str, words: str) -> None:
    write(tmp_path, f"content/testby/bilder/{there}", raster("JPEG"))
    (problem,) = pictured(tmp_path, name).problems
    assert problem.kind == "picture-missing"
    assert words in str(problem.instead)


def test_a_link_to_a_picture_outside_is_refused(tmp_path: Path) -> None:
    secret = write(tmp_path, "ute/x.png", raster("PNG"))
    root = tmp_path / "inne"
    (root / "content/testby").mkdir(parents=True)
    (root / "content/testby/x.png").symlink_to(secret)
    loaded = pictured(root, "x.png")
    assert short(loaded.problems) == ["2021.yaml:10:11 outside-workspace"]
    assert loaded.files == {}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"GIF89a",
        b"hej hej",
        raster("PNG")[:-40],
        raster("JPEG")[:-200],
        raster("PNG").replace(b"IDAT", b"IDOT"),
        b"\x89PNG\r\n\x1a\n" + b"\xff" * 100,
    ],
)
@pytest.mark.parametrize("engine_is_loaded", [False, True])
def test_what_is_no_whole_picture_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes, *, engine_is_loaded: bool
) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", engine_is_loaded)
    for name in ("x.png", "x.jpg"):
        assert [p.kind for p in pictured(tmp_path, name, content).problems] == ["picture-broken"]


def test_a_name_that_claims_another_kind_is_told(tmp_path: Path) -> None:
    (problem,) = pictured(tmp_path, "x.jpg", raster("PNG")).problems
    assert problem.kind == "picture-kind"
    assert "PNG" in str(problem.what)
    assert "x.png" in str(problem.instead)
    (problem,) = pictured(tmp_path, "x.png", SVG % b"").problems
    assert "x.svg" in str(problem.instead)


def header_of(width: int, height: int) -> bytes:
    """A PNG that claims a size and has next to nothing in it."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = zlib.compress(bytes(1_000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


@pytest.mark.parametrize("size", [(10_000, 6_001), (10_000, 10_000), (65_000, 65_000)])
def test_a_picture_that_would_unfold_without_end_is_refused(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    loaded = pictured(tmp_path, "x.png", header_of(*size))
    assert [p.kind for p in loaded.problems] == ["picture-too-large"]


def test_a_large_picture_within_bounds_is_not_refused_for_its_size(tmp_path: Path) -> None:
    loaded = pictured(tmp_path, "x.png", header_of(10_000, 6_000))
    assert loaded.problems == ()


def test_a_file_over_the_limit_is_refused_unread(tmp_path: Path) -> None:
    target = write(tmp_path, "content/testby/x.png", b"")
    with target.open("r+b") as file:
        file.truncate(pictures.MAX_BYTES + 1)
    assert [p.kind for p in pictured(tmp_path, "x.png").problems] == ["file-too-big"]


@pytest.mark.parametrize(
    ("inside", "words"),
    [
        (b"<script>alert(1)</script>", "program"),
        (b"<g onload='alert(1)'/>", "program"),
        (b"<foreignObject/>", "program"),
        (b"<image href='http://example.org/x.png'/>", "annan plats"),
        (b"<image xmlns:xlink='http://www.w3.org/1999/xlink' xlink:href='x.png'/>", "annan plats"),
        (b"<use href='file:///etc/passwd'/>", "annan plats"),
        (b"<a href='javascript:alert(1)'/>", "annan plats"),
        (b"<style>@import 'x.css';</style>", "annan plats"),
        (b"<style>a{fill:<![CDATA[ur]]>l(http://example.org)}</style>", "annan plats"),
        (b"<rect style='fill: url(http://example.org/x)'/>", "annan plats"),
        (b"<rect fill='url( \"x.svg#a\" )'/>", "annan plats"),
        (b"<?xml-stylesheet href='x.css'?>", "annan plats"),
        (b"<path", "går inte att läsa"),
    ],
)
def test_an_svg_that_runs_or_fetches_is_refused(tmp_path: Path, inside: bytes, words: str) -> None:
    (problem,) = pictured(tmp_path, "x.svg", SVG % inside).problems
    assert problem.kind == "picture-unsafe"
    assert words in str(problem.what)


@pytest.mark.parametrize(
    "content",
    [
        b'<!DOCTYPE svg [<!ENTITY a "x"><!ENTITY b "&a;&a;">]><svg>&b;</svg>',
        b'<!DOCTYPE svg SYSTEM "http://example.org/x.dtd"><svg/>',
        '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE svg><svg/>'.encode("utf-16"),
    ],
)
def test_a_document_type_is_refused_in_any_encoding(content: bytes) -> None:
    words = judge_svg(content)
    assert words
    assert "DOCTYPE" in str(words[0])


def test_an_svg_may_refer_to_its_own_parts() -> None:
    inside = (
        b"<defs><linearGradient id='g'/></defs><rect fill='url(#g)' style='filter:url(\"#f\")'/>"
        b"<use href='#g'/><image href='data:image/png;base64,AAAA'/><style>a{fill:url(#g)}</style>"
    )
    assert judge_svg(SVG % inside) is None


@pytest.mark.parametrize(
    "inside",
    [
        b"<g id='a'><use href='#b'/></g><g id='b'><use href='#a'/></g>",
        b"<g id='a'><g><use href='#a'/></g></g>",
        b"<pattern id='p'><rect fill='url(#p)'/></pattern>",
    ],
)
def test_parts_that_are_made_of_themselves_are_refused(inside: bytes) -> None:
    words = judge_svg(SVG % inside)
    assert words
    assert "cirkel" in str(words[0])


@pytest.mark.parametrize(
    "inside",
    [
        b"<g id='a'><a href='#a'/></g>",
        b"<g id='a'><g id='b'><g id='a'/></g></g>",
        b"<g id='a'><g id=''/></g>",
    ],
)
def test_links_and_repeated_names_are_no_circle(inside: bytes) -> None:
    assert judge_svg(SVG % inside) is None


@pytest.mark.parametrize(("levels", "is_refused"), [(4, False), (7, True), (300, True)])
def test_a_few_lines_that_unfold_to_millions_of_shapes_are_refused(
    levels: int, *, is_refused: bool
) -> None:
    groups = (
        b"<g id='g%d'>%b</g>" % (level, b"<use href='#g%d'/>" % (level + 1) * 10)
        for level in range(levels)
    )
    inside = b"".join((*groups, b"<g id='g%d'><path/></g>" % levels))
    words = judge_svg(SVG % inside)
    assert bool(words) is is_refused
    assert not words or "orimligt många delar" in str(words[0])


@pytest.mark.parametrize(
    ("begins", "kind"),
    [(b"\0\0\0\x18ftypheic", "HEIC"), (b"RIFF\0\0\0\0WEBP", "WebP"), (b"%PDF-1.7", "PDF")],
)
def test_a_picture_of_another_kind_is_called_by_its_name(
    tmp_path: Path, begins: bytes, kind: str
) -> None:
    (problem,) = pictured(tmp_path, "x.jpg", begins + bytes(500)).problems
    assert problem.kind == "picture-broken"
    assert f"formatet {kind}" in str(problem.what)


def test_html_is_no_svg() -> None:
    words = judge_svg(b"<html/>")
    assert words
    assert "ingen SVG" in str(words[0])


def test_a_name_that_only_looks_the_same_is_told_apart(tmp_path: Path) -> None:
    """A Mac writes å as a and a ring; a name in the content is always one letter."""
    write(tmp_path, "content/testby/bilder/ma\u030alad.jpg", raster("JPEG"))
    [problem] = pictured(tmp_path, "bilder/m\u00e5lad.jpg").problems
    assert problem.kind == "picture-missing"
    assert "bilder/malad.jpg" in str(problem.instead)
