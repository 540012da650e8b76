"""What is made again, and what is left alone."""

import json
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from loftespdf.batch import environment, workers
from loftespdf.batch.environment import PACKAGES, installed
from loftespdf.batch.plan import refuse_shared_paths
from loftespdf.batch.staleness import Ledger
from loftespdf.batch.survey import PACKAGE, Survey
from loftespdf.batch.wish import Wish
from loftespdf.building import build
from loftespdf.loading.signatures import signature
from loftespdf.messages import words
from loftespdf.model.file_format import Format
from loftespdf.model.problem import ExitCode, WrongUsage
from loftespdf.model.product import Product
from loftespdf.storing.journal import open_journal, read_journal
from loftespdf.typesetting.libraries import library_versions
from tests.batch.changing import run
from tests.batch.runs import JOURNAL, built, country, files, started, told_of
from tests.samples import REPOSITORY

ONLY = ("--layout", "webb")
BOTH = (*ONLY, "--layout", "lofte")
AREAS = ("osteraker", "upplands-vasby", "vallentuna")
PLEDGE = "content/vallentuna/2026.yaml"
RARELY_NEEDED = {
    "docx",
    "email.policy",
    "loftespdf.composing.followup",
    "loftespdf.loading.svg",
    "loftespdf.loading.wrong_words",
    "loftespdf.loading.yaml_syntax",
    "loftespdf.operations.advertise",
    "pikepdf.models.metadata",
}


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    return country(tmp_path / "land", 3)


def states(workspace: Path, *arguments: str | Path) -> dict[str, str]:
    report = workspace / "run.json"
    built(workspace, *arguments, "--report", report)
    rows = json.loads(report.read_text(encoding="utf-8"))["products"]
    return {row["product"]: row["state"] for row in rows}


def test_a_second_run_makes_nothing_and_says_the_same(workspace: Path) -> None:
    first = states(workspace, *ONLY)
    before = files(workspace / "output")
    assert set(first.values()) == {"made"}
    assert set(states(workspace, *ONLY).values()) == {"up-to-date"}
    assert files(workspace / "output") == before


def test_a_report_takes_no_other_file_s_place(workspace: Path) -> None:
    before = (workspace / PLEDGE).read_bytes()
    told = built(workspace, *ONLY, "--report", workspace / PLEDGE)
    assert told.returncode == ExitCode.WRONG_USAGE
    assert "finns redan och är ingen rapport" in told.stderr
    assert (workspace / PLEDGE).read_bytes() == before
    assert not (workspace / "output").exists()
    report = workspace / "run.json"
    report.write_text("", encoding="utf-8")
    assert [built(workspace, *ONLY, "--report", report).returncode for _ in range(2)] == [0, 0]


def test_a_report_that_cannot_be_written_is_told_by_its_own_name(workspace: Path) -> None:
    told = built(workspace, *ONLY, "--report", "/proc/finns/inte.json")
    assert told.returncode == ExitCode.COULD_NOT_WRITE
    assert "/proc/finns/inte.json: fel: här går det inte att skriva" in told.stderr
    assert "ge filen ett annat namn" in told.stderr


def test_the_last_line_tells_of_what_could_not_be_read(workspace: Path) -> None:
    built(workspace, *ONLY)
    (workspace / PLEDGE).write_text("titel: [", encoding="utf-8")
    last = built(workspace, *ONLY).stdout.splitlines()[-1]
    assert last == "dokument med fel i texten, inte gjorda: 1"


def test_warnings_and_exit_codes_are_those_of_a_full_build(workspace: Path) -> None:
    pledge = workspace / PLEDGE
    pledge.write_text(pledge.read_text().replace('"id": "lofte-1", ', ""), encoding="utf-8")
    first, second = built(workspace, *ONLY), built(workspace, *ONLY)
    assert "varning" in first.stderr
    told = [line for line in first.stderr.splitlines() if "varning" in line]
    assert [line for line in second.stderr.splitlines() if "varning" in line] == told
    assert (first.returncode, second.returncode) == (0, 0)
    pledge.write_text(f"{pledge.read_text()}fel: nyckel\n", encoding="utf-8")
    assert [built(workspace, *ONLY).returncode for _ in range(2)] == [5, 5]


@pytest.mark.parametrize("name", ["Sommar 2027.yaml", "2027.uppfoljning.yaml"])
def test_what_is_passed_over_for_an_error_shows_in_the_exit_code(
    workspace: Path, name: str
) -> None:
    (workspace / "content/vallentuna" / name).write_text("titel: T\n", encoding="utf-8")
    codes = [built(workspace, *ONLY).returncode for _ in range(2)]
    assert codes == [ExitCode.SOME_FAILED] * 2
    assert built(workspace, "vallentuna", *ONLY).returncode == ExitCode.SOME_FAILED
    assert built(workspace, "osteraker", *ONLY).returncode == ExitCode.DONE


def test_what_the_theme_and_a_booking_told_is_told_again(workspace: Path) -> None:
    layout = workspace / "templates/webb/layout.yaml"
    layout.parent.mkdir(parents=True)
    rules = (REPOSITORY / "templates/webb/layout.yaml").read_text(encoding="utf-8")
    layout.write_text(rules.replace("beskrivning: ", "beskrivning: Vår #1 "), encoding="utf-8")
    pledge = workspace / PLEDGE
    pledge.write_text(f"{pledge.read_text()}annons: {{format: [finns-inte]}}\n", encoding="utf-8")
    runs = [told_of(built(workspace, *ONLY)) for _ in range(2)]
    assert all("resten av raden läses som en anmärkning" in told for told in runs)
    assert all("det finns inget format som heter ”finns-inte”" in told for told in runs)
    layout.write_text(rules, encoding="utf-8")
    assert "anmärkning" not in told_of(built(workspace, *ONLY))


def test_nothing_changed_imports_neither_engine_nor_model(workspace: Path) -> None:
    built(workspace, *ONLY)
    script = f"""
import sys
from pathlib import Path
from loftespdf import building
from loftespdf.batch.wish import Wish
workspace = Path({str(workspace)!r})
building.build(Wish(workspace, workspace / "output", layouts=("webb",)))
print(sorted(set(sys.modules) & {{"weasyprint", "pydantic", "yaml", "jinja2", "rich", "babel"}}))
"""
    run = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True,
        env={"PYTHONPATH": str(REPOSITORY / "src")},
    )  # fmt: skip
    assert run.stdout.splitlines()[-1] == "[]"
    assert "klara, 6 av dem sedan förut" in run.stdout


def test_only_the_changed_area_is_made_again(workspace: Path) -> None:
    states(workspace, *ONLY)
    pledge = workspace / PLEDGE
    pledge.write_text(pledge.read_text().replace("Det här lovar vi", "Vi lovar"), encoding="utf-8")
    made = {path for path, state in states(workspace, *ONLY).items() if state == "made"}
    assert {path.partition("/")[0] for path in made} == {"vallentuna"}
    assert len(made) == 2


def test_a_comment_makes_nothing(workspace: Path) -> None:
    states(workspace, *ONLY)
    for file in workspace.glob("content/**/*.yaml"):
        file.write_text(f"{file.read_text(encoding='utf-8')}# en anteckning\n", encoding="utf-8")
    assert set(states(workspace, *ONLY).values()) == {"up-to-date"}


@pytest.mark.long
def test_outcomes_touch_only_the_follow_up(workspace: Path) -> None:
    states(workspace)
    file = workspace / "content/upplands-vasby/2026.uppfoljning.yaml"
    file.write_text(file.read_text().replace("pågår", "delvis"), encoding="utf-8")
    made = {path for path, state in states(workspace).items() if state == "made"}
    assert made
    assert all(path.startswith("upplands-vasby/2026/upplands-vasby-2026-uppf") for path in made)
    assert not any("blank" in path for path in made)


@pytest.mark.long
def test_a_stylesheet_touches_only_its_layout(workspace: Path) -> None:
    states(workspace)
    styles = workspace / "styles"
    styles.mkdir()
    source = (REPOSITORY / "styles/webb.css").read_text(encoding="utf-8")
    (styles / "webb.css").write_text(f"{source}\n.x {{ color: #000 }}\n", encoding="utf-8")
    made = {path for path, state in states(workspace).items() if state == "made"}
    assert made == {f"{a}/2026/{a}-2026-webb.html" for a in AREAS}


@pytest.mark.long
def test_a_finished_file_that_was_changed_or_removed_is_made_again(workspace: Path) -> None:
    states(workspace, *ONLY)
    before = files(workspace / "output")
    changed, removed, *_ = sorted(path for path in before if path.endswith(".html"))
    (workspace / "output" / changed).write_bytes(before[changed][:-1] + b"x")
    (workspace / "output" / removed).unlink()
    found = states(workspace, *ONLY)
    assert {path for path, state in found.items() if state == "made"} == {changed, removed}
    assert files(workspace / "output") == before


def test_a_file_that_was_only_copied_is_read_once_and_then_known(workspace: Path) -> None:
    built(workspace, *ONLY)
    output = workspace / "output"
    file = min(path for path in files(output) if path.endswith(".html"))
    (output / file).write_bytes((output / file).read_bytes())

    def noted() -> tuple[int, ...]:
        assert set(states(workspace, *ONLY).values()) == {"up-to-date"}
        journal = read_journal(output)
        assert journal is not None
        product = journal.products.get(file)
        assert product is not None
        return product.stored[file].signature

    assert noted() != signature(output / file)  # it may be written again within the same tick
    time.sleep(2.1)
    assert noted() == signature(output / file)


@pytest.mark.long
def test_force_makes_everything_again(workspace: Path) -> None:
    states(workspace, *ONLY)
    assert set(states(workspace, *ONLY, "--force").values()) == {"made"}


@pytest.mark.long
def test_an_older_content_come_back_is_not_taken_for_the_newer(workspace: Path) -> None:
    """A layout that was not asked for meanwhile still has the file of the content before."""
    pledge = workspace / PLEDGE
    states(workspace, *BOTH)
    pledge.write_text(pledge.read_text().replace("Det här lovar vi", "Vi lovar"), encoding="utf-8")
    states(workspace, *ONLY)
    found = states(workspace, *BOTH)
    assert found["vallentuna/2026/vallentuna-2026-lofte.pdf"] == "made"
    assert found["vallentuna/2026/vallentuna-2026-webb.html"] == "up-to-date"


def test_what_a_killed_run_left_is_cleared_away_though_its_journal_was_removed(
    workspace: Path,
) -> None:
    half = workspace / "output/vallentuna/2026/.vallentuna-2026-webb.html.k3v_9x2a"
    half.parent.mkdir(parents=True)
    half.touch()
    built(workspace, "vallentuna", *ONLY)
    assert not half.exists()


def test_any_number_of_workers_makes_the_same_files(workspace: Path) -> None:
    for count in (1, 3):
        built(workspace, *ONLY, "--jobs", str(count), "--output", workspace / str(count))
    assert files(workspace / "1") == files(workspace / "3")
    assert len(files(workspace / "1")) == 6


def test_a_second_run_waits_for_the_first(workspace: Path) -> None:
    with started(workspace, *ONLY) as first:
        while not (workspace / "output" / JOURNAL).exists():
            assert first.poll() is None
        first.send_signal(signal.SIGSTOP)  # or it may be done before the second has started
        with started(workspace, *ONLY) as second:
            assert second.stderr
            told = second.stderr.readline()
            first.send_signal(signal.SIGCONT)
            shown, _ = second.communicate()
        first.communicate()
    assert "väntar" in told
    assert "6 av dem sedan förut" in shown


@pytest.mark.long
def test_zips_hold_the_files_and_never_vary(workspace: Path) -> None:
    packed = []
    for name in ("ett", "två"):
        built(workspace, *ONLY, "--zip", "area", "--output", workspace / name)
        packed.append({k: v for k, v in files(workspace / name).items() if k.endswith(".zip")})
    assert packed[0] == packed[1]
    assert sorted(packed[0]) == [
        "zip/osteraker.zip",
        "zip/upplands-vasby.zip",
        "zip/vallentuna.zip",
    ]
    with zipfile.ZipFile(workspace / "ett/zip/vallentuna.zip") as archive:
        assert archive.testzip() is None
        assert "vallentuna/2026/vallentuna-2026-webb.html" in archive.namelist()


def test_every_package_that_is_installed_to_run_counts_or_only_talks_to_people() -> None:
    lock = (REPOSITORY / "requirements.lock").read_text(encoding="utf-8").splitlines()
    locked = {line.partition("==")[0].strip() for line in lock if "==" in line and line[0] != " "}
    only_talk = {"click", "rich", "pygments", "colorama"}
    assert len(locked) > 20
    assert locked - only_talk == PACKAGES
    assert {line.partition(" ")[0] for line in installed()} <= PACKAGES
    assert any(line.startswith("weasyprint 70") for line in installed())


@pytest.fixture(scope="module")
def settled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a workspace of one area, built."""
    folder = country(tmp_path_factory.mktemp("land"), 1)
    built(folder, *ONLY)
    return folder


def _code_differs(monkeypatch: pytest.MonkeyPatch) -> None:
    known = Survey.digest
    other = f"{PACKAGE}__init__.py"  # where our own version stands
    monkeypatch.setattr(Survey, "digest", lambda s, p: "other" if p == other else known(s, p))


def _package_differs(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    (line,) = (one for one in installed() if one.startswith(f"{name} "))
    lines = tuple(f"{one}.1" if one == line else one for one in installed())
    monkeypatch.setattr(environment, "installed", lambda: lines)


def _pango_differs(monkeypatch: pytest.MonkeyPatch) -> None:
    versions = library_versions()
    other = {**versions, "pango": f"{versions['pango']}1"}
    monkeypatch.setattr(environment, "library_versions", lambda: other)


@pytest.mark.parametrize(
    "differs",
    [
        _code_differs,
        partial(_package_differs, "weasyprint"),
        _pango_differs,
        partial(_package_differs, "pyphen"),
    ],
    ids=["package", "engine", "pango", "hyphenation"],
)
def test_another_version_of_what_decides_the_bytes_makes_everything_again(
    settled: Path, monkeypatch: pytest.MonkeyPatch, differs: Callable[[pytest.MonkeyPatch], None]
) -> None:
    monkeypatch.setattr(workers, "start_method", lambda: "fork")
    (seen, _), _ = run(settled, settled / "output", ONLY[1:])
    _, none = run(settled, settled / "output", ONLY[1:])
    with monkeypatch.context() as changed:
        differs(changed)
        again, both = run(settled, settled / "output", ONLY[1:])
        _, nothing_more = run(settled, settled / "output", ONLY[1:])
    assert (len(seen), none, both, nothing_more) == (2, 0, 2, 0)
    assert again[0] == seen, "the same bytes: only what was recorded differs"


def test_what_nothing_is_made_of_is_read_again_by_another_version(workspace: Path) -> None:
    """It may warn of more than the version before did."""
    name = "vallentuna/2026"
    with open_journal(workspace / "output", lambda: None) as journal:
        now, later = (
            Ledger(journal, Survey(workspace, journal), version, workspace / "output")
            for version in ("nu", "sedan")
        )
        now.look(name)
        now.note_document(name, read={}, problems=(), layouts=("annons",), planned={}, lpo="")
        assert now.unchanged(name, ("annons",)) is not None
        assert later.unchanged(name, ("annons",)) is None


def test_a_wrong_command_leaves_nothing_behind(workspace: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "annanstans"
    elsewhere.mkdir()
    assert built(elsewhere).returncode == ExitCode.WRONG_USAGE
    assert list(elsewhere.iterdir()) == []
    assert built(workspace, "finnsinte").returncode == ExitCode.WRONG_USAGE
    assert not (workspace / "output").exists()


@pytest.mark.parametrize("layouts", [(), ("webb",), ("webb-fragment",)])
def test_a_path_that_two_files_would_share_is_told_before_any_work(
    workspace: Path, layouts: tuple[str, ...]
) -> None:
    shutil.copytree(REPOSITORY / "templates/webb", workspace / "templates/webb-fragment")
    (workspace / "styles").mkdir()
    shutil.copy(REPOSITORY / "styles/webb.css", workspace / "styles/webb-fragment.css")
    with pytest.raises(WrongUsage) as refused:
        build(Wish(workspace, workspace / "output", layouts=layouts, workers=1))
    assert refused.value.code == ExitCode.WRONG_USAGE
    (told,) = refused.value.problems
    first = f"{AREAS[0]}/2026/{AREAS[0]}-2026-webb-fragment.html"
    assert (told.kind, str(told.place)) == ("shared-path", first)
    assert words(told.what) == "webb (fragment) och webb-fragment skulle få samma fil; 3 filer"
    assert told.instead
    assert "mappen under templates/" in words(told.instead)
    assert files(workspace / "output") == {}


def test_two_formats_of_a_layout_that_would_share_a_file_are_told_apart_by_name() -> None:
    kind = ("exempel", "2026", "annons", Format.PDF)
    pair = (Product(*kind, sheet="kvart", edition="panel"), Product(*kind, sheet="kvart-panel"))
    refuse_shared_paths((*pair[:1], *pair[:1]))  # one product twice is no two products
    with pytest.raises(WrongUsage) as refused:
        refuse_shared_paths(pair)
    (told,) = refused.value.problems
    assert words(told.what) == "annons (kvart, panel) och annons (kvart-panel) skulle få samma fil"
    assert told.instead
    assert "ett annat namn i templates/annons/" in words(told.instead)


def test_a_layout_asked_for_twice_is_made_once(workspace: Path) -> None:
    wish = ("--layout", "webb", "--layout", "webb", AREAS[0], AREAS[0])
    first, again = (built(workspace, *wish) for _ in range(2))
    assert (first.returncode, first.stderr) == (ExitCode.DONE, "")
    assert "2 av 2 filer klara, 2 av dem sedan förut" in again.stdout
    assert len([name for name in files(workspace / "output") if name.endswith("webb.html")]) == 1


def test_an_ad_nobody_booked_is_refused_also_when_everything_is_up_to_date(workspace: Path) -> None:
    built(workspace, *ONLY)
    for _ in range(2):
        done = built(workspace, "--layout", "annons")
        assert done.returncode == ExitCode.WRONG_USAGE
        assert "inget är bokat" in done.stderr


def test_an_ad_that_is_up_to_date_counts_when_another_area_is_read_anew(workspace: Path) -> None:
    pledge = workspace / PLEDGE
    booked = f"{pledge.read_text()}annons: {{format: [hd-sydsvenskan-helsida]}}\n"
    pledge.write_text(booked, encoding="utf-8")
    first = states(workspace, "--layout", "annons")
    assert set(first.values()) == {"made"}
    other = workspace / "content/osteraker/2026.yaml"
    other.write_text(f"{other.read_text()}# en rad till\n", encoding="utf-8")
    assert set(states(workspace, "--layout", "annons").values()) == {"up-to-date"}


def test_a_run_imports_only_what_its_formats_need(workspace: Path) -> None:
    script = f"""
import sys
from pathlib import Path
from loftespdf import building
from loftespdf.batch.wish import Wish
workspace = Path({str(workspace)!r})
for layout in ("webb", "kontor"):
    wish = Wish(workspace, workspace / "output", ("vallentuna",), layouts=(layout,), workers=1)
    assert building.build(wish) == 0
    print(sorted(set(sys.modules) & {RARELY_NEEDED}))
"""
    run = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True,
        env={"PYTHONPATH": str(REPOSITORY / "src")},
    )  # fmt: skip
    told = [line for line in run.stdout.splitlines() if line.startswith("[")]
    assert told == ["[]", "['docx']"]
