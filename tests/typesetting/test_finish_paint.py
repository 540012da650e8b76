"""Leaving out what paints nothing: everything is painted as before, and only that."""

from contextlib import closing
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

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

PATH = ("m", "l", "c", "h", "re")
PATH_PAINTING = ("f", "f*", "S", "B")
COLOURS = {"rg": "fill", "g": "fill", "cs": "fill", "RG": "stroke", "CS": "stroke"}
SHADES = {"scn": "fill", "SCN": "stroke"}
KEPT = ("w", "J", "M", "d", "Tf", "Tc", "Ts", "Tr")


@dataclass
class Seen:
    """A reader of its own, far from sparing: what each painting operator paints, and in what."""

    events: list[object] = field(default_factory=list)
    state: dict[str, Any] = field(default_factory=lambda: {"a": "/a1.0", "A": "/A1.0"})
    saved: list[dict[str, Any]] = field(default_factory=list)
    marks: list[tuple[object, object]] = field(default_factory=list)
    path: list[str] = field(default_factory=list)
    clip: str = ""
    place: str = ""
    text: list[object] = field(default_factory=list)

    def follow(self, items: Items) -> "Seen":
        tag = properties = None
        for item in items:
            if isinstance(item, str):
                tag, properties = item, None
            elif isinstance(item, dict):
                properties = item
            else:
                assert isinstance(item, bytes)
                *operands, operator = item.decode().split()
                if operator in ("BMC", "BDC"):
                    self.begin_mark(tag, properties)
                else:
                    self.operate(operator, operands, item.decode())
        assert not self.saved
        assert not self.marks
        return self

    def begin_mark(self, tag: object, properties: object) -> None:
        assert not self.path
        mcid = properties.get("MCID") if isinstance(properties, dict) else None
        self.marks.append((tag, mcid))
        if mcid is not None:
            self.events.append(("marked", mcid))

    def operate(self, operator: str, operands: list[str], item: str) -> None:
        if operator in PATH:
            self.path.append(item)
        elif operator in ("W", "W*"):
            self.clip = operator
        elif operator in PATH_PAINTING or operator == "n":
            self.end_path(operator)
        else:
            assert not self.path, f"{item} in the midst of a path"
            self.set_or_show(operator, operands, item)

    def end_path(self, operator: str) -> None:
        assert self.path
        if operator != "n":
            self.paint(operator, *self.path)
        if self.clip:
            limits = (self.clip, *self.path, self.state.get("cm"))
            self.state["clips"] = (*self.state.get("clips", ()), limits)
        self.path, self.clip = [], ""

    def set_or_show(self, operator: str, operands: list[str], item: str) -> None:
        state = self.state
        if operator in COLOURS:
            state[COLOURS[operator]] = (item,)
        elif operator in SHADES:
            state[SHADES[operator]] = (*state.get(SHADES[operator], ())[:1], item)
        elif operator in KEPT:
            state[operator] = item
        elif operator == "gs":
            self.external(operands[0])
        elif operator == "cm":
            state["cm"] = (*state.get("cm", ()), item)
        elif operator == "q":
            self.saved.append(state.copy())
        elif operator == "Q":
            self.state = self.saved.pop()
        elif operator == "EMC":
            self.marks.pop()
        else:
            self.show(operator, item)

    def external(self, name: str) -> None:
        if name[1] in "aA":
            self.state[name[1]] = name
        else:
            self.state |= {"a": "/a1", "mask": (name, self.state.get("cm"))}

    def show(self, operator: str, item: str) -> None:
        if operator in ("BT", "ET"):
            assert bool(self.text) == (operator == "ET")
            self.text = [1] if operator == "BT" else []
            self.place = ""
        elif operator == "Tm":
            self.place = item
        else:
            assert operator in ("TJ", "Do", "sh")
            assert bool(self.text) == (operator == "TJ")
            self.paint(item)

    def paint(self, *what: str) -> None:
        artifact = any(tag == "/Artifact" for tag, _ in self.marks)
        mcids = [mcid for _, mcid in self.marks if mcid is not None]
        held = sorted(self.state.items())
        self.events.append((what, self.place, held, tuple(mcids), artifact))


def painted(items: Items) -> list[object]:
    return Seen().follow(items).events


def operators(items: Items) -> str:
    return " ".join(item.split()[-1].decode() for item in items if isinstance(item, bytes))


# Streams by chance

SETTERS = st.sampled_from(
    [b"0 0 1 rg", b"1 0 0 rg", b"0 g", b"0 0 1 RG", b"1 w", b"2 w", b"[3] 0 d", b"/a1.0 gs",
     b"/a0.5 gs", b"/A1.0 gs", b"/A0.5 gs", b"/F 12 Tf", b"/F 9 Tf", b"1 Ts", b"1 Tc"]
)  # fmt: skip
INKS = st.sampled_from([[b"/Lab cs", b"1 2 3 scn"], [b"/Lab cs", b"4 5 6 scn"], [b"/Lab CS"]])
PATHS = st.sampled_from([[b"1 1 m", b"5 1 l"], [b"1 1 m", b"5 1 l"], [b"0 0 9 9 re"], [b"2 2 m"]])
ENDS = st.sampled_from([[b"S"], [b"f"], [b"B"], [b"n"], [b"W", b"n"], [b"W*", b"n"], [b"W", b"f"]])
PLACES = st.sampled_from([[b"1 0 0 -1 5 6 Tm"], [b"1 0 0 -1 7 8 Tm"], [b"1 0 0 -1 7 8 Tm"], []])
SHOWN = st.sampled_from([[b"[<0001>] TJ"], [b"[<0001>-2<0002>] TJ"], [b"[<0001>] TJ"], []])
SHAPES = st.builds(lambda path, end: [*path, *end], PATHS, ENDS)
OTHERS = st.sampled_from([[b"1 0 0 1 4 4 cm"], [b"/i1 Do"], [b"/s0 gs"], [b"/s1 sh"]])
STATES = st.lists(SETTERS, max_size=3)


def text(before: Items, state: Items, place: Items, shown: Items) -> Items:
    return [*before, b"BT", *place, *state, *shown, b"ET"]


def marked(tag: str, content: Items) -> Items:
    if tag == "/Span":
        return [tag, {"MCID": 0}, b"BDC", *content, b"EMC"]
    if tag == "/Figure":
        return ["/Artifact", {"Type": "/Pagination"}, b"BDC", *content, b"EMC"]
    return [tag, b"BMC", *content, b"EMC"]


TEXTS = st.builds(text, STATES, STATES, PLACES, SHOWN)
LINES = st.builds(
    lambda width: marked("/Artifact", [b"q", width, b"1 1 m", b"5 1 l", b"S", b"Q"]),
    st.sampled_from([b"1 w", b"1 w", b"1 w", b"2 w"]),
)
SPANS = st.builds(lambda content: marked("/Span", content), TEXTS)
PIECES = st.one_of(STATES, INKS, SHAPES, TEXTS, SPANS, SPANS, LINES, LINES, OTHERS)
TAGS = st.sampled_from(["/Artifact", "/Span", "/Figure"])


def flat(pieces: list[Items]) -> Items:
    return [item for piece in pieces for item in piece]


GROUPS = st.recursive(
    st.lists(PIECES, max_size=5).map(flat),
    lambda inner: st.one_of(
        inner.map(lambda content: [b"q", *content, b"Q"]),
        st.builds(marked, TAGS, inner),
        st.lists(inner, max_size=4).map(flat),
    ),
    max_leaves=12,
)


def numbered(items: Items) -> Items:
    """Give each marked content an MCID of its own."""
    numbers = iter(range(len(items)))
    return [
        {"MCID": next(numbers)} if isinstance(item, dict) and "MCID" in item else item
        for item in items
    ]


@settings(max_examples=400, deadline=None)
@given(GROUPS.map(numbered))
def test_everything_is_painted_in_the_same_order_place_state_clip_and_mark(items: Items) -> None:
    before = list(items)
    assert painted(without_idle(items)) == painted(items)
    assert items == before


@settings(max_examples=100, deadline=None)
@given(GROUPS.map(numbered))
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
        ("q q 0_0_9_9 re f Q Q", "q re f Q"),
        ("q q 0_0_9_9 re f Q q 0_0_9_9 re f Q Q", "q q re f Q q re f Q Q"),
        ("1 w 2 w 0_0_9_9 re S 2 w 0_0_9_9 re S 1 w", "w re S re S"),
        ("q 2 w 0_0_9_9 re S Q 2 w 0_0_9_9 re S", "q w re S Q w re S"),
        ("/a1.0 gs 0_0_9_9 re f /s0 gs /a1.0 gs 0_0_9_9 re f", "re f gs gs re f"),
        ("/Lab cs 1 scn /Lab cs 1 scn 0_0_9_9 re f 1 g /Lab cs 2 scn 0_0_9_9 re f",
         "cs scn re f cs scn re f"),
        ("/F_9 Tf BT 5 Tm /F_9 Tf 1 TJ ET BT 6 Tm /F_9 Tf 2 TJ ET",
         "BT Tm Tf TJ Tm TJ ET"),
        ("BT 1 Tm 1 TJ ET BT 2 TJ ET", "BT Tm TJ ET BT TJ ET"),
        ("BT 1 Tm 1 TJ ET q BT 2 Tm ET Q BT 2 Tm 2 TJ ET", "BT Tm TJ Tm TJ ET"),
        ("/a1.0 gs 0_0_9_9 re f /A1.0 gs 0_0_9_9 re S", "re f re S"),
        ("q /a0.5 gs 0_0_9_9 re f Q /a1.0 gs 0_0_9_9 re f", "q gs re f Q re f"),
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


def test_lines_of_the_same_state_become_one_artifact() -> None:
    thick: Items = [b"q", b"2 w", *LINE, b"Q"]
    items = [*line(*LINE), *line(*LINE), *line(*LINE), *marked("/Artifact", thick)]
    assert operators(without_idle(items)) == "BMC q w m l S m l S m l S Q EMC BMC q w m l S Q EMC"


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
def test_lines_that_are_not_alone_in_their_state_are_painted_as_before(items: Items) -> None:
    assert painted(without_idle(items)) == painted(items)


@pytest.mark.parametrize("item", [b"q", b"BT"])
def test_groups_that_cut_across_each_other_are_left_alone(item: bytes) -> None:
    end = {b"q": b"Q", b"BT": b"ET"}[item]
    items: Items = [item, "/Artifact", b"BMC", b"1 w", end, b"EMC"]
    assert without_idle(items) == items


def test_what_is_empty_goes_also_after_what_was_joined() -> None:
    empty = [b"q", b"1 w", b"Q"]
    lines = [*line(*LINE), *line(*LINE), *empty]
    assert operators(without_idle(lines)) == "BMC q w m l S m l S Q EMC"


def span(number: int, *before: bytes) -> Items:
    """Set a state, then show marked text."""
    shown = [b"BT", b"1 0 0 -1 5 6 Tm", b"[<0001>] TJ", b"ET"]
    return [*before, "/Span", {"MCID": number}, b"BDC", *shown, b"EMC"]


def test_a_text_object_and_a_mark_never_cut_across_each_other() -> None:
    """ISO 32000-1, 14.6.1: one lies wholly in the other."""
    items = [*span(0, b"/a0.5 gs"), *span(1), *span(2)]
    one = "BDC BT Tm TJ ET EMC"
    assert operators(without_idle(items)) == f"{one.replace('Tm', 'Tm gs')} {one} {one}"


def test_a_text_that_sets_no_place_begins_where_text_objects_begin() -> None:
    placeless = ["/Span", {"MCID": 1}, b"BDC", b"BT", b"[<0002>] TJ", b"ET", b"EMC"]
    items = [*span(0, b"/a0.5 gs"), *placeless]
    assert painted(without_idle(items)) == painted(items)


# In a whole file


@pytest.fixture(scope="module")
def files() -> tuple[bytes, bytes]:
    """The page with all the engine wrote on it, and as it is finished."""
    page, css = compose(everything()), "th, td { border: 1pt solid #888; letter-spacing: 1pt }"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(finish, "leave_out_idle", lambda _: None)
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


def test_a_page_has_two_thirds_of_the_operators(files: tuple[bytes, bytes]) -> None:
    before, after = (
        sum(len(pikepdf.parse_content_stream(page)) for page in pikepdf.open(BytesIO(each)).pages)
        for each in files
    )
    assert after < before * 0.7
