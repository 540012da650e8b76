"""Whether the engine and its system libraries are on this machine, told without a traceback."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct

from loftespdf.model.kept import Kept
from loftespdf.model.later import later
from loftespdf.model.problem import MachineLacks, Message, Place, Problem, say
from loftespdf.typesetting.kept_declarations import declarations_kept
from loftespdf.typesetting.kept_engine import engine_sheets_kept

#: Pango came with what the engine needs in 1.44; its own installation page says so.
_OLDEST_PANGO = 14400
#: They cut fonts where libharfbuzz-subset is missing, and settle variable ones. Loading them is a
#: sixth of the engine's import. Checked against WeasyPrint 70.0, which is pinned.
_RARE = ("fontTools.subset", "fontTools.varLib.instancer")
_NO_FONTS = Path(__file__).with_name("no_fonts.conf")


class EngineFacts(Struct, frozen=True):
    """Versions of what typesets; ``subsetting`` tells whether libharfbuzz-subset was found."""

    weasyprint: str
    pango: str
    subsetting: bool


def require_engine(kept: Kept | None = None) -> EngineFacts:
    """Return the engine's facts. Raises MachineLacks with the command that installs it.

    ``kept`` holds what an earlier process made of the engine's declarations and stylesheets.
    """
    try:
        with (
            later(*_RARE),
            _looking_for_no_fonts(),
            declarations_kept(kept),
            engine_sheets_kept(kept),
        ):
            from weasyprint import __version__  # noqa: PLC0415 - the import is the question
            from weasyprint.text.ffi import harfbuzz_subset, pango  # noqa: PLC0415
    except OSError as error:
        raise _lacks(str(error).splitlines()[0]) from error
    found = pango.pango_version()
    if found < _OLDEST_PANGO:
        raise _lacks(f"Pango {_dotted(found)}")
    return EngineFacts(__version__, _dotted(found), bool(harfbuzz_subset))


def _lacks(detail: str) -> MachineLacks:
    return MachineLacks(
        Problem(
            "engine-missing",
            say(
                "biblioteket Pango {version} eller nyare saknas på datorn ({detail})",
                version=_dotted(_OLDEST_PANGO).removesuffix(".0"),
                detail=detail,
            ),
            Place("loftespdf"),
            instead=install_line(),
        )
    )


@contextmanager
def _looking_for_no_fonts() -> Iterator[None]:
    """Let the engine read no settings for the machine's typefaces: it never sets with those.

    It does so once, while it is imported, and fontconfig complains on stderr in each process where
    there are none or they are wrong. Other programs that we start are to find what there is.
    """
    before = os.environ.get("FONTCONFIG_FILE")
    os.environ["FONTCONFIG_FILE"] = str(_NO_FONTS)
    try:
        yield
    finally:
        if before is None:
            del os.environ["FONTCONFIG_FILE"]
        else:
            os.environ["FONTCONFIG_FILE"] = before


def _dotted(number: int) -> str:
    """Pango gives 1.50.12 as 15012."""
    return f"{number // 10000}.{number // 100 % 100}.{number % 100}"


def install_line() -> Message:
    """Return the one command that installs the system libraries on this kind of machine."""
    match sys.platform:
        case "darwin":
            return say("kör: brew install pango harfbuzz")
        case "win32":
            return say(
                "installera WSL (wsl --install) och kör loftespdf där; se docs/installation.md"
            )
        case _:
            return say(
                "Debian/Ubuntu: sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0"
                " libharfbuzz-subset0 · Fedora: sudo dnf install pango harfbuzz"
            )
