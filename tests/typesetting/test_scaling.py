"""A photograph no larger than it can be seen."""

from io import BytesIO

import pytest
from PIL import Image

from loftespdf.typesetting.scaling import within
from tests.operations.test_pictures import LOGO, drawn


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_large_picture_is_made_smaller_in_proportion(kind: str) -> None:
    made = Image.open(BytesIO(within(drawn(kind, (3000, 1500), "gray"), 1600)))
    assert (made.format, made.size) == (kind, (1600, 800))


@pytest.mark.parametrize("content", [drawn("JPEG", (1600, 10), "gray"), LOGO])
def test_a_small_picture_and_a_drawing_are_left_alone(content: bytes) -> None:
    assert within(content, 1600) == content


def test_the_same_picture_becomes_the_same_bytes() -> None:
    content = drawn("JPEG", (2000, 2000), "navy")
    assert within(content, 500) == within(content, 500)
