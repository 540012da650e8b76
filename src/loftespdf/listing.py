"""``list`` and ``new-areas`` as a person sees them."""

from datetime import date
from pathlib import Path

from loftespdf.batch.history import read_history
from loftespdf.batch.sharing import shared
from loftespdf.loading.workspace import open_workspace
from loftespdf.messages import translate as _
from loftespdf.operations import new_areas
from loftespdf.operations.listing import DocumentRow, list_documents
from loftespdf.showing import (
    built_word,
    print_json,
    print_problems,
    print_table,
    standing_word,
    status_word,
)


def show(
    which: tuple[str, ...], workspace: Path, year: int | None, today: date, *, as_machine: bool
) -> None:
    """Print each document and how it stands on ``today``, which is printed too."""
    opened = open_workspace(workspace)
    if not which:
        print_problems(opened.problems)  # of files that are in no row
    history = read_history(workspace, workspace / "output")
    rows = list_documents(opened, which, year, today, history, shared)
    if which:
        print_problems(opened.problems_in({row.name.partition("/")[0] for row in rows}))
    if as_machine:
        print_json([{**row.as_json(), "today": today.isoformat()} for row in rows])
        return
    heads = (
        *(_("Namn"), _("Område"), _("Period"), _("Status"), _("Läge")),
        *(_("Löften"), _("Fel"), _("Byggd"), _("Filer")),
    )
    print_table(heads, [_cells(row) for row in rows])
    print(_("Läget {day}").format(day=today.isoformat()))


def _cells(row: DocumentRow) -> tuple[str, ...]:
    has_pledge = "/" in row.name
    return (
        row.name,
        row.area,
        row.period,
        status_word(row.status),
        standing_word(row.standing),
        str(row.promises) if has_pledge else "–",
        str(row.errors),
        built_word(row.built) if has_pledge else "–",
        "\n".join(row.files),
    )


def make_areas(
    which: tuple[str, ...], workspace: Path, *, everything: bool, as_machine: bool
) -> None:
    """Make the folders that are missing, and print which."""
    done = new_areas.make_areas(workspace, which, everything=everything)
    if as_machine:
        print_json({"made": done.made, "kept": done.kept})
        return
    for file in done.made:
        print(file)
    print(
        _("nya områden: {made} · fanns redan: {kept}").format(
            made=len(done.made), kept=len(done.kept)
        )
    )
    if done.made:
        print(_("Skriv nu löftet i områdets mapp, i en fil som heter som perioden."))
