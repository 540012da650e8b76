"""The engine is imported without asking programs where its libraries are."""

import os
import subprocess
import sys

import pytest

from loftespdf.messages import words
from loftespdf.model.problem import MachineLacks
from loftespdf.typesetting import engine

_SCRIPT = """
import subprocess, ctypes.util
started, real, search = [], subprocess.Popen.__init__, ctypes.util.find_library
def noted(self, args, *rest, **options):
    started.append(args)
    real(self, args, *rest, **options)
subprocess.Popen.__init__ = noted
from loftespdf.typesetting.engine import require_engine
facts = require_engine()
assert facts.subsetting, facts
assert ctypes.util.find_library is search
print(len(started))
"""


def test_no_program_is_started_to_find_the_engine_s_libraries() -> None:
    asked = subprocess.run(
        [sys.executable, "-c", _SCRIPT], capture_output=True, text=True, check=True
    )
    assert asked.stdout.strip() == "0"


def test_a_pango_that_is_too_old_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "_OLDEST_PANGO", 99999)
    with pytest.raises(MachineLacks) as lacking:
        engine.require_engine()
    (told,) = lacking.value.problems
    assert "Pango 9.99.99 eller nyare saknas" in words(told.what)
    assert "(Pango 1." in words(told.what)


_FONTS = """
import os
from loftespdf.typesetting.engine import require_engine
require_engine()
assert os.environ["FONTCONFIG_FILE"] == "/finns/inte"
from loftespdf.typesetting.own_fonts import Faces
Faces()
"""


def test_a_machine_without_settings_for_typefaces_is_not_complained_of() -> None:
    nowhere = {"FONTCONFIG_FILE": "/finns/inte", "FONTCONFIG_PATH": "/finns/inte"}
    asked = subprocess.run(
        [sys.executable, "-c", _FONTS], capture_output=True, text=True, check=True,
        env={**os.environ, **nowhere},
    )  # fmt: skip
    assert asked.stderr == ""


_RARE_PARTS = """
import sys
from loftespdf.typesetting.engine import require_engine
require_engine()
rare = [name for name in ("fontTools.subset", "fontTools.varLib.instancer") if name in sys.modules]
assert not rare, rare
from weasyprint import HTML
from weasyprint.pdf import fonts
whole = HTML(string="<p>Text").write_pdf()
fonts.harfbuzz_subset = None
cut = HTML(string="<p>Text").write_pdf()
assert "fontTools.subset" in sys.modules
assert len(cut) < 1.5 * len(whole), (len(cut), len(whole))
from fontTools.ttLib import TTFont
try:
    fonts.instantiateVariableFont(TTFont("styles/fonts/SourceSans3-Regular.ttf"), {})
except ValueError as error:
    print(error)
"""


_METADATA = """
import sys
from loftespdf.typesetting.engine import require_engine
require_engine()
from loftespdf.model.layout import Format
from loftespdf.operations.build import fetch_tools
fetch_tools(Format.PDF, is_ad=False)
assert "pikepdf" in sys.modules
assert "pikepdf.models.metadata" not in sys.modules
import pikepdf
with pikepdf.new() as pdf:
    with pdf.open_metadata() as metadata:
        metadata["dc:title"] = "Ett namn"
    print(pdf.docinfo["/Title"])
assert "pikepdf.models.metadata" in sys.modules
"""


def test_pikepdf_loads_what_it_writes_xmp_with_where_it_is_asked_to() -> None:
    asked = subprocess.run(
        [sys.executable, "-c", _METADATA], capture_output=True, text=True, check=True
    )
    assert asked.stdout.strip() == "Ett namn"


def test_rare_parts_of_fonttools_are_loaded_where_a_font_asks_for_them() -> None:
    asked = subprocess.run(
        [sys.executable, "-c", _RARE_PARTS], capture_output=True, text=True, check=True
    )
    assert "fvar" in asked.stdout
