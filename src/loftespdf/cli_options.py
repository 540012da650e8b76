"""Options that several commands share."""

import errno
import math
import os
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from loftespdf import completing
from loftespdf.messages import settle
from loftespdf.messages import translate as _

Command = TypeVar("Command", bound=Callable[..., Any])

settle()  # options ask for click's own words as soon as they are made


class FilePath(click.Path):
    """A path given on the command line; one that no system takes is told at once.

    Whatever looks for it later would stumble there.
    """

    def convert(  # noqa: D102 - click's own
        self,
        value: str | os.PathLike[str],
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> str | bytes | os.PathLike[str]:
        try:
            os.stat(value)  # noqa: PTH116 - what is given may be text
        except OSError as error:
            if error.errno == errno.ENAMETOOLONG:
                self.fail(_("namnet är för långt för en fil eller mapp"), param, ctx)
        return super().convert(value, param, ctx)


def _start_log(_context: click.Context, _option: click.Parameter, file: Path | None) -> None:
    if file is not None:
        from loftespdf.operations.logfile import start_log  # noqa: PLC0415

        start_log(file)


_SHARED = (
    click.option(
        "--workspace",
        type=FilePath(file_okay=False, path_type=Path),
        default=Path(),
        metavar=_("MAPP"),
        help=_("Arbetsytan: mappen som har content/. Annars den mapp du står i."),
    ),
    click.option(
        "--log",
        type=FilePath(dir_okay=False, path_type=Path),
        metavar=_("FIL"),
        expose_value=False,
        callback=_start_log,
        help=_("Skriv vad som görs, steg för steg, till en fil."),
    ),
)


def workspace_option(function: Command) -> Command:
    """Give a command the options that all of them share."""
    for option in _SHARED:
        function = option(function)
    return function


which_argument = click.argument(
    "which", nargs=-1, metavar=_("[VILKA…]"), shell_complete=completing.documents
)
json_option = click.option("--json", "as_machine", is_flag=True, help=_("Skriv svaret som JSON."))
year_option = click.option("--year", type=int, metavar=_("ÅR"), help=_("Bara löften för detta år."))
output_option = click.option(
    "--output",
    type=FilePath(file_okay=False, path_type=Path),
    metavar=_("MAPP"),
    help=_("Mappen för färdiga filer. Annars output/ i arbetsytan."),
)


def chosen_day(_context: click.Context, _option: click.Parameter, day: str | None) -> date:
    """The day asked for, else the machine's: the only place where anything asks the clock."""
    if day is None:
        return datetime.now().astimezone().date()
    try:
        return datetime.strptime(day, "%Y-%m-%d").date()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        raise click.BadParameter(_("skriv en dag som finns, till exempel 2026-11-22")) from None


def finite(_context: click.Context, _option: click.Parameter, number: float) -> float:
    """The number given; "nan" and "inf" are numbers to Python, and no limit at all."""
    if not math.isfinite(number):
        raise click.BadParameter(_("skriv talet med siffror, till exempel 30 eller 2.5"))
    return number
