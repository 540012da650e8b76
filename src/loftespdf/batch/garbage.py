"""When Python looks for garbage: never where there is none, which costs a tenth of a run."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def gathering() -> Iterator[None]:
    """Look for no garbage among what is being imported or read: it stays, and is set aside."""
    watched = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if watched:
            gc.enable()


@contextmanager
def working() -> Iterator[None]:
    """Look for garbage again while work goes on in between, not among what was gathered before."""
    watched = gc.isenabled()
    gc.freeze()
    gc.enable()
    try:
        yield
    finally:
        if not watched:
            gc.disable()


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
