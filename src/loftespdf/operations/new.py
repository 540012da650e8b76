"""Make a workspace that builds at once, with settings so that VS Code knows the files."""

import json
from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path, PurePosixPath

from loftespdf.loading.schema import area_schema, pledge_schema
from loftespdf.model.problem import Place, Problem, WrongUsage, say
from loftespdf.storing.files import store

_PLEDGE_SCHEMA = ".vscode/lofte.schema.json"
_AREA_SCHEMA = ".vscode/omrade.schema.json"


def make_workspace(folder: Path) -> tuple[Path, ...]:
    """Write a new workspace into ``folder`` and return its files.

    Raises WrongUsage when the folder holds something already: nothing of a user's is written over.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise WrongUsage(
            Problem(
                "folder-not-empty",
                say("mappen finns redan och är inte tom"),
                Place(folder.as_posix()),
                instead=say("välj ett namn som inte finns, till exempel loftespdf new lofte"),
            )
        )
    return tuple(store(folder, Path(path), content) for path, content in _workspace_files())


def _workspace_files() -> Iterator[tuple[PurePosixPath, bytes]]:
    yield from _below(files("loftespdf").joinpath("starter"), PurePosixPath())
    yield PurePosixPath("output/.gitkeep"), b""
    yield PurePosixPath(_PLEDGE_SCHEMA), _json(pledge_schema())
    yield PurePosixPath(_AREA_SCHEMA), _json(area_schema())
    yield PurePosixPath(".vscode/settings.json"), _json(_SETTINGS)
    yield PurePosixPath(".vscode/extensions.json"), _json(_EXTENSIONS)


def _below(folder: Traversable, path: PurePosixPath) -> Iterator[tuple[PurePosixPath, bytes]]:
    for child in sorted(folder.iterdir(), key=lambda entry: entry.name):
        here = path / child.name
        if child.is_dir():
            yield from _below(child, here)
        else:
            yield here, child.read_bytes()


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


_EXTENSIONS = {"recommendations": ["redhat.vscode-yaml"]}
_SETTINGS = {
    "yaml.schemas": {
        _AREA_SCHEMA: ["content/*/omrade.yaml", "content/_gemensamt.yaml"],
        _PLEDGE_SCHEMA: [
            "content/*/*.yaml",
            "!content/*/omrade.yaml",
            "!content/*/*.uppfoljning.yaml",
        ],
    },
    "yaml.format.enable": False,
    "files.encoding": "utf8",
    "editor.insertSpaces": True,
    "editor.wordWrap": "on",
    "[yaml]": {"editor.tabSize": 2, "editor.autoIndent": "keep"},
}
