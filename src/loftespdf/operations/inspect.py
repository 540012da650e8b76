"""Judge finished files, ours or not."""

from pathlib import Path

from loftespdf.inspecting.pdf import inspect_pdf
from loftespdf.inspecting.verdict import Expectation, Verdict
from loftespdf.inspecting.web import inspect_web
from loftespdf.inspecting.word import inspect_word
from loftespdf.model.problem import Place, Problem, WrongUsage, say

_JUDGES = {".docx": inspect_word, ".html": inspect_web, ".htm": inspect_web}


def judge_files(files: tuple[Path, ...]) -> tuple[tuple[Path, Verdict], ...]:
    """Return each file with its verdict. Raises WrongUsage when one cannot be read at all."""
    return tuple((file, judge(file, content)) for file, content in read_files(files))


def read_files(files: tuple[Path, ...]) -> tuple[tuple[Path, bytes], ...]:
    """Return each file with its content. Raises WrongUsage that names every missing one."""
    require_files(files)
    return tuple((file, file.read_bytes()) for file in files)


def require_files(files: tuple[Path, ...]) -> None:
    """Raise WrongUsage that names every file which is not there."""
    if missing := [_missing(file) for file in files if not file.is_file()]:
        raise WrongUsage(*missing)


def judge(file: Path, content: bytes, expected: Expectation | None = None) -> Verdict:
    """Return the verdict over a file's bytes, by the kind of file its name says it is."""
    inspector = _JUDGES.get(file.suffix.lower(), inspect_pdf)
    return inspector(content, expected, file.as_posix())


def _missing(file: Path) -> Problem:
    return Problem(
        "no-such-file",
        say("filen finns inte"),
        Place(file.as_posix()),
        instead=say(
            "ange en färdig fil, till exempel output/grastorp/2021/grastorp-2021-lofte.pdf"
        ),
    )
