"""What an earlier process of the same program made, and this one need not make again.

Whoever keeps something says all that it was made from. Only what was made from the very same, and
lies there whole, is taken.
"""

from hashlib import sha256
from pathlib import Path
from typing import Protocol

_SEAL = 32  # bytes of SHA-256
_NAME = 32  # digits of it


class Kept(Protocol):
    """Some bytes by name. They are code, so where they lie matters: ``operations/compiled.py``."""

    def get(self, name: str) -> bytes | None:
        """Return what is kept under a name, or None."""

    def put(self, name: str, content: bytes) -> None:
        """Keep something under a name, if that can be done."""

    def __hash__(self) -> int:
        """Return the same for the same one."""


def maker(file: str, *versions: str) -> str:
    """Return what tells one maker from another: its own source ``file``, its libraries' versions.

    A change of ours makes what was kept before it another's.
    """
    return " ".join((sha256(Path(file).read_bytes()).hexdigest(), *versions))


def name_of(what: str, kind: str) -> str:
    """Return the name that something of a kind is kept under, whatever signs ``what`` has."""
    return f"{sha256(what.encode()).hexdigest()[:_NAME]}.{kind}"


def take(kept: Kept, name: str, made_from: str) -> bytes | None:
    """Return what is kept under a name and was made from just this, or None."""
    found = kept.get(name) or b""
    seal, content = found[:_SEAL], found[_SEAL:]
    return content if content and seal == _sealed(made_from, content) else None


def keep(kept: Kept, name: str, made_from: str, content: bytes) -> None:
    """Keep something that was made from ``made_from``; one thing for each name."""
    kept.put(name, _sealed(made_from, content) + content)


def _sealed(made_from: str, content: bytes) -> bytes:
    return sha256(sha256(made_from.encode()).digest() + content).digest()
