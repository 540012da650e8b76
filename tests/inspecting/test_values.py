"""The small values of the room: colours, text maps, typefaces' names, folded text."""

import pytest

from loftespdf.inspecting.appearance import _is_of
from loftespdf.inspecting.colour import contrast_on_white, in_hex, to_rgb
from loftespdf.inspecting.fonts import read_cmap
from loftespdf.inspecting.packet import read_packet
from loftespdf.inspecting.reading import Xmp


@pytest.mark.parametrize(
    ("code", "ratio"),
    [("#000000", 21), ("#ffffff", 1), ("#767676", 4.54), ("#777777", 4.48), ("#003366", 12.61)],
)
def test_contrast_is_that_of_wcag(code: str, ratio: float) -> None:
    colour = to_rgb([int(code[at : at + 2], 16) / 255 for at in (1, 3, 5)])
    assert colour is not None
    assert contrast_on_white(colour) == pytest.approx(ratio, abs=0.01)
    assert in_hex(colour) == code


def test_cmyk_and_gray_are_told_as_rgb_and_unknown_numbers_are_not() -> None:
    assert to_rgb([0, 0, 0, 1]) == (0, 0, 0)
    assert to_rgb([1, 0, 0, 0]) == (0, 1, 1)
    assert to_rgb([0.25]) == (0.25, 0.25, 0.25)
    assert to_rgb([0.1, 0.2]) is None


def test_a_text_map_is_read_in_all_its_forms() -> None:
    cmap = b"""2 beginbfchar <0003> <0020> <13B2> <00660069> endbfchar
        2 beginbfrange <0010> <0012> <0041> <0020><0021> [<00E5> <D83DDE00>] endbfrange
        1 beginbfchar<00FF><00AD>endbfchar"""
    assert read_cmap(cmap) == {
        0x03: " ", 0x13B2: "fi", 0x10: "A", 0x11: "B", 0x12: "C", 0x20: "å", 0x21: "😀",
        0xFF: "\N{SOFT HYPHEN}",
    }  # fmt: skip


_BROKEN = (
    b"",
    b"begin",
    b"1 beginbfchar <1> <2> endbfchar",
    b"1 beginbfrange <0000> <FFFFFFFF> <FFFF> endbfrange",
)


@pytest.mark.parametrize("cmap", _BROKEN)
def test_a_broken_text_map_gives_what_it_can(cmap: bytes) -> None:
    assert isinstance(read_cmap(cmap), dict)


@pytest.mark.parametrize(
    ("name", "family", "same"),
    [
        ("Source-Sans-3", "Source Sans 3", True),
        ("Source-Sans-3,", "Source Sans 3", True),
        ("Source-Sans-3-Semi-Bold", "Source Sans 3", True),
        ("Source-Sans-3-Oblique", "Source Sans 3", True),
        ("Source-Sans-3-Light-Italic", "Source Sans 3", True),
        ("Source-Sans-36", "Source Sans 3", False),
        ("DejaVu-Sans-Mono", "DejaVu Sans", False),
        ("DejaVu-Sans", "Source Sans 3", False),
    ],
)
def test_a_typeface_is_known_by_its_family(name: str, family: str, same: bool) -> None:  # noqa: FBT001
    assert _is_of(name, family) is same


def test_a_packet_is_read_with_elements_or_attributes_and_never_fails() -> None:
    attributes = b"""<x xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><r:RDF>
        <r:Description xmlns:a="http://www.aiim.org/pdfa/ns/id/" a:part="1" a:conformance="B"/>
        </r:RDF></x>"""
    assert read_packet(attributes) == Xmp(pdfa="1b")
    assert read_packet(b"<x>") == read_packet(b"") == read_packet(b"\xff\xfe") == Xmp()
