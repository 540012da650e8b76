"""A run holds one document at a time, however many there are."""

import gc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image

from loftespdf.batch.environment import environment
from loftespdf.batch.looking import Look
from loftespdf.batch.parcels import pack
from loftespdf.batch.plan import plan
from loftespdf.batch.shelf import Shelf, boxed
from loftespdf.batch.staleness import Ledger
from loftespdf.batch.survey import Survey
from loftespdf.batch.wish import Wish
from loftespdf.loading.workspace import open_workspace
from loftespdf.model.document import PledgeDocument
from loftespdf.model.problem import WrongUsage
from loftespdf.operations.build import Job
from loftespdf.operations.check import read_everything
from loftespdf.storing.journal import open_journal
from tests.batch.runs import country

AREAS = 12


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return country(tmp_path_factory.mktemp("land"), AREAS)


def look(
    workspace: Path, output: Path, *layouts: str, met: Callable[[], object] = lambda: None
) -> Look:
    """Read document after document, as a run does; ``met`` is called before each."""
    wish = Wish(workspace, output, layouts=layouts)
    with open_journal(output, lambda: None) as journal:
        survey = Survey(workspace, journal)
        opened = open_workspace(workspace)
        found = Look(opened, wish, Ledger(journal, survey, environment(survey), output))
        found.read(f"{area}/{period}" for area, period in opened.documents if not met())
        return found


def held() -> int:
    """Count the documents that are in memory."""
    gc.collect()
    return sum(isinstance(one, PledgeDocument) for one in gc.get_objects())


def test_reading_and_taking_hold_one_document_at_a_time(workspace: Path, tmp_path: Path) -> None:
    before, counts = held(), [0]
    jobs = look(workspace, tmp_path, met=lambda: counts.append(held() - before)).jobs
    assert len(counts) == 1 + AREAS
    assert max(counts) <= 2  # a document, and the period before it
    assert len(jobs) > 5 * AREAS
    for number in range(len(jobs)):
        assert jobs[number].document.pledge.title
        assert held() - before <= 2


def test_a_job_is_the_same_after_it_waited(workspace: Path, tmp_path: Path) -> None:
    wanted = plan(read_everything(workspace, ()))
    found = look(workspace, tmp_path)
    jobs = found.jobs
    found.finish()
    assert len(jobs) == len(wanted)
    for number, job in enumerate(wanted):
        assert jobs[number] == job
    assert any(job.assets.files.keys() - found.ground.theme.files.keys() for job in wanted)


def test_pictures_are_not_held(workspace: Path, tmp_path: Path) -> None:
    found = look(workspace, tmp_path, "webb")
    pictures = sum(file.stat().st_size for file in workspace.glob("content/*/bilder/*"))
    assert pictures > 100_000
    boxes = pack([tuple(box) for box in found.jobs._boxes])  # noqa: SLF001 - all that it holds
    assert len(boxes) < 8_000 * AREAS


def test_a_picture_that_is_gone_meanwhile_is_not_made_up(tmp_path: Path) -> None:
    root = country(tmp_path / "land", 9)
    found = look(root, tmp_path / "output", "webb")
    jobs, theme = found.jobs, found.ground.theme.files
    number, job = next((n, j) for n, j in enumerate(taken(jobs)) if j.assets.files.keys() - theme)
    shown = next(path for path in job.assets.files if path not in theme)
    again = waiting(job, found)
    Image.new("RGB", (40, 30), "red").save(root / shown)
    assert again[0].assets.files[shown].digest != job.assets.files[shown].digest
    (root / shown).write_bytes(b"ingen bild")
    again = waiting(job, found)
    assert shown not in again[0].assets.files
    assert jobs[number].document == job.document


def waiting(job: Job, found: Look) -> Shelf:
    shelf = Shelf(found.ground)
    shelf.add(boxed((job,), found.ground.theme.files), {0: job.product})
    return shelf


def taken(jobs: Shelf) -> Iterator[Job]:
    return (jobs[number] for number in range(len(jobs)))


def test_an_unknown_layout_is_told_before_anything_is_read(workspace: Path, tmp_path: Path) -> None:
    with pytest.raises(WrongUsage):
        look(workspace, tmp_path, "finnsinte")
