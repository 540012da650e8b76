"""What a PDF may hold where something else should be: asked softly, answered plainly."""

from typing import Any, TypeAlias

import pikepdf

#: Whatever a file may hold: pikepdf objects, numbers, nothing.
Raw: TypeAlias = Any


def entry(dictionary: Raw, key: str) -> Raw:
    """Return an entry of a dictionary; None where there is none, or no dictionary.

    Asks first whether a key is there: ``get`` is slow to say that it is not.
    """
    if not isinstance(dictionary, pikepdf.Dictionary):
        return None
    return None if isinstance(key, str) and key not in dictionary else dictionary.get(key)


def string(value: Raw) -> str | None:
    """Return a text string as text; None for anything else."""
    if value is None:
        return None  # mostly, and pikepdf's types are slow to be asked for
    return str(value) if isinstance(value, pikepdf.String) else None


def name(value: Raw) -> str:
    """Return a name or an operator as text; old files write them in other encodings than UTF-8."""
    try:
        return str(value)
    except UnicodeDecodeError:
        return str(value.unparse().decode("latin-1"))


def number(value: Raw, otherwise: float) -> float:
    """Return a number; ``otherwise`` for anything else."""
    try:
        return float(value)
    except (TypeError, ValueError):
        return otherwise
