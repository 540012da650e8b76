"""The five real pledges, built once for all tests of this folder."""

from collections.abc import Iterator, Mapping
from functools import cache

import pytest

from loftespdf.batch.plan import plan
from loftespdf.operations.build import Finished, Job, Workshop, make
from loftespdf.operations.check import read_everything
from tests.samples import REPOSITORY


@cache
def jobs() -> Mapping[str, Job]:
    """Return a job for each pledge, by area."""
    return {job.product.area: job for job in plan(read_everything(REPOSITORY, ()), ("lofte",))}


@cache
def workshop() -> Workshop:
    """Return the warmed tools."""
    return Workshop(next(iter(jobs().values())).assets)


@cache
def finished(area: str) -> Finished:
    """Return an area's proven file."""
    return make(jobs()[area], workshop())


@pytest.fixture(params=["bromma", "grastorp", "malmo-oster", "sundbyberg", "upplands-bro"])
def area(request: pytest.FixtureRequest) -> str:
    """Each of the five."""
    return str(request.param)


@pytest.fixture(scope="session", autouse=True)
def _cleared() -> Iterator[None]:
    """Let the engine's fonts go before the interpreter does: it cannot clean up afterwards."""
    yield
    workshop.cache_clear()
