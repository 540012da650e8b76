"""``--dask tls://…``: the same files over TLS, and certificates that are not accepted."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from loftespdf.model.problem import ExitCode
from tests.batch.certificates import Certificates, certificates
from tests.batch.dask_cluster import DaskCluster
from tests.batch.runs import Done, built, country, files, told_of

pytestmark = pytest.mark.long


@pytest.fixture
def own(tmp_path: Path) -> Certificates:
    return certificates(tmp_path / "egna")


@pytest.fixture
def cluster(tmp_path: Path, own: Certificates) -> Iterator[DaskCluster]:
    with ExitStack() as stack:
        yield DaskCluster(tmp_path, stack, "tls", own.settings)


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    return country(tmp_path / "land", 8)


def sent(workspace: Path, output: Path, address: str) -> Done:
    return built(workspace, "--layout", "webb", "--output", output, "--dask", address)


def use(settings: Certificates, patch: pytest.MonkeyPatch) -> None:
    for name, value in settings.settings.items():
        patch.setenv(name, value)


def test_a_cluster_over_tls_makes_the_same_files(
    workspace: Path,
    cluster: DaskCluster,
    own: Certificates,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    one, other = cluster.add("en", "--no-nanny"), cluster.add("två", "--no-nanny")
    assert cluster.address.startswith("tls://")
    assert {each.address[:6] for each in (one, other)} == {"tls://"}
    use(own, monkeypatch)
    run = sent(workspace, tmp_path / "output", cluster.address)
    assert run.returncode == ExitCode.DONE, run.stderr
    assert "arbetaren" not in told_of(run), "both could work"
    assert (len(one.helpers()), len(other.helpers())) == (1, 1), "both were given documents"
    at_home = tmp_path / "hemma"
    assert built(workspace, "--layout", "webb", "--output", at_home).returncode == ExitCode.DONE
    assert files(tmp_path / "output") == files(at_home) != {}


def test_whoever_shows_no_certificate_or_another_authoritys_is_refused_and_told(
    workspace: Path,
    cluster: DaskCluster,
    own: Certificates,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def told(address: str) -> str:
        run = sent(workspace, tmp_path / "output", address)
        assert run.returncode == ExitCode.MACHINE_LACKS, run.stderr
        return told_of(run)

    assert "tls:// behöver certifikat" in told(cluster.address)
    assert "ingen Dask-schemaläggare svarar" in told(cluster.address.replace("tls:", "tcp:"))
    strange = certificates(tmp_path / "andras")
    for shown in (strange, Certificates(own.authority, strange.own)):
        use(shown, monkeypatch)  # first we do not trust the scheduler, then it does not trust us
        assert "säker förbindelse" in (message := told(cluster.address))
        assert all(name in message for name in ("ca-file", "client.cert", "client.key"))
    assert files(tmp_path / "output") == {}


def test_a_cluster_without_certificates_is_no_cluster_over_tls(
    workspace: Path, own: Certificates, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(own, monkeypatch)
    with ExitStack() as stack:
        address = DaskCluster(tmp_path, stack).address.replace("tcp:", "tls:")
        run = sent(workspace, tmp_path / "output", address)
    assert run.returncode == ExitCode.MACHINE_LACKS
    assert "säker förbindelse" in told_of(run)
    assert "skriv tcp://" in told_of(run)
