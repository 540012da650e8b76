"""A document that is made and proven leaves nothing that holds itself."""

import gc

import pytest

from loftespdf.batch.plan import plan
from loftespdf.operations.build import Workshop, make
from loftespdf.operations.check import read_everything
from tests.samples import REPOSITORY


@pytest.mark.parametrize("layout", ["lofte", "kontor", "uppfoljning"])
def test_a_second_document_leaves_no_garbage(layout: str) -> None:
    everything = read_everything(REPOSITORY, ("sundbyberg",))
    job = next(
        job
        for job in plan(everything, (layout,))
        if job.product.path.suffix == ".pdf" and job.product.edition != "fillable"
    )
    workshop = Workshop(everything.theme)
    make(job, workshop)
    gc.collect()
    gc.disable()
    try:
        make(job, workshop)
        assert gc.collect() == 0
    finally:
        gc.enable()
