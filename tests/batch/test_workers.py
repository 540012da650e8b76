"""Workers however they are started."""

import errno
import os
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from loftespdf.batch import workers
from loftespdf.batch.parcels import pack, unpack
from loftespdf.batch.plan import plan
from loftespdf.batch.workers import TRIES, Limits, Supervisor
from loftespdf.model.problem import ExitCode, MachineLacks
from loftespdf.operations.build import Workshop, make
from loftespdf.operations.check import read_everything
from loftespdf.operations.logfile import LOG, start_log
from tests.batch.runs import Ear, country, files, told_of
from tests.samples import REPOSITORY


def test_workers_that_start_from_nothing_make_the_same_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FONTCONFIG_FILE", "/finns/inte")
    everything = read_everything(country(tmp_path / "land", 1), ())
    jobs, output, ear = plan(everything, ("webb",)), tmp_path / "output", Ear()
    (tmp_path / "scratch").mkdir()
    scratch = tmp_path / "scratch"
    with Supervisor(everything.theme, output, scratch, Limits(120), "spawn") as supervisor:
        supervisor.run(jobs, 1, ear)
    assert [ear.outcomes[index].code for index in range(len(jobs))] == [ExitCode.DONE] * len(jobs)
    workshop = Workshop(everything.theme)
    wanted = {job.product.path.as_posix(): make(job, workshop).content for job in jobs}
    assert files(output) == wanted
    assert list(scratch.iterdir()) == []
    assert capfd.readouterr().err == "", "a machine without fontconfig's settings is like others"


@pytest.mark.long
def test_a_worker_leaves_when_nobody_needs_it_and_another_does_the_next_job(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "TRIES", 1)  # the one that left is not tried
    everything = read_everything(country(tmp_path / "land", 1), ())
    jobs, limits = plan(everything, ("webb",))[:1], Limits(120)
    made = []
    with Supervisor(everything.theme, None, tmp_path, limits, "spawn", idle=0.1) as supervisor:
        for _ in range(2):
            ear = Ear()
            supervisor.run(jobs, 1, ear)
            (worker,) = psutil.Process().children()
            while worker.status() != psutil.STATUS_ZOMBIE:
                time.sleep(0.01)
            made.append((ear.outcomes[0], worker.pid))
    (first, one), (second, other) = made
    assert first.finished == second.finished == make(jobs[0], Workshop(everything.theme))
    assert one != other
    assert first.file is None, "nothing was stored"


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="only on Linux")
def test_a_worker_s_validators_have_no_thread_for_each_processor(tmp_path: Path) -> None:
    everything = read_everything(country(tmp_path / "land", 1), ())
    jobs, limits = plan(everything, ("lofte",))[:1], Limits(120)
    with Supervisor(everything.theme, None, tmp_path, limits, "spawn") as supervisor:
        supervisor.run(jobs, 1, Ear())
        (worker,) = psutil.Process().children()
        names = [Path(f"/proc/{worker.pid}/task/{one.id}/comm").read_text(encoding="utf-8")
                 for one in worker.threads()]  # fmt: skip
    # its own and one for all validators; newer versions of Pango find typefaces in another
    assert sum(not name.startswith("[pango]") for name in names) == 2


def allow_forks(monkeypatch: pytest.MonkeyPatch, most: int) -> list[bool]:
    """Let the system start so many processes and no more, as a machine's limit does."""
    asked: list[bool] = []
    fork = os.fork

    def forking() -> int:
        asked.append(len(asked) < most)
        if not asked[-1]:
            raise BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable")
        return fork()

    monkeypatch.setattr(os, "fork", forking)
    return asked


def test_where_no_process_may_be_started_the_machine_is_told_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    everything = read_everything(country(tmp_path / "land", 1), ())
    jobs = plan(everything, ("webb",))
    allow_forks(monkeypatch, 0)
    with (
        Supervisor(everything.theme, tmp_path, tmp_path, Limits(120), "fork") as supervisor,
        pytest.raises(MachineLacks, match="startar inte fler program"),
    ):
        supervisor.run(jobs, 2, Ear())


def test_where_one_process_may_be_started_it_makes_everything(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    everything = read_everything(country(tmp_path / "land", 4), ())
    jobs, ear, (scratch, output) = plan(everything, ("webb",)), Ear(), (tmp_path / "s", tmp_path)
    scratch.mkdir()
    asked = allow_forks(monkeypatch, 1)
    with Supervisor(everything.theme, output, scratch, Limits(120), "fork") as supervisor:
        supervisor.run(jobs, 3, ear)
    assert [ear.outcomes[index].code for index in range(len(jobs))] == [ExitCode.DONE] * len(jobs)
    assert asked == [True, False], "each attempt in vain costs open files"


@pytest.mark.parametrize(
    ("limit", "most", "needed"), [("_JOBS_PER_WORKER", 2, 4), ("_GROWN", 0, 8)]
)
def test_workers_are_replaced_before_they_grow(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str, most: int, needed: int
) -> None:
    everything = read_everything(country(tmp_path / "land", 4), ())
    jobs, ear, (scratch, output) = plan(everything, ("webb",)), Ear(), (tmp_path / "s", tmp_path)
    scratch.mkdir()
    monkeypatch.setattr(workers, limit, most)
    asked = allow_forks(monkeypatch, needed)
    with Supervisor(everything.theme, output, scratch, Limits(120), "fork") as supervisor:
        supervisor.run(jobs, 1, ear)
    assert [ear.outcomes[index].code for index in range(8)] == [ExitCode.DONE] * len(jobs)
    assert asked == [True] * needed


def test_a_job_whose_worker_dies_twice_fails_with_the_code_of_a_bug_and_costs_no_other(
    tmp_path: Path,
) -> None:
    workspace, tries = country(tmp_path / "land", 3), tmp_path / "tries.txt"
    script = f"""
import os
import sys
from pathlib import Path
from loftespdf import building
from loftespdf.batch import serving
from loftespdf.batch.wish import Wish
make_one = serving.make_one

def dying(job, *rest):
    if job.product.path.name == "vallentuna-2026-webb.html":
        with Path({str(tries)!r}).open("a") as told:
            told.write(f"{{os.getpid()}}\\n")
        os._exit(9)
    return make_one(job, *rest)

serving.make_one = dying
workspace = Path({str(workspace)!r})
sys.exit(building.build(Wish(workspace, workspace / "output", layouts=("webb",), workers=1)))
"""
    run = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False,
        env={"PYTHONPATH": str(REPOSITORY / "src")},
    )  # fmt: skip
    assert run.returncode == ExitCode.OUR_BUG
    assert told_of(run).count("stannade två gånger utan att säga varför") == 1
    assert len(set(tries.read_text().splitlines())) == TRIES == 2
    areas = ("osteraker", "upplands-vasby", "vallentuna")
    names = {f"{a}/2026/{a}-2026-webb{end}.html" for a in areas for end in ("", "-fragment")}
    assert set(files(workspace / "output")) == names - {"vallentuna/2026/vallentuna-2026-webb.html"}


def test_a_job_survives_the_way_to_another_process(tmp_path: Path) -> None:
    everything = read_everything(country(tmp_path / "land", 1), ())
    for job in plan(everything):
        assert unpack(pack(job)) == job


def test_the_log_of_workers_that_start_from_nothing_is_whole(tmp_path: Path) -> None:
    everything = read_everything(country(tmp_path / "land", 2), ())
    jobs, log, scratch = plan(everything, ("webb",)), tmp_path / "logg.txt", tmp_path / "scratch"
    scratch.mkdir()
    start_log(log)
    try:
        LOG.info("before")
        with Supervisor(everything.theme, tmp_path, scratch, Limits(120), "spawn") as supervisor:
            supervisor.run(jobs, 2, Ear())
        LOG.info("after")
    finally:
        for handler in tuple(LOG.handlers):
            handler.close()
            LOG.removeHandler(handler)
    lines = log.read_text(encoding="utf-8").splitlines()
    assert lines[0].endswith("before")
    assert lines[-1].endswith("after")
    for job in jobs:
        for step in ("compose", "typeset", "inspect", "store"):
            assert sum(f" {step} " in line and job.product.path.name in line for line in lines) == 1


def test_where_no_more_processes_are_allowed_those_there_are_do_it_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    everything = read_everything(country(tmp_path / "land", 1), ())
    jobs, ear, starting = plan(everything, ("webb",)), Ear(), Supervisor._started  # noqa: SLF001

    def one_is_enough(self: Supervisor) -> object:
        if self._workers:
            raise BlockingIOError
        return starting(self)

    monkeypatch.setattr(Supervisor, "_started", one_is_enough)
    with Supervisor(everything.theme, tmp_path / "output", tmp_path, Limits(120)) as supervisor:
        supervisor.run(jobs, 2, ear)
    assert {outcome.code for outcome in ear.outcomes.values()} == {ExitCode.DONE}
