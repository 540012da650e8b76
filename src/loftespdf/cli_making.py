"""The commands that make something of the content, and what they can make.

Engines are imported inside the commands that need them: ``--help`` and ``check`` stay quick.
"""

import sys
from datetime import date
from pathlib import Path

import click

from loftespdf import completing
from loftespdf.batch.garbage import gathering
from loftespdf.cli_options import (
    FilePath,
    chosen_day,
    finite,
    json_option,
    output_option,
    which_argument,
    workspace_option,
    year_option,
)
from loftespdf.leaving import Leaving
from loftespdf.messages import translate as _
from loftespdf.showing import print_json, print_table


@click.command(help=_("Bygg dokumenten. Utan namn byggs allt."))
@which_argument
@click.option(
    "--layout",
    "layouts",
    multiple=True,
    metavar=_("NAMN"),
    shell_complete=completing.layouts,
    help=_("Bara denna layout; kan anges flera gånger."),
)
@click.option(
    "--sheet",
    "sheets",
    multiple=True,
    metavar="ID",
    shell_complete=completing.sheets,
    help=_("Bokat format för annons eller affisch; kan anges flera gånger."),
)
@click.option("--size", metavar=_("BxH"), help=_("Bokad yta i mm, till exempel 122x178."))
@year_option
@output_option
@click.option(
    "--report",
    type=FilePath(dir_okay=False, path_type=Path),
    metavar=_("FIL"),
    help=_("Skriv vad som gjordes till en JSON-fil."),
)
@click.option("--force", is_flag=True, help=_("Bygg om även det som redan är klart."))
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help=_("Hur många processer som bygger. Annars så många som lönar sig."),
)
@click.option(
    "--max-seconds",
    type=click.FloatRange(min=0, min_open=True),
    default=30,
    callback=finite,
    metavar="N",
    help=_("Så länge får ett dokument hålla på, i sekunder. Annars 30."),
)
@click.option(
    "--max-memory",
    type=click.IntRange(min=1),
    default=600,
    metavar="MB",
    help=_("Så mycket minne får ett dokument ta, i MB. Annars 600."),
)
@click.option(
    "--zip",
    "pack",
    type=click.Choice(["area", "lpo"]),
    help=_("Packa filerna i output/zip/, per område eller per lokalpolisområde."),
)
@click.option(
    "--dask",
    metavar=_("ADRESS"),
    help=_("Låt ett Dask-kluster göra filerna, till exempel tcp://127.0.0.1:8786."),
)
@workspace_option
def build(  # noqa: PLR0913 - one argument for each option
    *,
    which: tuple[str, ...],
    layouts: tuple[str, ...],
    sheets: tuple[str, ...],
    size: str | None,
    year: int | None,
    output: Path | None,
    report: Path | None,
    force: bool,
    jobs: int | None,
    max_seconds: float,
    max_memory: int,
    pack: str | None,
    dask: str | None,
    workspace: Path,
) -> None:
    """Build what is asked for."""
    with gathering():
        from loftespdf import building  # noqa: PLC0415
        from loftespdf.batch.wish import Wish  # noqa: PLC0415

    wish = Wish(
        workspace=workspace,
        output=output or workspace / "output",
        which=which,
        layouts=layouts,
        sheets=sheets,
        size=size,
        year=year,
        force=force,
        workers=jobs,
        seconds=max_seconds,
        megabytes=max_memory,
        dask=dask,
    )
    raise Leaving(building.build(wish, report=report, pack=pack))


@click.command(help=_("Gör en rapport över läget i många områden. Som PDF och kalkylblad (CSV)."))
@which_argument
@click.option(
    "--today",
    metavar=_("DAG"),
    callback=chosen_day,
    help=_("Dagen som rapporten gäller. Annars i dag."),
)
@output_option
@workspace_option
def report(which: tuple[str, ...], today: date, output: Path | None, workspace: Path) -> None:
    """Report on many areas."""
    from loftespdf.operations.starting import start_engine  # noqa: PLC0415

    start_engine()
    from loftespdf import reporting  # noqa: PLC0415

    sys.exit(reporting.report(which, today, output or workspace / "output", workspace))


@click.command(help=_("Visa layouterna och vad de gör."))
@json_option
@workspace_option
def layouts(workspace: Path, *, as_machine: bool) -> None:
    """Show the layouts."""
    from loftespdf.operations.listing import list_layouts  # noqa: PLC0415

    rows = list_layouts(workspace)
    if as_machine:
        print_json([row.as_json() for row in rows])
        return
    heads = (_("Layout"), _("Format"), _("Standard"), _("Till för"))
    print_table(
        heads, [(r.name, ", ".join(r.formats), ", ".join(r.standards), r.description) for r in rows]
    )


@click.command(help=_("Visa formaten som går att boka för annons och affisch."))
@json_option
@workspace_option
def sheets(workspace: Path, *, as_machine: bool) -> None:
    """Show the formats."""
    from loftespdf.operations.listing import list_sheets  # noqa: PLC0415

    rows = list_sheets(workspace)
    if as_machine:
        print_json([row.as_json() for row in rows])
        return
    heads = (_("Format"), _("Layout"), _("Publikation"), _("Namn"), _("Mått i mm"), _("Papper"))
    print_table(
        heads,
        [
            (
                row.id,
                row.layout,
                row.publication,
                row.name,
                " × ".join(map(_side, row.sides)),
                row.paper,
            )
            for row in rows
        ],
    )


def _side(side: tuple[float | None, float | None, float | None]) -> str:
    """``93``, ``fri``, or ``fri, minst 50`` where a free side has bounds."""
    fixed, least, most = side
    if fixed is not None:
        return f"{fixed:g}".replace(".", _(","))
    texts = [_("fri")]
    if least is not None:
        texts.append(_("minst {mm}").format(mm=f"{least:g}".replace(".", _(","))))
    if most is not None:
        texts.append(_("högst {mm}").format(mm=f"{most:g}".replace(".", _(","))))
    return ", ".join(texts)
