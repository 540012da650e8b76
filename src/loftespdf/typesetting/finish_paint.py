"""A page's content stream without what paints nothing.

The engine saves, colours and marks for every box, also where the box then paints nothing: a third
of a stream's operators do nothing, and all who read the file pay for them. Here what sets the
graphics state waits until something is painted in it, and is written only where another value
holds; a group that then is empty, or keeps nothing apart but a state, is left out. What is painted,
its order and its marked content stay.

Operators: ISO 32000-1, annex A; what may stand in what: 8.2 and 14.6.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import ClassVar, TypeAlias

from loftespdf.typesetting.finish_nodes import PaintedPage
from loftespdf.typesetting.finish_order import Items

#: What is set → the operators that set it: one, but for a colour in a space of its own.
_State: TypeAlias = dict[str, tuple[bytes, ...]]
#: A group that has begun: its operator, its place in the stream, and for q what holds after Q.
_Open: TypeAlias = tuple[bytes, int, _State, _State]

#: Operator → what it sets, where setting it again replaces all that was set before.
_SETS: Mapping[bytes, str] = {
    **dict.fromkeys((b"g", b"rg", b"k", b"cs"), "fill"),
    **dict.fromkeys((b"G", b"RG", b"K", b"CS"), "stroke"),
    **{name: name.decode() for name in (b"w", b"J", b"j", b"M", b"d")},
    **{name: name.decode() for name in (b"Tf", b"Tc", b"Tw", b"Tz", b"Ts", b"Tr")},
}
#: The same for a colour in the space that was set before.
_SETS_IN_SPACE = {b"sc": "fill", b"scn": "fill", b"SC": "stroke", b"SCN": "stroke"}
_NO_STATE: _State = {}
#: What a page begins with (ISO 32000-1, tables 52 and 104), opacity as the engine would set it.
_AT_FIRST: _State = {
    "/a": (b"/a1.0 gs",), "/A": (b"/A1.0 gs",), "fill": (b"0 g",), "stroke": (b"0 G",),
    "w": (b"1 w",), "J": (b"0 J",), "j": (b"0 j",), "M": (b"10 M",), "d": (b"[] 0 d",), "Tf": (),
    "Tc": (b"0 Tc",), "Tw": (b"0 Tw",), "Tz": (b"100 Tz",), "Ts": (b"0 Ts",), "Tr": (b"0 Tr",),
}  # fmt: skip
#: In fewer bytes there is an operator without operands.
_WITH_OPERANDS = 3


class _UnbalancedError(Exception):
    """Something ends that did not begin, or begins and does not end."""


def leave_out_idle(pages: Iterable[PaintedPage]) -> None:
    """Leave out of each page's stream what paints nothing."""
    for page in pages:
        page.stream.stream = without_idle(page.stream.stream)


def without_idle(items: Items) -> Items:
    """Return a content stream that paints the same with fewer operators.

    Args:
        items: the operators as the engine keeps them, one to an item. Marked content that is no
            artifact stays even where it is empty: the structure tree may refer to it.
    """
    try:
        return _Tidier().tidied(items)
    except _UnbalancedError:
        return items


def _is(item: object, operator: bytes) -> bool:
    return isinstance(item, bytes) and item.endswith(operator)


class _Tidier:
    """Writes a stream anew.

    ``_written`` is the state that the new stream has set by now, ``_waiting`` what the old one has
    set besides. A group without paint has set nothing, so that it can be left out as it is.
    """

    def __init__(self) -> None:
        self._out: Items = []
        self._written: _State = dict(_AT_FIRST)
        self._waiting: _State = {}
        self._open: list[_Open] = []
        #: Where the path that is being built begins, or -1.
        self._path = -1
        #: Where something was last painted.
        self._painted = -1
        #: For the page and each q that is open: whether a clip or the like holds until its end.
        self._limited = [False]

    def tidied(self, items: Items) -> Items:
        """Return the new stream. Raises _UnbalancedError for one that cannot be followed."""
        handlers = self._HANDLERS
        for item in items:
            if type(item) is not bytes:
                self._out.append(item)
                continue
            operator = item if len(item) < _WITH_OPERANDS else item[item.rfind(b" ") + 1 :]
            if handler := handlers.get(operator):
                handler(self, item)
            elif what := _SETS.get(operator):
                self._waiting[what] = (item,)
            else:
                self._other(item)
        if self._open or self._path >= 0:
            raise _UnbalancedError
        return self._out

    # The graphics state

    def _set_in_space(self, item: bytes) -> None:
        """Set a colour in the space that was set before."""
        what = _SETS_IN_SPACE[item.split()[-1]]
        before = self._waiting.get(what) or self._written.get(what, ())
        self._waiting[what] = (*before[:1], item)

    def _set_dictionary(self, item: bytes) -> None:
        """The engine's names for opacity begin with a (fills) and A; others may set anything."""
        if item.startswith((b"/a", b"/A")):
            self._waiting[item[:2].decode()] = (item,)
        else:
            self._other(item)

    def _other(self, item: bytes) -> None:
        """Keep what is not followed here, in the state it had, and count on nothing after it."""
        self._paint(item)
        self._written = {}
        self._limited[-1] = True

    def _write_state(self, at: int) -> None:
        """Write what waits and is new, in another state: the one before it is kept by its q."""
        written = self._written
        new = {what: value for what, value in self._waiting.items() if written.get(what) != value}
        self._waiting = {}
        if new:
            self._written = written | new
            self._out[at:at] = [item for value in new.values() for item in value]

    # What is painted

    def _paint(self, item: bytes) -> None:
        if self._waiting:
            self._write_state(len(self._out))
        self._painted = len(self._out)
        self._out.append(item)

    def _show_text(self, item: bytes) -> None:
        """Show text without the shifts by nothing, a third of a stream."""
        self._paint(item.replace(b">0<", b"").replace(b">0]", b">]"))

    def _build(self, item: bytes) -> None:
        if self._path < 0:
            self._path = len(self._out)
        self._out.append(item)

    def _paint_path(self, item: bytes) -> None:
        """Paint a path, with the state set before it: nothing may be set in the midst of it."""
        if self._waiting:
            self._write_state(self._path)
        self._painted = len(self._out)
        self._end_path(item)

    def _end_path(self, item: bytes) -> None:
        self._out.append(item)
        self._path = -1

    def _limit(self, item: bytes) -> None:
        """Clip or transform, which holds until the next Q, thus beyond any other group."""
        if self._open and self._open[-1][0] != b"q":
            self._painted = len(self._out)
        self._limited[-1] = True
        self._out.append(item)

    # What lies around it

    def _begin(self, operator: bytes, at: int, item: bytes) -> None:
        if self._path >= 0:
            raise _UnbalancedError
        self._open.append((operator, at, _NO_STATE, _NO_STATE))
        self._out.append(item)

    def _ended(self, operator: bytes) -> _Open:
        if not self._open or self._open[-1][0] != operator or self._path >= 0:
            raise _UnbalancedError
        return self._open.pop()

    def _save(self, item: bytes) -> None:
        if self._path >= 0:
            raise _UnbalancedError
        self._open.append((b"q", len(self._out), self._written, self._waiting.copy()))
        self._limited.append(False)
        self._out.append(item)

    def _restore(self, item: bytes) -> None:
        _, at, before, waiting = self._ended(b"q")
        limited, written = self._limited.pop(), self._written
        self._written, self._waiting = before, waiting
        if self._painted < at:
            del self._out[at:]
        elif limited or (written is not before and len(before) < len(_AT_FIRST)):
            self._out.append(item)
        else:
            del self._out[at]
            self._painted -= 1
            self._set_back(written)

    def _set_back(self, written: _State) -> None:
        """Let what a q held that is gone wait to be set again, since another state is written."""
        before = self._written
        if written is not before:
            held = before | self._waiting
            self._waiting = {k: value for k, value in held.items() if written.get(k) != value}
            self._written = written

    def _begin_text(self, item: bytes) -> None:
        self._begin(b"BT", len(self._out), item)

    def _place_text(self, item: bytes) -> None:
        """Set where a text begins, in the text object right before it where there is one."""
        if self._out[-2:] == [b"ET", b"BT"]:
            del self._out[-2:]
            self._open[-1] = (b"BT", 0, _NO_STATE, _NO_STATE)  # which has painted already
        self._out.append(item)

    def _begin_mark(self, item: bytes) -> None:
        at = len(self._out) - (2 if item == b"BDC" else 1)
        if self._out[at] != "/Artifact":
            self._painted = at
        self._begin(b"BMC", at, item)

    def _end_text(self, item: bytes) -> None:
        self._end(b"BT", item)

    def _end_mark(self, item: bytes) -> None:
        self._end(b"BMC", item)

    def _end(self, operator: bytes, item: bytes) -> None:
        _, at, *_ = self._ended(operator)
        if self._painted < at:
            del self._out[at:]
        else:
            self._out.append(item)

    _HANDLERS: ClassVar[Mapping[bytes, Callable[["_Tidier", bytes], None]]] = {
        **dict.fromkeys(_SETS_IN_SPACE, _set_in_space),
        **dict.fromkeys((b"m", b"l", b"c", b"v", b"y", b"h", b"re"), _build),
        **dict.fromkeys((b"f", b"F", b"f*", b"S", b"s", b"B", b"B*", b"b", b"b*"), _paint_path),
        **dict.fromkeys((b"Tj", b"Do", b"sh"), _paint),
        **dict.fromkeys((b"W", b"W*", b"cm"), _limit),
        **dict.fromkeys((b"BMC", b"BDC"), _begin_mark),
        b"gs": _set_dictionary, b"n": _end_path, b"q": _save, b"Q": _restore, b"EMC": _end_mark,
        b"BT": _begin_text, b"Tm": _place_text, b"TJ": _show_text, b"ET": _end_text,
    }  # fmt: skip
