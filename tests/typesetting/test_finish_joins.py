"""Joining what goes on: everything is painted where it was, in fewer pieces."""

import pytest
from hypothesis import given, settings

from loftespdf.typesetting.finish_joins import joined
from loftespdf.typesetting.finish_order import Items
from loftespdf.typesetting.finish_paint import without_idle
from tests.typesetting.streams import STREAMS, marked, operators, painted

LINE = (b"1 1 m", b"5 1 l", b"S")


@settings(max_examples=400, deadline=None)
@given(STREAMS)
def test_everything_is_painted_in_the_same_order_place_state_clip_and_mark(items: Items) -> None:
    tidy = without_idle(items)
    before = list(tidy)
    assert painted(joined(tidy)) == painted(items)
    assert tidy == before


@settings(max_examples=100, deadline=None)
@given(STREAMS)
def test_what_is_joined_may_be_joined_again(items: Items) -> None:
    once = joined(without_idle(items))
    assert painted(joined(once)) == painted(once)
    assert len(joined(once)) <= len(once)


# Texts


def text(*places: bytes) -> Items:
    shown = (each for place in places for each in (b"1 0 0 -1 %b Tm" % place, b"[<0001>] TJ"))
    return [b"BT", *shown, b"ET"]


def span(number: int, *content: object) -> Items:
    return ["/Span", {"MCID": number}, b"BDC", *content, b"EMC"]


def test_texts_of_several_marks_are_one_text_object_around_them() -> None:
    items = [*span(0, *text(b"5 6", b"5 26.5")), *span(1, *text(b"7 20"))]
    shown = [b"1 0 0 -1 5 6 Tm", b"[<0001>] TJ", b"0 -20.5 Td", b"[<0001>] TJ"]
    last = span(1, b"2 6.5 Td", b"[<0001>] TJ")
    assert joined(items) == [b"BT", *span(0, *shown), *last, b"ET"]
    assert painted(joined(items)) == painted(items)


@pytest.mark.parametrize(
    ("first", "second", "moved"),
    [
        (b"0.1 0.2", b"0.3 0.1", b"0.2 0.1 Td"),
        (b"75.590551 94.330786", b"75.590552 94.330785", b"0.000001 0.000001 Td"),
        (b"148. 0.5", b"148 1", b"0 -0.5 Td"),
        (b"9.5 3", b"9 13", b"-0.5 -10 Td"),
    ],
)
def test_a_text_is_moved_to_the_very_place(first: bytes, second: bytes, moved: bytes) -> None:
    assert joined(text(first, second))[3] == moved
    assert painted(joined(text(first, second))) == painted(text(first, second))


def test_what_is_turned_or_follows_what_is_turned_is_placed_by_itself() -> None:
    turned = [b"0 1 1 0 5 6 Tm", b"[<0001>] TJ"]
    items = [*text(b"1 1")[:-1], *turned, *text(b"2 2")[1:]]
    assert joined(items) == items


def test_a_text_that_sets_no_place_begins_where_text_objects_begin() -> None:
    items = [*span(0, *text(b"5 6")), *span(1, b"BT", b"[<0002>] TJ", b"ET")]
    assert operators(joined(items)) == "BT BDC Tm TJ EMC ET BT BDC TJ EMC ET"
    assert painted(joined(items)) == painted(items)


def test_a_text_object_and_a_mark_never_cut_across_each_other() -> None:
    """ISO 32000-1, 14.6.1: one lies wholly in the other."""
    picture = [b"/i1 Do"]
    items = [*span(0, *text(b"5 6")), *span(1, *text(b"5 7"), *picture), *span(2, *text(b"5 8"))]
    expected = "BT BDC Tm TJ EMC ET BDC BT Tm TJ ET Do EMC BT BDC Tm TJ EMC ET"
    assert operators(joined(items)) == expected


# Artifacts


def test_artifacts_of_one_kind_are_one() -> None:
    feet = [item for foot in (text(b"5 6"), text(b"9 6")) for item in marked("/Figure", foot)]
    items = [*marked("/Artifact", [*LINE]), *marked("/Artifact", [b"0 0 9 9 re", b"f"]), *feet]
    assert operators(joined(items)) == "BMC m l S re f EMC BT BDC Tm TJ Td TJ EMC ET"
    assert painted(joined(items)) == painted(items)


def test_an_artifact_in_one_that_was_joined_is_its_own() -> None:
    one, moved = marked("/Artifact", [*LINE]), b"1 0 0 1 4 4 cm"
    items = [*one, *marked("/Artifact", [moved, *one])]
    assert operators(joined(items)) == "BMC m l S cm BMC m l S EMC EMC"


def test_what_is_no_artifact_or_does_not_follow_is_not_joined() -> None:
    one = marked("/Artifact", [b"/i1 Do"])
    items = [*one, b"q", *one, b"Q", *marked("/P", [b"/i1 Do"]), *marked("/P", [b"/i1 Do"])]
    assert joined(items) == items
