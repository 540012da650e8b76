"""The journal: what was made of what, in ``output/.loftespdf.sqlite``.

It holds nothing that cannot be made again. One run at a time has it, by a lock that a killed run
lets go of by itself; what a run did is written in whole transactions, so a kill loses at most the
last moments, and these are made anew. A journal that is not one is set aside and begun again.
"""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any, Generic, TypeVar

import msgspec
from msgspec import Struct, field
from msgspec.json import Decoder

from loftespdf.model.problem import CouldNotWrite, Problem
from loftespdf.storing.files import refused
from loftespdf.storing.journal_words import broken, is_refused, unwritable
from loftespdf.storing.records import (
    DocumentRecord,
    FileRecord,
    NoteRecord,
    ProductRecord,
    SetRecord,
)

NAME = ".loftespdf.sqlite"
LOCK = ".loftespdf.lock"
#: Another version's journal is begun again: everything is made once more, and nothing is lost.
_VERSION = 1
#: What reads the records of each table. A base that opens may be somebody else's: theirs have
#: another shape.
_TABLES: dict[str, Decoder[Any]] = {
    "notes": Decoder(list[NoteRecord]),
    "files": Decoder(list[FileRecord]),
    "sets": Decoder(list[SetRecord]),
    "documents": Decoder(list[DocumentRecord]),
    "products": Decoder(list[ProductRecord]),
}
#: What reading a base says that is none of ours.
_NO_JOURNAL = (sqlite3.DatabaseError, msgspec.MsgspecError, ValueError, TypeError, RecursionError)


Record = TypeVar("Record")


class Table(Struct, Generic[Record]):
    """Records of one kind, by name. ``changed`` are those that the disk does not have yet."""

    records: dict[str, Record] = field(default_factory=dict)
    changed: dict[str, Record] = field(default_factory=dict)

    def get(self, name: str) -> Record | None:
        """Return the record called ``name``, or None."""
        return self.records.get(name)

    def put(self, name: str, record: Record) -> None:
        """Keep a record; it is on the disk after the next ``flush``."""
        if self.records.get(name) != record:
            self.records[name] = record
            self.changed[name] = record


class Journal(Struct):
    """All records; change them with ``put`` and write them with ``flush``.

    ``notes`` are about the run, ``files`` the signatures and digests of what was read, ``sets``
    lists of dependencies by their digest, ``documents`` and ``products`` what came of each.
    ``problems`` tells of a journal that had to be set aside.
    """

    path: Path
    notes: Table[NoteRecord] = field(default_factory=Table)
    files: Table[FileRecord] = field(default_factory=Table)
    sets: Table[SetRecord] = field(default_factory=Table)
    documents: Table[DocumentRecord] = field(default_factory=Table)
    products: Table[ProductRecord] = field(default_factory=Table)
    problems: tuple[Problem, ...] = ()

    @property
    def tables(self) -> dict[str, Table[Any]]:
        """All tables, by the names they have on the disk."""
        return {name: getattr(self, name) for name in _TABLES}

    def flush(self) -> None:
        """Write what has changed, all of it or nothing. Raises CouldNotWrite."""
        changed = {name: table.changed for name, table in self.tables.items() if table.changed}
        if not changed:
            return
        try:
            with _opened(self.path) as base:
                for name, rows in changed.items():
                    _write(base, name, rows)
        except sqlite3.Error as error:
            raise CouldNotWrite(unwritable(NAME, error)) from error
        for rows in changed.values():
            rows.clear()


@contextmanager
def open_journal(output: Path, waiting: Callable[[], None]) -> Iterator[Journal]:
    """Take the journal of ``output`` for one run.

    ``waiting`` is called once if another run has it; then the call waits until that run is done.
    Raises CouldNotWrite when nothing can be written there.
    """
    with refused(output):
        output.mkdir(parents=True, exist_ok=True)
        handle = os.open(output / LOCK, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        _lock(handle, waiting)
        yield _read(output / NAME)
    finally:
        os.close(handle)


def read_journal(output: Path) -> Journal | None:
    """Return what the journal of ``output`` says, to look at: no lock, and nothing is changed.

    None where there is none that can be read.
    """
    path = output / NAME
    if not path.is_file():
        return None
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as base:
            return _journal(path, base)
    except (sqlite3.Error, *_NO_JOURNAL):
        return None


def _lock(handle: int, waiting: Callable[[], None]) -> None:
    """Lock the file; workers inherit the lock, so a dead run's last worker must be gone too."""
    import fcntl  # noqa: PLC0415 - not on Windows, where the program says so itself

    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        waiting()
        fcntl.flock(handle, fcntl.LOCK_EX)


def _read(path: Path) -> Journal:
    if not path.exists():
        return Journal(path)
    try:
        with _opened(path) as base:
            _check(base)
            journal = _journal(path, base)
    except _NO_JOURNAL as error:
        if isinstance(error, sqlite3.Error) and is_refused(error):
            raise CouldNotWrite(unwritable(NAME, error)) from error
        return Journal(path, problems=(_set_aside(path),))
    if journal is None:
        with refused(Path(NAME)):
            path.unlink()
    return journal or Journal(path)


def _check(base: sqlite3.Connection) -> None:
    (verdict,) = base.execute("PRAGMA quick_check(1)").fetchone()
    if verdict != "ok":
        raise sqlite3.DatabaseError(verdict)


def _journal(path: Path, base: sqlite3.Connection) -> Journal | None:
    """Return what a base holds; None where another version wrote it."""
    found = base.execute("SELECT record FROM notes WHERE name = 'version'").fetchone()
    if found is None or msgspec.json.decode(found[0]) != _VERSION:
        return None
    journal = Journal(path)
    for name, table in journal.tables.items():
        table.records = _rows(base, name)
    return journal


def _rows(base: sqlite3.Connection, table: str) -> dict[str, Any]:
    rows = base.execute(f"SELECT name, record FROM {table}").fetchall()  # noqa: S608 - our own names
    # One call for the whole table: thousands of small ones would take most of a quiet run's time.
    text = f"[{','.join(record for _, record in rows)}]"
    records = _TABLES[table].decode(text)
    return dict(zip((name for name, _ in rows), records, strict=True))


def _write(base: sqlite3.Connection, table: str, rows: dict[str, Any]) -> None:
    """Write records; one that speaks of a file whose name is no text is as if it were not made."""
    texts = {name: _text(record) for name, record in rows.items() if _text(name) is not None}
    known = [(name, text) for name, text in texts.items() if text is not None]
    unknown = [(name,) for name, text in texts.items() if text is None]
    base.executemany(f"INSERT OR REPLACE INTO {table} VALUES (?, ?)", known)  # noqa: S608 - our own
    base.executemany(f"DELETE FROM {table} WHERE name = ?", unknown)  # noqa: S608 - our own names


def _text(record: Any) -> str | None:  # noqa: ANN401 - any JSON value
    """Return a record as text; None where a path in it is none (on Linux a name is any bytes)."""
    try:
        return msgspec.json.encode(record).decode()
    except UnicodeEncodeError:
        return None


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    """Open the base for one transaction, with its tables."""
    base = sqlite3.connect(path, isolation_level=None, timeout=30)
    try:
        base.execute("BEGIN IMMEDIATE")
        for table in _TABLES:
            base.execute(f"CREATE TABLE IF NOT EXISTS {table} (name TEXT PRIMARY KEY, record TEXT)")
        base.execute("INSERT OR IGNORE INTO notes VALUES ('version', ?)", (_text(_VERSION),))
        yield base
        base.execute("COMMIT")
    finally:
        base.close()


def _set_aside(path: Path) -> Problem:
    """Move what is no journal out of the way, and say so."""
    aside = path.with_name(f"{path.name}.trasig")
    with refused(Path(NAME)):
        path.replace(aside)
        for rest in ("-journal", "-wal", "-shm"):
            with suppress(FileNotFoundError):
                path.with_name(path.name + rest).unlink()
    return broken(aside.name)
