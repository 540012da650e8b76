import os
from pathlib import Path

import pytest

import loftespdf
from loftespdf.loading.files import read_bounded
from loftespdf.loading.workspace import builtin_theme, open_workspace, read_theme
from loftespdf.model.problem import ContentRefused, ExitCode, Problem, Severity, WrongUsage
from tests.loading.helpers import PLEDGE, short, workspace, write


def test_areas_are_folders_and_periods_are_files(tmp_path: Path) -> None:
    for path in (
        "_gemensamt.yaml",
        "b-by/omrade.yaml",
        "b-by/2021-sommar.yaml",
        "c/omrade.yaml",
        "a/2021.yaml",
        "a/2021.uppfoljning.yaml",
        "a/bilder/x.jpg",
        "a/.2022.yaml.swp",
        "a/anteckningar.txt",
        "bilder/logo.svg",
        ".git/config.yaml",
    ):
        write(tmp_path, f"content/{path}", "")
    found = open_workspace(tmp_path)
    assert found.documents == (("a", "2021"), ("b-by", "2021-sommar"))
    assert found.areas == ("a", "b-by", "c")
    assert found.problems == ()


def test_a_folder_without_content_is_no_workspace(tmp_path: Path) -> None:
    with pytest.raises(WrongUsage) as refused:
        open_workspace(tmp_path)
    assert refused.value.code is ExitCode.WRONG_USAGE
    assert "loftespdf new" in str(refused.value.problems[0].instead)


@pytest.mark.parametrize(
    ("path", "better"),
    [
        ("Upplands Bro/2021.yaml", "upplands-bro"),
        ("malmö/2021.yaml", "malmo"),
        ("a/Sommar 2021.yaml", "sommar-2021.yaml"),
        ("a/2021.yml", "2021.yaml"),
        ("a/2021.YAML", "2021.yaml"),
        ("a/område.yaml", "omrade.yaml"),
        ("a/2021.uppföljning.yaml", "2021.uppfoljning.yaml"),
        ("a/2021 (kopia).yaml", "2021-kopia.yaml"),
    ],
)
def test_a_name_that_cannot_be_used_is_told_with_a_better_one(
    tmp_path: Path, path: str, better: str
) -> None:
    write(tmp_path, f"content/{path}", PLEDGE)
    found = open_workspace(tmp_path)
    assert found.documents == ()
    (problem,) = found.problems
    assert problem.kind == "bad-name"
    assert better in str(problem.instead)


def test_a_better_name_that_is_taken_is_not_recommended(tmp_path: Path) -> None:
    for name in ("2021.yaml", "2021.yml"):
        write(tmp_path, f"content/a/{name}", PLEDGE)
    (problem,) = open_workspace(tmp_path).problems
    assert str(problem.place) == "content/a/2021.yml"
    assert str(problem.instead).startswith("för över det som saknas till 2021.yaml")


@pytest.mark.parametrize(
    "name", ["2021.yaml.txt", "2021.yml.TXT", "2021.uppfoljning.yaml.txt", "2021.YAML.docx"]
)
def test_a_pledge_that_an_editor_gave_another_ending_is_told(name: str, tmp_path: Path) -> None:
    write(tmp_path, f"content/a/{name}", PLEDGE)
    found = open_workspace(tmp_path)
    assert found.documents == ()
    (problem,) = found.problems
    assert f"{problem.place} {problem.kind}" == f"content/a/{name} other-ending"
    better = "2021.uppfoljning.yaml" if "uppf" in name else "2021.yaml"
    assert f"byt namn till {better};" in str(problem.instead)
    assert name[-4:] in str(problem.what)


@pytest.mark.parametrize("name", ["2021.docx", "2021-2022.txt", "2021.odt", "omrade.txt"])
def test_a_pledge_left_in_a_word_processors_file_is_told(name: str, tmp_path: Path) -> None:
    write(tmp_path, f"content/testby/{name}", b"PK")
    [problem] = open_workspace(tmp_path).problems
    assert (problem.place.file, problem.kind) == (f"content/testby/{name}", "not-read")
    assert problem.severity is Severity.WARNING
    assert name.rsplit(".", maxsplit=1)[0] + ".yaml" in str(problem.instead)


def test_a_word_file_beside_its_pledge_is_left_alone(tmp_path: Path) -> None:
    workspace(tmp_path)
    for name in ("2021.docx", "omrade.txt", "underlag.docx", "2019 minnen.txt"):
        write(tmp_path, f"content/testby/{name}", b"PK")
    assert open_workspace(tmp_path).problems == ()


def test_a_pledge_outside_the_areas_is_told(tmp_path: Path) -> None:
    write(tmp_path, "content/2021.yaml", PLEDGE)
    assert short(open_workspace(tmp_path).problems) == ["content/2021.yaml not-in-an-area"]


@pytest.mark.parametrize("link", ["content/testby/2022.yaml", "content/annan", "content"])
def test_a_link_out_of_the_workspace_is_refused(tmp_path: Path, link: str) -> None:
    outside, root = tmp_path / "ute", tmp_path / "inne"
    workspace(outside)
    source = outside / ("content" if "/" not in link else "content/testby")
    if link.endswith(".yaml"):
        workspace(root)
        source /= "2021.yaml"
    (root / link).parent.mkdir(parents=True, exist_ok=True)
    (root / link).symlink_to(source)
    found = open_workspace(root)
    assert [(str(p.place), p.kind) for p in found.problems] == [(link, "outside-workspace")]
    assert ("testby", "2022") not in found.documents


def test_a_link_within_the_workspace_is_followed(tmp_path: Path) -> None:
    workspace(tmp_path)
    (tmp_path / "content/testby/2022.yaml").symlink_to("2021.yaml")
    assert open_workspace(tmp_path).documents == (("testby", "2021"), ("testby", "2022"))


def test_links_in_a_ring_are_refused(tmp_path: Path) -> None:
    workspace(tmp_path)
    (tmp_path / "content/testby/2022.yaml").symlink_to("2023.yaml")
    (tmp_path / "content/testby/2023.yaml").symlink_to("2022.yaml")
    assert {p.kind for p in open_workspace(tmp_path).problems} == {"outside-workspace"}


def test_a_huge_file_is_refused_without_being_read(tmp_path: Path) -> None:
    big = tmp_path / "big.yaml"
    with big.open("wb") as file:
        file.truncate(50_000_000)  # a hole: nothing is on the disk, but the size is asked
    problem = read_bounded(tmp_path, big, 2_000_000)
    assert isinstance(problem, Problem)
    assert problem.kind == "file-too-big"
    assert str(problem.what) == "filen är 50 MB, men högst 2 MB läses"


def test_a_file_that_grows_after_it_was_asked_is_refused() -> None:
    source = Path("/proc/self/maps")  # its size is said to be 0
    if not source.exists():
        pytest.skip("no such file on this system")
    problem = read_bounded(Path("/proc"), source.resolve(), 10)
    assert isinstance(problem, Problem)
    assert problem.kind == "file-too-big"


def test_a_pipe_is_refused_without_waiting_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    problem = read_bounded(tmp_path, tmp_path / "pipe.yaml", 10)
    assert isinstance(problem, Problem)
    assert problem.kind == "not-a-file"


def test_the_programs_own_theme_is_found() -> None:
    assert (builtin_theme() / "templates/lofte/layout.yaml").is_file()
    assert (builtin_theme() / "styles/lofte.css").is_file()


def test_the_users_files_lie_over_the_programs(tmp_path: Path) -> None:
    write(tmp_path, "styles/lofte.css", "p { color: red }")
    write(tmp_path, "templates/egen/page.html.j2", "<p>")
    write(tmp_path, "templates/.DS_Store", b"\0")
    files = read_theme(tmp_path).files
    assert files["styles/lofte.css"].content == b"p { color: red }"
    assert files["styles/lofte.css"].origin == "styles/lofte.css"
    assert files["templates/egen/page.html.j2"].content == b"<p>"
    assert files["templates/lofte/layout.yaml"].origin != "templates/lofte/layout.yaml"
    assert not any(path.startswith("templates/.") for path in files)


def test_the_repository_is_a_workspace_with_its_own_theme() -> None:
    files = read_theme(builtin_theme()).files
    assert {asset.origin for asset in files.values()} == set(files)


def test_a_theme_file_that_leads_out_is_refused(tmp_path: Path) -> None:
    root = tmp_path / "inne"
    secret = write(tmp_path, "ute/hemlig.css", "x")
    (root / "styles").mkdir(parents=True)
    (root / "styles/lofte.css").symlink_to(secret)
    with pytest.raises(ContentRefused) as refused:
        read_theme(root)
    assert short(refused.value.problems) == ["styles/lofte.css outside-workspace"]


def test_an_installed_program_finds_its_theme_in_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "loftespdf/__init__.py", "")
    write(tmp_path, "loftespdf/theme/styles/x.css", "")
    monkeypatch.setattr(loftespdf, "__file__", str(tmp_path / "loftespdf/__init__.py"))
    assert builtin_theme() == (tmp_path / "loftespdf/theme").resolve()


@pytest.mark.parametrize(
    "path", [f"{'a' * 81}/2021.yaml", f"a/{'2' * 81}.yaml", f"{'å' * 81}/1.yaml"]
)
def test_a_name_too_long_for_a_file_is_told_before_anything_is_made(
    tmp_path: Path, path: str
) -> None:
    write(tmp_path, f"content/{path}", PLEDGE)
    found = open_workspace(tmp_path)
    assert found.documents == ()
    (problem,) = found.problems
    assert problem.kind == "long-name"
    assert "högst 80 tecken" in str(problem.instead)


@pytest.mark.parametrize("name", ["2021-uppfoljning.yaml", "uppfoljning.yaml"])
def test_a_follow_up_with_a_pledges_name_is_not_read_as_a_pledge(name: str, tmp_path: Path) -> None:
    workspace(tmp_path)
    write(tmp_path, f"content/testby/{name}", "datum: 2021-12-31\n")
    found = open_workspace(tmp_path)
    assert found.documents == (("testby", "2021"),)
    [problem] = found.problems
    assert "byt namn till 2021.uppfoljning.yaml" in str(problem.instead)
