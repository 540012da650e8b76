"""The command line: arguments in, sentences and exit codes out. No logic of its own."""

import os
import sys
import traceback
from typing import NoReturn

import click

from loftespdf import __version__, completing, streams
from loftespdf.cli_content import check, list_, new, new_areas, schema
from loftespdf.cli_judging import doctor, inspect, verify
from loftespdf.cli_making import build, layouts, report, sheets
from loftespdf.leaving import Leaving
from loftespdf.messages import translate as _
from loftespdf.model.problem import ExitCode, Refusal
from loftespdf.operations.stack import in_one_piece
from loftespdf.showing import print_problems

_COMMANDS = (
    new, new_areas, check, list_, schema, build, report, layouts, sheets, inspect, verify, doctor,
)  # fmt: skip


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="loftespdf")
def cli() -> None:
    """Build every document of a medborgarlöfte from one YAML file."""


cli.help = _("Medborgarlöften: en fil per område blir alla dokument löftet behöver.")

for command in _COMMANDS:
    cli.add_command(command)


@cli.command(
    help=_(
        "Låt terminalen fylla i namn med tabbtangenten. Skriver ut det skript som bash, zsh eller"
        " fish behöver för det."
    )
)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print the shell's completion script."""
    print(completing.script(cli, shell))


for command in (cli, *cli.commands.values()):
    command.options_metavar = _("[VAL]")
cli.subcommand_metavar = _("KOMMANDO …")


def _read_by_ourselves() -> None:
    """Let no plugin of pydantic's have a say in what a pledge may hold.

    Looking for them among all that is installed also takes longer than building the model.
    """
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")


@in_one_piece
def main() -> NoReturn:
    """Run the command line. Users' errors become sentences, our own keep their traceback."""
    streams.last()
    _read_by_ourselves()
    try:
        cli.main(prog_name="loftespdf", standalone_mode=False)
        code: int = ExitCode.DONE
    except Leaving as leaving:
        leaving.leave()
    except Refusal as refusal:
        print_problems(refusal.problems)
        code = refusal.code
    except click.ClickException as error:
        error.show()
        code = ExitCode.WRONG_USAGE
    except (KeyboardInterrupt, click.Abort):
        print(_("Avbrutet. Filer som redan är klara finns kvar."), file=sys.stderr)
        code = ExitCode.INTERRUPTED
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
    sys.exit(streams.said(code))
