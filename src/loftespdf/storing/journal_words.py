"""What is said of a journal that cannot be written, or is none, and what to do about it."""

import sqlite3

from loftespdf.model.problem import Place, Problem, Severity, say

#: What lies above a code's lowest byte only tells it in more detail.
_KIND = 0xFF
_HELD = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
#: Why SQLite mostly cannot read or write; anything else is told in its own words.
_USUAL = {
    sqlite3.SQLITE_CANTOPEN: say("filen går inte att öppna"),
    sqlite3.SQLITE_READONLY: say("filen får bara läsas"),
    sqlite3.SQLITE_PERM: say("du får inte skriva i filen"),
    sqlite3.SQLITE_FULL: say("disken är full"),
    sqlite3.SQLITE_IOERR: say("disken tar inte emot det som skrivs"),
    **dict.fromkeys(_HELD, say("ett annat program har filen öppen")),
}


def is_refused(error: sqlite3.Error) -> bool:
    """Tell whether the disk or another program said no: the journal itself may be sound."""
    code = _code(error)
    # A file that ends too early is no journal.
    return code & _KIND in _USUAL and code != sqlite3.SQLITE_IOERR_SHORT_READ


def unwritable(name: str, error: sqlite3.Error) -> Problem:
    """Say why the journal ``name`` cannot be written."""
    kind = _code(error) & _KIND
    return Problem(
        "journal-unwritable",
        say(
            "journalen över vad som är byggt kan inte skrivas ({reason})",
            reason=_USUAL.get(kind) or str(error),
        ),
        Place(name),
        instead=say("stäng det programmet; det som inte hann antecknas byggs en gång till")
        if kind in _HELD
        else say(
            "se till att det finns plats på disken och att du får skriva i mappen; det som inte "
            "hann antecknas byggs en gång till"
        ),
    )


def broken(name: str) -> Problem:
    """Say that a journal could not be read, and lies under another name now."""
    return Problem(
        "journal-broken",
        say("journalen över vad som är byggt gick inte att läsa och är lagd åt sidan"),
        Place(name),
        instead=say(
            "ingenting är förlorat: allt byggs en gång till; den undanlagda filen kan tas bort"
        ),
        severity=Severity.WARNING,
    )


def _code(error: sqlite3.Error) -> int:
    return getattr(error, "sqlite_errorcode", 0)  # errors of our own raising have none
