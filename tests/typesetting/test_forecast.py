"""What is foreseen of a page at another size of type, against the page itself."""

import pytest

from loftespdf.batch.plan import Booked, plan
from loftespdf.composing.advert import arrange, compose_advert
from loftespdf.model.assets import Reading
from loftespdf.operations.advertise import Order, space_of
from loftespdf.operations.check import read_everything
from loftespdf.typesetting.copyfit import Measured
from loftespdf.typesetting.measuring import measure
from loftespdf.typesetting.sheet_css import sheet_css
from tests import samples
from tests.operations.conftest import workshop

#: A page in columns, a column and a strip.
SHEETS = ("vi-i-villa-helsida", "lts-halv-staende", "lts-fjardedel-liggande")


def measured(sheet: str, *sizes: int) -> list[Measured]:
    """A real pledge on a sheet at some sizes of type, in tenths of a point."""
    everything = read_everything(samples.REPOSITORY, ("grastorp",))
    (job,) = (one for one in plan(everything, (), Booked((sheet,))) if not one.product.edition)
    assert job.sheet is not None
    space = space_of(Order(job.product, job.document, job.layout, job.assets, job.sheet))
    arrangement, tools = arrange("annons", job.layout, job.sheet, None), workshop()
    way, *_ = compose_advert(job.document, "annons", job.layout, arrangement, tools.templates)
    reading, found = Reading(job.assets.with_files(way.files)), []
    for size in sizes:
        css = sheet_css(space, size, final=False)
        document, _ = tools.typesetter.lay_out(way, reading, css)
        found.append(measure(document.pages[0]._page_box))  # noqa: SLF001
    return found


@pytest.mark.parametrize("sheet", SHEETS)
def test_a_height_is_foreseen_close_by_and_nearly_further_off(sheet: str) -> None:
    small, middle, large = measured(sheet, 80, 112, 118)
    for one in (small, middle, large):
        assert one.forecast is not None
        assert one.forecast(1.0) == pytest.approx(one.height)
    assert middle.forecast is not None
    assert small.forecast is not None
    assert middle.forecast(118 / 112) == pytest.approx(large.height, rel=0.06)
    assert small.forecast(112 / 80) == pytest.approx(middle.height, rel=0.1)


def test_type_twice_as_large_is_foreseen_to_need_far_more_than_twice_the_height() -> None:
    (one,) = measured(SHEETS[0], 80)
    assert one.forecast is not None
    assert one.forecast(2.0) > 3 * one.height
