"""Black text prints over what is below it instead of knocking a hole in it.

A press never registers perfectly: around knocked-out black type on a colour, paper would show. Only
text whose whole colour is 100 K is set so, and only while it is shown: with overprint mode 1 white
would print as nothing at all (ISO 32000-1, 8.6.7).
"""

from collections.abc import Iterator

import pydyf
from weasyprint.pdf.stream import Stream

_ON, _OFF = "overprint", "knockout"
_STATES = {
    _ON: pydyf.Dictionary({"Type": "/ExtGState", "OP": "true", "op": "true", "OPM": 1}),
    _OFF: pydyf.Dictionary({"Type": "/ExtGState", "OP": "false", "op": "false", "OPM": 0}),
}
_BLACK = b"0 0 0 1"
_SETS_FILL = (b" scn", b" sc", b" rg", b" g", b" k")


def overprint_black(pdf: pydyf.PDF) -> None:
    """Let all text that is 100 K and nothing else print over its ground."""
    for each in pdf.objects:
        if isinstance(each, Stream):
            items = list(_with_overprint(each.stream))
            if len(items) != len(each.stream):
                each.stream = items
                states = each._resources["ExtGState"]  # noqa: SLF001 - the dictionary in the file
                states.update({name: pydyf.Dictionary(state) for name, state in _STATES.items()})


def _with_overprint(items: list[object]) -> Iterator[object]:
    """Yield the items with the state set before each run of black text and unset after it."""
    black, on = False, False
    space = b""
    kept: list[tuple[bool, bytes]] = []
    for item in items:
        if not isinstance(item, bytes):
            yield item
            continue
        if item == b"q":
            kept.append((black, space))
        elif item == b"Q":
            black, space = kept.pop() if kept else (False, b"")
        elif item.endswith(b" cs"):
            space, black = item, False
        elif item.endswith(_SETS_FILL):
            black = _is_black(item, space)
        if item.endswith(b"] TJ") and black and not on:
            on = True
            yield f"/{_ON} gs".encode()
        elif on and (item == b"ET" or (item.endswith(_SETS_FILL) and not black)):
            on = False
            yield f"/{_OFF} gs".encode()
        yield item


def _is_black(item: bytes, space: bytes) -> bool:
    values, _, operator = item.rpartition(b" ")
    if operator == b"k":
        return values == _BLACK
    return operator in (b"scn", b"sc") and space == b"/DeviceCMYK cs" and values == _BLACK
