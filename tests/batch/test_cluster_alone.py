"""``--dask`` without a cluster: addresses, versions held together, a worker that is gone."""

import errno
import socket
import sys
import time
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import cast

import pytest

from loftespdf.batch import cluster as cluster_module
from loftespdf.batch import line as line_module
from loftespdf.batch import remote as remote_module
from loftespdf.batch.admitting import why_not
from loftespdf.batch.cluster import Cluster
from loftespdf.batch.connecting import require_address
from loftespdf.batch.environment import traits
from loftespdf.batch.line import Errand
from loftespdf.batch.outcome import Outcome
from loftespdf.batch.parcels import pack, unpack
from loftespdf.batch.plan import plan
from loftespdf.batch.processes import no_process
from loftespdf.batch.remote import digest_of, make_there
from loftespdf.batch.session import understood
from loftespdf.batch.wish import Wish
from loftespdf.batch.workers import Limits
from loftespdf.model.problem import ExitCode, Severity, WrongUsage
from loftespdf.operations.build import Job
from loftespdf.operations.check import read_everything
from tests.batch.runs import Ear, built, country, files, told_of


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return country(tmp_path_factory.mktemp("land"), 8)


class Silent:
    """Stands in for a line to two workers; the first takes a job, says nothing and is gone."""

    is_open = True

    def __init__(self, _address: str) -> None:
        self.workers_left = ["tcp://a:1", "tcp://b:1"]
        self.errands: list[tuple[str, Errand]] = []

    def wait(self, seconds: float) -> None:
        time.sleep(seconds / 100)

    def workers(self) -> Future[object]:
        found = {at: {"local_directory": "/tmp", "nthreads": 1} for at in self.workers_left}  # noqa: S108
        return answered(found)

    def send(self, worker: str, function: Callable[..., object], *arguments: object) -> Errand:
        if function is traits:
            return Errand(answered(traits()))
        if worker == self.workers_left[0] == "tcp://a:1":
            self.workers_left.remove(worker)
            errand = Errand(Future())
        else:
            errand = Errand(
                answered(pack(self.made(cast("Job", unpack(cast("bytes", arguments[0]))))))
            )
        self.errands.append((worker, errand))
        return errand

    @staticmethod
    def made(job: Job) -> Outcome:
        return Outcome(job.product, None, 1, 2, 0.1, (), ExitCode.DONE)

    def lend(self, _worker: str, _value: bytes) -> Errand:
        return Errand(answered(None))

    def close(self) -> None:
        pass


def answered(value: object) -> Future[object]:
    answer: Future[object] = Future()
    answer.set_result(value)
    return answer


def test_a_worker_that_is_gone_without_a_word_has_its_job_given_to_another(
    workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    everything = read_everything(workspace, ("vallentuna/2026",))
    jobs, ear = plan(everything, ("webb",)), Ear()
    monkeypatch.setattr(cluster_module, "Line", Silent)
    monkeypatch.setattr(cluster_module, "_LOOK_EVERY", 0.01)
    with Cluster("tcp://c:1", everything.theme, tmp_path, Limits()) as there:
        there.run(jobs, 0, ear)
        line = cast("Silent", there._line)  # noqa: SLF001 - what it was asked is the point
    assert {index: outcome.code for index, outcome in ear.outcomes.items()} == dict.fromkeys(
        range(len(jobs)), ExitCode.DONE
    )
    lost = [errand for worker, errand in line.errands if worker == "tcp://a:1"]
    assert [errand.answer.cancelled() for errand in lost] == [True], "the scheduler may forget it"
    assert len(line.errands) == len(jobs) + 1


class Stuck(Silent):
    """The workers named here take what they get, never answer and stay."""

    never: tuple[str, ...] = ("tcp://a:1",)

    def send(self, worker: str, function: Callable[..., object], *arguments: object) -> Errand:
        if function is traits:
            return Errand(answered(traits()))
        made = pack(self.made(cast("Job", unpack(cast("bytes", arguments[0])))))
        errand = Errand(Future() if worker in self.never else answered(made))
        self.errands.append((worker, errand))
        return errand


class AllStuck(Stuck):
    never = ("tcp://a:1", "tcp://b:1")


class Halted(Stuck):
    """The first worker tells of itself and then takes nothing, not even the theme."""

    def lend(self, worker: str, value: bytes) -> Errand:
        return Errand(Future()) if worker in self.never else super().lend(worker, value)


class Changed(Silent):
    """One worker of two threads: its programs change between two jobs, the first lasts long."""

    #: How long, in seconds: longer than a run waits for a worker.
    lasting = 0.9

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.first: tuple[Future[object], float, bytes] | None = None

    def workers(self) -> Future[object]:
        return answered({"tcp://a:1": {"local_directory": "/tmp", "nthreads": 2}})  # noqa: S108

    def send(self, _worker: str, function: Callable[..., object], *arguments: object) -> Errand:
        if function is traits:
            return Errand(answered(traits()))
        if self.first:
            return Errand(answered(pack({**traits(), "pango": "0"})))
        answer: Future[object] = Future()
        made = pack(self.made(cast("Job", unpack(cast("bytes", arguments[0])))))
        self.first = answer, time.monotonic() + self.lasting, made
        return Errand(answer)

    def wait(self, seconds: float) -> None:
        super().wait(seconds)
        if self.first and time.monotonic() > self.first[1] and not self.first[0].done():
            self.first[0].set_result(self.first[2])


def run_on(
    line: type[Silent],
    workspace: Path,
    output: Path,
    patch: pytest.MonkeyPatch,
    longest: float = 0.05,
) -> tuple[Ear, Silent, int]:
    """Make one document's web pages; returns what was heard, the line, and how many there were."""
    everything = read_everything(workspace, ("vallentuna/2026",))
    jobs, ear = plan(everything, ("webb",)), Ear()
    patch.setattr(cluster_module, "Line", line)
    patch.setattr(cluster_module, "_LOOK_EVERY", 0.01)
    patch.setattr(cluster_module, "_GREETING", 0.01)
    patch.setattr(cluster_module, "longest", lambda _limits: longest)
    with Cluster("tcp://c:1", everything.theme, output, Limits(), patience=0.3) as there:
        there.run(jobs, 0, ear)
        return ear, cast("Silent", there._line), len(jobs)  # noqa: SLF001 - what it was asked


def test_a_worker_that_stays_and_never_answers_is_named_and_its_job_given_to_another(
    workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ear, line, count = run_on(Stuck, workspace, tmp_path, monkeypatch)
    assert [outcome.code for outcome in ear.outcomes.values()] == [ExitCode.DONE] * count
    assert [(each.kind, each.what.values["worker"]) for each in ear.heard] == [
        ("dask-stuck", "tcp://a:1")
    ]
    assert [e.answer.cancelled() for at, e in line.errands if at == "tcp://a:1"] == [True]


def test_a_run_whose_workers_all_stay_and_never_answer_ends_and_says_so(
    workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ear, line, count = run_on(AllStuck, workspace, tmp_path, monkeypatch)
    assert len(ear.outcomes) == count
    assert len(line.errands) == len(line.workers_left), "each worker is given one job and no more"
    kinds = {problem.kind for outcome in ear.outcomes.values() for problem in outcome.problems}
    assert kinds == {"dask-deserted", "dask-stuck"}
    assert [each.kind for each in ear.heard] == ["dask-stuck", "dask-stuck"]


def test_a_job_that_a_refused_worker_has_is_waited_for_and_then_the_run_is_over(
    workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = time.monotonic()
    ear, _, count = run_on(Changed, workspace, tmp_path, monkeypatch, longest=60)
    took = time.monotonic() - begun
    assert count > 1
    assert sorted(outcome.code for outcome in ear.outcomes.values()) == sorted(
        [ExitCode.DONE] + [ExitCode.MACHINE_LACKS] * (count - 1)
    )
    kinds = {problem.kind for outcome in ear.outcomes.values() for problem in outcome.problems}
    assert kinds == {"dask-deserted", "dask-differs"}
    assert took > Changed.lasting + 0.3, "its patience begins when the last job is done"


def test_a_worker_that_stops_before_it_has_the_theme_is_not_waited_for(
    workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ear, line, count = run_on(Halted, workspace, tmp_path, monkeypatch)
    assert [outcome.code for outcome in ear.outcomes.values()] == [ExitCode.DONE] * count
    assert {worker for worker, _ in line.errands} == {"tcp://b:1"}


def test_a_workers_own_trouble_with_its_files_is_no_lost_connection(tmp_path: Path) -> None:
    errand = line_module._carried("os", "listdir")  # noqa: SLF001 - it is what a worker runs
    with pytest.raises(RuntimeError, match=r"FileNotFoundError: .*finns-inte"):
        errand(tmp_path / "finns-inte")


def test_a_job_is_not_made_where_the_programs_are_others() -> None:
    answer = unpack(make_there(b"no job", b"no theme", (1, 1), digest_of({"loftespdf": "0"})))
    assert answer == traits()


def test_a_machine_that_starts_no_process_tells_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def _refuse(*_: object) -> None:
        raise no_process(BlockingIOError(errno.EAGAIN, "slut"))

    monkeypatch.setattr(remote_module, "_crew", _refuse)
    answer = unpack(make_there(b"", b"", (1, 1), digest_of(traits())))
    assert "startar inte fler program åt dig (slut)" in str(answer)


def test_what_differs_is_named_and_nothing_else() -> None:
    ours = traits()
    assert why_not("tcp://a:1", ours, ours) is None
    theirs = {name: version for name, version in ours.items() if name != "segno"}
    problem = why_not("tcp://a:1", {**theirs, "pango": "0"}, ours)
    assert problem is not None
    assert problem.what.values["differing"] == (
        f"pango 0 ≠ {ours['pango']}; segno – ≠ {ours['segno']}"
    )
    assert problem.severity is Severity.ERROR


@pytest.mark.parametrize(
    "address", ["strunt", "http://a:1", "tcp://a", "tcp://a:b", "tcp://:8786", "tcp://a b:1", ""]
)
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(WrongUsage) as refusal:
        require_address(address)
    assert refusal.value.problems[0].kind == "dask-address"


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:8786", "tls://a.se:1", "tcp://[::1]:8786"])
def test_what_dask_shows_is_an_address(workspace: Path, address: str) -> None:
    wish = Wish(workspace, workspace / "output", dask=address)
    assert understood(wish).names


def test_an_empty_address_is_no_local_run(workspace: Path) -> None:
    assert built(workspace, "--dask", "").returncode == ExitCode.WRONG_USAGE


def test_without_the_package_it_is_told_how_to_get_it(workspace: Path, tmp_path: Path) -> None:
    prefix = (sys.executable, "-c", _WITHOUT)
    arguments = ("--output", tmp_path, "--dask", "tcp://127.0.0.1:1")
    run = built(workspace, "vallentuna", "--layout", "webb", *arguments, prefix=prefix)
    assert run.returncode == ExitCode.MACHINE_LACKS
    assert 'pip install "loftespdf[dask]"' in told_of(run)
    assert files(tmp_path) == {}


def test_without_certificates_tls_is_refused(
    workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DASK_CONFIG", str(tmp_path / "none"))
    arguments = ("--layout", "webb", "--output", tmp_path, "--dask", "tls://127.0.0.1:1")
    run = built(workspace, "vallentuna", *arguments)
    assert run.returncode == ExitCode.MACHINE_LACKS
    assert "tls:// behöver certifikat" in told_of(run)


@pytest.mark.long  # it waits
def test_what_listens_and_says_nothing_is_no_scheduler(workspace: Path, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as mute:
        address = f"tcp://127.0.0.1:{mute.getsockname()[1]}"
        run = built(workspace, "vallentuna", "--output", tmp_path, "--dask", address)
    assert run.returncode == ExitCode.MACHINE_LACKS
    assert f"ingen Dask-schemaläggare svarar på {address}" in told_of(run)


def test_tcp_is_refused_where_the_settings_want_encryption(
    workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DASK_DISTRIBUTED__COMM__REQUIRE_ENCRYPTION", "True")
    address = "tcp://127.0.0.1:1"
    run = built(workspace, "vallentuna", "--output", tmp_path, "--dask", address)
    assert run.returncode == ExitCode.MACHINE_LACKS
    assert "kräver kryptering" in told_of(run)


#: Stands in for an installation without the extra; its arguments are a command of ours.
_WITHOUT = """
import importlib.abc, runpy, sys
class Without(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name in ("dask", "distributed"):
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
sys.meta_path.insert(0, Without())
sys.argv = sys.argv[3:]
runpy.run_module("loftespdf", run_name="__main__", alter_sys=True)
"""
