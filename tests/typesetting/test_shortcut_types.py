"""C's types that are read with the few names they hold are the same types."""

import pytest
from cffi import FFI
from cffi.error import CDefError
from weasyprint.text.ffi import ffi

from loftespdf.typesetting.shortcuts import take_shortcuts

_TYPES = ("FcChar8 **", "PangoFcFontMap *[3]", "PangoRectangle", "hb_codepoint_t[]", "char const *")


@pytest.mark.parametrize("spelled", _TYPES)
def test_they_are_what_cffi_reads(spelled: str) -> None:
    assert take_shortcuts()
    published = FFI()
    published._parser._declarations = ffi._parser._declarations  # noqa: SLF001
    names = len(ffi._parser._declarations)  # noqa: SLF001
    found = ffi._parser.parse_type(spelled)  # noqa: SLF001
    assert found == published._parser.parse_type(spelled)  # noqa: SLF001
    assert len(ffi._parser._declarations) == names > 60  # noqa: SLF001


def test_names_that_are_not_known_are_still_refused() -> None:
    assert take_shortcuts()
    with pytest.raises(CDefError):
        ffi.typeof("NobodysOwn *")
