"""Which of several words a word is most like."""

from collections.abc import Iterable


def likest(word: str, words: Iterable[str], cutoff: float = 0.6) -> str | None:
    """Return the word that ``word`` is likest, or None where none is like it.

    ``cutoff`` is how alike they must be, 0 to 1 (difflib's ratio).
    """
    from difflib import get_close_matches  # noqa: PLC0415 - only where something is misspelt

    return next(iter(get_close_matches(word, tuple(words), n=1, cutoff=cutoff)), None)
