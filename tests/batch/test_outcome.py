"""The exit code tells what came of a whole run."""

import pytest

from loftespdf.batch.outcome import Outcome, exit_code
from loftespdf.model.file_format import Format
from loftespdf.model.problem import ExitCode
from loftespdf.model.product import Product

DONE, REFUSED, PROOF = ExitCode.DONE, ExitCode.CONTENT_REFUSED, ExitCode.PROOF_FAILED


def outcome(code: ExitCode) -> Outcome:
    return Outcome(Product("a", "2021", "lofte", Format.PDF), None, 1, 1, 0.0, (), code)


@pytest.mark.parametrize(
    ("codes", "refused", "told"),
    [
        ((), 0, DONE),
        ((DONE, DONE), 0, DONE),
        ((PROOF,), 0, PROOF),
        ((PROOF, REFUSED), 0, PROOF),
        ((PROOF, DONE), 0, ExitCode.SOME_FAILED),
        ((), 1, REFUSED),
        ((), 3, REFUSED),
        ((DONE,), 1, ExitCode.SOME_FAILED),
        ((PROOF,), 1, PROOF),
        ((DONE, ExitCode.OUR_BUG), 1, ExitCode.OUR_BUG),
    ],
)
def test_the_code_tells_whether_all_some_or_nothing_was_made(
    codes: tuple[ExitCode, ...], refused: int, told: ExitCode
) -> None:
    assert exit_code(tuple(outcome(code) for code in codes), refused) is told
