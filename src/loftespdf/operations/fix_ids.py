"""Write the ids that promises lack into the user's own files, and nothing else."""

from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from loftespdf.loading.ids import insert_ids
from loftespdf.loading.workspace import open_workspace
from loftespdf.model.problem import Problem
from loftespdf.operations.selection import select
from loftespdf.storing.files import store


class Fixed(Struct, frozen=True):
    """A file that was looked at: the ids written, and the promises that could get none."""

    file: str
    ids: tuple[str, ...]
    problems: tuple[Problem, ...]


def fix(root: Path, which: tuple[str, ...], year: int | None) -> Iterator[Fixed]:
    """Give every promise of the documents asked for an id; yields the files where any lacked one.

    Raises WrongUsage for an unknown document, CouldNotWrite when a file cannot be written.
    """
    for area, period in select(open_workspace(root), which, year).documents:
        path = Path("content", area, f"{period}.yaml")
        before = (root / path).read_bytes()
        fixed = insert_ids(before, path.as_posix())
        if fixed.content != before:
            store(root, path, fixed.content)
        if fixed.ids or fixed.problems:
            yield Fixed(path.as_posix(), fixed.ids, fixed.problems)
