"""Whether this machine and this workspace have all that is needed."""

import os
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

from msgspec import Struct

from loftespdf.loading.workspace import builtin_theme, open_workspace
from loftespdf.model.problem import Message, Refusal, say
from loftespdf.operations.starting import start_engine
from loftespdf.typesetting.engine import install_line

_OLDEST_PYTHON = (3, 11)


class Finding(Struct, frozen=True):
    """One thing looked at."""

    name: str
    ok: bool
    detail: Message


def examine(root: Path) -> tuple[Finding, ...]:
    """Look at everything and return what was found, good and bad."""
    return tuple(finding for look in _LOOKS for finding in look(root))


def _python(_root: Path) -> Iterator[Finding]:
    version = ".".join(str(part) for part in sys.version_info[:3])
    yield Finding("Python", sys.version_info >= _OLDEST_PYTHON, say("{version}", version=version))


def _engine(_root: Path) -> Iterator[Finding]:
    try:
        facts = start_engine()
    except Refusal as refusal:
        yield Finding("WeasyPrint", ok=False, detail=refusal.problems[0].instead or install_line())
        return
    yield Finding("WeasyPrint", ok=True, detail=say("{version}", version=facts.weasyprint))
    yield Finding("Pango", ok=True, detail=say("{version}", version=facts.pango))
    found = say("finns") if facts.subsetting else install_line()
    yield Finding("HarfBuzz-Subset", facts.subsetting, found)


def _validator(_root: Path) -> Iterator[Finding]:
    try:
        import_module("page")
    except ImportError as error:
        yield Finding("page-validation", ok=False, detail=say("{detail}", detail=str(error)))
    else:
        yield Finding("page-validation", ok=True, detail=say("PDF/A-2a och PDF/UA-1 kan prövas"))


def _fonts(_root: Path) -> Iterator[Finding]:
    fonts = sorted(path.name for path in (builtin_theme() / "styles" / "fonts").glob("*.ttf"))
    yield Finding("Source Sans 3", bool(fonts), say("filer: {count}", count=len(fonts)))


def _workspace(root: Path) -> Iterator[Finding]:
    try:
        workspace = open_workspace(root)
    except Refusal as refusal:
        problem = refusal.problems[0]
        yield Finding("content/", ok=False, detail=problem.instead or problem.what)
        return
    count = len(workspace.documents)
    yield Finding("content/", ok=True, detail=say("{count} löftesdokument", count=count))
    output = root / "output"
    writable = os.access(output if output.exists() else root, os.W_OK)
    where = say("går att skriva i") if writable else say("går inte att skriva i")
    yield Finding("output/", writable, where)


_LOOKS: tuple[Callable[[Path], Iterator[Finding]], ...] = (
    _python, _engine, _validator, _fonts, _workspace,
)  # fmt: skip
