"""``inspect`` as a person sees it: what was looked at in each file, and what is wrong with it."""

from pathlib import Path

from loftespdf.batch.apart import OverLimits, apart
from loftespdf.inspecting.verdict import Check, Facts, Verdict
from loftespdf.messages import translate as _
from loftespdf.messages import words
from loftespdf.model.problem import ExitCode, say
from loftespdf.operations.inspect import judge, read, require_files
from loftespdf.showing import as_json, print_json, print_problems, print_table


def inspect(files: tuple[Path, ...], *, as_machine: bool) -> ExitCode:
    """Judge the files and print; returns the exit code. Raises WrongUsage for a missing file."""
    require_files(files)
    verdicts = []
    for file in files:
        verdicts.append(_verdict(file))
        if not as_machine:  # of many files, each is told as it is done
            _print_verdict(file, verdicts[-1])
    if as_machine:
        print_json([_for_machines(*each) for each in zip(files, verdicts, strict=True)])
    sound = all(verdict.ok for verdict in verdicts)
    return ExitCode.DONE if sound else ExitCode.PROOF_FAILED


def _verdict(file: Path) -> Verdict:
    content = read(file)
    try:
        return apart(lambda: judge(file, content), file.as_posix())
    except OverLimits as over:
        return Verdict((Check("readable", say("går att läsa"), (over.problem,)),))


def _print_verdict(file: Path, verdict: Verdict) -> None:
    rows = _facts(verdict.facts)
    rows += [
        (
            words(check.title),
            _("ok") if check.ok else _("{count} fel").format(count=len(check.problems)),
        )
        for check in verdict.checks
    ]
    print_table((str(file), ""), rows)
    print_problems(verdict.problems)


def _facts(facts: Facts | None) -> list[tuple[str, str]]:
    if facts is None:
        return []
    sheets = ", ".join(f"{width:g} × {height:g} mm" for width, height in facts.sheets)
    press = [(_("För tryck"), _("granskas med --sheet ID; loftespdf sheets visar dem"))]
    return [
        (_("Titel"), facts.title or "–"),
        (_("Sidor"), str(facts.pages or "–")),
        (_("Ark"), sheets or "–"),
        (_("Säger sig vara"), ", ".join((facts.kind, *facts.standards))),
        (_("Typsnitt"), ", ".join(facts.fonts) or "–"),
        (_("Fingeravtryck"), facts.fingerprint or "–"),
        *(press if facts.for_press else ()),
    ]


def _for_machines(file: Path, verdict: Verdict) -> dict[str, object]:
    facts = verdict.facts
    return {
        "file": file.as_posix(),
        "ok": verdict.ok,
        "pages": facts.pages if facts else None,
        "title": facts.title if facts else None,
        "language": facts.language if facts else None,
        "standards": list(facts.standards) if facts else [],
        "fonts": list(facts.fonts) if facts else [],
        "fingerprint": facts.fingerprint if facts else None,
        "checks": [
            {"kind": check.kind, "ok": check.ok, "problems": [as_json(p) for p in check.problems]}
            for check in verdict.checks
        ],
    }
