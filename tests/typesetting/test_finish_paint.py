"""Leaving out what paints nothing: everything is painted as before, and only that."""

from contextlib import closing
from io import BytesIO

import pikepdf
import pydyf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loftespdf.inspecting.opening import read_pdf
from loftespdf.typesetting import finish
from loftespdf.typesetting.finish_order import Items
from loftespdf.typesetting.finish_paint import without_idle
from tests.inspecting.pages import compose, everything, typeset
from tests.typesetting.streams import STREAMS, marked, operators, painted


@settings(max_examples=400, deadline=None)
@given(STREAMS)
def test_everything_is_painted_in_the_same_order_place_state_clip_and_mark(items: Items) -> None:
    before = list(items)
    assert painted(without_idle(items)) == painted(items)
    assert items == before


@settings(max_examples=100, deadline=None)
@given(STREAMS)
def test_what_is_tidy_stays_as_it_is(items: Items) -> None:
    once = without_idle(items)
    assert painted(without_idle(once)) == painted(once)
    assert len(without_idle(once)) <= len(once)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from([b"q", b"Q", b"BT", b"ET", b"EMC", b"0 0 9 9 re", b"f", b"1 w"])))
def test_a_stream_whose_ends_do_not_match_is_left_alone_or_whole(items: list[object]) -> None:
    tidied = without_idle(items)
    balanced = all(
        tidied.count(begin) == tidied.count(end) for begin, end in [(b"q", b"Q"), (b"BT", b"ET")]
    )
    assert tidied == items or balanced


# One thing at a time


@pytest.mark.parametrize(
    ("stream", "left"),
    [
        ("q q /a1 gs 0_0_1 rg Q Q", ""),
        ("q 0_0_9_9 re W n 1_0_0_1_4_4 cm Q", ""),
        ("q q 0_0_9_9 re f Q Q", "re f"),
        ("q 0_0_9_9 re W n q 0_0_9_9 re f Q Q", "q re W n re f Q"),
        ("q q 0_0_9_9 re W n 0_0_9_9 re f Q 0_0_9_9 re f Q", "q re W n re f Q re f"),
        ("q 0_0_9_9 re f /s0 gs Q 0_0_9_9 re f", "q re f gs Q re f"),
        ("/s0 gs q 1 J 0_0_9_9 re f Q 0_0_9_9 re f", "gs q J re f Q re f"),
        ("1 w 2 w 0_0_9_9 re S 2 w 0_0_9_9 re S 1 w", "w re S re S"),
        ("q 2 w 0_0_9_9 re S Q 2 w 0_0_9_9 re S", "w re S re S"),
        ("/a1.0 gs 0_0_9_9 re f /s0 gs /a1.0 gs 0_0_9_9 re f", "re f gs gs re f"),
        ("/Lab cs 1 scn /Lab cs 1 scn 0_0_9_9 re f 1 g /Lab cs 2 scn 0_0_9_9 re f",
         "cs scn re f cs scn re f"),
        ("/F_9 Tf BT 5 Tm /F_9 Tf 1 TJ ET BT 6 Tm /F_9 Tf 2 TJ ET",
         "BT Tm Tf TJ Tm TJ ET"),
        ("BT 1 Tm 1 TJ ET BT 2 TJ ET", "BT Tm TJ ET BT TJ ET"),
        ("BT 1 Tm 1 TJ ET q BT 2 Tm ET Q BT 2 Tm 2 TJ ET", "BT Tm TJ Tm TJ ET"),
        ("/a1.0 gs 0_0_9_9 re f /A1.0 gs 0_0_9_9 re S", "re f re S"),
        ("q /a0.5 gs 0_0_9_9 re f Q /a1.0 gs 0_0_9_9 re f", "gs re f gs re f"),
    ],
)  # fmt: skip
def test_what_is_left(stream: str, left: str) -> None:
    assert operators(without_idle(items_of(stream))) == left


def items_of(stream: str) -> Items:
    """Read ``1 w q`` as two operators; operands of more than one word are joined by ``_``."""
    items: Items = []
    operands: list[str] = []
    for word in stream.split():
        if word[0] in "/0123456789":
            operands.append(word.replace("_", " "))
        else:
            items.append(" ".join((*operands, word)).encode())
            operands = []
    return items


def test_an_empty_artifact_goes_and_empty_marked_content_stays() -> None:
    empty: Items = [b"BT", b"ET"]
    mark = pydyf.Dictionary({"MCID": 3})
    items = [*marked("/Figure", empty), *marked("/Artifact", []), "/Span", mark, b"BDC", b"EMC"]
    assert without_idle(items) == ["/Span", mark, b"BDC", b"EMC"]


def test_what_a_group_has_set_is_set_back_where_it_is_asked_for() -> None:
    filled: Items = [b"0 0 9 9 re", b"f"]
    items: Items = [b"q", b"1 0 0 rg", *filled, b"Q", *filled]
    assert without_idle(items) == [b"1 0 0 rg", *filled, b"0 g", *filled]


def line(*items: bytes, before: tuple[bytes, ...] = ()) -> Items:
    return marked("/Artifact", [*before, b"q", b"1 w", *items, b"Q"])


LINE = (b"1 1 m", b"5 1 l", b"S")


@pytest.mark.parametrize(
    "items",
    [
        [*line(*LINE, before=(b"1 0 0 1 4 4 cm",)), *line(*LINE, before=(b"1 0 0 1 4 4 cm",))],
        [*line(*LINE, *LINE), *line(*LINE, *LINE)],
        [*line(b"1 1 m", b"W", b"S"), *line(b"1 1 m", b"W", b"S")],
        [b"q", b"q", *line(*LINE), b"Q", b"Q", *line(*LINE)],
        [*marked("/Artifact", [b"1 0 0 1 4 4 cm"]), *line(*LINE)],
        [*marked("/Artifact", [b"0 0 9 9 re", b"W", b"n"]), *line(*LINE)],
    ],
)
def test_lines_are_painted_in_the_state_they_had(items: Items) -> None:
    assert painted(without_idle(items)) == painted(items)


@pytest.mark.parametrize("item", [b"q", b"BT"])
def test_groups_that_cut_across_each_other_are_left_alone(item: bytes) -> None:
    end = {b"q": b"Q", b"BT": b"ET"}[item]
    items: Items = [item, "/Artifact", b"BMC", b"1 w", end, b"EMC"]
    assert without_idle(items) == items


# In a whole file


@pytest.fixture(scope="module")
def files() -> tuple[bytes, bytes]:
    """The page with all the engine wrote on it, and as it is finished."""
    page, css = compose(everything()), "th, td { border: 1pt solid #888; letter-spacing: 1pt }"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(finish, "leave_out_idle", lambda _: None)
        patch.setattr(finish, "join", lambda _: None)
        untidied = typeset(page, css).content
    return untidied, typeset(page, css).content


def test_a_page_looks_and_reads_the_same(files: tuple[bytes, bytes]) -> None:
    before, after = (pypdfium2.PdfDocument(each) for each in files)
    with closing(before), closing(after):
        for old, new in zip(before, after, strict=True):
            drawn = [each.render(scale=2).to_pil().tobytes() for each in (old, new)]
            assert drawn[0] == drawn[1]
            texts = [each.get_textpage().get_text_bounded() for each in (old, new)]
            assert texts[0] == texts[1]
    assert read_pdf(files[0]) == read_pdf(files[1])


def test_a_page_has_half_of_the_operators(files: tuple[bytes, bytes]) -> None:
    before, after = (
        sum(len(pikepdf.parse_content_stream(page)) for page in pikepdf.open(BytesIO(each)).pages)
        for each in files
    )
    assert after < before * 0.5
