"""``report`` as a person sees it: what could not be read, how many stand how, and the files."""

from collections import Counter
from datetime import date
from pathlib import Path

from loftespdf.batch.garbage import housekeeping
from loftespdf.messages import translate as _
from loftespdf.model.problem import ExitCode
from loftespdf.model.report import Line
from loftespdf.model.standing import Standing
from loftespdf.operations.report import deliver_report, gather, make_report
from loftespdf.showing import print_problems, print_table


def report(which: tuple[str, ...], today: date, output: Path, workspace: Path) -> ExitCode:
    """Make the report and print; returns the exit code. Raises Refusal where none is made."""
    with housekeeping():
        gathered = gather(workspace, which, today)
        print_problems(gathered.report.problems)
        made = make_report(gathered)
    files = deliver_report(made, output)
    _print_counts(gathered.report.areas)
    for file in files:
        print(_("{file} är klar och prövad").format(file=file))
    return gathered.code


def _print_counts(areas: tuple[Line, ...]) -> None:
    words = {
        Standing.VALID: _("gällande"),
        Standing.COMING: _("kommande"),
        Standing.DRAFT: _("utkast"),
        Standing.EXPIRED: _("utgånget"),
        Standing.MISSING: _("saknas"),
        Standing.UNREADABLE: _("går inte att läsa"),
    }
    counts = Counter(area.standing for area in areas)
    print_table(
        (_("Läge"), _("Områden")),
        [(word, str(counts[standing])) for standing, word in words.items() if counts[standing]],
    )
