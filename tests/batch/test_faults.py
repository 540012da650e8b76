"""What may go wrong with a run, done for real: killed, full, read-only, overwritten, endless.

Each ends in a clear message, and nothing is lost. ``make test-faults`` runs these, and CI does.
"""

import contextlib
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from loftespdf.model.problem import ExitCode
from tests.batch.runs import JOURNAL, Run, built, count, country, files, is_sound, started
from tests.samples import REPOSITORY

pytestmark = pytest.mark.long

ONLY = ("--layout", "webb", "--layout", "lofte", "--jobs", "2")
#: So many living runs are killed, of so many started at most: some end before they are killed.
KILLS, STARTS = 50, 80
#: So many runs are killed in the same folder, one after the other, before one may end.
IN_A_ROW = 5


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return country(tmp_path_factory.mktemp("land"), 8)


@pytest.fixture(scope="module")
def undisturbed(workspace: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    output = tmp_path_factory.mktemp("ostörd")
    assert built(workspace, *ONLY, "--output", output).returncode == 0
    made = files(output)
    assert len(made) == 24
    return made


def own(workspace: Path, folder: Path) -> Path:
    """Return a copy of the workspace to spoil."""
    shutil.copytree(workspace / "content", folder / "content")
    return folder


def workers_of(run: Run) -> list[int]:
    """Return the process ids of a run's workers."""
    children = Path(f"/proc/{run.pid}/task/{run.pid}/children")
    with contextlib.suppress(OSError):
        return [int(child) for child in children.read_text().split()]
    return []


def test_fifty_killed_runs_leave_nothing_half_written(
    workspace: Path,
    undisturbed: dict[str, bytes],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (tmp_path / "tmp").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    rng, output = random.Random(50), tmp_path / "output"  # noqa: S311 - moments, not secrets
    killed = caught_working = in_a_row = 0
    for _ in range(STARTS):
        before = count(output)
        lived = _lived_until_killed(workspace, output, rng)
        left = {k: v for k, v in files(output).items() if not Path(k).name.startswith(".")}
        killed += lived
        in_a_row += lived
        caught_working += lived and before < len(left) < len(undisturbed)
        assert {name: left[name] == undisturbed[name] for name in left} == dict.fromkeys(left, True)
        assert not (output / JOURNAL).exists() or is_sound(output / JOURNAL)
        if not lived or in_a_row == IN_A_ROW or killed == KILLS:
            resumed = built(workspace, *ONLY, "--output", output)
            assert (resumed.returncode, "Traceback" in resumed.stderr) == (0, False)
            assert files(output) == undisturbed, "identical, and no leftovers"
            assert is_sound(output / JOURNAL)
            assert list(Path(os.environ["TMPDIR"]).glob("loftespdf-*")) == []
            shutil.rmtree(output)
            in_a_row = 0
        if killed == KILLS:
            break
    assert killed == KILLS, "too few runs were still going when they were killed"
    assert caught_working > KILLS / 3, "too few were killed between two of their own files"


def _lived_until_killed(workspace: Path, output: Path, rng: random.Random) -> bool:
    """Kill a run before its first file or after some, and tell whether it was that which ended it.

    Only the way it ended tells: between asking whether it lives and killing it, it may end.
    """
    more = rng.randrange(5)
    wanted = count(output) + more
    with started(workspace, *ONLY, "--output", output) as run:
        while run.poll() is None and count(output) < wanted:
            time.sleep(0.002)
        time.sleep(rng.uniform(0, 0.1 if more else 1.5))
        run.send_signal(signal.SIGKILL)
    assert run.returncode in {0, -signal.SIGKILL}
    return run.returncode == -signal.SIGKILL


def test_no_worker_outlives_a_killed_run(workspace: Path, tmp_path: Path) -> None:
    with started(workspace, *ONLY, "--output", tmp_path / "output") as run:
        until(lambda: bool(workers_of(run)), run)
        workers = workers_of(run)
        run.send_signal(signal.SIGKILL)
    deadline = time.monotonic() + 5
    while any(Path(f"/proc/{worker}").exists() for worker in workers):
        assert time.monotonic() < deadline, "a worker lives on"
        time.sleep(0.05)


def until(is_so: Callable[[], bool], run: Run, seconds: float = 60) -> None:
    """Wait until ``is_so()``, while the run lives."""
    deadline = time.monotonic() + seconds
    while not is_so():
        assert run.poll() is None, "the run ended too early"
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_a_killed_worker_costs_its_job_a_retry_and_nothing_else(
    workspace: Path, undisturbed: dict[str, bytes], tmp_path: Path
) -> None:
    output = tmp_path / "output"
    with started(workspace, *ONLY, "--output", output) as run:
        until(lambda: count(output) > 2, run)
        os.kill(workers_of(run)[0], signal.SIGKILL)
        out, err = run.communicate()
    assert (run.returncode, "Traceback" in err) == (0, False)
    assert "24 av 24 filer gjorda" in out
    assert files(output) == undisturbed


@pytest.mark.parametrize("told", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_who_ends_a_run_keeps_what_is_done_and_finds_nothing_left(
    workspace: Path, tmp_path: Path, told: signal.Signals, monkeypatch: pytest.MonkeyPatch
) -> None:
    output, scratch = tmp_path / "output", tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setenv("TMPDIR", str(scratch))
    with started(workspace, *ONLY, "--output", output) as run:
        until(lambda: count(output) > 2, run)
        workers = workers_of(run)
        run.send_signal(told)
        _, err = run.communicate()
    assert run.returncode == ExitCode.INTERRUPTED
    assert "Avbrutet" in err
    assert not list(scratch.iterdir())
    assert not [name for name in files(output) if "/." in name]
    assert not any(Path(f"/proc/{worker}").exists() for worker in workers)
    again = built(workspace, *ONLY, "--output", output)
    assert "sedan förut" in again.stdout
    assert again.returncode == 0


def test_a_journal_of_noise_is_set_aside_and_everything_made_again(
    workspace: Path, undisturbed: dict[str, bytes], tmp_path: Path
) -> None:
    output = tmp_path / "output"
    built(workspace, *ONLY, "--output", output)
    for spoil in (_all_noise, _noise_in_the_middle, _another_base):
        spoil(output / JOURNAL)
        run = built(workspace, *ONLY, "--output", output)
        assert (run.returncode, "Traceback" in run.stderr) == (0, False)
        assert "lagd åt sidan" in run.stderr
        assert "24 av 24 filer gjorda" in run.stdout
        assert files(output) == undisturbed
        assert is_sound(output / JOURNAL)
        assert "24 av dem sedan förut" in built(workspace, *ONLY, "--output", output).stdout


def _all_noise(journal: Path) -> None:
    journal.write_bytes(random.Random(1).randbytes(50_000))  # noqa: S311 - noise


def _noise_in_the_middle(journal: Path) -> None:
    content = bytearray(journal.read_bytes())
    content[5000:30_000] = random.Random(2).randbytes(25_000)  # noqa: S311 - noise
    journal.write_bytes(content)


def _another_base(journal: Path) -> None:
    journal.unlink()
    with contextlib.closing(sqlite3.connect(journal)) as base:
        base.execute("CREATE TABLE products (something TEXT)")
        base.execute("INSERT INTO products VALUES ('else')")
        base.commit()


#: The words before a command that leave it little room, and those that later give it enough.
Room = tuple[list[str], list[str]]


def _short_files(_folder: Path) -> Room:
    """Let no file become longer than 20 kB, which ends a write in the middle."""
    return ["prlimit", "--fsize=20000:", "--"], ["prlimit", "--fsize=unlimited:", "--"]


def _small_disk(folder: Path) -> Room:
    """Let ``folder`` be a file system of 300 kB; the second command makes it larger.

    A container may not let us mount one. That is a skip, and so a failure in CI.
    """
    mount = f'mount -t tmpfs -o size=300k tmpfs "{folder}" && exec "$@"'
    larger = f'mount -o remount,size=30m "{folder}" && exec "$@"'
    small = ["unshare", "--mount", "--map-root-user", "sh", "-c", mount, "sh"]
    enough = ["sh", "-c", larger, "sh"]
    tried = subprocess.run([*small, *enough, "true"], capture_output=True, text=True, check=False)
    if tried.returncode:
        pytest.skip(f"needs a tmpfs, but: {tried.stderr.strip()}")
    return small, enough


@pytest.mark.parametrize("limited", [_small_disk, _short_files])
@pytest.mark.needs("unshare", "mount", "prlimit")
def test_a_full_disk_is_told_and_costs_only_what_does_not_fit_until_there_is_room(
    limited: Callable[[Path], Room],
    workspace: Path,
    undisturbed: dict[str, bytes],
    tmp_path: Path,
) -> None:
    output = tmp_path / "output"
    output.mkdir()
    little, enough = limited(output)
    script = f"""
from tests.batch.runs import JOURNAL, built, files, is_sound
from pathlib import Path
output, told = Path({str(output)!r}), []
for prefix in ([], {enough!r}):
    run = built(Path({str(workspace)!r}), *{ONLY!r}, "--output", output, prefix=prefix)
    left = {{k: v.hex() for k, v in files(output).items()}}
    told.append([run.returncode, run.stdout, run.stderr, left])
print(__import__("json").dumps([*told, is_sound(output / JOURNAL)]))
"""
    run = subprocess.run(
        [*little, sys.executable, "-c", script], cwd=REPOSITORY, check=False,
        capture_output=True, text=True, env={**os.environ, "PYTHONPATH": "src"},
    )  # fmt: skip
    (code, _, told, left), (code_then, out_then, told_then, left_then), sound = json.loads(
        run.stdout
    )
    assert code in {ExitCode.SOME_FAILED, ExitCode.COULD_NOT_WRITE}
    assert "disken är full" in told or "filer är full" in told
    assert "Traceback" not in told
    assert 0 < len(left) < len(undisturbed)
    assert all(bytes.fromhex(content) == undisturbed[name] for name, content in left.items())
    assert (code_then, "Traceback" in told_then, sound) == (0, False, True), told_then
    assert "24 av 24 filer" in out_then
    made = {name: bytes.fromhex(content) for name, content in left_then.items()}
    assert made == undisturbed, "all that did not fit, and no leftovers"


@pytest.mark.needs("setpriv")
def test_a_read_only_output_is_told_before_any_work(workspace: Path, tmp_path: Path) -> None:
    """Root may write anywhere, so root is run without that right."""
    output = tmp_path / "output"
    output.mkdir(mode=0o555)
    bound = ["setpriv", "--bounding-set=-dac_override"] if os.geteuid() == 0 else []
    run = built(workspace, *ONLY, "--output", output, prefix=bound)
    assert run.returncode == ExitCode.COULD_NOT_WRITE
    assert "får inte skrivas" in run.stderr
    assert list(output.iterdir()) == []


@pytest.mark.needs("setpriv")
@pytest.mark.parametrize("locked", ["content/vallentuna", "content"])
def test_a_folder_that_may_be_listed_but_not_entered_is_told(
    workspace: Path, undisturbed: dict[str, bytes], tmp_path: Path, locked: str
) -> None:
    mine, rights = own(workspace, tmp_path), "-dac_override,-dac_read_search"
    bound = ["setpriv", f"--bounding-set={rights}"] if os.geteuid() == 0 else []
    (mine / locked).chmod(0o444)
    try:
        run = built(mine, *ONLY, prefix=bound)
    finally:
        (mine / locked).chmod(0o755)
    assert "Traceback" not in run.stderr
    assert "content/vallentuna" in run.stderr
    assert "får inte läsas" in run.stderr
    made = files(mine / "output")
    if locked == "content":
        assert (run.returncode, made) == (ExitCode.CONTENT_REFUSED, {})
    else:
        assert run.returncode == ExitCode.SOME_FAILED
        assert made == {k: v for k, v in undisturbed.items() if not k.startswith("vallentuna")}


def test_a_document_that_never_ends_is_ended_and_only_it_fails(
    workspace: Path, undisturbed: dict[str, bytes], tmp_path: Path
) -> None:
    mine = own(workspace, tmp_path)
    _in_template(mine, '{% if doc.area == "Vallentuna" %}', _ENDLESS)
    run = built(mine, *ONLY, "--max-seconds", "6")
    assert run.returncode == ExitCode.SOME_FAILED
    assert "vallentuna-2026-webb.html: fel: dokumentet blev inte klart på 6 sekunder" in run.stderr
    _all_but_vallentunas_web(mine, undisturbed)


@pytest.mark.long
def test_a_run_that_is_put_to_sleep_goes_on_where_it_was(
    workspace: Path, undisturbed: dict[str, bytes], tmp_path: Path
) -> None:
    output = tmp_path / "output"
    with started(workspace, *ONLY, "--output", output, "--max-seconds", "3") as run:
        until(lambda: count(output) > 2, run)
        asleep = [run.pid, *workers_of(run)]
        for told, seconds in ((signal.SIGSTOP, 4), (signal.SIGCONT, 0)):
            for process in asleep:
                os.kill(process, told)
            time.sleep(seconds)
        _, err = run.communicate()
    assert (run.returncode, "blev inte klart" in err) == (0, False)
    assert files(output) == undisturbed


def test_more_processes_than_may_have_files_open_are_not_started(
    workspace: Path, undisturbed: dict[str, bytes], tmp_path: Path
) -> None:
    output = tmp_path / "output"
    few = ("bash", "-c", 'ulimit -n 70; exec "$@"', "-")
    run = built(workspace, *ONLY, "--output", output, "--jobs", "24", prefix=few)
    assert run.returncode == 0, run.stderr
    assert files(output) == undisturbed


_ENDLESS = "{% for i in range(90000) %}{% for j in range(90000) %}{% endfor %}{% endfor %}"


def _in_template(workspace: Path, condition: str, body: str) -> None:
    source = (REPOSITORY / "templates/webb/page.html.j2").read_text(encoding="utf-8")
    folder = workspace / "templates/webb"
    folder.mkdir(parents=True)
    text = f"{source}{condition}{body}{{% endif %}}"
    (folder / "page.html.j2").write_text(text, encoding="utf-8")


def _all_but_vallentunas_web(workspace: Path, undisturbed: dict[str, bytes]) -> None:
    left = files(workspace / "output")
    missing = set(undisturbed) - set(left)
    assert missing == {
        "vallentuna/2026/vallentuna-2026-webb.html",
        "vallentuna/2026/vallentuna-2026-webb-fragment.html",
    }
    assert all(undisturbed[name] == content for name, content in left.items())


def test_a_picture_that_takes_all_memory_fails_alone(
    workspace: Path, undisturbed: dict[str, bytes], tmp_path: Path
) -> None:
    mine = own(workspace, tmp_path)
    area = mine / "content/vallentuna"
    (area / "bilder").mkdir(exist_ok=True)
    Image.new("RGBA", (7700, 7700), (9, 99, 199, 128)).save(area / "bilder/stor.png")
    pledge = area / "2026.yaml"
    kept = [line for line in pledge.read_text().splitlines() if not line.startswith("bilder:")]
    kept += ['bilder: [{"fil": "bilder/stor.png", "alt": "En stor bild", "foto": "N N"}]']
    pledge.write_text("\n".join(kept) + "\n", encoding="utf-8")
    run = built(mine, *ONLY, "--max-memory", "400")
    assert run.returncode == ExitCode.SOME_FAILED
    assert "vallentuna-2026-lofte.pdf: fel: dokumentet tog mer än 400 MB minne" in run.stderr
    left = files(mine / "output")
    others = {name for name in undisturbed if not name.startswith("vallentuna/")}
    assert {name: left[name] == undisturbed[name] for name in others} == dict.fromkeys(others, True)
    assert "vallentuna/2026/vallentuna-2026-lofte.pdf" not in left
