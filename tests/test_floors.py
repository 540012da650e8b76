"""The house: which room may import which, and through which door an outside library comes."""

import ast
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).parent.parent / "src" / "loftespdf"
ROOMS = {"loading", "composing", "typesetting", "inspecting", "storing"}
FLOORS = {
    "model": set(),
    "language": {"model"},
    **{room: {"model", "language"} for room in ROOMS},
    "operations": {"model", "language", *ROOMS},
    "batch": {"model", "language", *ROOMS, "operations"},
}
DOORS = {
    "yaml": {"loading"},
    "charset_normalizer": {"loading"},
    "jinja2": {"composing"},
    "markupsafe": {"composing"},
    "segno": {"composing"},
    "weasyprint": {"typesetting"},
    "pydyf": {"typesetting"},
    "pyphen": {"typesetting"},
    "cffi": {"typesetting"},
    "cssselect2": {"typesetting"},
    "docx": {"typesetting"},
    "resvg_py": {"typesetting"},
    "fontTools": {"typesetting"},
    "page": {"inspecting"},
    "tinyhtml5": {"inspecting"},
    "pydantic": {"model"},
    "pydantic_core": {"model"},
    "babel": {"language"},
    "markdown_it": {"language"},
    "click": {"cli", "cli_content", "cli_judging", "cli_making", "cli_options", "completing"},
    "dask": {"batch"},
    "distributed": {"batch"},
    "rich": {"progress", "showing", "judging"},
}
#: Fewer than this and the test has looked into the wrong folder.
FEWEST_IMPORTS = 150


def imports() -> Iterator[tuple[Path, str, str]]:
    """Yield (file, its room, imported module) for every import of the package."""
    for file in sorted(SOURCE.rglob("*.py")):
        parts = file.relative_to(SOURCE).parts
        room = parts[0] if len(parts) > 1 else file.stem
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                yield from ((file, room, alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                yield file, room, node.module


def test_every_import_was_seen() -> None:
    assert len(list(imports())) > FEWEST_IMPORTS


def test_no_room_imports_what_is_above_it_or_beside_it() -> None:
    wrong = [
        f"{file.relative_to(SOURCE)} imports {module}"
        for file, room, module in imports()
        if room in FLOORS
        and module.startswith("loftespdf.")
        and module.split(".")[1] not in FLOORS[room] | {room}
    ]
    assert wrong == []


def test_each_outside_library_has_one_door() -> None:
    wrong = [
        f"{file.relative_to(SOURCE)} imports {module}"
        for file, room, module in imports()
        if room not in DOORS.get(module.split(".")[0], {room})
    ]
    assert wrong == []


def test_no_folder_below_a_room_and_none_with_one_file() -> None:
    rooms = [path for path in SOURCE.iterdir() if path.is_dir() and any(path.glob("*.py"))]
    assert {path.name for path in rooms} == set(FLOORS)
    assert [path for path in SOURCE.glob("*/*/*.py") if "starter" not in path.parts] == []
