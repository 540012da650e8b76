"""When Python looks for garbage: never where there is none, which costs a tenth of a run."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def importing() -> Iterator[None]:
    """Look for no garbage among what is being imported: it all stays, and is set aside for good."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def set_aside() -> None:
    """Look for no garbage among what there is now: looking would give each fork its own copy."""
    gc.freeze()


@contextmanager
def housekeeping() -> Iterator[Callable[[], None]]:
    """Take the garbage collector out of the documents' way; call what is given after each.

    A page's boxes are tens of thousands of objects that live until the page is done: collecting
    among them costs a seventh of the time and finds nothing. What is warm is set aside for good.
    Afterwards they are garbage and collected at once: after eight documents it took twice the time
    for each, since the processor had to fetch them from far away.
    """
    gc.collect()
    gc.freeze()
    gc.disable()
    try:
        yield _tidy
    finally:
        gc.enable()
        gc.unfreeze()


def _tidy() -> None:
    gc.collect()
    gc.freeze()  # what is left is warm: styles, fonts and templates met for the first time
