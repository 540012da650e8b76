"""What ``list`` is told by the journal."""

import json
import shutil
from pathlib import Path

import pytest
from PIL import Image

from tests.cli.test_commands import change, run, workspace  # noqa: F401 - a fixture

THEME = Path(__file__).parent.parent.parent


def built(folder: Path) -> str:
    listed = run("list", "exempel/2026", "--json", "--today", "2026-05-11", folder=folder)
    (row,) = json.loads(listed.stdout)
    return str(row["built"])


@pytest.mark.usefixtures("workspace")
def test_list_tells_what_the_next_run_would_do(workspace: Path) -> None:  # noqa: F811
    assert built(workspace) == "not_built"
    assert run("build", "--layout", "webb", folder=workspace).returncode == 0
    assert built(workspace) == "built"
    style = workspace / "styles/webb.css"
    style.parent.mkdir()
    theme = THEME / "styles/webb.css"
    style.write_text(theme.read_text("utf-8") + "\n.x{}\n", encoding="utf-8")
    assert built(workspace) == "stale"  # the text is the same, but no longer the looks
    style.write_text(theme.read_text("utf-8") + "main{display:none}", encoding="utf-8")
    run("build", "--layout", "webb", folder=workspace)
    assert built(workspace) == "failed"
    style.unlink()
    assert run("build", "--layout", "webb", folder=workspace).returncode == 0
    assert built(workspace) == "built"


def stands(folder: Path) -> str:
    """Build in layout webb, which must come to a good end, and return what ``list`` says then."""
    assert run("build", "--layout", "webb", folder=folder).returncode == 0
    return built(folder)


def test_a_file_that_is_gone_makes_it_stale(workspace: Path) -> None:  # noqa: F811
    assert stands(workspace) == "built"
    assert run("build", "--layout", "kontor", folder=workspace).returncode == 0
    for name in ("webb.html", "webb-fragment.html"):
        (workspace / "output/exempel/2026" / f"exempel-2026-{name}").unlink()
    assert built(workspace) == "stale"
    assert stands(workspace) == "built"


def test_an_ad_that_a_command_named_is_held_to_the_text(workspace: Path) -> None:  # noqa: F811
    assert stands(workspace) == "built"
    assert run("build", "--size", "122x178", folder=workspace).returncode == 0
    assert built(workspace) == "built"
    change(workspace, "titel: Medborgarlöfte", "titel: Nytt medborgarlöfte")
    assert stands(workspace) == "stale"  # the page is new, the ad is not
    assert run("build", "--size", "122x178", folder=workspace).returncode == 0
    assert built(workspace) == "built"
    (ad,) = (workspace / "output/exempel/2026").glob("*-122x178.pdf")
    ad.write_bytes(ad.read_bytes() + b" ")
    assert built(workspace) == "stale"


def test_what_failed_and_is_no_longer_wanted_is_forgotten(workspace: Path) -> None:  # noqa: F811
    assert stands(workspace) == "built"
    assert run("build", "--size", "30x30", folder=workspace).returncode != 0
    assert built(workspace) == "built"
    shutil.copytree(THEME / "templates/webb", workspace / "templates/egen")
    (workspace / "styles").mkdir()
    shutil.copy(THEME / "styles/webb.css", workspace / "styles/egen.css")
    assert run("build", "--layout", "egen", folder=workspace).returncode != 0
    assert built(workspace) == "failed"
    shutil.rmtree(workspace / "templates")
    shutil.rmtree(workspace / "styles")
    assert stands(workspace) == "built"


def test_a_picture_above_the_area_s_folder_is_no_change(workspace: Path) -> None:  # noqa: F811
    picture = workspace / "content/_bilder/torg.png"
    picture.parent.mkdir()
    Image.new("RGB", (900, 600), "red").save(picture)
    pledge = workspace / "content/exempel/2026.yaml"
    wanted = "bilder: [{fil: ../_bilder/torg.png, alt: Torget}]\n"
    pledge.write_text(pledge.read_text(encoding="utf-8") + wanted, encoding="utf-8")
    assert stands(workspace) == "built"
    Image.new("RGB", (900, 600), "blue").save(picture)
    assert built(workspace) == "stale"
