"""C's types, each read with the few names it holds.

Before cffi reads such a type (``FcChar8 **``) it declares all sixty that the engine has named, and
a parser in Python reads those too: each type that a process meets first took two milliseconds.
Checked against cffi 2.1.1.
"""

from functools import cache

import cffi
from weasyprint.text.ffi import ffi

from loftespdf.typesetting.engine_parts import Part

_CHECKED = "2.1.1"
_NAMED = "typedef "


@cache
def shorten_types() -> None:
    """Let the engine's types be read so from now on."""
    parser = ffi._parser  # noqa: SLF001 - there is no other way to it
    published = parser._parse  # noqa: SLF001

    def parse(source: str) -> Part:
        """Only which names there are matters to the parser, not what they stand for."""
        every = parser._declarations  # noqa: SLF001
        parser._declarations = {  # noqa: SLF001
            name: one for name, one in every.items() if name.removeprefix(_NAMED) in source
        }
        try:
            return published(source)
        finally:
            parser._declarations = every  # noqa: SLF001

    if cffi.__version__ == _CHECKED:
        parser._parse = parse  # noqa: SLF001
