"""Bytes become text: UTF-8, or a refusal that guesses what the file was saved as."""

import re
from collections.abc import Callable, Mapping

from loftespdf.model.problem import Place, Problem, say

#: What a file from a Swedish office may be saved as, and what people call it.
_NAMES: Mapping[str, str] = {
    "cp1252": "Windows-1252 (”ANSI”)",
    "latin_1": "Latin-1 (ISO 8859-1)",
    "mac_roman": "Mac OS Roman",
    "cp850": "DOS (teckentabell 850)",
    "utf_16": "UTF-16 (”Unicode”)",
}
#: What WordPad and Word save as RTF, whose beginning could even be YAML.
_RTF = b"{\\rtf"
_UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_SAMPLE = 20_000
_FIRST_FOREIGN_BYTE = 0x80
#: What YAML 1.1 forbids (§ 5.1), the byte order mark inside the text and the signs that turn the
#: direction of writing (UAX 9): with them a page shows other words than its file holds. Spelled as
#: what is allowed, the same takes ten times as long to compile.
_UNWANTED = re.compile(
    "[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe"
    "\uffff]"
)


def decode(content: bytes, file: str) -> str | Problem:
    """Return the text of a UTF-8 file, a byte order mark taken off, or why it is none."""
    if content.startswith(_RTF):
        return _no_text(Place(file, 1, 1))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        start = error.start + (3 if content.startswith(b"\xef\xbb\xbf") else 0)
        return _not_utf_8(content, _place(content, start, file))
    if match := _UNWANTED.search(text):
        before = text[: match.start()]
        column = match.start() - before.rfind("\n")
        return _unwanted(match[0], Place(file, before.count("\n") + 1, column))
    return text


def cleaned(text: str, place: Place) -> tuple[str, Problem | None]:
    r"""Return a text without what never stands in one, and the problem with the first such sign.

    For texts whose signs were written as escapes (``"\e"``), which no look at the file finds.
    """
    match = _UNWANTED.search(text)
    if match is None:
        return text, None
    return _UNWANTED.sub("\N{REPLACEMENT CHARACTER}", text), _unwanted(match[0], place)


def _place(content: bytes, offset: int, file: str) -> Place:
    """Line and column of a byte, every byte before it on its line counted as one character."""
    before = content[:offset]
    return Place(file, before.count(b"\n") + 1, offset - before.rfind(b"\n"))


def _not_utf_8(content: bytes, place: Place) -> Problem:
    guess = _guess(content)
    if guess is None:
        return _no_text(place)
    return Problem(
        "wrong-encoding",
        say("filen är inte sparad som UTF-8 utan troligen som {guess}", guess=_NAMES[guess]),
        place,
        instead=say(
            "i Anteckningar: Spara som, och välj UTF-8 längst ned; i VS Code: klicka på kodningens "
            "namn längst ned till höger och välj först Reopen with Encoding och {guess}, se efter "
            "att å, ä och ö ser rätt ut, och välj sedan Save with Encoding och UTF-8",
            guess=_NAMES[guess],
        ),
    )


def _no_text(place: Place) -> Problem:
    return Problem(
        "wrong-encoding",
        say("det här är ingen textfil sparad som UTF-8"),
        place,
        instead=say(
            "kontrollera att det är rätt fil: ett Word-dokument eller en PDF går inte att läsa "
            "här, texten ska stå i en vanlig textfil"
        ),
    )


def _guess(content: bytes) -> str | None:
    """Return the likeliest of the plausible encodings, or None when none fits."""
    if content.startswith(_UTF_16_MARKS):
        return "utf_16"
    if b"\0" in content:
        return None
    from charset_normalizer import from_bytes  # noqa: PLC0415 - only a wrong file pays for it

    names = [name for name in _NAMES if name != "utf_16"]
    sane = (match.encoding for match in from_bytes(content[:_SAMPLE], cp_isolation=names))
    # In a few words of Swedish its candidates come out equal; the letters å, ä and ö tell.
    return max((name for name in sane if name in _NAMES), key=_swedish(content), default=None)


def _swedish(content: bytes) -> Callable[[str], int]:
    """Return a count of the letters and marks of Swedish that an encoding makes of the bytes."""
    foreign = bytes(byte for byte in content[:_SAMPLE] if byte >= _FIRST_FOREIGN_BYTE)
    return lambda name: sum(
        letter in "åäöÅÄÖéÉ–”’…§·•\xa0" for letter in foreign.decode(name, "replace")
    )


def _unwanted(sign: str, place: Place) -> Problem:
    return Problem(
        "control-character",
        say(
            "här står ett osynligt tecken (U+{code}) som inte hör hemma i en text",
            code=f"{ord(sign):04X}",
        ),
        place,
        instead=say("ta bort tecknet; det har oftast följt med när text klistrats in"),
    )
