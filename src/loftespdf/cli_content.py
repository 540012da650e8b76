"""The commands on content: what is there, and what is wrong with it.

Engines are imported inside the commands that need them: ``--help`` and ``check`` stay quick.
"""

import sys
from datetime import date
from pathlib import Path

import click

from loftespdf import completing
from loftespdf.cli_options import (
    FilePath,
    chosen_day,
    json_option,
    which_argument,
    workspace_option,
    year_option,
)
from loftespdf.messages import translate as _
from loftespdf.model.problem import ExitCode
from loftespdf.showing import as_json, print_json, print_problems


@click.command(help=_("Gör en arbetsyta med ett exempel som går att bygga direkt."))
@click.argument("folder", metavar=_("MAPP"), type=FilePath(path_type=Path))
def new(folder: Path) -> None:
    """Make a workspace."""
    from loftespdf.operations.new import make_workspace  # noqa: PLC0415

    made = make_workspace(folder)
    print(_("Arbetsytan är klar: {count} filer i {folder}").format(count=len(made), folder=folder))
    print(_("Bygg exemplet:"))
    print(f"    cd {folder}")
    print("    loftespdf build")


@click.command("new-areas", help=_("Gör de mappar för kommuner som saknas, ur registret."))
@click.argument("which", nargs=-1, metavar=_("[VILKA…]"), shell_complete=completing.municipalities)
@click.option(
    "--region",
    "regions",
    multiple=True,
    metavar=_("NAMN"),
    shell_complete=completing.regions,
    help=_("Alla kommuner i en polisregion, som region:NAMN."),
)
@click.option("--all", "everything", is_flag=True, help=_("Alla kommuner i landet."))
@json_option
@workspace_option
def new_areas(
    which: tuple[str, ...],
    regions: tuple[str, ...],
    workspace: Path,
    *,
    everything: bool,
    as_machine: bool,
) -> None:
    """Make folders for municipalities."""
    from loftespdf import listing  # noqa: PLC0415

    words = (*which, *(f"region:{name}" for name in regions))
    listing.make_areas(words, workspace, everything=everything, as_machine=as_machine)


@click.command(help=_("Läs allt och berätta vad som är fel, utan att bygga något."))
@which_argument
@click.option("--fix-ids", is_flag=True, help=_("Skriv in id: för löften som saknar det."))
@click.option("--strict", is_flag=True, help=_("Räkna även varningar som fel."))
@year_option
@json_option
@workspace_option
def check(  # noqa: PLR0913 - one argument for each option
    which: tuple[str, ...],
    workspace: Path,
    year: int | None,
    *,
    fix_ids: bool,
    strict: bool,
    as_machine: bool,
) -> None:
    """Tell every problem."""
    from loftespdf.batch.sharing import shared  # noqa: PLC0415
    from loftespdf.operations import check as checking  # noqa: PLC0415

    if fix_ids:
        from loftespdf.operations.fix_ids import fix  # noqa: PLC0415

        for fixed in fix(workspace, which, year):
            print(_("{file}: inskrivna id: {count}").format(file=fixed.file, count=len(fixed.ids)))
            print_problems(fixed.problems)
    checked = checking.check(workspace, which, year, shared)
    problems, errors = checked.problems, len(checking.errors_in(checked.problems))
    if as_machine:
        print_json({"problems": [as_json(problem) for problem in problems]})
    else:
        print_problems(problems)
        print(
            _("lästa löftesdokument: {count} · fel: {errors} · varningar: {warnings}").format(
                count=checked.documents,
                errors=errors,
                warnings=len(problems) - errors,
            )
        )
    if errors or (strict and problems):
        sys.exit(ExitCode.CONTENT_REFUSED)


@click.command("list", help=_("Visa områden och löften, och hur det står till med dem."))
@which_argument
@year_option
@click.option(
    "--today",
    metavar=_("DAG"),
    callback=chosen_day,
    help=_("Dagen som läget gäller. Annars i dag."),
)
@json_option
@workspace_option
def list_(
    which: tuple[str, ...], workspace: Path, year: int | None, today: date, *, as_machine: bool
) -> None:
    """Show the documents."""
    from loftespdf import listing  # noqa: PLC0415

    listing.show(which, workspace, year, today, as_machine=as_machine)


@click.command(
    help=_(
        "Skriv ut schemat för löftets fil. Med det (JSON Schema) kan VS Code och liknande program"
        " ge förslag och stryka under fel."
    )
)
@click.option("--area", is_flag=True, help=_("Schemat för omrade.yaml i stället."))
def schema(*, area: bool) -> None:
    """Print the schema."""
    from loftespdf.loading.schema import area_schema, pledge_schema  # noqa: PLC0415

    print_json(area_schema() if area else pledge_schema())
