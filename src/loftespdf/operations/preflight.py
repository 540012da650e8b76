"""Preflight finished files for a booked space, and write the protocol that goes with one."""

import re
from hashlib import sha256
from pathlib import Path

from loftespdf.composing.protocol import NAME, ProtocolRow, ProtocolView, compose_protocol
from loftespdf.composing.templates import Templates
from loftespdf.inspecting.ink import measure_ink
from loftespdf.inspecting.pdf import inspect_pdf
from loftespdf.inspecting.preflight import Level, Line, Preflight, preflight
from loftespdf.inspecting.preflight_line import figure, size_words
from loftespdf.inspecting.verdict import Expectation
from loftespdf.loading.layouts import load_own_layout
from loftespdf.loading.workspace import read_theme
from loftespdf.model.assets import Assets, Reading
from loftespdf.model.problem import ProofFailed
from loftespdf.model.sheets import PressStandard, PrintSheet
from loftespdf.operations.inspect import read, require_files
from loftespdf.operations.sheets import find_sheet
from loftespdf.storing.files import store_as
from loftespdf.typesetting.pdf import Typesetter

__all__ = ["find_sheet", "preflight_file", "protocol_pdf", "write_protocol"]

_LEVELS = {Level.OK: "ok", Level.WARNING: "warning", Level.ERROR: "error"}
_STANDARDS = {
    PressStandard.X_4: "PDF/X-4",
    PressStandard.X_1A: "PDF/X-1a",
    PressStandard.PDF_1_4: "PDF 1.4",
}
_SIGNS = {Level.OK: "ok", Level.WARNING: "varning", Level.ERROR: "FEL"}
#: A protocol is one page: longer values are told whole on screen and in the JSON.
_LONGEST = 110
#: What our own typeface may lack, and another program's file may well hold.
_OTHER_SCRIPT = re.compile(r"[^ -~\u00a0-\u017f–—‘’‚“”„…•→×±−]")
#: With more lines than these to mend, the page takes smaller type.
_MUCH = 7
#: The day of a protocol whose file says none: never today, so that the same file gives the same.
_NO_DAY = "2000-01-01"


def preflight_file(file: Path, sheet: PrintSheet | None) -> Preflight:
    """Return a file's protocol; ink is measured where Ghostscript is installed.

    Raises WrongUsage when the file is not there.
    """
    require_files((file,))
    content = read(file)
    return preflight(content, sheet, file.as_posix(), measure_ink(content))


def write_protocol(file: Path, found: Preflight, root: Path, target: Path) -> Path:
    """Write a protocol as one proven page of PDF/A and PDF/UA; return where it stands.

    Raises ProofFailed when the page does not pass its own inspection, CouldNotWrite.
    """
    content = protocol_pdf(found, file.read_bytes(), read_theme(root))
    return store_as(target, content)


def protocol_pdf(found: Preflight, content: bytes, theme: Assets) -> bytes:
    """Return the protocol of ``content`` as PDF. Raises ProofFailed."""
    composed = compose_protocol(_view(found, content), Templates(theme))
    typeset = Typesetter(theme).typeset(composed, Reading(theme))
    layout = load_own_layout(theme, NAME)
    verdict = inspect_pdf(typeset.content, Expectation(composed, layout, typeset, NAME))
    if verdict.problems:
        raise ProofFailed(*verdict.problems)
    return typeset.content


def _view(found: Preflight, content: bytes) -> ProtocolView:
    name = _short(Path(found.file).name)
    digest = sha256(content).hexdigest()
    return ProtocolView(
        title=f"Tryckprotokoll för {name}",
        level=_LEVELS[found.level],
        verdict=_verdict(found),
        facts=(("Fil", name), ("Filens SHA-256", digest), *_sheet_facts(found.sheet)),
        rows=tuple(_row(line) for line in found.lines),
        note="Protokollet gäller filen med just den här SHA-256-summan.",
        date=found.day or _NO_DAY,
        fingerprint=digest,
        dense=sum(line.level is not Level.OK for line in found.lines) > _MUCH,
    )


def _verdict(found: Preflight) -> str:
    errors = sum(line.level is Level.ERROR for line in found.lines)
    warnings = sum(line.level is Level.WARNING for line in found.lines)
    if not errors and not warnings:
        return "Filen klarar alla kontroller."
    word = "varning" if warnings == 1 else "varningar"
    begins = "Filen bör rättas innan den trycks" if errors else "Filen kan tryckas"
    return f"{begins}: {errors or 'inga'} fel, {warnings or 'inga'} {word}."


def _sheet_facts(sheet: PrintSheet | None) -> tuple[tuple[str, str], ...]:
    if sheet is None:
        return (("Format", "inget angivet: bara mätt"),)
    size = size_words(float(sheet.width), float(sheet.height))
    fallen_back = " (förval)" if "standard" in sheet.defaults else ""
    bleed = f", utfall {figure(float(sheet.bleed))} mm" if sheet.bleed else ""
    return (
        ("Publikation", _short(sheet.publication)),
        ("Format", _short(f"{sheet.name} ({sheet.id})")),
        ("Yta", f"{size} mm{bleed}"),
        ("Standard", f"{_STANDARDS[sheet.standard]}{fallen_back}"),
    )


def _row(line: Line) -> ProtocolRow:
    limit = str(line.limit) if line.limit else "–"
    return ProtocolRow(
        level=_LEVELS[line.level],
        sign=_SIGNS[line.level],
        title=_first_capital(str(line.title)),
        value=_short(str(line.value)),
        limit=_short(f"{limit} (förval)" if line.default else limit),
        instead=_short(_first_capital(str(line.instead))) if line.instead else "",
    )


def _first_capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _short(text: str) -> str:
    text = _OTHER_SCRIPT.sub("?", " ".join(text.split()))
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
