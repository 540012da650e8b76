"""The engine's door into C, with what we call there besides."""

from cffi import FFI
from weasyprint.text.ffi import ffi

from loftespdf.typesetting.kept_declarations import OURS

if isinstance(ffi, FFI):  # somebody imported the engine before us: it declared its own only
    ffi.cdef(OURS)

__all__ = ["ffi"]
