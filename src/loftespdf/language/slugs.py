"""Short names from Swedish text: for files, folders and ids. Only a–z, 0–9 and hyphen."""

import re
import unicodedata
from collections.abc import Container
from hashlib import sha256

_SPELLED = str.maketrans(
    {"æ": "a", "ø": "o", "œ": "o", "ß": "ss", "ð": "d", "þ": "th", "đ": "d", "ł": "l"}
)
_OTHERS = re.compile(r"[^a-z0-9]+")

#: Words that begin or fill a promise without saying which promise it is.
_EMPTY_WORDS = """
alla allt andra att av bidra blir bland både ca cirka dag de dem den denna dess dessa det detta
dig dog du där egen egna eller en ett exempelvis fler flera fortsätta från för gemensamt genom
genomföra ha han har hos hur i in inför inom inte kan kl kommer kommun kommunen kommunens lova
lovar löfte man med mellan mer mest minst högst mot ni nya när nämnda och olika om området
områden ovan per personal polis polisen polisens på samt samverkan ska skall skapa sina sin sitt
som särskilt så tillsammans till under upp ur ut utföra varje verka vi vid vår våra vårt åtar
än är även öka ökad ökade
"""
_WORDS_IN_A_NAME = 3
_LONGEST = 40
_DIGITS = 8


def slug(text: str) -> str:
    """Return ``text`` in a–z, 0–9 and hyphens: å→a, ä→a, ö→o, é→e; may be empty."""
    bare = unicodedata.normalize("NFKD", text.casefold().translate(_SPELLED))
    letters = "".join(letter for letter in bare if not unicodedata.combining(letter))
    return _OTHERS.sub("-", letters).strip("-")


def shortened(name: str, longest: int, origin: str = "") -> str:
    """Return a slug of at most ``longest`` characters, which are as many bytes.

    A longer one is cut, and told from others that begin alike by a digest of ``origin``, or itself.
    """
    if len(name) <= longest:
        return name
    return told_apart(name[: longest - _DIGITS - 1].rstrip("-"), origin or name)


def told_apart(name: str, origin: str) -> str:
    """Return a slug told from others that are the same by a digest of what it was made from."""
    return f"{name}-{sha256(origin.encode()).hexdigest()[:_DIGITS]}"


def promise_id(text: str, taken: Container[str]) -> str:
    """Return an id for a promise, from the first words that tell it apart, not in ``taken``.

    The id begins with a letter, as ids in the YAML must: ``fler-trafikkontroller``.
    """
    name = _telling_words(text) or "lofte"
    if name not in taken:
        return name
    number = 2
    while f"{name}-{number}" in taken:
        number += 1
    return f"{name}-{number}"


def _telling_words(text: str) -> str:
    words = re.findall(r"[^\W\d_][\w-]*", text)
    empty = frozenset(_EMPTY_WORDS.split())
    telling = [word for word in words if word.casefold() not in empty] or words
    name = ""
    for word in telling[:_WORDS_IN_A_NAME]:
        longer = "-".join(part for part in (name, slug(word)) if part)
        if name and len(longer) > _LONGEST:
            break
        name = longer[:_LONGEST].strip("-")
    # "null" alone would be read as nothing at all, and an id begins with a letter.
    return f"lofte-{name}" if name == "null" or name[:1].isdigit() else name
