"""Whether a path leads out of the workspace, its links followed."""

from pathlib import Path

import pytest

from loftespdf.loading.files import inside, shown


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "land/content/testby").mkdir(parents=True)
    (tmp_path / "land/content/testby/2021.yaml").touch()
    (tmp_path / "annat").mkdir()
    (tmp_path / "annat/2021.yaml").touch()
    return tmp_path / "land"


@pytest.mark.parametrize("path", ["", "content", "content/testby/2021.yaml", "content/finns/inte"])
def test_what_is_named_below_the_workspace_is_inside(root: Path, path: str) -> None:
    assert inside(root, root / path)


@pytest.mark.parametrize("path", ["..", "../annat/2021.yaml", "content/../../annat"])
def test_steps_back_lead_out(root: Path, path: str) -> None:
    assert not inside(root, root / path)


def test_steps_back_may_stay_inside(root: Path) -> None:
    assert inside(root, root / "content/testby/../testby/2021.yaml")


@pytest.mark.parametrize("link", ["content/annat", "content/testby/annat"])
def test_a_link_on_the_way_leads_where_it_leads(root: Path, link: str) -> None:
    (root / link).symlink_to(root.parent / "annat")
    assert not inside(root, root / link / "2021.yaml")
    (root / "content/igen").symlink_to("testby")
    assert inside(root, root / "content/igen/2021.yaml")


def test_a_workspace_may_be_reached_by_a_link(root: Path) -> None:
    known = root.with_name("genväg")
    known.symlink_to(root)
    assert inside(known, known / "content/testby/2021.yaml")
    assert inside(known, root / "content/testby/2021.yaml")


def test_paths_are_shown_from_the_workspace(root: Path) -> None:
    assert shown(root, root / "content/testby") == "content/testby"
    assert shown(root, root) == "."
    assert shown(root, Path("/annat/x.yaml")) == "/annat/x.yaml"
    assert shown(Path(), Path("content/x.yaml")) == "content/x.yaml"


def test_nothing_absolute_is_below_a_folder_that_is_named_from_here(root: Path) -> None:
    assert not inside(Path(), root / "content")
    assert shown(Path(), root / "content") == (root / "content").as_posix()
