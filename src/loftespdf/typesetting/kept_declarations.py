"""What the engine declares of its C libraries, and we besides, as an earlier process read it.

The engine declares it as text. cffi reads that with a parser written in Python, which is a tenth of
the engine's import, and parses again at each type that a process names first (``FcChar8 **``, an
array of another length): some 2 ms each. Here the text becomes what cffi makes for modules ("ABI
mode, out-of-line" in its documentation), which its part in C reads, and that is kept.

Checked against WeasyPrint 70.0 and cffi 2.1.1, which are pinned.
"""

import io
import marshal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout
from ctypes.util import find_library
from importlib.util import MAGIC_NUMBER
from types import CodeType

import cffi

from loftespdf.model.kept import Kept, keep, maker, name_of, take
from loftespdf.typesetting.engine_parts import Part

_MODULE = "_declarations"
#: What we call of the engine's libraries, and the engine itself does not.
OUR_CALLS = """
    // fontconfig/fontconfig.h
    FcConfig * FcConfigCreate (void);
    FcBool FcConfigBuildFonts (FcConfig *config);
    FcBool FcConfigSetCurrent (FcConfig *config);

    // pango/pango-glyph.h, since Pango 1.44
    PangoGlyphString * pango_glyph_string_new (void);
    void pango_glyph_string_free (PangoGlyphString *string);
    void pango_shape_with_flags (
        const char *text, int length, const char *paragraph, int paragraph_length,
        const PangoAnalysis *analysis, PangoGlyphString *glyphs, int flags);
"""


@contextmanager
def declarations_kept(kept: Kept | None) -> Iterator[None]:
    """Let the engine take its declarations from ``kept``, or keep them, if it is imported now.

    Where it is there already, there is nothing to do.
    """
    if "weasyprint" in sys.modules:
        yield
        return
    published = cffi.FFI
    cffi.FFI = lambda: Declarations(kept)
    try:
        yield
    finally:
        cffi.FFI = published


class Declarations:
    """Stands for cffi's ``FFI``; once it was told what is declared, it does what the engine asks.

    As in cffi's modules a name that is wrong or missing is an ``ffi.error``, nothing can be
    declared later, and of C's last error nothing is told.
    """

    dlopen: Callable[..., Part]

    def __init__(self, kept: Kept | None) -> None:
        self._kept = kept

    def cdef(self, text: str) -> None:
        """Declare what the engine says, and what we need besides; to be called once."""
        read = _taken_or_made(text + OUR_CALLS, self._kept)
        names = (name for name in dir(read) if name[0] != "_" and name != "errno")
        self.__dict__.update({name: getattr(read, name) for name in names})
        self.dlopen = _opener(read)


def _opener(read: Part) -> Callable[..., Part]:
    def dlopen(name: str, flags: int = 0) -> Part:
        """Open a library by the names that the system's loader knows.

        Elsewhere than on Linux Python is asked, too. There it would ask ldconfig, the compiler and
        the linker, some fifty programs for all names, only to learn the one that is tried last.
        """
        try:
            return read.dlopen(name, flags)
        except OSError:
            found = None if sys.platform == "linux" else find_library(name)
            if found is None:
                raise
            return read.dlopen(found, flags)

    return dlopen


def _taken_or_made(text: str, kept: Kept | None) -> Part:
    """Return what cffi makes of declarations, from what is kept where there is something."""
    name = name_of(f"declarations\0{text}", "cdef")
    made_from = f"{maker(__file__, cffi.__version__, MAGIC_NUMBER.hex())}\0{text}"
    found = None if kept is None else take(kept, name, made_from)
    code = _compiled(text) if found is None else marshal.loads(found)  # noqa: S302 - our own code
    if found is None and kept is not None:
        keep(kept, name, made_from, marshal.dumps(code))
    module: dict[str, Part] = {}
    exec(code, module)  # noqa: S102 - what cffi wrote, as importing it would
    return module["ffi"]


def _compiled(text: str) -> CodeType:
    """Let cffi write declarations as a module; to no file, so that a full disk is nothing to it."""
    declared, written = cffi.api.FFI(), io.StringIO()
    declared.cdef(text)
    declared.set_source(_MODULE, None)
    with redirect_stdout(io.StringIO()):  # it tells what it writes; nobody else runs yet
        declared.emit_python_code(written)
    return compile(written.getvalue(), _MODULE, "exec")
