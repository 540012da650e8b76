"""``build`` as a person sees it: progress, what failed, a closing table, a report for machines.

Nothing heavy is imported here: in a run where nothing changed that would take most of its time.
"""

import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from loftespdf.batch.garbage import gathering
from loftespdf.batch.outcome import Outcome, exit_code
from loftespdf.batch.session import Asked, Result, Session, understood
from loftespdf.batch.wish import Wish
from loftespdf.leaving import heeding
from loftespdf.messages import translate as _
from loftespdf.model.problem import ExitCode, Place, Problem, Severity, WrongUsage, say
from loftespdf.progress import Progress
from loftespdf.showing import as_json, print_problems, print_table
from loftespdf.storing.files import store_as
from loftespdf.storing.journal import open_journal

#: Longer tables are counted per layout instead.
_READABLE = 60


def build(wish: Wish, *, report: Path | None = None, pack: str | None = None) -> ExitCode:
    """Build and print; returns the exit code. Raises Refusal before any work is begun.

    Args:
        wish: what to build and how.
        report: where to write what was done, as JSON.
        pack: ``area`` or ``lpo``: what to pack together.
    """
    if report and _is_somebodys(report):
        raise WrongUsage(_no_report(report))
    with gathering():  # what became of every file: thousands of records in a large country
        return _build(understood(wish), report, pack)


def _build(asked: Asked, report: Path | None, pack: str | None) -> ExitCode:
    with heeding() as ending, open_journal(asked.wish.output, _say_waiting) as journal:
        print_problems(journal.problems)
        with Progress(ending.heed) as progress:
            result = Session(asked, journal, progress).run()
        code = _code(asked, result)
        has_begun = result.code is not ExitCode.CONTENT_REFUSED
        if has_begun:
            _print_made(result.outcomes, result.refused)
        if report:
            _write_report(report, result, code)
        if pack and has_begun:
            _pack(asked, result, pack)
    return code


def _code(asked: Asked, result: Result) -> ExitCode:
    code = exit_code(result.outcomes, result.refused)
    if code is not ExitCode.DONE:
        return code
    if result.code is None and any(_is_passed_over(asked, one) for one in result.problems):
        return ExitCode.SOME_FAILED if result.outcomes else ExitCode.CONTENT_REFUSED
    return result.code or code


def _is_passed_over(asked: Asked, problem: Problem) -> bool:
    """Tell whether it is an error for which something that was asked for is not made.

    A file with a name that cannot be used, say, is in no document that could fail.
    """
    if problem.severity is not Severity.ERROR:
        return False
    areas = {name.partition("/")[0] for name in asked.names}
    is_everything = not asked.wish.which and asked.wish.year is None
    return is_everything or any(problem.place.file.startswith(f"content/{a}/") for a in areas)


def _say_waiting() -> None:
    print(_("En annan körning bygger i samma mapp; väntar tills den är klar …"), file=sys.stderr)


def _pack(asked: Asked, result: Result, by: str) -> None:
    from loftespdf.batch.packing import pack_outcomes  # noqa: PLC0415 - only where asked for

    districts, packages = result.lpo if by == "lpo" else {}, {}
    for file, district in pack_outcomes(result.outcomes, asked.wish.output, districts):
        print(_("packad: {file}").format(file=file))
        if district:
            packages[district] = file
    if packages:
        from loftespdf.batch.partial import partial_packages  # noqa: PLC0415 - as above

        print_problems(partial_packages(packages, frozenset(districts.values()), asked))


def _print_made(outcomes: tuple[Outcome, ...], refused: int) -> None:
    done = [outcome for outcome in outcomes if not outcome.is_fresh]
    if len(done) > _READABLE:
        _print_counts(outcomes)
        done = [outcome for outcome in done if outcome.code is not ExitCode.DONE]
    if done:
        _print_files(done)
    finished = sum(1 for outcome in outcomes if outcome.output)
    fresh = sum(1 for outcome in outcomes if outcome.is_fresh)
    print(last_line(finished, len(outcomes), fresh))
    if refused and outcomes:
        print(_("dokument med fel i texten, inte gjorda: {count}").format(count=refused))
    sys.stdout.flush()


def last_line(finished: int, wanted: int, fresh: int) -> str:
    """How many of the files wanted are finished. One is told without a number, which would jar."""
    match wanted, finished, fresh:
        case 0, _, _:
            return _("inga filer gjorda")
        case 1, 0, _:
            return _("filen är inte gjord")
        case 1, _, 1:
            return _("filen är klar sedan förut")
        case 1, _, _:
            return _("filen är gjord")
    if fresh:
        text = _("{made} av {all} filer klara, {fresh} av dem sedan förut")
    else:
        text = _("{made} av {all} filer gjorda")
    return text.format(made=finished, all=wanted, fresh=fresh)


def _print_files(outcomes: Sequence[Outcome]) -> None:
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
    if any(outcome.product.edition == "panel" and outcome.file for outcome in outcomes):
        print(_("En fil som slutar på -panel är samma annons utan ram, för samlingsannonser."))


def _print_counts(outcomes: tuple[Outcome, ...]) -> None:
    """One line for each layout and format: what was made, left alone and failed."""
    kinds = dict.fromkeys(_kind(outcome) for outcome in outcomes)
    counts = Counter((_kind(outcome), outcome.state) for outcome in outcomes)
    heads = (_("Layout"), _("Gjorda"), _("Klara sedan förut"), _("Inte gjorda"))
    states = ("made", "up-to-date", "failed")
    print_table(heads, [(k, *(str(counts[k, state]) for state in states)) for k in kinds])


def _kind(outcome: Outcome) -> str:
    product = outcome.product
    named = "-".join(part for part in (product.layout, product.edition) if part)
    return f"{named}.{product.format}"


def _is_somebodys(file: Path) -> bool:
    """Tell whether there is a file that no run's report is to take the place of."""
    try:
        content = file.read_bytes() if file.is_file() else b""
    except OSError:
        return False
    return bool(content) and not content.startswith(b"{")


def _no_report(report: Path) -> Problem:
    return Problem(
        "not-a-report",
        say("filen finns redan och är ingen rapport"),
        Place(report.as_posix()),
        instead=say("skriv ett annat namn efter --report, till exempel run.json"),
    )


def _write_report(report: Path, result: Result, code: ExitCode) -> None:
    rows = [
        {
            "product": outcome.product.path.as_posix(),
            "state": outcome.state,
            "file": outcome.file.as_posix() if outcome.file else None,
            "pages": outcome.pages,
            "bytes": outcome.size,
            "seconds": round(outcome.seconds, 3),
            "exit_code": int(outcome.code),
            "problems": [as_json(problem) for problem in outcome.problems],
            **({"trace": outcome.trace} if outcome.trace else {}),
            **({"press": dict(outcome.details)} if outcome.details else {}),
        }
        for outcome in result.outcomes
    ]
    states = Counter(outcome.state for outcome in result.outcomes)
    summary = {
        "products": len(rows),
        "made": states["made"],
        "up_to_date": states["up-to-date"],
        "failed": states["failed"],
        "documents_refused": result.refused,
        "exit_code": int(code),
    }
    problems = [as_json(problem) for problem in result.problems]
    told = {"summary": summary, "problems": problems, "products": rows}
    content = json.dumps(told, ensure_ascii=False, indent=2)
    store_as(report, f"{content}\n".encode())
