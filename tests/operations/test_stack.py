"""The stack of calls while a document is made."""

import gc
import resource
import traceback
from pathlib import Path
from statistics import median

import pytest

from loftespdf.batch.plan import plan
from loftespdf.operations.build import Workshop, make
from loftespdf.operations.check import read_everything
from loftespdf.operations.stack import in_one_piece
from tests.batch.runs import country

_DEEP, _OFTEN = 300, 60


def _returned_often(depth: int) -> None:
    """At each depth, call and return many times: some depth stands at the edge of a piece."""
    for _ in range(_OFTEN):
        _leaf()
    if depth:
        _returned_often(depth - 1)


def _leaf() -> None:
    """Be a call."""


def _memory_asked_for() -> int:
    """Return how many pages of memory the system has given this process so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt


def test_no_depth_of_calls_asks_the_system_for_memory_again_and_again() -> None:
    @in_one_piece
    def asked() -> int:
        _returned_often(_DEEP)  # the piece's pages are given the first time
        before = _memory_asked_for()
        _returned_often(_DEEP)
        return _memory_asked_for() - before

    assert asked() < _OFTEN / 2


def test_a_document_is_made_in_one_piece(tmp_path: Path) -> None:
    everything = read_everything(country(tmp_path, 1), ())
    (job,), workshop = plan(everything, ("lofte",)), Workshop(everything.theme)

    def asked(depth: int) -> int:
        if depth:
            return asked(depth - 1)
        before = _memory_asked_for()
        make(job, workshop)
        asked_for = _memory_asked_for() - before
        gc.collect()  # as a worker does: what waits to be collected asks for memory too
        return asked_for

    for _ in range(2):  # in the first round what is kept between documents still grows
        counts = [asked(depth) for depth in range(0, 160, 20)]
    # where a piece's edge lies depends on who calls: without, half of these ask 500 times or more
    assert median(counts) < 150


def test_the_call_is_the_function_s_own() -> None:
    @in_one_piece
    def divided(number: int, *, by: int = 1) -> float:
        """Divide."""
        return number / by

    assert divided(3, by=2) == 3 / 2
    assert (divided.__name__, divided.__doc__) == ("divided", "Divide.")
    with pytest.raises(ZeroDivisionError) as caught:
        divided(1, by=0)
    assert [frame.name for frame in traceback.extract_tb(caught.tb)][-1] == "divided"
