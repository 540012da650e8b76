"""``build`` as a person sees it: a progress bar, a closing table, a report for machines."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from loftespdf.batch.plan import plan
from loftespdf.batch.run import Outcome, exit_code, run
from loftespdf.loading.workspace import open_workspace
from loftespdf.messages import translate as _
from loftespdf.model.problem import ExitCode
from loftespdf.operations.check import read_everything
from loftespdf.operations.selection import select_pledges
from loftespdf.printing import as_json, print_problems, print_table
from loftespdf.storing.files import store


def build(  # noqa: PLR0913 - one argument for each option
    *,
    which: tuple[str, ...],
    layouts: tuple[str, ...],
    year: int | None,
    output: Path,
    report: Path | None,
    workspace: Path,
) -> ExitCode:
    """Build and print; returns the exit code. Raises Refusal before any work is begun."""
    select_pledges(open_workspace(workspace), which, year)  # says so where there are none
    everything = read_everything(workspace, which, year)
    print_problems(everything.problems)
    if everything.broken_theme:
        return ExitCode.CONTENT_REFUSED
    jobs = plan(everything, layouts)
    with _progress(len(jobs)) as told:
        outcomes = run(jobs, everything.theme, output, told)
    for outcome in outcomes:
        print_problems(outcome.problems)
    _print_made(outcomes)
    if report:
        _write_report(report, outcomes)
    return exit_code(outcomes, everything.refused)


@contextmanager
def _progress(total: int) -> Iterator[Callable[[Outcome], None]]:
    """A bar on a terminal, nothing elsewhere: the closing table says it all."""
    console = Console(stderr=True)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, disable=not console.is_terminal) as progress:
        task = progress.add_task(_("Bygger"), total=total)

        def told(outcome: Outcome) -> None:
            progress.update(task, advance=1, description=outcome.product.path.name)

        yield told


def _print_made(outcomes: tuple[Outcome, ...]) -> None:
    heads = (_("Fil"), _("Sidor"), _("kB"), _("Tid"), _("Läge"))
    print_table(
        heads,
        [
            (
                str(outcome.file) if outcome.file else outcome.product.path.as_posix(),
                str(outcome.pages) if outcome.pages else "–",
                str(round(outcome.size / 1000)) if outcome.file else "–",
                f"{outcome.seconds:.2f} s".replace(".", _(",")),
                _("klar och prövad") if outcome.file else _("inte gjord"),
            )
            for outcome in outcomes
        ],
    )
    made = sum(1 for outcome in outcomes if outcome.file)
    print(_("{made} av {all} filer gjorda").format(made=made, all=len(outcomes)))
    sys.stdout.flush()


def _write_report(report: Path, outcomes: tuple[Outcome, ...]) -> None:
    rows = [
        {
            "product": outcome.product.path.as_posix(),
            "file": outcome.file.as_posix() if outcome.file else None,
            "pages": outcome.pages,
            "bytes": outcome.size,
            "seconds": round(outcome.seconds, 3),
            "exit_code": int(outcome.code),
            "problems": [as_json(problem) for problem in outcome.problems],
        }
        for outcome in outcomes
    ]
    content = json.dumps({"products": rows}, ensure_ascii=False, indent=2) + "\n"
    store(report.parent, Path(report.name), content.encode())
