"""How Swedish text is set: quotes, dashes, ranges and the spaces where no line may break.

Nothing here adds or removes a word; only quotes, dashes and white space change. Source: Språkrådet,
*Svenska skrivregler* (2017), the chapters on punctuation and figures.
"""

import re

NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
EN_DASH = "\N{EN DASH}"
DOUBLE_QUOTE = "\N{RIGHT DOUBLE QUOTATION MARK}"
SINGLE_QUOTE = "\N{RIGHT SINGLE QUOTATION MARK}"

#: Signs without ink or width that come along when text is pasted; some would split a word for a
#: screen reader or a search. No-break spaces and soft hyphens are an author's own and stay.
INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"

MONTHS = "januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december"
_UNITS = (
    "procent|procentenheter|kronor|kr|tkr|mkr|mm|cm|m|km|km/h|kg|ton|liter|"
    "sekunder|minuter|minut|timmar|timme|dygn|dagar|dag|veckor|vecka|månader|månad|år|"
    "gånger|gång|insatser|kontroller|trafikkontroller|narkotikainsatser|besök|träffar|möten|"
    "personer|invånare|poliser"
)

#: Sign → what is set for it.
_SIGNS = {
    '"': DOUBLE_QUOTE, "“": DOUBLE_QUOTE, "„": DOUBLE_QUOTE,
    "'": SINGLE_QUOTE, "‘": SINGLE_QUOTE, "‚": SINGLE_QUOTE,
    "\N{MICRO SIGN}": "\N{GREEK SMALL LETTER MU}",  # two codes for one sign, one glyph
    **dict.fromkeys(INVISIBLE, ""), **dict.fromkeys("\u0085\u2028\u2029", " "),
}  # fmt: skip
_SIGN = re.compile(f"[{''.join(_SIGNS)}]")
_SPACED_HYPHEN = re.compile(r" (?<=\S )[-–] (?=\S)")
_RANGE = re.compile(r"(?<![\w-])(?P<first>[1-9]\d*)(?P<dash>-)(?P<last>[1-9]\d*)(?![\w-]|[  ]\d)")
_PERCENT = re.compile(r"(?<=\d)[  ]?%")
_DIGIT = re.compile(r"\d")


def _spaces(*places: tuple[str, str]) -> re.Pattern[str]:
    """Return the pattern of a space with one of these before and after it.

    It begins with the space itself, so that only spaces are looked at, not every letter.
    """
    return re.compile(f" (?:{'|'.join(f'(?<={before} )(?={after})' for before, after in places)})")


_TIED_NUMBERS = _spaces(
    (r"\d", rf"(?:{_UNITS})\b"),  # 8 insatser
    (r"\b\d", rf"(?:{MONTHS})\b"), (r"\b\d\d", rf"(?:{MONTHS})\b"),  # 11 maj
    (r"\d", r"\d{3}(?!\d)"),  # 1 000
    (r"\b[Kk]l\.", r"\d"), (r"\b[Kk]l", r"\d"),  # kl. 9
    (r"\b[Ss]\.", r"\d"),  # s. 3
    (r"§", r"\d"), (r"\d", r"kap\."),  # § 11
)  # fmt: skip
_TIED_WORDS = _spaces(
    (r"\b[Tt]f", r"\w"), (r"\b[Bb]itr\.", r"\w"),  # tf lokalpolisområdeschef
    (r"\b[A-ZÅÄÖ]\.", r"[A-ZÅÄÖ]"),  # A. Andersson
    (r"\b[Dd]nr", r"\S"),  # dnr KS 2020/12
)  # fmt: skip
_PHONE = re.compile(r"\b(?:0\d{1,3}-\d[\d ]{4,}\d|114 14|11 414)\b")


def set_type(text: str) -> str:
    """Set one run of plain text: quotes, dashes, ranges and no-break spaces."""
    text = _SIGN.sub(lambda match: _SIGNS[match[0]], text)
    text = _SPACED_HYPHEN.sub(f"{NO_BREAK_SPACE}{EN_DASH} ", text)
    if _DIGIT.search(text):  # most runs have none, and need not be searched for each of these
        text = _set_numbers(text)
    return _TIED_WORDS.sub(NO_BREAK_SPACE, text)


def _set_numbers(text: str) -> str:
    text = _RANGE.sub(_range, text)
    text = _PERCENT.sub(f"{NO_BREAK_SPACE}%", text)
    text = _PHONE.sub(lambda match: match[0].replace(" ", NO_BREAK_SPACE), text)
    return _TIED_NUMBERS.sub(NO_BREAK_SPACE, text)


def _range(match: re.Match[str]) -> str:
    """A range rises; 555-010 in a case number or a score does not, and stays as it is."""
    rises = int(match["first"]) < int(match["last"])
    return f"{match['first']}{EN_DASH}{match['last']}" if rises else match[0]


def unbroken(text: str) -> str:
    """Tie every word of a name together, so that it never breaks at a space."""
    return set_type(text).replace(" ", NO_BREAK_SPACE)


def one_line(text: str) -> str:
    """Fold line breaks and runs of spaces into one space; the author's no-break spaces stay."""
    for blank in "\t\r\n":
        text = text.replace(blank, " ")
    return " ".join(filter(None, text.split(" ")))
