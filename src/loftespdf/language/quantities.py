"""The numbers that a Swedish text says, in digits or in words."""

import re
from decimal import Decimal

_DIGITS = re.compile(r"(?<![\w-])\d{1,3}(?: \d{3})+(?!\d)|(?<![\w-])\d+(?:,\d+)?(?![\w-])")
_YEAR = re.compile(r"(?:19|20)\d\d")
#: One is also an article: it says no number.
_WORDS = {
    word: number
    for number, word in enumerate(
        (
            *("två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv"),
            *("tretton", "fjorton", "femton", "sexton", "sjutton", "arton", "nitton", "tjugo"),
        ),
        start=2,
    )
}


def numbers_in(text: str) -> set[Decimal]:
    """Return the numbers a text says, in digits or as a word from two to twenty; no years."""
    flat = text.replace("\N{NO-BREAK SPACE}", " ").casefold()
    digits = (re.sub(" ", "", each).replace(",", ".") for each in _DIGITS.findall(flat))
    words = {Decimal(_WORDS[word]) for word in re.findall(r"\w+", flat) if word in _WORDS}
    return words | {Decimal(each) for each in digits if not _YEAR.fullmatch(each)}
