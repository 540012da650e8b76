"""What is foreseen of a page at another size of type, against the page itself."""

import pytest

from loftespdf.batch.plan import Booked, plan
from loftespdf.composing.advert import arrange, compose_advert
from loftespdf.model.assets import Reading
from loftespdf.operations.advertise import Order, space_of
from loftespdf.operations.check import read_everything
from loftespdf.typesetting.measured import Measured
from loftespdf.typesetting.measuring import measure
from loftespdf.typesetting.sheet_css import sheet_css
from tests import samples
from tests.operations.conftest import workshop

#: A page in columns, a column and a strip.
SHEETS = ("vi-i-villa-helsida", "lts-halv-staende", "lts-fjardedel-liggande")
SIZES = (80, 97, 112, 118, 160)


def measured(sheet: str, *sizes: int, pledge: str = "grastorp") -> list[Measured]:
    """A real pledge on a sheet at some sizes of type, in tenths of a point."""
    everything = read_everything(samples.REPOSITORY, (pledge,))
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
def test_a_height_is_foreseen_at_any_size_as_it_is_then(sheet: str) -> None:
    ones = measured(sheet, *SIZES)
    for one, size in zip(ones, SIZES, strict=True):
        foreseen = [one.forecast(other / size) for other in SIZES]
        assert foreseen == pytest.approx([other.height for other in ones], rel=1e-4)


@pytest.mark.parametrize("pledge", ["grastorp", "malmo-oster", "sundbyberg"])
def test_words_are_parted_in_a_narrow_column_as_the_engine_parts_them(pledge: str) -> None:
    ones = measured("lts-halv-staende", *SIZES, pledge=pledge)
    pairs = [(a, b) for a in range(len(SIZES)) for b in range(len(SIZES)) if a != b]
    right = [
        ones[a].forecast(SIZES[b] / SIZES[a]) == pytest.approx(ones[b].height, rel=1e-4)
        for a, b in pairs
    ]
    assert sum(right) > 0.9 * len(pairs)
