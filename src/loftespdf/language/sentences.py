"""Running text parted into sentences."""

import re

#: A sentence ends with a full stop or its like, before a space and a new beginning.
_END = re.compile(r"(?<=[.!?…])[”’)\]]*\s+(?=[”’(\[–-]*\s?[A-ZÅÄÖÉ0-9])")
#: Shortened words whose full stop ends nothing (Svenska skrivregler, "Förkortningar").
_SHORTENED = re.compile(
    r"(?:^|[\s(])(?:\w|bl\.\s?a|d\.\s?v\.\s?s|dvs|e\.\s?d|etc|ev|f\.\s?d|fr\.\s?o\.\s?m|jfr|kap|kl"
    r"|m\.\s?fl|m\.\s?m|max|min|mån|nr|o\.\s?d|osv|p\.\s?g\.\s?a|resp|s\.\s?k|st|t\.\s?ex|tfn"
    r"|t\.\s?o\.\s?m)\.$",
    re.IGNORECASE,
)


def sentences(text: str) -> tuple[str, ...]:
    """Return the sentences of ``text``, in order; joined with spaces they are the text again."""
    found, start = [], 0
    for end in _END.finditer(text):
        sentence = text[start : end.end()].strip()
        if not _SHORTENED.search(sentence):
            found.append(sentence)
            start = end.end()
    last = text[start:].strip()
    return (*found, last) if last else tuple(found)
