"""An advertisement's arrangement: which composition, how many columns, whose colours."""

from decimal import Decimal

import pytest

from loftespdf.composing.advert import arrange, compose_advert
from loftespdf.composing.brand import held_to, press_css
from loftespdf.composing.columns import columns_that_read, share_out
from loftespdf.composing.qr import qr_code
from loftespdf.inspecting.text import prove_content
from loftespdf.loading.sheets import load_sheets
from loftespdf.model.area import Area
from loftespdf.model.problem import Place
from loftespdf.model.sheets import PrintSheet
from loftespdf.operations.sheets import Booking, book
from tests import samples


def sheet(size: str) -> PrintSheet:
    theme = samples.theme()
    found = book(Booking(None, size, Place("prov")), load_sheets(theme)[0]["annons"], theme)
    assert isinstance(found, PrintSheet)
    return found


@pytest.mark.parametrize(
    ("size", "composition", "most"),
    [
        ("67x180", "column", 1), ("93x150", "column", 1), ("100x145", "column", 1),
        ("100x295", "column", 1), ("122x372", "column", 1),
        ("205x70", "strip", 2), ("376x80", "strip", 4), ("138x50", "narrow-strip", 1),
        ("89x59", "card", 1), ("100x70", "card", 1),
        ("122x178", "block", 2), ("138x100", "block", 2), ("183x122", "block", 3),
        ("205x145", "page", 3), ("205x295", "page", 3), ("248x372", "page", 3),
        ("248x185", "page", 3), ("196x300", "page", 3),
    ],
)  # fmt: skip
def test_the_composition_follows_area_and_proportion(
    size: str, composition: str, most: int
) -> None:
    booked = sheet(size)
    found = arrange("annons", samples.layout("annons"), booked, None).composition
    assert (found.name, found.columns(booked.width)) == (composition, most)


def columns(size: str, weights: tuple[int, ...], *, picture: bool = False) -> int:
    booked = sheet(size)
    found = arrange("annons", samples.layout("annons"), booked, None).composition
    across = (float(booked.width), float(booked.height))
    return columns_that_read(found, across, weights, picture=picture)


def test_the_fewer_characters_an_area_holds_the_fewer_columns() -> None:
    assert columns("248x372", (170,) * 4) == 1
    assert columns("248x372", (180,) * 9) == 2
    assert columns("248x372", (180,) * 30) == 3
    assert columns("122x178", (170,) * 4) == 1
    assert columns("122x178", (180,) * 9) == 2


def test_a_picture_leaves_room_for_smaller_type_in_more_columns() -> None:
    assert columns("248x372", (130,) * 6) == 1
    assert columns("248x372", (130,) * 6, picture=True) == 2


def test_a_composition_of_one_column_has_one_whatever_stands_in_it() -> None:
    assert columns("67x180", (10,)) == columns("100x70", (400,) * 20) == 1


def test_every_size_down_to_the_smallest_has_a_composition() -> None:
    layout = samples.layout("annons")
    for width in range(30, 400, 17):
        for height in range(30, 400, 17):
            found = arrange("annons", layout, sheet(f"{width}x{height}"), None)
            assert found.composition in layout.compositions


@pytest.mark.parametrize("size", ["67x180", "205x70", "100x70", "122x178", "248x372"])
def test_every_way_to_say_it_holds_its_leaves_once_and_in_order(size: str) -> None:
    layout = samples.layout("annons")
    document = samples.document(area={"länk": "https://exempelby.se/lofte"})
    found = arrange("annons", layout, sheet(size), None)
    ways = compose_advert(document, "annons", layout, found, samples.templates())
    assert ways
    for way in ways:
        assert prove_content(way) == ()
        assert way.leaves[0].text == "Medborgarlöfte för Exempelby"
        assert "exempelby.se/lofte" in "".join(way.tree.itertext())


def test_columns_are_shared_out_in_order_and_as_even_as_can_be() -> None:
    assert share_out("abcd", (10, 10, 10, 10), 2) == (("a", "b"), ("c", "d"))
    assert share_out("abc", (50, 10, 10), 2) == (("a",), ("b", "c"))
    assert share_out("abc", (10, 10, 50), 2) == (("a", "b"), ("c",))
    assert share_out("ab", (1, 1), 3) == (("a",), ("b",))
    assert share_out("", (), 2) == ()


def test_forty_promises_are_shared_out_at_once() -> None:
    runs = share_out(tuple(range(40)), tuple(range(40)), 4)
    assert [each for run in runs for each in run] == list(range(40))
    assert len(runs) == 4


def inks(*shares: int) -> tuple[Decimal, Decimal, Decimal, Decimal]:
    cyan, magenta, yellow, black = map(Decimal, shares)
    return cyan, magenta, yellow, black


def test_a_colour_within_the_papers_ink_is_left_alone() -> None:
    assert held_to(inks(100, 60, 0, 30), Decimal(220)) == inks(100, 60, 0, 30)


@pytest.mark.parametrize(
    "colour", [inks(90, 20, 85, 45), inks(100, 100, 100, 100), inks(100, 100, 60, 0)]
)
def test_a_colour_with_too_much_ink_is_held_and_none_goes_below_nothing(
    colour: tuple[Decimal, Decimal, Decimal, Decimal],
) -> None:
    held = held_to(colour, Decimal(220))
    assert Decimal(215) < sum(held) <= Decimal(220)
    assert all(0 <= share <= 100 for share in held)


def test_only_press_values_colour_the_press() -> None:
    area = Area.model_validate({
        **samples.AREA,
        "varumärke": {"färger": {
            "polisen": {"skärm": "#003366", "tryck": ["100", "70", "0", "40"]},
            "kommunen": {"skärm": "#0b5d3b"},
        }},
    })  # fmt: skip
    css = press_css(area, Decimal(240))
    assert "--colour-police: device-cmyk(1 0.7 0 0.4);" in css
    assert "municipality" not in css
    assert "#" not in css


def test_the_code_is_vector_in_black_ink_alone_with_its_quiet_zone() -> None:
    path, asset = qr_code("https://exempelby.se/lofte")
    svg = asset.content.decode()
    assert path.startswith("qr/")
    assert svg.count("fill=") == 1
    assert 'fill="device-cmyk(0 0 0 1)"' in svg
    assert "M4 4h1" in svg  # the first finder begins after four modules of quiet
    assert "M3 " not in svg
