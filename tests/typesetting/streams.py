"""A reader of content streams, far from sparing, and streams by chance for it to read."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from loftespdf.typesetting.finish_order import Items

PATH = ("m", "l", "c", "h", "re")
PATH_PAINTING = ("f", "f*", "S", "B")
COLOURS = {"rg": "fill", "g": "fill", "cs": "fill", "RG": "stroke", "G": "stroke", "CS": "stroke"}
SHADES = {"scn": "fill", "SCN": "stroke"}
KEPT = ("w", "J", "M", "d", "Tf", "Tc", "Ts", "Tr")
#: ISO 32000-1, tables 52 and 104.
AT_FIRST = {
    "a": "/a1.0", "A": "/A1.0", "fill": ("0 g",), "stroke": ("0 G",), "w": "1 w", "J": "0 J",
    "M": "10 M", "d": "[] 0 d", "Tc": "0 Tc", "Ts": "0 Ts", "Tr": "0 Tr",
}  # fmt: skip


@dataclass
class Seen:
    """A reader of its own, far from sparing: what each painting operator paints, and in what."""

    events: list[object] = field(default_factory=list)
    state: dict[str, Any] = field(default_factory=AT_FIRST.copy)
    saved: list[dict[str, Any]] = field(default_factory=list)
    marks: list[tuple[object, object]] = field(default_factory=list)
    path: list[str] = field(default_factory=list)
    clip: str = ""
    place: tuple[Decimal, ...] = ()
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
            self.show(operator, operands, item)

    def external(self, name: str) -> None:
        if name[1] in "aA":
            self.state[name[1]] = name
        else:
            self.state |= {"a": "/a1", "mask": (name, self.state.get("cm"))}

    def show(self, operator: str, operands: list[str], item: str) -> None:
        if operator in ("BT", "ET"):
            assert bool(self.text) == (operator == "ET")
            self.text = [1] if operator == "BT" else []
            self.place = ()
        elif operator in ("Tm", "Td"):
            assert self.text
            self.move(operands)
        else:
            assert operator in ("TJ", "Do", "sh")
            assert bool(self.text) == (operator == "TJ")
            self.paint(item)

    def move(self, operands: list[str]) -> None:
        *turned, x, y = map(Decimal, operands)
        if turned:
            self.place = (*turned, x, y)
        else:
            *turned, across, down = self.place
            assert turned == [1, 0, 0, -1]
            self.place = (*turned, across + x, down - y)

    def paint(self, *what: str) -> None:
        artifact = any(tag == "/Artifact" for tag, _ in self.marks)
        mcids = [mcid for _, mcid in self.marks if mcid is not None]
        state = self.state if self.text else {**self.state, "Tf": "asked of text only"}
        self.events.append((what, self.place, sorted(state.items()), tuple(mcids), artifact))


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
    """Give each marked content an MCID of its own, and texts a font: there is none at first."""
    numbers = iter(range(len(items)))
    return [
        b"/F 10 Tf",
        *(
            {"MCID": next(numbers)} if isinstance(item, dict) and "MCID" in item else item
            for item in items
        ),
    ]


STREAMS = GROUPS.map(numbered)
