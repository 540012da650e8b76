"""Many readers find what one process finds, in the same order, whatever happens to them."""

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loftespdf.batch import processes, sharing
from loftespdf.batch.environment import environment
from loftespdf.batch.looking import Look
from loftespdf.batch.sharing import read_each, readers_for
from loftespdf.batch.staleness import Ledger
from loftespdf.batch.survey import Survey
from loftespdf.batch.wish import Wish
from loftespdf.loading.workspace import open_workspace
from loftespdf.model.file_format import Format
from loftespdf.model.problem import Problem, WrongUsage
from loftespdf.operations.build import Job
from loftespdf.operations.check import check
from loftespdf.operations.listing import list_documents
from loftespdf.storing.journal import open_journal
from tests.batch.runs import country

AREAS = 40
DAY = date(2026, 11, 1)
HERE = os.getpid()


def in_a_reader() -> bool:
    return os.getpid() != HERE


@pytest.fixture(autouse=True)
def no_reader_is_left() -> Iterator[None]:
    yield
    assert multiprocessing.active_children() == []


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A country where here and there something is wrong."""
    root = country(tmp_path_factory.mktemp("land"), AREAS)
    pledges = sorted(root.glob("content/*/*[0-9].yaml"))
    pledges[3].write_text("titel: [", encoding="utf-8")
    pledges[17].write_text(f"{pledges[17].read_text('utf-8')}okänd: ja\n", encoding="utf-8")
    pictures = sorted(root.glob("content/*/bilder/*.jpg"))
    pictures[2].write_bytes(pictures[2].read_bytes()[:1000])
    pictures[-1].unlink()
    follow_up = sorted(root.glob("content/*/*.uppfoljning.yaml"))[1]
    follow_up.write_text("utfall: nej\n", encoding="utf-8")
    bare = root / "content" / "utan-lofte"
    bare.mkdir()
    (bare / "omrade.yaml").write_text("områd: fel\n", encoding="utf-8")
    return root


class Found(NamedTuple):
    """All that a run knows when everything is read, and what its journal holds."""

    problems: tuple[Problem, ...]
    refused: int
    districts: dict[str, str]
    jobs: list[Job]
    keys: list[str]
    kinds: set[tuple[Format, bool]]
    records: dict[str, dict[str, Any]]


def found(workspace: Path, output: Path, readers: int, **wished: Any) -> Found:  # noqa: ANN401
    wish = Wish(workspace, output, **wished)
    with open_journal(output, lambda: None) as journal:
        survey = Survey(workspace, journal)
        opened = open_workspace(workspace)
        look = Look(opened, wish, Ledger(journal, survey, environment(survey), output))
        look.read((f"{area}/{period}" for area, period in opened.documents), readers)
        look.finish()
        jobs = [look.jobs[number] for number in range(len(look.jobs))]
        told = tuple(look.problems), look.refused, look.districts
        # Of files only those left alone for two seconds are noted, so they depend on the clock.
        records = {name: table.records for name, table in journal.tables.items() if name != "files"}
        return Found(*told, jobs, look.keys, look.jobs.kinds, records)


@given(st.integers(1, 4), st.lists(st.text(max_size=3), max_size=70))
@settings(max_examples=15, deadline=None)
def test_readers_give_what_map_gives(readers: int, names: list[str]) -> None:
    assert list(read_each(str.upper, names, readers)) == [name.upper() for name in names]


def test_documents_are_read_by_readers() -> None:
    def work(_: str) -> int:
        return os.getpid()

    who = list(read_each(work, map(str, range(64)), 3))
    assert len(set(who)) == 3
    assert HERE not in who


@pytest.mark.parametrize("wished", [{}, {"layouts": ("webb", "lofte")}, {"size": "122x178"}])
def test_a_run_knows_the_same(workspace: Path, tmp_path: Path, wished: dict[str, Any]) -> None:
    alone = found(workspace, tmp_path / "a", 1, **wished)
    shared = found(workspace, tmp_path / "b", 3, **wished)
    assert alone.refused == 4
    assert len({problem.place.file for problem in alone.problems}) >= 4
    assert len(alone.jobs) >= AREAS - 4
    pairs = zip(Found._fields, alone, shared, strict=True)
    told_apart = [name for name, one, other in pairs if one != other]  # all of it is too much
    assert told_apart == []


def test_check_and_list_tell_the_same(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sharing, "readers_for", lambda _: 3)
    checked = check(workspace, (), share=sharing.shared)
    assert checked == check(workspace, ())
    assert checked.documents == AREAS
    assert len({problem.place.file for problem in checked.problems}) >= 5
    rows = list_documents(open_workspace(workspace), (), None, DAY, share=sharing.shared)
    assert rows == list_documents(open_workspace(workspace), (), None, DAY)
    assert len(rows) == AREAS + 1


@pytest.mark.parametrize("killed", [{"3"}, {"0", "9"}, set(map(str, range(64)))])
def test_what_a_killed_reader_had_to_read_is_read_all_the_same(killed: set[str]) -> None:
    def work(name: str) -> tuple[str, bool]:
        if name in killed and in_a_reader():
            os.kill(os.getpid(), signal.SIGKILL)
        return name, in_a_reader()

    read = list(read_each(work, map(str, range(64)), 2))
    assert [name for name, _ in read] == [str(number) for number in range(64)]
    assert {name for name, elsewhere in read if not elsewhere} >= killed


def test_an_error_of_ours_is_raised_where_it_would_be_by_one_process() -> None:
    def work(name: str) -> str:
        if name == "20":
            raise ZeroDivisionError(name)
        return name

    read = read_each(work, map(str, range(64)), 2)
    taken: list[str] = []
    with pytest.raises(ZeroDivisionError, match="20"):
        taken.extend(read)  # what comes before the error is kept
    assert taken == [str(number) for number in range(20)]


def test_where_no_process_can_be_started_everything_is_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def no_more(*_: object) -> None:
        raise BlockingIOError

    monkeypatch.setattr("loftespdf.batch.readers.forked", no_more)
    assert list(read_each(str.upper, ["a", "b"], 2)) == ["A", "B"]


def test_names_are_asked_for_as_they_are_about_to_be_read() -> None:
    asked, most = [], 0

    def names() -> Iterator[str]:
        for number in range(400):
            asked.append(number)
            yield str(number)

    for taken, _ in enumerate(read_each(str, names(), 2)):
        most = max(most, len(asked) - taken)
    assert 0 < most <= 40


def test_a_file_written_while_its_document_waits_is_seen_by_the_next_run(
    workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a document whose files changed while it was read a run notes nothing."""
    area = min((workspace / "content").glob("*/2*.yaml")).parent.name
    late = workspace / "content" / area / "sent.yaml"
    take: Callable[..., None] = Look._take  # noqa: SLF001 - between reading and noting

    def writing(self: Look, seen: Any) -> None:  # noqa: ANN401
        if seen.name.startswith(f"{area}/"):
            late.write_text("a: 1\n", encoding="utf-8")
        take(self, seen)

    monkeypatch.setattr(Look, "_take", writing)
    records = found(workspace, tmp_path, 2).records
    late.unlink()
    monkeypatch.undo()
    undisturbed = found(workspace, tmp_path / "another", 1).records
    missing = undisturbed["documents"].keys() - records["documents"].keys()
    assert {name.partition("/")[0] for name in missing} == {area}


@pytest.mark.parametrize("when", ["_see", "_take"])
def test_what_was_saved_and_taken_back_while_a_document_was_read_is_no_trap(
    workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    """Read with one text and noted with another, it would be taken for up to date for ever."""
    pledge = min((workspace / "content").glob("*/2*.yaml"))
    text, see = pledge.read_text(encoding="utf-8"), getattr(Look, when)

    def saving(self: Look, what: Any) -> Any:  # noqa: ANN401
        name = what if isinstance(what, str) else what.name
        if name != f"{pledge.parent.name}/{pledge.stem}":
            return see(self, what)
        pledge.write_text(f"{text}\n# en kommentar\n", encoding="utf-8")
        try:
            return see(self, what)
        finally:
            pledge.write_text(text, encoding="utf-8")

    monkeypatch.setattr(Look, when, saving)
    records = found(workspace, tmp_path, 1).records
    assert f"{pledge.parent.name}/{pledge.stem}" not in records["documents"]


def test_an_unknown_layout_is_told_before_anything_is_read(workspace: Path, tmp_path: Path) -> None:
    with pytest.raises(WrongUsage):
        found(workspace, tmp_path, 2, layouts=("finnsinte",))


@pytest.mark.parametrize(
    ("documents", "most", "threads", "readers"),
    [(5, None, 1, 1), (99, None, 1, 1), (100, None, 1, 2), (2900, None, 1, 8), (2900, 3, 1, 3),
     (2900, 1, 1, 1), (2900, 99, 1, 8), (2900, None, 2, 1)],
)  # fmt: skip
def test_readers_are_as_many_as_pay_and_as_may_be(
    monkeypatch: pytest.MonkeyPatch, documents: int, most: int | None, threads: int, readers: int
) -> None:
    monkeypatch.setattr(processes, "cores", lambda: 8)
    monkeypatch.setattr(processes, "start_method", lambda: "fork" if threads == 1 else "spawn")
    assert readers_for(documents, most) == readers
