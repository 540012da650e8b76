"""The proof across outputs: every file of a pledge carries the author's text in the same order.

The files are compared through what they have in common, the pledge itself: each must hold every
text that its layout does not openly leave out, in the author's order. Two files that do, carry the
same sequence. It asks neither a template nor what a template calls content, so it sees what the two
text proofs would miss if a page were marked wrongly, and it holds for a file that is made alone.
"""

from collections.abc import Sequence

from loftespdf.language.folding import fold
from loftespdf.model.composed import Leaf
from loftespdf.model.problem import Place, Problem, say

_SHOWN = 80


def prove_sequence(leaves: Sequence[Leaf], said: str, place: Place) -> tuple[Problem, ...]:
    """Return the first text that a file lacks, or has before one that precedes it.

    Args:
        leaves: the author's texts that the layout prints, in the author's order.
        said: all that the finished file says, in reading order.
        place: the file.
    """
    text, at = fold(said), 0
    for leaf in leaves:
        wanted = fold(leaf.text)
        stands = text.find(wanted, at)
        if stands < 0:
            return (_problem(leaf, place, is_earlier=wanted in text),)
        at = stands + len(wanted)
    return ()


def _problem(leaf: Leaf, place: Place, *, is_earlier: bool) -> Problem:
    words = " ".join(leaf.text.split())
    text = words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"
    what = (
        say("texten ”{text}” står tidigare i filen än i YAML-filen", text=text)
        if is_earlier
        else say("texten ”{text}” saknas i filen, där den ska stå", text=text)
    )
    return Problem(
        "sequence",
        what,
        leaf.place,
        path=place.file,
        instead=say("rätta layoutens mall, eller säg i layout.yaml vad den utelämnar"),
    )
