"""Small workspaces for the tests of loading, and problems written short."""

from collections.abc import Iterable
from pathlib import Path

from loftespdf.loading.pledges import Loaded, load_document
from loftespdf.loading.workspace import open_workspace
from loftespdf.model.problem import Problem

AREA = """\
namn: Testby
parter:
  polisen: {slag: polis, namn: Polisen}
  kommunen: {slag: kommun, namn: Testby kommun}
"""
PLEDGE = """\
titel: Medborgarlöfte för Testby
period: 2021
avsnitt:
  - slag: löften
    part: polisen
    punkter:
      - id: kontroller
        text: Polisen ska kontrollera mer.
"""


def write(root: Path, path: str, content: str | bytes) -> Path:
    """Write a file below ``root``, with its folders."""
    target = root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content if isinstance(content, bytes) else content.encode())
    return target


def workspace(
    root: Path, pledge: str | bytes = PLEDGE, area: str | bytes = AREA, period: str = "2021"
) -> Path:
    """Write a workspace with one area, ``testby``, and one pledge."""
    write(root, "content/testby/omrade.yaml", area)
    write(root, f"content/testby/{period}.yaml", pledge)
    return root


def load(
    root: Path, pledge: str | bytes = PLEDGE, area: str | bytes = AREA, period: str = "2021"
) -> Loaded:
    """Load such a pledge."""
    workspace(root, pledge, area, period)
    return load_document(open_workspace(root), "testby", period)


def short(problems: Iterable[Problem]) -> list[str]:
    """Write each problem as ``2021.yaml:3:5 unknown-key``."""
    return [f"{p.place} {p.kind}".removeprefix("content/testby/") for p in problems]
