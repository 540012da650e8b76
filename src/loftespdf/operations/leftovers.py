"""What pasting leaves in a text: another program's markup, and letters that went wrong on the way.

Both are told, not removed. Markup is printed as it stands, which may be meant; of broken letters
there is no such doubt.
"""

import re
from collections.abc import Iterable, Iterator

from loftespdf.model.composed import Leaf
from loftespdf.model.document import path_words
from loftespdf.model.problem import Problem, Severity, say

#: Markdown that is none of ours, or is never ended; HTML; what a template would fill in.
_MARKUP = re.compile(
    r"\*\*|\]\(|^#{1,6} |\|\s*:?-{3,}|</?[a-z][a-z0-9]*(?:\s[^<>]*)?/?>|&(?:[a-z]{2,6}|#\d+);"
    r"|\{\{|\}\}",
    re.IGNORECASE | re.MULTILINE,
)
#: How UTF-8 begins when it is read as Windows-1252: å, ä, ö, é; a dash or a quote; a hard space.
_MISREAD = re.compile("Ã.|â€.|Â.")


def stray_markup(leaves: Iterable[Leaf]) -> Iterator[Problem]:
    """Yield a warning for each text, as it would be printed, that holds such signs."""
    for leaf in leaves:
        if found := _MARKUP.search(leaf.text):
            yield Problem(
                "stray-markup",
                say("tecknen ”{signs}” trycks som de står", signs=found[0].strip()),
                leaf.place,
                path_words(leaf.path),
                say(
                    "skriv *kursiv*, **fet** eller en lista med - först på raden; ta bort annat,"
                    " som oftast följt med från en webbsida eller ett annat program"
                ),
                Severity.WARNING,
            )


def misread_letters(leaves: Iterable[Leaf]) -> Iterator[Problem]:
    """Yield an error for each text whose letters were read in another encoding than their own."""
    for leaf in leaves:
        for found in _MISREAD.finditer(leaf.text):
            if meant := _meant(found[0]):
                yield Problem(
                    "misread-letters",
                    say("här står ”{signs}”, som har varit {meant}", signs=found[0], meant=meant),
                    leaf.place,
                    path_words(leaf.path),
                    say(
                        "sök i filen efter sådana tecken och skriv å, ä, ö och – på nytt, eller"
                        " klistra in texten igen"
                    ),
                )
                break  # where one went wrong, all did


def _meant(signs: str) -> str:
    try:
        return signs.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return ""
