"""How often something is done, read from an author's words: ``tertialvis``, ``två gånger per år``.

Only phrases that can mean one thing are read. What is not understood is None, and told as unknown.
"""

import re

#: A follow-up once, when the period is over.
AT_THE_END = 0

_MONTHS = {"månad": 1, "kvartal": 3, "tertial": 4, "halvår": 6, "termin": 6, "år": 12}
_ADVERBS = {
    "månadsvis": 1, "månatligen": 1, "månatlig": 1, "kvartalsvis": 3, "tertialvis": 4,
    "tertialsvis": 4, "halvårsvis": 6, "halvårligen": 6, "terminsvis": 6, "årsvis": 12,
    "årligen": 12, "årlig": 12, "årligt": 12,
}  # fmt: skip
_EVERY = {
    "varje": 1, "var": 1, "vart": 1, "varannan": 2, "vartannat": 2, "var tredje": 3,
    "vart tredje": 3, "var fjärde": 4, "vart fjärde": 4, "var sjätte": 6,
}  # fmt: skip
_COUNTS = {"en": 1, "ett": 1, "två": 2, "tre": 3, "fyra": 4, "sex": 6, "tolv": 12}
_TIMES = "gång|gånger|ggr|tillfälle|tillfällen|uppföljning|uppföljningar"

_UNIT = r"(?P<unit>månad|kvartal|tertial|halvår|termin|år)(?:en|et)?"
_OFTEN = re.compile(rf"\b(?P<count>\w+) (?:{_TIMES})\b(?: (?:per|varje|i|om) {_UNIT}\b)?")
_EACH = re.compile(
    rf"\b(?P<every>{'|'.join(sorted(_EVERY, key=len, reverse=True))}) {_UNIT}\b"
    rf"|\b(?P<adverb>{'|'.join(_ADVERBS)})\b"
)
_END = re.compile(r"\bperioden(?:s| är)? slut\b|\bslutet av perioden\b|\bår(?:ets) slut\b")
_NOT = re.compile(r"\b(?:inte|ej|aldrig)\b")


def months_between(words: str) -> int | None:
    """Return the months from one follow-up to the next, ``AT_THE_END``, or None.

    Where the words name several rhythms the shortest counts. ``flera gånger per år`` has no number
    and is None, and so is anything with a negation in it.
    """
    text = " ".join(words.casefold().split())
    if _NOT.search(text):
        return None
    if often := _OFTEN.search(text):
        return _divided(often["count"], often["unit"])
    if found := [_each(match) for match in _EACH.finditer(text)]:
        return min(found)
    return AT_THE_END if _END.search(text) else None


def _divided(count: str, unit: str | None) -> int | None:
    """Two times a year is every sixth month; five times is no whole number of months."""
    times = _COUNTS.get(count) or (int(count) if count.isdecimal() else 0)
    if not times or unit is None or _MONTHS[unit] % times:
        return None
    return _MONTHS[unit] // times


def _each(match: re.Match[str]) -> int:
    if match["adverb"]:
        return _ADVERBS[match["adverb"]]
    return _EVERY[match["every"]] * _MONTHS[match["unit"]]
