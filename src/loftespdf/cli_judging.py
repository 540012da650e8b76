"""The commands that judge finished files, and the machine.

Engines are imported inside the commands that need them: ``--help`` and ``check`` stay quick.
"""

import sys
from pathlib import Path

import click

from loftespdf import completing, messages
from loftespdf.cli_options import (
    FilePath,
    json_option,
    workspace_option,
)
from loftespdf.messages import translate as _
from loftespdf.model.problem import ExitCode
from loftespdf.showing import print_json, print_table


@click.command(help=_("Granska färdiga filer, våra eller andras. PDF, Word och webbsidor."))
@click.argument("files", nargs=-1, required=True, type=FilePath(path_type=Path), metavar=_("FIL…"))
@click.option(
    "--sheet",
    metavar="ID",
    shell_complete=completing.sheets,
    help=_("Granska för tryck på det här formatet."),
)
@click.option(
    "--protocol",
    type=FilePath(dir_okay=False, path_type=Path),
    metavar=_("FIL"),
    help=_("Skriv tryckgranskningen som ett protokoll på en sida, att skicka med (PDF)."),
)
@json_option
@workspace_option
def inspect(
    files: tuple[Path, ...],
    sheet: str | None,
    protocol: Path | None,
    workspace: Path,
    *,
    as_machine: bool,
) -> None:
    """Judge finished files."""
    if sheet or protocol:
        from loftespdf.preflighting import inspect_for_press  # noqa: PLC0415

        sys.exit(inspect_for_press(files, sheet, protocol, workspace, as_machine=as_machine))
    from loftespdf import judging  # noqa: PLC0415

    sys.exit(judging.inspect(files, as_machine=as_machine))


@click.command(
    help=_(
        "Jämför färdiga filer med dagens text. Visar också vad som har ändrats i en Word-fil och"
        " vad som är ifyllt."
    )
)
@click.argument("files", nargs=-1, required=True, type=FilePath(path_type=Path), metavar=_("FIL…"))
@json_option
@workspace_option
def verify(files: tuple[Path, ...], workspace: Path, *, as_machine: bool) -> None:
    """Hold finished files against today's text."""
    from loftespdf.operations.starting import start_engine  # noqa: PLC0415

    start_engine()
    from loftespdf import verifying  # noqa: PLC0415

    sys.exit(verifying.verify(files, workspace, as_machine=as_machine))


@click.command(help=_("Kontrollera att allt som behövs finns på den här datorn."))
@json_option
@workspace_option
def doctor(workspace: Path, *, as_machine: bool) -> None:
    """Check the machine."""
    from loftespdf.operations.doctor import examine  # noqa: PLC0415

    findings = examine(workspace)
    if as_machine:
        print_json(
            [{"name": f.name, "ok": f.ok, "detail": messages.words(f.detail)} for f in findings]
        )
    else:
        print_table(
            (_("Vad"), _("Läge"), ""),
            [
                (_(f.name), _("ok") if f.ok else _("saknas"), messages.words(f.detail))
                for f in findings
            ],
        )
    if not all(finding.ok for finding in findings):
        sys.exit(ExitCode.MACHINE_LACKS)
