"""Python's stack of calls, kept in one piece of memory while a document is made."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

Params = ParamSpec("Params")
Result = TypeVar("Result")

#: What the outermost call asks for, in words of 8 bytes: half a megabyte, so that Python takes a
#: piece of one megabyte and leaves the other half to the calls within. Untouched, it costs nothing.
_WORDS = 65_536


def in_one_piece(function: Callable[Params, Result]) -> Callable[Params, Result]:
    """Return the function as one whose calls, however deep, share one piece of memory.

    Python 3.11 to 3.13 keep the stack in pieces of 16 kB, and give a piece back to the system as
    soon as a call returns from it: where a loop stands at such an edge, every call within it asks
    for a piece anew. A document met a thousand to two thousand such calls, a tenth of its time.
    Python gives a call that asks for more than a piece a piece of the next power of two
    (``push_chunk`` in its ``pystate.c``); 3.14 keeps the last piece by itself.
    """

    def roomy(*args: Params.args, **kwargs: Params.kwargs) -> Result:
        return function(*args, **kwargs)

    roomy.__code__ = roomy.__code__.replace(co_stacksize=_WORDS)
    return wraps(function)(roomy)
