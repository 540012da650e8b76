"""How problems and tables are shown to a person, or to a machine as JSON."""

import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence

from loftespdf.batch.garbage import gathering
from loftespdf.messages import translate as _
from loftespdf.messages import words
from loftespdf.model.problem import Problem, Severity

#: What would steer a terminal instead of being shown by it: control characters, signs that turn the
#: direction of writing, and halves of characters, which file names in no encoding are read as.
_STEERING = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


#: More than the longest of our own messages, in characters.
_LONGEST = 1500


def visible(text: str) -> str:
    r"""Return ``text`` for a terminal, with an escape like ``\x1b`` for what would steer it."""
    return _STEERING.sub(lambda match: ascii(match[0])[1:-1], text)


def problem_lines(problem: Problem) -> str:
    """``file:line:column: fel: path: what``, and on the next line what to write instead."""
    parts = [f"{problem.place}:", f"{_weight(problem.severity)}:"]
    if problem.path:
        parts.append(f"{problem.path}:")
    lines = [_one_line(" ".join((*parts, words(problem.what))))]
    if problem.instead:
        lines.append(_one_line(f"    → {words(problem.instead)}"))
    return "\n".join(lines)


def _one_line(text: str) -> str:
    r"""Return a line of its own: a name may hold a line break, and a key be of any length."""
    shown = visible(text).replace("\n", "\\n")
    return shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]} …"


def _weight(severity: Severity) -> str:
    return _("fel") if severity is Severity.ERROR else _("varning")


def status_word(status: str) -> str:
    """Return a pledge's status in the user's language; nothing for a file that cannot be read."""
    from loftespdf.model.pledge import Status  # noqa: PLC0415 - --help needs no pydantic

    known = {
        Status.DRAFT: _("utkast"),
        Status.VALID: _("gällande"),
        Status.PROLONGED: _("förlängt"),
        Status.FORMER: _("tidigare"),
        Status.IN_PREPARATION: _("under framtagning"),
    }
    return known[Status(status)] if status else ""


def standing_word(standing: str) -> str:
    """Return where a pledge stands on a day, in the user's language."""
    from loftespdf.model.standing import Standing  # noqa: PLC0415 - --help needs no pydantic

    return {
        Standing.VALID: _("gällande"),
        Standing.COMING: _("kommande"),
        Standing.DRAFT: _("utkast"),
        Standing.EXPIRED: _("utgånget"),
        Standing.MISSING: _("saknas"),
        Standing.UNREADABLE: _("går inte att läsa"),
    }[Standing(standing)]


def built_word(built: str) -> str:
    """Return how the files of a document stand, in the user's language."""
    from loftespdf.operations.built import Built  # noqa: PLC0415 - as above

    return {
        Built.BUILT: _("byggd"),
        Built.STALE: _("inaktuell"),
        Built.FAILED: _("misslyckad"),
        Built.NOT_BUILT: _("inte byggd"),
    }[Built(built)]


def print_problems(problems: Iterable[Problem]) -> None:
    """Print problems to stderr, errors after warnings so that they are seen last."""
    print_lines(lines_of(problems))


def lines_of(problems: Iterable[Problem]) -> Iterator[str]:
    """Yield the lines of each problem as they are printed, errors after warnings."""
    yield from map(problem_lines, sorted(problems, key=lambda p: p.severity is Severity.ERROR))


def print_lines(lines: Iterable[str]) -> None:
    """Print the lines of problems to stderr."""
    for text in lines:
        print(text, file=sys.stderr)


def as_json(problem: Problem) -> dict[str, object]:
    """Return a problem for machines; keys are stable."""
    return {
        "kind": problem.kind,
        "severity": "error" if problem.severity is Severity.ERROR else "warning",
        "file": problem.place.file,
        "line": problem.place.line,
        "column": problem.place.column,
        "path": problem.path,
        "what": words(problem.what),
        "instead": words(problem.instead) if problem.instead else None,
    }


def print_title(text: str) -> None:
    """Print a line of its own over a table, to stdout."""
    print(visible(text))


def print_json(value: object) -> None:
    """Print a value as JSON to stdout."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    print(_STEERING.sub(lambda match: f"\\u{ord(match[0]):04x}", text))


def print_table(heads: Sequence[str], rows: Iterable[Mapping[str, str] | Sequence[str]]) -> None:
    """Print a table to stdout: aligned, without colour when it is not a terminal."""
    with gathering():
        from rich.console import Console  # noqa: PLC0415 - rich is slow to import, --help is not
        from rich.table import Table  # noqa: PLC0415
        from rich.text import Text  # noqa: PLC0415

    table = Table(box=None, pad_edge=False, header_style="bold")
    for head in heads:
        table.add_column(head, overflow="fold")
    for row in rows:
        table.add_row(*(Text(visible(cell)) for cell in row))  # as plain str [x] would be markup
    console = Console(emoji=False)
    if not console.is_terminal:
        console = Console(width=_WIDE, highlight=False, emoji=False)
    console.print(table)


_WIDE = 160
