"""Signs of another program's markup, which would be printed as they stand: told, not removed."""

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
