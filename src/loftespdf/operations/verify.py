"""Tell whether a finished file is today's text, and what a colleague has changed in it."""

import re
from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from loftespdf.composing.templates import Templates
from loftespdf.inspecting.opening import Unreadable
from loftespdf.inspecting.preflight import inspect_press
from loftespdf.inspecting.verdict import TEXT_PROOF, Expectation
from loftespdf.inspecting.word_opening import read_word
from loftespdf.inspecting.word_reading import WordControl, WordReading
from loftespdf.inspecting.word_text import Change, changed_text
from loftespdf.model.composed import Composed, Typeset
from loftespdf.model.problem import Place, Problem, say
from loftespdf.operations.build import Job, pages_of
from loftespdf.operations.inspect import judge, read

_WORD = ".docx"
#: What a browser or a file manager adds to the name of one copy more.
_COPY = re.compile(r"(?: ?\(\d+\)| ?- ?(?:kopia|copy))+(?=\.\w+$)")


class Suspect(Struct, frozen=True):
    """A finished file that is to be held against the text. ``word`` is None for other files.

    ``product`` is the path it was made under: a Word file knows it, others have only their name.
    """

    file: Path
    content: bytes
    product: str
    fingerprint: str
    word: WordReading | None = None


class Verified(Struct, frozen=True):
    """One file held against today's text.

    ``product`` is the path it would be built under; "" when no text here is like it.
    ``fingerprint`` is the file's, ``today`` that of the text as it is now. ``filled`` is what was
    written into a Word file's blanks, which is what they are for; ``changed`` its other changes.
    ``problems`` is what differs in other files, or keeps a file from being held against anything.
    """

    file: str
    product: str = ""
    fingerprint: str = ""
    today: str = ""
    filled: tuple[WordControl, ...] = ()
    changed: tuple[Change, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def is_todays_text(self) -> bool:
        """Tell whether the file was made of the text as it is now."""
        if not self.fingerprint:  # a fragment has nowhere to carry it: there, the words tell
            return bool(self.today) and not self.changed and not self.problems
        return self.fingerprint == self.today

    @property
    def ok(self) -> bool:
        """Tell whether the file says what the text says now, blanks apart."""
        return self.is_todays_text and not self.changed and not self.problems


def take(file: Path) -> Suspect | Verified:
    """Read a finished file, ours or not; a Verified with its problem when it cannot be read."""
    content, name = read(file), file.as_posix()
    verdict = judge(file, content)
    if verdict.facts is None:
        return Verified(name, problems=verdict.problems)
    suspect = Suspect(file, content, _named(file), verdict.facts.fingerprint)
    if file.suffix.lower() != _WORD:
        return suspect
    try:
        word = read_word(content)
    except Unreadable as unreadable:
        return Verified(name, problems=(Problem("unreadable", unreadable.why, Place(name)),))
    return replace(suspect, word=word, product=word.product or _named(file))


def _named(file: Path) -> str:
    """Return the name a file had when it was made, so far as a copy's tells: ours are small."""
    return _COPY.sub("", file.name.lower())


def verify(suspect: Suspect, jobs: Iterable[Job], templates: Templates) -> Verified:
    """Hold a file against the product it was made as, as its text reads today.

    Args:
        suspect: the file.
        jobs: the products of the workspace that it may be.
        templates: the theme's templates.

    Returns:
        What was found. A file that goes by no product's name is held against those of its text.
    """
    alike = [job for job in jobs if f".{job.product.format}" == suspect.file.suffix.lower()]
    name = Path(suspect.product).name
    chosen = [job for job in alike if job.product.path.name == name] or [
        job for job in alike if job.document.fingerprint == suspect.fingerprint
    ]
    held = [_held(suspect, job, page) for job in chosen for page in pages_of(job, templates)]
    return min(held, key=_differences, default=_stranger(suspect))


def _differences(verified: Verified) -> int:
    return len(verified.changed) + len(verified.problems)


def _held(suspect: Suspect, job: Job, page: Composed) -> Verified:
    name = suspect.file.as_posix()
    verified = Verified(name, page.product, suspect.fingerprint, page.fingerprint)
    if suspect.word is not None:
        found = changed_text(suspect.word, page, name)
        return replace(verified, filled=found.filled, changed=found.changed)
    typeset = Typeset(suspect.content, 0)
    expected = Expectation(page, job.layout, typeset, name, sheet=job.sheet)
    checks = (
        inspect_press(suspect.content, expected)
        if job.sheet
        else judge(suspect.file, suspect.content, expected)
    ).checks
    found_in_text = (each.problems for each in checks if each.kind == TEXT_PROOF)
    return replace(verified, problems=tuple(problem for each in found_in_text for problem in each))


def _stranger(suspect: Suspect) -> Verified:
    name = suspect.file.as_posix()
    problem = Problem(
        "unknown-file",
        say("filen hör inte till någon av texterna som finns i arbetsytan i dag"),
        Place(name),
        instead=say("ge filen det namn den byggdes med, eller peka ut arbetsytan med --workspace"),
    )
    return Verified(name, fingerprint=suspect.fingerprint, problems=(problem,))
