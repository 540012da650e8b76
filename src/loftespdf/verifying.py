"""``verify`` as a person sees it: is it today's text, what was filled in, what was changed."""

import re
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from loftespdf.batch.apart import OverLimits, apart
from loftespdf.batch.booked_names import booked_jobs
from loftespdf.batch.plan import plan
from loftespdf.composing.templates import Templates
from loftespdf.messages import translate as _
from loftespdf.model.assets import Assets
from loftespdf.model.problem import ExitCode, WrongUsage
from loftespdf.operations.build import Job
from loftespdf.operations.check import Everything, read_everything
from loftespdf.operations.inspect import require_files
from loftespdf.operations.verify import Suspect, Verified, take
from loftespdf.operations.verify import verify as hold
from loftespdf.showing import as_json, print_json, print_problems, print_table, print_title

_DOCUMENT = re.compile(r"([a-z0-9-]+)/([a-z0-9-]+)/")
_SHOWN_DIGITS = 16
#: So many texts stay read: a pledge's files mostly follow each other, or come kind by kind.
_KEPT = 8


def verify(files: tuple[Path, ...], workspace: Path, *, as_machine: bool) -> ExitCode:
    """Hold the files against the workspace's text and print; returns the exit code.

    Raises WrongUsage for a missing file or where there is no workspace.
    """
    require_files(files)
    texts, found = _Texts(workspace), []
    for file in files:
        found.append(_verified(texts, file))
        if not as_machine:  # of many files, each is told as it is done
            _print(found[-1])
    if as_machine:
        print_json([_for_machines(each) for each in found])
    return ExitCode.DONE if all(each.ok for each in found) else ExitCode.PROOF_FAILED


def _verified(texts: "_Texts", file: Path) -> Verified:
    try:
        suspect = apart(lambda: take(file), file.as_posix())
    except OverLimits as over:
        return Verified(file.as_posix(), problems=(over.problem,))
    if isinstance(suspect, Verified):
        return suspect
    return hold(suspect, *texts.of(suspect))


class _Readings(NamedTuple):
    """Texts, the products that a plain run makes of them, and the templates they are made with."""

    everything: Everything
    jobs: tuple[Job, ...]
    templates: Templates


class _Texts:
    """The workspace's texts as products that a file may be, the latest ones kept."""

    def __init__(self, workspace: Path) -> None:
        self._workspace = workspace
        self._templates: tuple[Assets, Templates] | None = None
        self._read_lately = lru_cache(_KEPT)(self._read)

    def of(self, suspect: Suspect) -> tuple[tuple[Job, ...], Templates]:
        """Return those of the document the file says it is of; all, where it is of none here.

        Among them is what only a command booked, if the file is called so.
        """
        read, name = self._read_for(suspect), Path(suspect.product).name
        if any(job.product.path.name == name for job in read.jobs):
            return read.jobs, read.templates
        return (*read.jobs, *booked_jobs(read.everything, name)), read.templates

    def _read_for(self, suspect: Suspect) -> _Readings:
        if named := _DOCUMENT.match(suspect.product):
            try:
                return self._read_lately(f"{named[1]}/{named[2]}")
            except WrongUsage:
                pass
        return self._read_lately(None)

    def _read(self, name: str | None) -> _Readings:
        everything = read_everything(self._workspace, (name,) if name else ())
        if self._templates is None or self._templates[0] != everything.theme:
            self._templates = (everything.theme, Templates(everything.theme))
        return _Readings(everything, tuple(plan(everything)), self._templates[1])


def _print(verified: Verified) -> None:
    print_table((verified.file, ""), _facts(verified))
    for each in verified.filled:
        print_title(_("  ifyllt: {title}: {text}").format(title=each.title, text=each.text))
    for change in verified.changed:
        print_title(_("  ändrat, {place}").format(place=change.place))
        print_title(_("    var: {text}").format(text=change.was or "–"))
        print_title(_("    är:  {text}").format(text=change.now or "–"))
    if verified.changed and not verified.is_todays_text:
        print(_("  Texten i arbetsytan är en annan än när filen gjordes, så det kan vara den som"
                " är ändrad."))  # fmt: skip
    print_problems(verified.problems)


def _facts(verified: Verified) -> list[tuple[str, str]]:
    known = [
        (_("Filen är"), verified.product or "–"),
        (_("Fingeravtryck"), verified.fingerprint[:_SHOWN_DIGITS] or "–"),
        (_("Dagens text"), _todays(verified)),
    ]
    if not verified.product:  # it was held against nothing, so there is nothing to count
        return known
    return [
        *known,
        (_("Ifyllda rutor"), str(len(verified.filled))),
        (_("Ändrade meningar"), str(len(verified.changed) + len(verified.problems))),
    ]


def _todays(verified: Verified) -> str:
    if verified.is_todays_text:
        return _("ja")
    today = verified.today[:_SHOWN_DIGITS]
    return _("nej, den har fingeravtrycket {today}").format(today=today) if today else _("okänt")


def _for_machines(verified: Verified) -> dict[str, object]:
    return {
        "file": verified.file,
        "ok": verified.ok,
        "product": verified.product or None,
        "fingerprint": verified.fingerprint or None,
        "todays_text": verified.is_todays_text,
        "filled": [
            {"title": each.title, "kind": each.kind, "text": each.text} for each in verified.filled
        ],
        "changed": [
            {
                "file": each.place.file,
                "line": each.place.line,
                "was": each.was or None,
                "now": each.now or None,
            }
            for each in verified.changed
        ],
        "problems": [as_json(problem) for problem in verified.problems],
    }
