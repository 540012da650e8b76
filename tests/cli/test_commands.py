"""Commands run as a new user runs them: in a new folder, and with wrong input."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from loftespdf.model.problem import ExitCode
from tests.samples import REPOSITORY


def run(
    *arguments: str | Path, folder: Path, **environment: str
) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "loftespdf", *map(str, arguments)]
    clean = {k: v for k, v in os.environ.items() if k != "LOFTESPDF_LANG"}
    return subprocess.run(
        command, cwd=folder, check=False, capture_output=True, text=True,
        env={**clean, **environment},
    )  # fmt: skip


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    made = run("new", "lofte", folder=tmp_path)
    assert made.returncode == 0, made.stderr
    return tmp_path / "lofte"


PLEDGE = "content/exempel/2026.yaml"


def change(workspace: Path, old: str, new: str) -> None:
    file = workspace / PLEDGE
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_a_new_workspace_checks_and_builds_at_once(workspace: Path) -> None:
    checked = run("check", "--strict", folder=workspace)
    assert (checked.returncode, checked.stderr) == (0, "")
    built = run("build", "--layout", "lofte", folder=workspace)
    assert built.returncode == 0, built.stderr
    assert (workspace / "output/exempel/2026/exempel-2026-lofte.pdf").read_bytes()[:5] == b"%PDF-"
    assert "filen är gjord" in built.stdout


def test_new_never_writes_into_a_folder_with_something_in_it(workspace: Path) -> None:
    refused = run("new", workspace, folder=workspace)
    assert refused.returncode == ExitCode.WRONG_USAGE
    assert "inte tom" in refused.stderr


def test_a_new_workspace_tells_the_editor_its_schemas(workspace: Path) -> None:
    settings = json.loads((workspace / ".vscode/settings.json").read_text(encoding="utf-8"))
    for schema in settings["yaml.schemas"]:
        assert "properties" in json.loads((workspace / schema).read_text(encoding="utf-8"))


def test_all_problems_come_at_once_with_line_and_advice(workspace: Path) -> None:
    change(workspace, "ansvarig: Gatuenheten", "anvsarig: Gatuenheten")
    change(workspace, "status: utkast", "status: utkst")
    refused = run("check", folder=workspace)
    assert refused.returncode == ExitCode.CONTENT_REFUSED
    assert f"{PLEDGE}:4:9: fel: status:" in refused.stderr
    assert "menade du" in refused.stderr.lower()
    assert "anvsarig" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_a_refused_pledge_leaves_its_earlier_file(workspace: Path) -> None:
    run("build", "--layout", "lofte", folder=workspace)
    file = workspace / "output/exempel/2026/exempel-2026-lofte.pdf"
    before = file.read_bytes()
    change(workspace, "status: utkast", "status: utkst")
    refused = run("build", "--layout", "lofte", folder=workspace)
    assert refused.returncode == ExitCode.CONTENT_REFUSED
    assert file.read_bytes() == before


def test_a_layout_that_loses_text_is_stopped_before_anything_is_written(workspace: Path) -> None:
    template = workspace / "templates/lofte/page.html.j2"
    template.parent.mkdir(parents=True)
    original = (REPOSITORY / "templates/lofte/page.html.j2").read_text(encoding="utf-8")
    template.write_text(original.replace("{{ doc.title }}</h1>", "</h1>"), encoding="utf-8")
    refused = run("build", "--layout", "lofte", folder=workspace)
    assert refused.returncode == ExitCode.PROOF_FAILED
    assert f"{PLEDGE}:2" in refused.stderr
    assert not list((workspace / "output").glob("**/*.pdf"))


def test_text_that_css_hides_is_found_in_the_finished_file(workspace: Path) -> None:
    style = workspace / "styles/lofte.css"
    style.parent.mkdir(parents=True)
    original = (REPOSITORY / "styles/lofte.css").read_text(encoding="utf-8")
    style.write_text(original + ".term, .facts { display: none }", encoding="utf-8")
    refused = run("build", "--layout", "lofte", folder=workspace)
    assert refused.returncode == ExitCode.PROOF_FAILED
    assert "kontroller" in refused.stderr


def test_of_several_the_sound_ones_are_built(workspace: Path) -> None:
    sound = workspace / "content/exempel/2027.yaml"
    text = (workspace / PLEDGE).read_text(encoding="utf-8").replace("2026", "2027")
    sound.write_text(text, encoding="utf-8")
    change(workspace, "status: utkast", "status: utkst")
    report = workspace / "run.json"
    ended = run("build", "--layout", "lofte", "--report", report, folder=workspace)
    assert ended.returncode == ExitCode.SOME_FAILED
    assert (workspace / "output/exempel/2027/exempel-2027-lofte.pdf").exists()
    told = json.loads(report.read_text(encoding="utf-8"))
    assert len(told["products"]) == 1
    assert told["summary"]["documents_refused"] == 1
    errors = [one for one in told["problems"] if one["severity"] == "error"]
    assert [one["file"] for one in errors] == [PLEDGE]


def test_a_report_is_written_also_when_nothing_could_be_begun(workspace: Path) -> None:
    report = workspace / "run.json"
    report.write_text('{"summary": "of yesterday"}', encoding="utf-8")
    layout = workspace / "templates/lofte/layout.yaml"
    layout.parent.mkdir(parents=True)
    layout.write_text("format: [pdff]\n", encoding="utf-8")
    ended = run("build", "--report", report, folder=workspace)
    assert ended.returncode == ExitCode.CONTENT_REFUSED
    told = json.loads(report.read_text(encoding="utf-8"))
    assert told["summary"]["exit_code"] == ExitCode.CONTENT_REFUSED
    assert {one["file"] for one in told["problems"]} == {"templates/lofte/layout.yaml"}


def test_a_misspelt_area_is_suggested_before_any_work(workspace: Path) -> None:
    refused = run("build", "exmpel", folder=workspace)
    assert refused.returncode == ExitCode.WRONG_USAGE
    assert "exempel" in refused.stderr


def test_an_unknown_layout_and_option_are_wrong_usage(workspace: Path) -> None:
    assert run("build", "--layout", "annons", folder=workspace).returncode == 2
    assert run("build", "--blad", "a4", folder=workspace).returncode == 2


def test_outside_a_workspace_the_way_in_is_told(tmp_path: Path) -> None:
    refused = run("check", folder=tmp_path)
    assert refused.returncode == ExitCode.WRONG_USAGE
    assert "loftespdf new" in refused.stderr


def test_a_read_only_output_is_told_and_exits_with_six(workspace: Path) -> None:
    (workspace / "output/exempel").write_bytes(b"")
    refused = run("build", "--layout", "lofte", folder=workspace)
    assert refused.returncode == ExitCode.COULD_NOT_WRITE
    assert "Traceback" not in refused.stderr


def test_a_missing_system_library_is_told_with_the_command_that_installs_it(
    workspace: Path, tmp_path: Path
) -> None:
    engine = tmp_path / "fake" / "weasyprint"
    engine.mkdir(parents=True)
    fault = "raise OSError(\"cannot load library 'libpango-1.0-0'\")"
    (engine / "__init__.py").write_text(fault, encoding="utf-8")
    refused = run("build", "--layout", "lofte", folder=workspace, PYTHONPATH=str(engine.parent))
    assert refused.returncode == ExitCode.MACHINE_LACKS
    assert "libpango-1.0-0" in refused.stderr
    assert "Traceback" not in refused.stderr
    ill = run("doctor", folder=workspace, PYTHONPATH=str(engine.parent))
    assert ill.returncode == ExitCode.MACHINE_LACKS
    assert "saknas" in ill.stdout


def test_messages_are_english_when_asked_for(workspace: Path) -> None:
    change(workspace, "status: utkast", "status: utkst")
    refused = run("check", folder=workspace, LOFTESPDF_LANG="en")
    assert ": error: status:" in refused.stderr
    assert "fel" not in refused.stderr.split()
    assert "Usage:" in run("--help", folder=workspace, LOFTESPDF_LANG="en").stdout
    assert "Så här:" in run("--help", folder=workspace, LANG="en_US.UTF-8").stdout


def test_fix_ids_writes_them_and_check_is_then_silent(workspace: Path) -> None:
    change(workspace, "id: trygghetsvandringar\n            text", "text")
    assert "--fix-ids" in run("check", folder=workspace).stderr
    fixed = run("check", "--fix-ids", folder=workspace)
    assert (fixed.returncode, fixed.stderr) == (0, "")
    assert "id: " in (workspace / PLEDGE).read_text(encoding="utf-8").split("Tillsammans")[1]


def test_list_layouts_schema_and_doctor_answer_people_and_machines(workspace: Path) -> None:
    assert "Exempelby" in run("list", folder=workspace).stdout
    (row,) = json.loads(run("list", "--json", folder=workspace).stdout)
    assert (row["name"], row["promises"]) == ("exempel/2026", 4)
    assert "pdf/ua-1" in run("layouts", folder=workspace).stdout
    assert "titel" in json.loads(run("schema", folder=workspace).stdout)["properties"]
    assert "parter" in json.loads(run("schema", "--area", folder=workspace).stdout)["properties"]
    healthy = run("doctor", "--json", folder=workspace)
    assert healthy.returncode == 0, healthy.stdout
    assert all(finding["ok"] for finding in json.loads(healthy.stdout))


def test_inspect_judges_our_file_and_tells_what_is_wrong_with_another(workspace: Path) -> None:
    run("build", "--layout", "lofte", folder=workspace)
    file = workspace / "output/exempel/2026/exempel-2026-lofte.pdf"
    assert run("inspect", file, folder=workspace).returncode == 0
    broken = workspace / "bruten.pdf"
    broken.write_bytes(file.read_bytes()[:2000])
    refused = run("inspect", file, broken, folder=workspace)
    assert refused.returncode == ExitCode.PROOF_FAILED
    assert "bruten.pdf" in refused.stderr
    assert "Traceback" not in refused.stderr
    assert run("inspect", "finns-inte.pdf", folder=workspace).returncode == ExitCode.WRONG_USAGE


def test_the_log_tells_each_step(workspace: Path) -> None:
    run("build", "--layout", "lofte", "--log", "steg.log", folder=workspace)
    log = (workspace / "steg.log").read_text(encoding="utf-8")
    steps = [word for word in ("load", "compose", "typeset", "inspect", "store") if word in log]
    assert steps == ["load", "compose", "typeset", "inspect", "store"]


def test_a_log_that_cannot_be_begun_is_told(workspace: Path) -> None:
    refused = run("check", "--log", "content/exempel/2026.yaml/log", folder=workspace)
    assert refused.returncode == ExitCode.COULD_NOT_WRITE
    assert "content/exempel/2026.yaml/log: fel: en mapp och en fil har samma namn" in refused.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device here")
def test_a_log_on_a_full_disk_costs_nothing_else(workspace: Path) -> None:
    built = run("build", "--layout", "webb", "--log", "/dev/full", folder=workspace)
    assert (built.returncode, built.stderr) == (0, "")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_gets_its_completion(shell: str, tmp_path: Path) -> None:
    assert "_LOFTESPDF_COMPLETE" in run("completion", shell, folder=tmp_path).stdout


def test_completion_knows_the_workspaces_areas(workspace: Path) -> None:
    answer = run(
        folder=workspace, _LOFTESPDF_COMPLETE="bash_complete", COMP_WORDS="loftespdf build ex",
        COMP_CWORD="2",
    )  # fmt: skip
    assert "exempel" in answer.stdout


def test_help_and_check_import_no_engine(workspace: Path) -> None:
    code = (
        "import sys\nsys.argv = ['loftespdf', 'check']\nfrom loftespdf.cli import main\n"
        "try:\n    main()\nfinally:\n    print('ENGINE' if 'weasyprint' in sys.modules else 'none')"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code], cwd=workspace, capture_output=True, text=True, check=True
    )
    assert answer.stdout.splitlines()[-1] == "none"


def complete(words: str, number: int, folder: Path) -> list[str]:
    answer = run(
        folder=folder, _LOFTESPDF_COMPLETE="bash_complete", COMP_WORDS=words, COMP_CWORD=str(number)
    )
    return [line.partition(",")[2] for line in answer.stdout.splitlines()]


def test_completion_knows_the_selections_and_the_register(workspace: Path) -> None:
    area = workspace / "content/exempel/omrade.yaml"
    text = area.read_text(encoding="utf-8")
    area.write_text(f"region: Väst\nkommuner: [Ale kommun]\n{text}", encoding="utf-8")
    assert {"region:", "lpo:", "län:"} <= {*complete("loftespdf list ", 2, workspace)}
    assert complete("loftespdf list re", 2, workspace) == ["region:"]
    assert complete("loftespdf build Region:", 2, workspace) == ["region:Väst"]
    assert "kommun:Ale" in complete("loftespdf check kommun:a", 2, workspace)
    assert complete("loftespdf new-areas kommun:Gräs", 2, workspace) == [
        "kommun:Grästorps kommun", "kommun:Grästorp",
    ]  # fmt: skip
    assert complete("loftespdf new-areas --region s", 3, workspace) == ["Stockholm", "Syd"]


def test_list_tells_the_day_and_new_areas_what_it_made(workspace: Path) -> None:
    made = run("new-areas", "--region", "väst", folder=workspace)
    assert made.returncode == 0, made.stderr
    assert "content/grastorp/omrade.yaml\n" in made.stdout
    assert "nya områden: 55 · fanns redan: 0" in made.stdout
    assert run("check", "--strict", folder=workspace).returncode == 0
    again = run("new-areas", "region:väst", "--json", folder=workspace)
    assert json.loads(again.stdout)["made"] == []
    told = run("list", "--today", "2026-05-11", folder=workspace).stdout
    assert "Läget 2026-05-11" in told
    assert "utkast" in told
    areas = [line.split()[0] for line in told.splitlines() if "saknas" in line]
    assert (areas[0], areas[-2:]) == ("ale", ["amal", "ockero"])  # Åmål and Öckerö
    listed = run("list", "--json", "--today", "2026-05-11", folder=workspace)
    rows = {row["name"]: row for row in json.loads(listed.stdout)}
    assert rows["grastorp"]["standing"] == "missing"
    assert rows["exempel/2026"]["standing"] == "draft"
    assert {row["today"] for row in rows.values()} == {"2026-05-11"}
    wrong = run("list", "--today", "i dag", folder=workspace)
    assert wrong.returncode == ExitCode.WRONG_USAGE
    assert "2026-11-22" in wrong.stderr


def test_list_tells_what_is_passed_over_in_the_areas_it_was_asked_for(workspace: Path) -> None:
    content = workspace / "content"
    run("new-areas", "kommun:1444", "kommun:1445", folder=workspace)
    for name in ("grastorp/2027.yml", "essunga/2027.yaml.txt", "exempel/2027.YAML"):
        (content / name).write_bytes((workspace / PLEDGE).read_bytes())
    for which, told in (
        (("grastorp",), {"grastorp/2027.yml"}),
        (("Grästorp", "exempel/2026"), {"grastorp/2027.yml", "exempel/2027.YAML"}),
        (("län:14", "--year", "2031"), {"grastorp/2027.yml", "essunga/2027.yaml.txt"}),
        (("exempel", "--json"), {"exempel/2027.YAML"}),
        ((), {"grastorp/2027.yml", "essunga/2027.yaml.txt", "exempel/2027.YAML"}),
    ):
        listed = run("list", *which, folder=workspace)
        assert listed.returncode == 0
        places = {
            line.partition(": ")[0] for line in listed.stderr.splitlines() if ": fel: " in line
        }
        assert places == {f"content/{name}" for name in told}, which


def test_another_municipalitys_name_is_told_and_the_file_is_made(workspace: Path) -> None:
    change(workspace, "titel: ", "titel: Grästorp och ")
    checked = run("check", folder=workspace)
    assert checked.returncode == 0
    assert "varning: titel: här står ”Grästorp”, men löftet gäller Exempelby" in checked.stderr
    assert "grannar:" in checked.stderr
    assert run("check", "--strict", folder=workspace).returncode == ExitCode.CONTENT_REFUSED
    area = workspace / "content/exempel/omrade.yaml"
    text = area.read_text(encoding="utf-8")
    area.write_text(f"grannar: [Grästorp]\n{text}", encoding="utf-8")
    assert run("check", "--strict", folder=workspace).returncode == 0


def test_a_selection_without_any_pledge_is_told_and_nothing_is_built(workspace: Path) -> None:
    run("new-areas", "kommun:1444", folder=workspace)
    refused = run("build", "grastorp", folder=workspace)
    assert refused.returncode == ExitCode.WRONG_USAGE
    assert "content/grastorp: fel: området har inget löfte än" in refused.stderr


def test_what_an_ad_leaves_out_is_told_at_once_and_what_two_share_only_once(
    workspace: Path,
) -> None:
    first = run("build", "--size", "100x60", "--report", "run.json", folder=workspace)
    assert first.returncode == 0
    assert first.stderr.count("ingen QR-kod") == 1
    assert first.stderr.count("utelämnat:") == 2  # the ad and its panel, each by name
    products = json.loads((workspace / "run.json").read_text(encoding="utf-8"))["products"]
    assert all("press" in product for product in products)
    again = run("build", "--size", "100x60", folder=workspace)
    assert "2 av dem sedan förut" in again.stdout
    assert sorted(again.stderr.splitlines()) == sorted(first.stderr.splitlines())


def test_a_folder_is_no_file_to_judge(workspace: Path) -> None:
    for command in ("inspect", "verify"):
        told = run(command, "output", folder=workspace)
        assert told.returncode == ExitCode.WRONG_USAGE
        assert "output: fel: det här är en mapp" in told.stderr


def test_an_ad_is_no_faulty_document_but_one_to_examine_for_the_press(workspace: Path) -> None:
    assert run("build", "--size", "100x60", folder=workspace).returncode == 0
    (ad,) = workspace.glob("output/*/*/*-100x60.pdf")
    told = run("inspect", str(ad), folder=workspace)
    assert told.returncode == 0, told.stderr
    assert "PDF/X-4" in told.stdout
    assert "granskas med --sheet" in told.stdout


def test_of_a_file_that_cannot_be_read_nothing_is_counted(workspace: Path) -> None:
    (workspace / "trasig.pdf").write_bytes(b"%PDF-1.7\nhej")
    told = run("verify", "trasig.pdf", folder=workspace)
    assert told.returncode == ExitCode.PROOF_FAILED
    assert "filen är trasig och kan inte läsas" in told.stderr
    assert "BytesIO" not in told.stderr, "qpdf's name for what came from no file"
    assert "Ändrade meningar" not in told.stdout


def test_when_nothing_can_be_made_no_count_of_nothing_is_shown(workspace: Path) -> None:
    change(workspace, "period: 2026", "period: snart")
    told = run("build", folder=workspace)
    assert told.returncode == ExitCode.CONTENT_REFUSED
    assert told.stdout.strip() == "inga filer gjorda"


@pytest.mark.parametrize(
    "arguments",
    [
        ("new", "å" * 128),
        ("inspect", "å" * 128),
        ("verify", "a" * 256),
        ("check", "--workspace", "a" * 256),
    ],
)
def test_a_name_that_no_file_can_have_is_refused(
    tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    refused = run(*arguments, folder=tmp_path)
    assert refused.returncode == ExitCode.WRONG_USAGE
    assert "namnet är för långt" in refused.stderr
    assert "Traceback" not in refused.stderr


@pytest.mark.parametrize("limit", ["nan", "1e400"])
def test_a_limit_that_is_none_is_refused_with_what_to_write(tmp_path: Path, limit: str) -> None:
    refused = run("build", f"--max-seconds={limit}", folder=tmp_path)
    assert refused.returncode == ExitCode.WRONG_USAGE
    assert "skriv talet med siffror, till exempel 30 eller 2.5" in refused.stderr
