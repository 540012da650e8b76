"""Keep the message catalogues: ``make catalogues``.

``locale/en`` holds our messages in English, ``locale/sv`` the command-line library's words in
Swedish. New messages are added without a translation, gone ones are dropped, both are compiled.
``--check`` changes nothing and ends with 1 when something is missing or not compiled.
"""

import io
import sys
from datetime import UTC, datetime
from pathlib import Path

import click
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

SOURCE = Path(__file__).parent.parent / "src" / "loftespdf"
#: The same messages give the same files, whenever they are made.
NO_DATE = datetime(2026, 1, 1, tzinfo=UTC)
KEYWORDS = {"say": None, "_": None, "translate": None, "ngettext": (1, 2)}


def template(folder: Path) -> Catalog:
    """Return a catalogue of all messages in the Python files of ``folder``, without places."""
    catalogue = Catalog(charset="utf-8")
    for _file, _line, message, _comments, _context in extract_from_dir(folder, keywords=KEYWORDS):
        catalogue.add(message)
    return catalogue


def _po(language: str) -> Path:
    return SOURCE / "locale" / language / "LC_MESSAGES" / "messages.po"


def updated(language: str, folder: Path) -> Catalog:
    """Return the stored catalogue of ``language`` brought up to date with ``folder``."""
    file = _po(language)
    stored = Catalog(locale=language)
    if file.exists():
        with file.open("rb") as stream:
            stored = read_po(stream, locale=language)
    stored.update(template(folder), no_fuzzy_matching=True, update_creation_date=False)
    stored.obsolete.clear()
    stored.creation_date = stored.revision_date = NO_DATE
    return stored


def _written(catalogue: Catalog) -> bytes:
    stream = io.BytesIO()
    write_po(stream, catalogue, sort_output=True, width=100, no_location=True)
    return stream.getvalue()


def _compiled(catalogue: Catalog) -> bytes:
    stream = io.BytesIO()
    write_mo(stream, catalogue)
    return stream.getvalue()


def missing(catalogue: Catalog) -> list[str]:
    """Return the messages without a translation."""
    return [str(message.id) for message in catalogue if message.id and not message.string]


def main() -> int:
    """Update or check both catalogues; returns the exit code."""
    check, wrong = "--check" in sys.argv, []
    for language, folder in (("en", SOURCE), ("sv", Path(click.__file__).parent)):
        catalogue, file = updated(language, folder), _po(language)
        for path, content in (
            (file, _written(catalogue)),
            (file.with_suffix(".mo"), _compiled(catalogue)),
        ):
            if check and (not path.exists() or path.read_bytes() != content):
                wrong.append(f"{path.relative_to(SOURCE)} is not up to date: run make catalogues")
            elif not check:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
        if language == "en":
            wrong += [f"no English for: {message}" for message in missing(catalogue)]
    print("\n".join(wrong) or "the catalogues are complete")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
