"""What ``list`` is told by the journal."""

import json
from pathlib import Path

import pytest

from tests.cli.test_commands import change, run, workspace  # noqa: F401 - a fixture


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
    theme = Path(__file__).parent.parent.parent / "styles/webb.css"
    style.write_text(theme.read_text("utf-8") + "\n.x{}\n", encoding="utf-8")
    assert built(workspace) == "stale"  # the text is the same, but no longer the looks
    style.write_text(theme.read_text("utf-8") + "main{display:none}", encoding="utf-8")
    run("build", "--layout", "webb", folder=workspace)
    assert built(workspace) == "failed"
    style.unlink()
    assert run("build", "--layout", "webb", folder=workspace).returncode == 0
    assert built(workspace) == "built"
