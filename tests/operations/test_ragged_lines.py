"""Running text is ragged: few lines end in a hyphen, and hardly a paragraph in half a word."""

from collections.abc import Iterator
from functools import cache

import pytest
from weasyprint.formatting_structure import boxes

from loftespdf.batch.plan import Booked, plan
from loftespdf.model.assets import Reading
from loftespdf.operations.build import compose_product
from loftespdf.operations.check import read_everything
from tests import samples
from tests.operations.ad_pages import BREAK_HYPHENS, lines_of, text_of
from tests.operations.conftest import workshop

LAYOUTS = ("lofte", "kontor")


@cache
def paragraphs(layout: str) -> tuple[tuple[str, ...], ...]:
    """Return the lines of every paragraph of the five real pledges that has several."""
    return tuple(lines for lines in _paragraphs(layout) if len(lines) > 1)


def _paragraphs(layout: str) -> Iterator[tuple[str, ...]]:
    for job in plan(read_everything(samples.REPOSITORY, ()), (layout,), Booked()):
        if job.product.path.suffix == ".pdf" and not job.product.edition:
            composed = compose_product(job, workshop().templates)
            document, _ = workshop().typesetter.lay_out(composed, Reading(job.assets))
            for page in document.pages:
                for box in page._page_box.descendants():  # noqa: SLF001
                    if isinstance(box, boxes.BlockBox) and box.element_tag == "p":
                        yield tuple(text_of(line) for line in lines_of(box))


@pytest.mark.parametrize("layout", LAYOUTS)
def test_at_most_one_line_in_six_ends_in_a_hyphen(layout: str) -> None:
    lines = [line for paragraph in paragraphs(layout) for line in paragraph[:-1]]
    assert len(lines) > 100
    assert sum(line.endswith(BREAK_HYPHENS) for line in lines) <= len(lines) / 6


@pytest.mark.parametrize("layout", LAYOUTS)
def test_at_most_one_paragraph_in_fifty_ends_in_half_a_word(layout: str) -> None:
    ends = [one for one in paragraphs(layout) if one[-2].endswith(BREAK_HYPHENS)]
    halves = [one[-2:] for one in ends if " " not in one[-1]]
    assert len(halves) <= len(paragraphs(layout)) / 50, halves
