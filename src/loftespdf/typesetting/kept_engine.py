"""The engine's own stylesheets, as an earlier process parsed them.

The engine parses them while it is imported: a fifth of the time that takes, for the same rules each
time. Checked against WeasyPrint 70.0, which is pinned.
"""

import pickle
import sys
from collections.abc import Callable, Iterator, MutableMapping
from contextlib import contextmanager, suppress
from importlib.abc import MetaPathFinder
from typing import Any

from loftespdf.model.kept import Kept, keep, maker, name_of, take

#: It reads them, when the class of stylesheets is there already.
_READER = "weasyprint.html"
_Counters = MutableMapping[str, Any]


@contextmanager
def engine_sheets_kept(kept: Kept | None) -> Iterator[None]:
    """Let the engine take its stylesheets from ``kept``, or keep them there, if it is imported now.

    Where it is there already, there is nothing to do.
    """
    if kept is None or "weasyprint" in sys.modules:
        yield
        return
    finder = _BeforeReader(kept)
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)
        finder.restore()


class _BeforeReader(MetaPathFinder):
    """Finds nothing, but hears when what reads the stylesheets is about to be imported."""

    def __init__(self, kept: Kept) -> None:
        self._kept = kept
        self.restore: Callable[[], None] = lambda: None

    def find_spec(self, name: str, *_: object) -> None:
        """Give the class of stylesheets another beginning, once."""
        if name == _READER:
            self.restore = _take_over(self._kept)


def _take_over(kept: Kept) -> Callable[[], None]:
    """Let stylesheets begin with what is kept; returns what undoes that."""
    # The engine is being imported: of its parts there are those that these modules ask for.
    from weasyprint import CSS  # noqa: PLC0415

    from loftespdf.typesetting.kept_sheets import (  # noqa: PLC0415
        MAKER,
        UNKEEPABLE,
        packed,
        unpacked,
    )

    published, made_by = CSS.__init__, f"{maker(__file__)}\0{MAKER}"

    def begin(self: CSS, string: str, counter_style: _Counters | None = None) -> None:
        counters: _Counters = {} if counter_style is None else counter_style
        name, made_from = name_of(f"engine\0{string}", "css"), f"{made_by}\0{string}"
        found = take(kept, name, made_from)
        if found is None:
            published(self, string=string, counter_style=counters)
            with suppress(*UNKEEPABLE):
                whole = pickle.dumps((packed(self, []), dict(counters)), pickle.HIGHEST_PROTOCOL)
                keep(kept, name, made_from, whole)
            return
        content, counted = pickle.loads(found)  # noqa: S301 - our own
        self.__dict__.update(unpacked(content).css.__dict__)
        counters.update(counted)

    def restore() -> None:
        CSS.__init__ = published

    CSS.__init__ = begin
    return restore
