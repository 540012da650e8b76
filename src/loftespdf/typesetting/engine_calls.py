"""The engine's door into C, with what we call there besides."""

from cffi import FFI
from weasyprint.text.ffi import ffi

from loftespdf.typesetting.kept_declarations import OUR_CALLS

if isinstance(ffi, FFI):  # somebody imported the engine before us: it declared its own only
    ffi.cdef(OUR_CALLS)

__all__ = ["ffi"]
