"""What the engine declares of C is the same, whether it was kept, read now or is as published."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from loftespdf.typesetting import kept_declarations
from loftespdf.typesetting.kept_declarations import _opener
from tests.samples import REPOSITORY

_START = """
import sys
from pathlib import Path
from loftespdf.operations.compiled import CompiledFolder
from loftespdf.typesetting import kept_declarations
from loftespdf.typesetting.engine import require_engine
declare, told = kept_declarations.Declarations.cdef, []
def cdef(self, text):
    told.append(text)
    declare(self, text)
kept_declarations.Declarations.cdef = cdef
require_engine(CompiledFolder(Path(sys.argv[1])) if sys.argv[1:] else None)
print("parsed" if "pycparser" in sys.modules else "taken")
"""
_COMPARE = """
from cffi import FFI
from weasyprint.text import ffi as engine
published, found, compared = FFI(), engine.ffi, 0
published.cdef(told[0] + kept_declarations.OUR_CALLS)
def plain(kind):  # cffi has two names for some: their own, and the one they were given
    return kind.cname.replace("struct ", "").replace("enum ", "").replace("_", "")
def size_of(ffi, kind):
    try:
        return ffi.sizeof(kind)  # which reads a structure's fields, too
    except (ValueError, found.error):
        return None  # nobody is told
def said(ffi, kind):
    size = size_of(ffi, kind)
    fields = kind.kind == "struct" and size and kind.fields or ()
    return kind.kind, plain(kind), size, kind.kind == "enum" and kind.elements, [
        (name, plain(each.type), each.offset, each.bitshift, each.bitsize) for name, each in fields]
assert found.list_types() == published.list_types()
for name in found.list_types()[0]:
    assert said(found, found.typeof(name)) == said(published, published.typeof(name)), name
for library, file in ((engine.pango, "libpango-1.0.so.0"), (engine.harfbuzz, "libharfbuzz.so.0"),
                      (engine.gobject, "libgobject-2.0.so.0"),
                      (engine.pangoft2, "libpangoft2-1.0.so.0"),
                      (engine.fontconfig, "libfontconfig.so.1")):
    other = published.dlopen(file)
    for name in dir(library):
        if isinstance(getattr(other, name, None), int):  # an enumeration's word
            assert getattr(library, name) == getattr(other, name), name
        elif hasattr(other, name):
            kinds = found.typeof(getattr(library, name)), published.typeof(getattr(other, name))
            assert plain(kinds[0]) == plain(kinds[1]), name
            compared += 1
assert compared > 100, compared
assert found.string(found.new("char[]", b"Ord")) == b"Ord"
try:
    found.typeof("NobodysOwn *")
except found.error:
    print("refused")
"""
_SET = """
from hashlib import sha256
from tests.inspecting.pages import compose, everything, typeset
from weasyprint.text.ffi import ffi
import cffi
print(isinstance(ffi, cffi.FFI), sha256(typeset(compose(everything())).content).hexdigest())
"""


def said(script: str, *folder: Path) -> list[str]:
    """Run a script in a process of its own."""
    program = [sys.executable, "-c", script, *map(str, folder)]
    run = subprocess.run(
        program, cwd=REPOSITORY, capture_output=True, text=True, check=False,
        env={"PYTHONPATH": f"src:{REPOSITORY}"},
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    return run.stdout.split()


def test_it_is_read_once_for_all_processes_and_is_what_was_published(tmp_path: Path) -> None:
    assert said(_START + _COMPARE, tmp_path) == ["parsed", "refused"]
    assert said(_START + _COMPARE, tmp_path) == ["taken", "refused"]
    assert said(_START) == ["parsed"]


@pytest.mark.parametrize("spoiled", [b"", b"\x80", b"not what was kept" * 9])
def test_what_lies_there_damaged_is_read_anew(tmp_path: Path, spoiled: bytes) -> None:
    said(_START, tmp_path)
    (kept,) = tmp_path.glob("*.cdef")
    kept.write_bytes(spoiled)
    assert said(_START, tmp_path) == ["parsed"]
    assert said(_START, tmp_path) == ["taken"]


def test_an_engine_that_somebody_else_imported_sets_the_same_bytes() -> None:
    published, digest = said(f"import weasyprint\n{_SET}")
    ours, same = said(f"from loftespdf.operations.starting import start_engine as s; s()\n{_SET}")
    assert (published, ours) == ("True", "False")
    assert digest == same


class Loader:
    """Knows one library by one name."""

    @staticmethod
    def dlopen(name: str, flags: int) -> Any:  # noqa: ANN401 - a library
        if name != "/opt/libpango.dylib":
            raise OSError(name)
        return flags


def test_elsewhere_than_on_linux_python_is_asked_where_a_library_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = {"pango": "/opt/libpango.dylib", "gone": None}
    monkeypatch.setattr(kept_declarations, "find_library", asked.__getitem__)
    monkeypatch.setattr(sys, "platform", "darwin")
    assert _opener(Loader())("pango", 2) == 2
    with pytest.raises(OSError, match="gone"):
        _opener(Loader())("gone", 2)
    monkeypatch.setattr(sys, "platform", "linux")
    with pytest.raises(OSError, match="pango"):
        _opener(Loader())("pango", 2)
