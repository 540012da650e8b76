"""What the user may have meant: near words, dates in other forms, numbers in words."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date

from loftespdf.language.likeness import likest
from loftespdf.model.problem import say

#: As messages, so that each is told in the user's language.
MONTH_WORDS = (
    say("januari"), say("februari"), say("mars"), say("april"), say("maj"), say("juni"),
    say("juli"), say("augusti"), say("september"), say("oktober"), say("november"),
    say("december"),
)  # fmt: skip
_MONTHS = tuple(map(str, MONTH_WORDS))
_NUMBERS = (
    *("noll", "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio"),
    *("elva", "tolv", "tretton", "fjorton", "femton", "sexton", "sjutton", "arton", "nitton"),
    *("tjugo", "tjugoett", "tjugotvå", "tjugotre", "tjugofyra", "tjugofem"),
)
_YEAR_FIRST = re.compile(r"(\d{4})[-/. ]?(\d{1,2})[-/. ]?(\d{1,2})")
_DAY_FIRST = re.compile(r"(?:den )?(\d{1,2})[-/. ]+(\d{1,2}|[a-zåäö]+)\.?[-/. ]+(\d{4})")
_CUTOFF = 0.6
_CUTOFF_FOR_NUMBERS = 0.75


def near(word: str, known: Iterable[str], cutoff: float = _CUTOFF) -> str | None:
    """Return the known word nearest to ``word``, or None when none is near.

    ``cutoff`` is how alike they must be, 0 to 1 (difflib's ratio).
    """
    folded = {unicodedata.normalize("NFC", one).casefold(): one for one in known}
    wanted = unicodedata.normalize("NFC", word).casefold().strip()
    found = likest(wanted, folded, cutoff)
    return folded[found] if found else None


def near_choice(text: str, choices: Iterable[str]) -> str | None:
    """Return the choice that ``text`` holds with words more, else the nearest, or None.

    The likest would be "ej uppfyllt" for "helt uppfyllt": a word more must not turn it round.
    """
    among = tuple(choices)
    wanted = set(text.casefold().split())
    within = [one for one in among if set(one.casefold().split()) <= wanted]
    return max(within, key=len) if within else near(text, among)


def guess_date(text: str) -> date | None:
    """Read a date in the forms people use: ``11 maj 2021``, ``2021/5/11``, ``20210511``."""
    text = text.strip().casefold()
    if match := _YEAR_FIRST.fullmatch(text):
        return _date(match[1], match[2], match[3])
    if match := _DAY_FIRST.fullmatch(text):
        return _date(match[3], match[2], match[1])
    return None


def _date(year: str, month: str, day: str) -> date | None:
    if not month.isdigit():
        if (name := near(month, _MONTHS)) is None:
            return None
        month = str(_MONTHS.index(name) + 1)
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def guess_number(text: str) -> str | None:
    """Return the digits of a number written as a Swedish word, also misspelt: ``åta`` is 8."""
    found = likest(text.strip().casefold(), _NUMBERS, _CUTOFF_FOR_NUMBERS)
    return str(_NUMBERS.index(found)) if found else None
