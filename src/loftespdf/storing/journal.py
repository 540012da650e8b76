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
from typing import Any

import msgspec
from msgspec import Struct, field

from loftespdf.model.problem import CouldNotWrite, Place, Problem, Severity, say
from loftespdf.storing.files import refused

NAME = ".loftespdf.sqlite"
LOCK = ".loftespdf.lock"
#: Another version's journal is begun again: everything is made once more, and nothing is lost.
_VERSION = 1
_TABLES = ("notes", "files", "sets", "documents", "products")
#: Keys that all records of a table have: a base that opens may be somebody else's.
_KEYS = {
    "documents": frozenset(
        {"inputs", "environment", "rules", "layouts", "planned", "problems", "lpo"}
    ),
    "products": frozenset({"product", "code", "key", "environment", "problems"}),
}
#: A file's signature and its digest.
_FILE_PARTS = 6

#: Anything else that is wrong with the file means that it is no journal.
_DISK_SAYS_NO = frozenset(
    {
        sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_BUSY,
    }
)  # fmt: skip


class Journal(Struct):
    """All records, by name; change them with ``put`` and write them with ``flush``.

    ``notes`` are about the run, ``files`` the signatures and digests of what was read, ``sets``
    lists of dependencies by their digest, ``documents`` and ``products`` what came of each.
    ``problems`` tells of a journal that had to be set aside.
    """

    path: Path
    records: dict[str, dict[str, Any]] = field(
        default_factory=lambda: {table: {} for table in _TABLES}
    )
    problems: tuple[Problem, ...] = ()
    _changed: dict[str, dict[str, Any]] = field(
        default_factory=lambda: {table: {} for table in _TABLES}
    )

    def get(self, table: str, name: str) -> Any:  # noqa: ANN401 - any JSON value
        """Return the record called ``name``, or None."""
        return self.records[table].get(name)

    def put(self, table: str, name: str, record: Any) -> None:  # noqa: ANN401 - any JSON value
        """Keep a record; it is on the disk after the next ``flush``."""
        if self.records[table].get(name) != record:
            self.records[table][name] = record
            self._changed[table][name] = record

    def flush(self) -> None:
        """Write what has changed, all of it or nothing. Raises CouldNotWrite."""
        if not any(self._changed.values()):
            return
        try:
            with _opened(self.path) as base:
                for table, rows in self._changed.items():
                    _write(base, table, rows)
        except sqlite3.Error as error:
            raise CouldNotWrite(_unwritable(error)) from error
        for rows in self._changed.values():
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
            rows = {table: _rows(base, table) for table in _TABLES}
    except (sqlite3.Error, ValueError, TypeError, RecursionError):
        return None
    return Journal(path, rows) if rows["notes"].get("version") == _VERSION else None


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
            rows = {table: _rows(base, table) for table in _TABLES}
    except (sqlite3.DatabaseError, ValueError, TypeError, RecursionError) as error:
        if getattr(error, "sqlite_errorcode", None) in _DISK_SAYS_NO:
            raise CouldNotWrite(_unwritable(error)) from error
        return Journal(path, problems=(_set_aside(path),))
    if rows["notes"].get("version") != _VERSION:
        with refused(Path(NAME)):
            path.unlink()
        return Journal(path)
    return Journal(path, rows)


def _check(base: sqlite3.Connection) -> None:
    (verdict,) = base.execute("PRAGMA quick_check(1)").fetchone()
    if verdict != "ok":
        raise sqlite3.DatabaseError(verdict)


def _rows(base: sqlite3.Connection, table: str) -> dict[str, Any]:
    rows = base.execute(f"SELECT name, record FROM {table}").fetchall()  # noqa: S608 - our own names
    if not rows:
        return {}
    # One call for the whole table: thousands of small ones would take most of a quiet run's time.
    records = msgspec.json.decode(f"[{','.join(record for _, record in rows)}]")
    if not _has_shape(table, records):
        raise ValueError(table)
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


def _has_shape(table: str, records: list[Any]) -> bool:
    if table == "files":
        return all(isinstance(each, list) and len(each) == _FILE_PARTS for each in records)
    if table == "notes":
        return True
    keys = _KEYS.get(table, frozenset())
    return all(isinstance(each, dict) and keys <= each.keys() for each in records)


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
    return Problem(
        "journal-broken",
        say("journalen över vad som är byggt gick inte att läsa och är lagd åt sidan"),
        Place(aside.name),
        instead=say(
            "ingenting är förlorat: allt byggs en gång till; den undanlagda filen kan tas bort"
        ),
        severity=Severity.WARNING,
    )


def _unwritable(error: Exception) -> Problem:
    return Problem(
        "journal-unwritable",
        say("journalen över vad som är byggt kan inte skrivas ({reason})", reason=str(error)),
        Place(NAME),
        instead=say(
            "se till att det finns plats på disken och att du får skriva i mappen; det som inte "
            "hann antecknas byggs en gång till"
        ),
    )
