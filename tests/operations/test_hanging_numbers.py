"""A promise begins beside its number, in whatever it is set.

The numbers float in the margin. By a rounding error of the engine's a text that may not overlap
what floats can be found too wide for its place, and stand below its number instead.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from weasyprint.formatting_structure import boxes

from loftespdf.batch.plan import Booked, plan
from loftespdf.model.assets import Reading
from loftespdf.operations.build import compose_product
from loftespdf.operations.check import read_everything
from tests import samples
from tests.operations.ad_pages import classes_of, lines_of, text_of
from tests.operations.conftest import workshop
from tests.operations.test_ad_typography import each_format, pages

PAGED = ("lofte", "kontor")


def numbered(promise: Any) -> Iterator[tuple[Any, Any]]:  # noqa: ANN401 - a box of the engine
    """Yield the line of the number, and the first line of the text that is beside it."""
    lines = list(lines_of(promise))
    number = next((line for line in lines if text_of(line).rstrip(".").isdigit()), None)
    aside = {id(line) for box in promise.descendants() if "owner" in classes_of(box)
             and isinstance(box, boxes.BlockBox) for line in lines_of(box)}  # fmt: skip
    texts = [line for line in lines if line is not number and id(line) not in aside]
    if number is not None and texts:
        yield number, texts[0]


def beside(page: Any) -> int:  # noqa: ANN401 - a box of the engine
    """Count the promises that begin on a page, each beside its number."""
    found = 0
    for promise in page.descendants():
        if "promise" not in classes_of(promise) or not isinstance(promise, boxes.BlockBox):
            continue
        for number, text in numbered(promise):
            assert number.position_y < text.position_y + text.height, text_of(text)
            assert text.position_y < number.position_y + number.height, text_of(text)
            found += 1
    return found


@each_format
def test_in_advertisements_and_posters(sheet: str) -> None:
    assert all(beside(page.page) for page in pages(sheet).values())


@pytest.mark.parametrize("layout", PAGED)
def test_in_documents_of_several_pages(layout: str) -> None:
    tools = workshop()
    for job in plan(read_everything(samples.REPOSITORY, ()), (layout,), Booked()):
        if job.product.path.suffix != ".pdf" or job.product.edition:
            continue
        composed = compose_product(job, tools.templates)
        document, _ = tools.typesetter.lay_out(composed, Reading(job.assets))
        assert sum(beside(page._page_box) for page in document.pages), job.product.area  # noqa: SLF001
