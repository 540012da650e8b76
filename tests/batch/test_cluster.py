"""``--dask`` against a real scheduler and workers: the same files, and what goes wrong told."""

import json
import shutil
import signal
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from loftespdf.batch.cluster import Cluster
from loftespdf.batch.plan import plan
from loftespdf.batch.workers import Limits
from loftespdf.model.problem import ExitCode
from loftespdf.operations.check import read_everything
from tests.batch.dask_cluster import (
    PATIENCE,
    SOURCE,
    DaskCluster,
    free_port,
    other_code,
    spoil,
    until,
)
from tests.batch.runs import (
    JOURNAL,
    Done,
    Ear,
    Run,
    built,
    count,
    country,
    files,
    is_sound,
    started,
    told_of,
)
from tests.samples import REPOSITORY

pytestmark = pytest.mark.long

ONLY = ("--layout", "webb", "--layout", "lofte")


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[DaskCluster]:
    with ExitStack() as stack:
        yield DaskCluster(tmp_path, stack)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return country(tmp_path_factory.mktemp("land"), 8)


@pytest.fixture(scope="module")
def at_home(workspace: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    output = tmp_path_factory.mktemp("hemma")
    assert built(workspace, *ONLY, "--output", output).returncode == ExitCode.DONE
    made = files(output)
    assert len(made) == 24
    return made


def sent(workspace: Path, cluster: DaskCluster, output: Path, *more: str | Path) -> Done:
    return built(workspace, *ONLY, "--output", output, "--dask", cluster.address, *more)


def sending(workspace: Path, cluster: DaskCluster, output: Path, *more: str | Path) -> Run:
    return started(workspace, *ONLY, "--output", output, "--dask", cluster.address, *more)


def finished(run: Run) -> Done:
    out, err = run.communicate(timeout=PATIENCE)
    return Done(run.args, run.returncode, out, err)


def test_a_cluster_makes_the_same_files_and_leaves_them_up_to_date(
    workspace: Path, at_home: dict[str, bytes], cluster: DaskCluster, tmp_path: Path
) -> None:
    one, other = cluster.add("en", "--no-nanny"), cluster.add("två", "--no-nanny")
    cluster.add("tre")  # under a nanny, which makes it a daemon: those may have no children
    output, report = tmp_path / "output", tmp_path / "run.json"
    run = sent(workspace, cluster, output, "--report", report)
    assert run.returncode == ExitCode.DONE, run.stderr
    assert files(output) == at_home
    assert (len(one.helpers()), len(other.helpers())) == (1, 1)
    assert "arbetaren" not in told_of(run), "all three could work"
    assert json.loads(report.read_text(encoding="utf-8"))["summary"]["made"] == 24
    again = built(workspace, *ONLY, "--output", output)
    assert "24 av dem sedan förut" in again.stdout


def test_a_worker_killed_in_the_middle_costs_its_job_a_retry_and_nothing_else(
    workspace: Path, at_home: dict[str, bytes], cluster: DaskCluster, tmp_path: Path
) -> None:
    victim, _ = cluster.add("en", "--no-nanny"), cluster.add("två")
    output = tmp_path / "output"
    with sending(workspace, cluster, output) as run:
        until(lambda: count(output) >= 3 or run.poll() is not None)
        assert run.poll() is None
        (helper,) = victim.helpers()
        victim.process.kill()
        done = finished(run)
    assert done.returncode == ExitCode.DONE, done.stderr
    assert "24 av 24 filer gjorda" in done.stdout
    assert files(output) == at_home
    until(lambda: not Path(f"/proc/{helper}").exists(), "its process lives on")


def test_a_worker_that_differs_is_named_and_the_others_do_the_work(
    workspace: Path, at_home: dict[str, bytes], cluster: DaskCluster, tmp_path: Path
) -> None:
    other = other_code(tmp_path / "annan")
    differing = cluster.add("annan", "--no-nanny", source=other)
    run = sent(workspace, cluster, tmp_path / "tom")
    assert run.returncode == ExitCode.MACHINE_LACKS
    assert f"fel: arbetaren {differing.address} har andra versioner" in told_of(run)
    assert "loftespdf 0.1.0+" in told_of(run)
    assert files(tmp_path / "tom") == {}
    cluster.add("en")
    run = sent(workspace, cluster, tmp_path / "output")
    assert run.returncode == ExitCode.DONE
    assert f"varning: arbetaren {differing.address} har andra versioner" in told_of(run)
    assert files(tmp_path / "output") == at_home
    assert differing.helpers() == []


def test_workers_that_join_or_change_during_a_run_are_looked_at_too(
    workspace: Path, at_home: dict[str, bytes], cluster: DaskCluster, tmp_path: Path
) -> None:
    other = other_code(tmp_path / "annan")
    mine = tmp_path / "min" / "src"
    shutil.copytree(SOURCE, mine)
    changing, output = cluster.add("en", "--no-nanny", source=mine), tmp_path / "output"
    with sending(workspace, cluster, output) as run:
        until(lambda: count(output) >= 3 or run.poll() is not None)
        spoil(mine)
        late = cluster.add("sen", "--no-nanny", source=other)
        good = cluster.add("god", "--no-nanny")
        done = finished(run)
    assert done.returncode == ExitCode.DONE, done.stderr
    assert f"varning: arbetaren {changing.address} har andra versioner" in told_of(done)
    assert f"varning: arbetaren {late.address} har andra versioner" in told_of(done)
    assert (len(late.helpers()), len(good.helpers())) == (0, 1)
    assert files(output) == at_home


def test_a_worker_with_several_threads_has_a_process_for_each(
    workspace: Path, at_home: dict[str, bytes], cluster: DaskCluster, tmp_path: Path
) -> None:
    worker = cluster.add("en", "--no-nanny", "--nthreads", "2")
    assert sent(workspace, cluster, tmp_path / "output").returncode == ExitCode.DONE
    assert files(tmp_path / "output") == at_home
    mine, used = endless(workspace, tmp_path), set(worker.helpers())
    arguments = ("--layout", "webb", "--max-seconds", "40", "--dask", cluster.address)
    with started(mine, "vallentuna", *arguments) as run:  # two, and neither ends
        until(lambda: len({*worker.helpers()} - used) == 2 or run.poll() is not None)
        assert run.poll() is None, "one at a time"
        run.send_signal(signal.SIGINT)


def test_a_document_that_never_ends_is_ended_there_and_only_it_fails(
    workspace: Path, at_home: dict[str, bytes], cluster: DaskCluster, tmp_path: Path
) -> None:
    cluster.add("en")
    cluster.add("två")
    mine = endless(workspace, tmp_path)
    run = sent(mine, cluster, tmp_path / "output", "--max-seconds", "6")
    assert run.returncode == ExitCode.SOME_FAILED
    assert "vallentuna-2026-webb.html: fel: dokumentet blev inte klart på 6 sekunder" in told_of(
        run
    )
    left = files(tmp_path / "output")
    missing = {name for name in at_home if "vallentuna-2026-webb" in name}
    assert left == {name: content for name, content in at_home.items() if name not in missing}


def endless(workspace: Path, folder: Path) -> Path:
    """Return a copy of the workspace where one area's web page takes for ever."""
    mine = folder / "mitt"
    shutil.copytree(workspace / "content", mine / "content")
    source = (REPOSITORY / "templates/webb/page.html.j2").read_text(encoding="utf-8")
    loops = "{% for i in range(90000) %}{% for j in range(90000) %}{% endfor %}{% endfor %}"
    (mine / "templates/webb").mkdir(parents=True)
    (mine / "templates/webb/page.html.j2").write_text(
        f'{source}{{% if doc.area == "Vallentuna" %}}{loops}{{% endif %}}', encoding="utf-8"
    )
    return mine


def test_a_document_whose_workers_die_twice_is_given_up_with_the_code_of_a_bug(
    workspace: Path, cluster: DaskCluster, tmp_path: Path
) -> None:
    mine = endless(workspace, tmp_path)
    with started(
        mine, "vallentuna", "--layout", "webb", "--output", tmp_path / "output", "--jobs", "1",
        "--max-seconds", "50", "--dask", cluster.address,
    ) as run:  # fmt: skip
        for name in ("ett", "två", "tre", "fyra"):  # two products, each tried twice
            worker = cluster.add(name, "--no-nanny")
            until(lambda: worker.helpers() or run.poll() is not None)  # noqa: B023 - at once
            worker.process.kill()
        done = finished(run)
    assert done.returncode == ExitCode.OUR_BUG
    assert told_of(done).count("försvann eller slutade svara") == 2


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_a_scheduler_lost_in_the_middle_is_told_and_what_was_made_is_kept(
    workspace: Path,
    at_home: dict[str, bytes],
    cluster: DaskCluster,
    tmp_path: Path,
    how: signal.Signals,
) -> None:
    cluster.add("en")
    output, report = tmp_path / "output", tmp_path / "run.json"
    with sending(workspace, cluster, output, "--report", report) as run:
        until(lambda: count(output) >= 3 or run.poll() is not None)
        cluster.scheduler.send_signal(how)
        done = finished(run)
    assert done.returncode == ExitCode.SOME_FAILED
    assert told_of(done).count(f"schemaläggaren på {cluster.address} försvann") == 1
    made = files(output)
    assert 3 <= len(made) < 24
    assert all(at_home[name] == content for name, content in made.items())
    summary = json.loads(report.read_text(encoding="utf-8"))["summary"]
    assert (summary["made"], summary["failed"]) == (len(made), 24 - len(made))
    assert is_sound(output / JOURNAL)
    again = built(workspace, *ONLY, "--output", output)
    assert f"24 av 24 filer klara, {len(made)} av dem sedan förut" in again.stdout
    assert files(output) == at_home


def test_ctrl_c_keeps_what_is_done_and_leaves_the_cluster_as_it_was(
    workspace: Path, at_home: dict[str, bytes], cluster: DaskCluster, tmp_path: Path
) -> None:
    cluster.add("en")
    output = tmp_path / "output"
    with sending(workspace, cluster, output) as run:
        until(lambda: count(output) >= 3 or run.poll() is not None)
        run.send_signal(signal.SIGINT)
        done = finished(run)
    assert done.returncode == ExitCode.INTERRUPTED
    assert "Avbrutet" in told_of(done)
    assert is_sound(output / JOURNAL)
    again = sent(workspace, cluster, output)
    assert again.returncode == ExitCode.DONE
    assert "sedan förut" in again.stdout
    assert files(output) == at_home


def test_no_scheduler_no_workers_and_no_program_there_are_each_told(
    workspace: Path, cluster: DaskCluster, tmp_path: Path
) -> None:
    nobody = f"tcp://127.0.0.1:{free_port()}"
    run = built(workspace, *ONLY, "--output", tmp_path / "output", "--dask", nobody)
    assert run.returncode == ExitCode.MACHINE_LACKS
    assert f"ingen Dask-schemaläggare svarar på {nobody}" in told_of(run)
    run = sent(workspace, cluster, tmp_path / "output")
    assert run.returncode == ExitCode.MACHINE_LACKS
    assert "har inga arbetare" in told_of(run)
    worker = cluster.add("tom", source=cluster.empty())
    run = sent(workspace, cluster, tmp_path / "output")
    assert run.returncode == ExitCode.MACHINE_LACKS
    assert f"arbetaren {worker.address} kan inte köra loftespdf" in told_of(run)
    assert files(tmp_path / "output") == {}


def test_a_cluster_that_loses_all_its_workers_is_waited_for_and_then_given_up(
    workspace: Path, cluster: DaskCluster, tmp_path: Path
) -> None:
    everything = read_everything(endless(workspace, tmp_path), ("vallentuna/2026",))
    worker, ear = cluster.add("en", "--no-nanny"), Ear()
    ear.tick = lambda: worker.process.kill() if worker.helpers() else None  # type: ignore[method-assign]
    there = Cluster(cluster.address, everything.theme, tmp_path, Limits(50), patience=2)
    with there:
        there.run(plan(everything, ("webb",)), 0, ear)
    kinds = {problem.kind for outcome in ear.outcomes.values() for problem in outcome.problems}
    assert kinds == {"dask-deserted"}
    assert {outcome.code for outcome in ear.outcomes.values()} == {ExitCode.MACHINE_LACKS}
