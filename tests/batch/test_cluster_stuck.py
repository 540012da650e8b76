"""``--dask`` with a worker that lives and never answers."""

import os
import signal
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from loftespdf.batch import cluster as cluster_module
from loftespdf.batch.admitting import longest
from loftespdf.batch.cluster import Cluster
from loftespdf.batch.plan import plan
from loftespdf.batch.workers import Limits
from loftespdf.model.problem import ExitCode
from loftespdf.operations.check import read_everything
from tests.batch.dask_cluster import DaskCluster
from tests.batch.runs import Ear, count, country


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[DaskCluster]:
    with ExitStack() as stack:
        yield DaskCluster(tmp_path, stack)


@pytest.mark.long
def test_a_worker_that_lives_but_never_answers_is_left_out_and_its_document_made_elsewhere(
    cluster: DaskCluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = country(tmp_path / "land", 8)
    monkeypatch.setattr(cluster_module, "longest", lambda _limits: 8.0)
    everything = read_everything(workspace, ("vallentuna/2026",))
    jobs, ear, output = plan(everything, ("webb",)), Ear(), tmp_path / "output"
    stuck, stopped = cluster.add("en", "--no-nanny"), set[int]()
    cluster.add("två", "--no-nanny")

    def halt() -> None:  # before it has read a word: who sends it its settings waits for ever
        if not stopped and (helpers := stuck.helpers()):
            os.kill(helpers[0], signal.SIGSTOP)
            stopped.add(helpers[0])

    ear.tick = halt  # type: ignore[method-assign]
    with Cluster(cluster.address, everything.theme, output, Limits(), patience=2) as there:
        try:
            there.run(jobs, 0, ear)
        finally:
            for helper in stopped:
                os.kill(helper, signal.SIGKILL)
    assert [outcome.code for outcome in ear.outcomes.values()] == [ExitCode.DONE] * len(jobs)
    assert count(output) == len(jobs) > 1
    assert [problem.kind for problem in ear.heard] == ["dask-stuck"]
    assert ear.heard[0].what.values["worker"] == stuck.address


def test_a_worker_may_have_a_job_for_as_long_as_its_own_supervisor_tries() -> None:
    assert longest(Limits(30.0)) > 2 * 30.0
