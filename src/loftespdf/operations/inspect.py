"""Judge finished files, ours or not."""

from pathlib import Path

from loftespdf.inspecting.pdf import inspect_pdf
from loftespdf.inspecting.verdict import Expectation, Verdict
from loftespdf.inspecting.web import inspect_web
from loftespdf.inspecting.word import inspect_word
from loftespdf.loading.files import megabytes, unreadable
from loftespdf.model.problem import Place, Problem, WrongUsage, say

#: No page for print comes near, and what is larger does not go into memory twice.
_LARGEST = 300_000_000
_JUDGES = {".docx": inspect_word, ".html": inspect_web, ".htm": inspect_web}


def read(file: Path) -> bytes:
    """Return a file's content. Raises WrongUsage when it is too large, or may not be read."""
    place = Place(file.as_posix())
    try:
        if (size := file.stat().st_size) > _LARGEST:
            raise WrongUsage(_too_big(place, size))
        return file.read_bytes()
    except OSError as error:
        raise WrongUsage(unreadable(place, error)) from error


def require_files(files: tuple[Path, ...]) -> None:
    """Raise WrongUsage that names every file which is not there."""
    if missing := [_missing(file) for file in files if not file.is_file()]:
        raise WrongUsage(*missing)


def judge(file: Path, content: bytes, expected: Expectation | None = None) -> Verdict:
    """Return the verdict over a file's bytes, by the kind of file its name says it is."""
    inspector = _JUDGES.get(file.suffix.lower(), inspect_pdf)
    return inspector(content, expected, file.as_posix())


def _too_big(place: Place, size: int) -> Problem:
    return Problem(
        "file-too-big",
        say(
            "filen är {size}, men högst {limit} läses",
            size=megabytes(size),
            limit=megabytes(_LARGEST),
        ),
        place,
        instead=say("spara en mindre variant av filen"),
    )


def _missing(file: Path) -> Problem:
    return Problem(
        "no-such-file",
        say("det här är en mapp") if file.is_dir() else say("filen finns inte"),
        Place(file.as_posix()),
        instead=say(
            "ange en färdig fil, till exempel output/grastorp/2021/grastorp-2021-lofte.pdf"
        ),
    )
