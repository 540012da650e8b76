"""A job's key is the same however it is come by, and different wherever the job is."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from loftespdf.batch.keys import Speller, key_of
from loftespdf.batch.plan import plan
from loftespdf.model.assets import Asset
from loftespdf.operations.build import Job
from loftespdf.operations.check import read_everything
from tests.batch.runs import country


@pytest.fixture(scope="module")
def jobs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Job, ...]:
    return plan(read_everything(country(tmp_path_factory.mktemp("land"), 6), ()))


def test_what_many_jobs_share_is_spelled_once_and_gives_the_same_keys(
    jobs: tuple[Job, ...],
) -> None:
    speller = Speller()
    assert [key_of(job, speller) for job in jobs] == [key_of(job) for job in jobs]
    assert any(job.follow_up for job in jobs)
    assert any(job.sheet for job in jobs)


def test_no_two_jobs_have_the_same_key(jobs: tuple[Job, ...]) -> None:
    speller = Speller()
    assert len({key_of(job, speller) for job in jobs}) == len(jobs)


def test_a_title_changed_changes_the_key_also_with_the_same_speller(jobs: tuple[Job, ...]) -> None:
    speller, (job, *_) = Speller(), jobs
    pledge = job.document.pledge.model_copy(update={"title": "En annan rubrik"})
    other = replace(job, document=replace(job.document, pledge=pledge))
    assert key_of(other, speller) != key_of(job, speller)


def test_a_speller_never_takes_one_value_for_another_that_is_gone(jobs: tuple[Job, ...]) -> None:
    speller, (job, *_) = Speller(), jobs
    keys = set()
    for number in range(200):  # without a hold on them, new values come where old ones were
        document = replace(job.document, fingerprint=f"{number:064}")
        keys.add(key_of(replace(job, document=document), speller))
    assert len(keys) == 200


def test_the_authors_order_is_in_the_key(jobs: tuple[Job, ...]) -> None:
    job = jobs[0]
    pledge = job.document.pledge
    turned = pledge.model_copy(update={"sections": pledge.sections[::-1]})
    assert len(pledge.sections) > 1
    other = replace(job, document=replace(job.document, pledge=turned))
    assert key_of(other) != key_of(job)


def test_a_set_is_spelled_alike_in_every_process() -> None:
    names = [f"gräns{number}" for number in range(12)]  # whose order in a set is a lottery
    assert Speller().text(frozenset(names)) == Speller().text(sorted(names))


def test_what_is_asked_for_while_making_is_in_no_key(jobs: tuple[Job, ...]) -> None:
    job = jobs[0]
    more = job.assets.with_files({"styles/annat.css": Asset(b"", "styles/annat.css")})
    assert key_of(replace(job, assets=more)) == key_of(job)


def test_where_the_text_stands_is_in_no_key(jobs: tuple[Job, ...], tmp_path: Path) -> None:
    job = jobs[0]
    places = replace(job.document.places, file=tmp_path.name)
    assert key_of(replace(job, document=replace(job.document, places=places))) == key_of(job)
