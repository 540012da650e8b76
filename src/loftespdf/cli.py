"""The command line: arguments in, sentences and exit codes out. No logic of its own.

Engines are imported inside the commands that need them: ``--help`` and ``check`` stay quick.
"""

import sys
import traceback
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import click

from loftespdf import __version__, completing, messages
from loftespdf.messages import translate as _
from loftespdf.model.problem import ExitCode, Refusal
from loftespdf.printing import as_json, print_json, print_problems, print_table

Command = TypeVar("Command", bound=Callable[..., Any])

messages.settle()


def _workspace(function: Command) -> Command:
    """Give a command the options that all of them share."""
    options = (
        click.option(
            "--workspace",
            type=click.Path(file_okay=False, path_type=Path),
            default=Path(),
            metavar="DIR",
            help=_("Arbetsytan: mappen som har content/. Annars den mapp du står i."),
        ),
        click.option(
            "--log",
            type=click.Path(dir_okay=False, path_type=Path),
            metavar="FILE",
            expose_value=False,
            callback=_start_log,
            help=_("Skriv vad som görs, steg för steg, till en fil."),
        ),
    )
    for option in options:
        function = option(function)
    return function


def _start_log(_context: click.Context, _option: click.Parameter, file: Path | None) -> None:
    if file is not None:
        from loftespdf.operations.logfile import start_log  # noqa: PLC0415

        start_log(file)


_which = click.argument("which", nargs=-1, metavar="[WHICH…]", shell_complete=completing.documents)
_json = click.option("--json", "as_machine", is_flag=True, help=_("Skriv svaret som JSON."))


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="loftespdf")
def cli() -> None:
    """Build every document of a medborgarlöfte from one YAML file."""


cli.help = _("Medborgarlöften: en fil per område blir alla dokument löftet behöver.")


@cli.command(help=_("Gör en arbetsyta med ett exempel som går att bygga direkt."))
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
def new(folder: Path) -> None:
    """Make a workspace."""
    from loftespdf.operations.new import make_workspace  # noqa: PLC0415

    made = make_workspace(folder)
    print(_("Arbetsytan är klar: {count} filer i {folder}").format(count=len(made), folder=folder))
    print(_("Bygg exemplet:"))
    print(f"    cd {folder}")
    print("    loftespdf build")


@cli.command(help=_("Läs allt och berätta vad som är fel, utan att bygga något."))
@_which
@click.option("--fix-ids", is_flag=True, help=_("Skriv in id: för löften som saknar det."))
@click.option("--strict", is_flag=True, help=_("Räkna även varningar som fel."))
@click.option("--year", type=int, metavar="YEAR", help=_("Bara löften för detta år."))
@_json
@_workspace
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
    from loftespdf.operations.check import errors_in, read_everything  # noqa: PLC0415

    if fix_ids:
        from loftespdf.operations.fix_ids import fix  # noqa: PLC0415

        for fixed in fix(workspace, which, year):
            print(_("{file}: {count} id inskrivna").format(file=fixed.file, count=len(fixed.ids)))
            print_problems(fixed.problems)
    everything = read_everything(workspace, which, year)
    problems = everything.problems
    if as_machine:
        print_json({"problems": [as_json(problem) for problem in problems]})
    else:
        print_problems(problems)
        print(
            _("{count} löftesdokument lästa, {errors} fel, {warnings} varningar").format(
                count=len(everything.loaded),
                errors=len(errors_in(problems)),
                warnings=len(problems) - len(errors_in(problems)),
            )
        )
    if errors_in(problems) or (strict and problems):
        sys.exit(ExitCode.CONTENT_REFUSED)


@cli.command(help=_("Bygg dokumenten. Utan namn byggs allt."))
@_which
@click.option(
    "--layout",
    "layouts",
    multiple=True,
    metavar="NAME",
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
@click.option("--size", metavar="WxH", help=_("Bokad yta i mm, till exempel 122x178."))
@click.option("--year", type=int, metavar="YEAR", help=_("Bara löften för detta år."))
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help=_("Mappen för färdiga filer. Annars output/ i arbetsytan."),
)
@click.option(
    "--report",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
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
@_workspace
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
    workspace: Path,
) -> None:
    """Build what is asked for."""
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
    )
    sys.exit(building.build(wish, report=report, pack=pack))


def _today(_context: click.Context, _option: click.Parameter, day: str | None) -> date:
    """The day asked for, else the machine's: the only place where anything asks the clock."""
    if day is None:
        return datetime.now().astimezone().date()
    try:
        return datetime.strptime(day, "%Y-%m-%d").date()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        raise click.BadParameter(_("skriv en dag som finns, till exempel 2026-11-22")) from None


@cli.command(help=_("Gör en rapport över läget i många områden, som PDF och kalkylblad (CSV)."))
@_which
@click.option(
    "--today",
    metavar="DATE",
    callback=_today,
    help=_("Dagen som rapporten gäller. Annars i dag."),
)
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help=_("Mappen för färdiga filer. Annars output/ i arbetsytan."),
)
@_workspace
def report(which: tuple[str, ...], today: date, output: Path | None, workspace: Path) -> None:
    """Report on many areas."""
    from loftespdf.typesetting.engine import require_engine  # noqa: PLC0415

    require_engine()  # before anything imports it: a missing library is told, not a traceback
    from loftespdf import reporting  # noqa: PLC0415

    sys.exit(reporting.report(which, today, output or workspace / "output", workspace))


@cli.command("list", help=_("Visa områden och löften i arbetsytan, och hur de står."))
@_which
@click.option("--year", type=int, metavar="YEAR", help=_("Bara löften för detta år."))
@click.option(
    "--today",
    metavar="DATE",
    callback=_today,
    help=_("Dagen som läget gäller. Annars i dag."),
)
@_json
@_workspace
def list_(
    which: tuple[str, ...], workspace: Path, year: int | None, today: date, *, as_machine: bool
) -> None:
    """Show the documents."""
    from loftespdf import listing  # noqa: PLC0415

    listing.show(which, workspace, year, today, as_machine=as_machine)


@cli.command("new-areas", help=_("Gör de mappar för kommuner som saknas, ur registret."))
@click.argument("which", nargs=-1, metavar="[WHICH…]", shell_complete=completing.municipalities)
@click.option(
    "--region",
    "regions",
    multiple=True,
    metavar="NAME",
    shell_complete=completing.regions,
    help=_("Alla kommuner i en polisregion, som region:NAME."),
)
@click.option("--all", "everything", is_flag=True, help=_("Alla kommuner i landet."))
@_json
@_workspace
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


@cli.command(help=_("Visa layouterna och vad de gör."))
@_json
@_workspace
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


@cli.command(help=_("Visa formaten som går att boka för annons och affisch."))
@_json
@_workspace
def sheets(workspace: Path, *, as_machine: bool) -> None:
    """Show the formats."""
    from loftespdf.operations.listing import list_sheets  # noqa: PLC0415

    rows = list_sheets(workspace)
    if as_machine:
        print_json([row.as_json() for row in rows])
        return
    heads = (_("Format"), _("Layout"), _("Publikation"), _("Namn"), _("Mått"), _("Papper"))
    print_table(
        heads,
        [
            (
                row.id,
                row.layout,
                row.publication,
                row.name,
                " × ".join(f"{side:g}" if side else _("fri") for side in (row.width, row.height)),
                row.paper,
            )
            for row in rows
        ],
    )


@cli.command(help=_("Skriv ut JSON-schemat som hjälper en redigerare att kontrollera filen."))
@click.option("--area", is_flag=True, help=_("Schemat för omrade.yaml i stället."))
def schema(*, area: bool) -> None:
    """Print the schema."""
    from loftespdf.loading.schema import area_schema, pledge_schema  # noqa: PLC0415

    print_json(area_schema() if area else pledge_schema())


@cli.command(help=_("Kontrollera att allt som behövs finns på den här datorn."))
@_json
@_workspace
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


@cli.command(help=_("Granska färdiga PDF-filer, Word-filer och webbsidor, våra eller andras."))
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE…")
@click.option(
    "--sheet",
    metavar="ID",
    shell_complete=completing.sheets,
    help=_("Granska för tryck på det här formatet."),
)
@click.option(
    "--protocol",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help=_("Skriv tryckgranskningen som ett protokoll på en sida, att skicka med (PDF)."),
)
@_json
@_workspace
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


@cli.command(help=_("Är en färdig fil dagens text, och vad har ändrats i den sedan den gjordes?"))
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE…")
@_json
@_workspace
def verify(files: tuple[Path, ...], workspace: Path, *, as_machine: bool) -> None:
    """Hold finished files against today's text."""
    from loftespdf.typesetting.engine import require_engine  # noqa: PLC0415

    require_engine()
    from loftespdf import verifying  # noqa: PLC0415

    sys.exit(verifying.verify(files, workspace, as_machine=as_machine))


@cli.command(help=_("Skriv ut det som gör att skalet kan fylla i namn med tabb."))
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print the shell's completion script."""
    print(completing.script(cli, shell))


def main() -> NoReturn:
    """Run the command line. Users' errors become sentences, our own keep their traceback."""
    try:
        cli.main(prog_name="loftespdf", standalone_mode=False)
        code: int = ExitCode.DONE
    except Refusal as refusal:
        print_problems(refusal.problems)
        code = refusal.code
    except click.ClickException as error:
        error.show()
        code = ExitCode.WRONG_USAGE
    except (KeyboardInterrupt, click.Abort):
        print(_("Avbrutet. Filer som redan är klara finns kvar."), file=sys.stderr)
        code = ExitCode.INTERRUPTED
    except BrokenPipeError:
        code = ExitCode.DONE
    except Exception:  # noqa: BLE001 - the one place where our own bugs end
        traceback.print_exc()
        print(
            _(
                "Detta är ett fel i loftespdf, inte i din fil. Visa texten ovan för den som sköter"
                " programmet."
            ),
            file=sys.stderr,
        )
        code = ExitCode.OUR_BUG
    sys.exit(code)
