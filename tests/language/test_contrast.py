"""A contrast in words."""

import pytest

from loftespdf.language.contrast import contrast_in_text
from loftespdf.model.rules import LEAST_CONTRAST, contrast_with_white


@pytest.mark.parametrize(
    ("ratio", "words"),
    [(4.478, "4,4"), (4.4999, "4,4"), (4.5, "4,5"), (1.0, "1,0"), (21.0, "21,0")],
)
def test_what_is_too_low_never_reads_as_enough(ratio: float, words: str) -> None:
    assert contrast_in_text(ratio) == words


def test_the_grey_that_just_misses_is_not_told_as_what_is_asked() -> None:
    ratio = contrast_with_white("#777777")
    assert ratio < LEAST_CONTRAST
    assert contrast_in_text(ratio) != contrast_in_text(LEAST_CONTRAST)
