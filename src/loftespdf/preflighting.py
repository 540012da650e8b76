"""``inspect --sheet`` as a person sees it: one table a file, and the protocol to send along."""

from pathlib import Path

from loftespdf.batch.apart import OverLimits, apart
from loftespdf.inspecting.preflight import Level, Line, Preflight
from loftespdf.messages import translate as _
from loftespdf.messages import words
from loftespdf.model.problem import ExitCode, Place, Problem, ProofFailed, WrongUsage, say
from loftespdf.model.sheets import PrintSheet
from loftespdf.operations import preflight as operation
from loftespdf.operations.inspect import require_files
from loftespdf.showing import print_json, print_table, print_title


def inspect_for_press(
    files: tuple[Path, ...],
    sheet: str | None,
    protocol: Path | None,
    workspace: Path,
    *,
    as_machine: bool,
) -> ExitCode:
    """Preflight the files and print; returns the exit code.

    Raises WrongUsage for a missing file, an unknown format, one protocol for several files, or
    one that would take the examined file's place.
    """
    if protocol is not None and len(files) > 1:
        raise WrongUsage(_one_at_a_time(protocol))
    if protocol is not None and protocol.resolve() in {file.resolve() for file in files}:
        raise WrongUsage(_over_itself(protocol))
    space = operation.find_sheet(workspace, sheet) if sheet else None
    require_files(files)
    found: dict[Path, Preflight] = {}
    over: list[Problem] = []
    for file in files:
        try:
            found[file] = _preflight(file, space)
        except OverLimits as limit:
            over.append(limit.problem)
            continue
        if not as_machine:  # of many files, each is told as it is done
            _print_table(file, found[file])
    if as_machine:
        print_json([_for_machines(file, each) for file, each in found.items()])
    if over:
        raise ProofFailed(*over)
    if protocol is not None:
        operation.write_protocol(files[0], found[files[0]], workspace, protocol)
    sound = all(each.ok for each in found.values())
    return ExitCode.DONE if sound else ExitCode.PROOF_FAILED


def _preflight(file: Path, space: PrintSheet | None) -> Preflight:
    return apart(lambda: operation.preflight_file(file, space), file.as_posix())


def _one_at_a_time(protocol: Path) -> Problem:
    return Problem(
        "one-protocol-one-file",
        say("ett protokoll gäller en fil, men flera är angivna"),
        Place(protocol.as_posix()),
        instead=say("kör inspect en gång för varje fil"),
    )


def _over_itself(protocol: Path) -> Problem:
    return Problem(
        "protocol-over-file",
        say("protokollet skulle skrivas över filen som granskas"),
        Place(protocol.as_posix()),
        instead=say("skriv ett annat namn efter --protocol, till exempel protokoll.pdf"),
    )


def _print_table(file: Path, found: Preflight) -> None:
    print_title(str(file) if found.sheet is None else f"{file} ({found.sheet.id})")
    heads = (_("Kontroll"), _("Läge"), _("Uppmätt"), _("Gräns"), _("Gör så här"))
    print_table(heads, [_row(line) for line in found.lines])


def _row(line: Line) -> tuple[str, ...]:
    limit = words(line.limit) if line.limit else "–"
    if line.default:
        limit = _("{limit} (förval)").format(limit=limit)
    return (
        words(line.title), _level(line.level), words(line.value), limit,
        words(line.instead) if line.instead else "",
    )  # fmt: skip


def _level(level: Level) -> str:
    return {Level.OK: _("ok"), Level.WARNING: _("varning"), Level.ERROR: _("fel")}[level]


def _for_machines(file: Path, found: Preflight) -> dict[str, object]:
    names = {Level.OK: "ok", Level.WARNING: "warning", Level.ERROR: "error"}
    return {
        "file": file.as_posix(),
        "sheet": found.sheet.id if found.sheet else None,
        "ok": found.ok,
        "level": names[found.level],
        "lines": [
            {
                "kind": line.kind,
                "title": words(line.title),
                "level": names[line.level],
                "value": words(line.value),
                "limit": words(line.limit) if line.limit else None,
                "default": line.default,
                "instead": words(line.instead) if line.instead else None,
            }
            for line in found.lines
        ],
    }
