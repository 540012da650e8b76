"""The two text proofs: nothing of the author's is lost, added or changed on the way to the file.

(a) ``prove_content``: the author's leaves stand in the composed page, once each and in order.
(b) ``prove_text``: the finished file, a PDF by its structure tree, says what the page says.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate
from xml.etree.ElementTree import Element

from msgspec import Struct

from loftespdf.inspecting.differing import Text, first_difference, same_length
from loftespdf.inspecting.reading import PdfReading, StructureNode
from loftespdf.language.folding import fold, replaced, tight
from loftespdf.model.composed import Composed, Leaf, TextKind
from loftespdf.model.problem import Place, Problem, say

#: What the engine itself puts before a list item: • ◦ ▪ – or "1.".
_ENGINE_LABEL = re.compile(r"\s*(?:[•◦▪‣–]|\d+\.)\s*")
_HYPHENS = (("\N{HYPHEN}", "-"), ("\N{NON-BREAKING HYPHEN}", "-"))
_SHOWN = 80
_CHANGE = 20
_KINDS = {kind.value: kind for kind in TextKind}
_TEXTLESS = frozenset({"head", "title", "style"})

#: A run of text, the element it stands in, and its kind.
Run = tuple[str, Element, TextKind]


def _runs(page: Element) -> list[Run]:
    found: list[Run] = []
    _gather(page, TextKind.CONTENT, found)
    return found


def _gather(element: Element, kind: TextKind, found: list[Run]) -> None:
    if element.tag in _TEXTLESS:
        return
    if own := element.get("data-text"):
        kind = _KINDS[own]
    if element.text:
        found.append((element.text, element, kind))
    for child in element:
        _gather(child, kind, found)
        if child.tail:
            found.append((child.tail, element, kind))


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


# (a) leaves → page


def prove_content(composed: Composed) -> tuple[Problem, ...]:
    """Return what is wrong with the page's content, at most one problem, and its repetitions."""
    runs = [run for run in _runs(composed.tree) if run[2] is TextKind.CONTENT]
    found = fold("".join(text for text, _, _ in runs))
    wanted = fold("".join(leaf.text for leaf in composed.leaves))
    if found == wanted:
        return tuple(_repetitions(composed))
    leaves = [fold(leaf.text) for leaf in composed.leaves]
    return (_Content(composed, runs, found, leaves).problem(), *_repetitions(composed))


class _Content(Struct, frozen=True):
    """Content that is not the leaves one after another: finds the first that is amiss."""

    composed: Composed
    runs: list[Run]
    found: str
    leaves: list[str]

    def problem(self) -> Problem:
        at = 0
        for index, text in enumerate(self.leaves):
            if not self.found.startswith(text, at):
                return self._doubled(at, index) or self._at(index, at)
            at += len(text)
        return self._doubled(at, len(self.leaves)) or self._extra(at, len(self.found))

    def _at(self, index: int, at: int) -> Problem:
        """Name what is the matter where leaf ``index`` should begin."""
        leaf, text = self.composed.leaves[index], self.leaves[index]
        other = any(each and self.found.startswith(each, at) for each in self.leaves[index + 1 :])
        stands = self.found.find(text)
        if stands >= 0 and (other or stands < at):
            return _of_leaf("content-out-of-order", leaf)
        if stands >= 0:
            return self._extra(at, stands)
        if other or at >= len(self.found):
            return _of_leaf("content-missing", leaf)
        return _changed(leaf, text, self.found[at:])

    def _doubled(self, at: int, before: int) -> Problem | None:
        """Tell whether a leaf that already stood stands here again."""
        for index in reversed(range(before)):
            if self.leaves[index] and self.found.startswith(self.leaves[index], at):
                return _of_leaf("content-doubled", self.composed.leaves[index])
        return None

    def _extra(self, at: int, end: int) -> Problem:
        """Text that no leaf holds: as the template has it, with the template's place."""
        ends = list(accumulate(len(fold(run)) for run, _, _ in self.runs))
        run, element, _ = self.runs[min(bisect_right(ends, at), len(self.runs) - 1)]
        whole = fold(run) == self.found[at : at + len(fold(run))]
        return Problem(
            "content-extra",
            say("”{text}” står som innehåll i dokumentet men inte i YAML-filen",
                text=_short(run if whole else self.found[at:end])),
            self.composed.origins.get(id(element), Place("templates")),
            instead=say('märk layoutens egna ord med data-text="apparat"'),
        )  # fmt: skip


def _of_leaf(kind: str, leaf: Leaf) -> Problem:
    text = _short(leaf.text)
    what = {
        "content-missing": say("texten ”{text}” saknas i dokumentet", text=text),
        "content-out-of-order": say("texten ”{text}” står på fel plats i dokumentet", text=text),
        "content-doubled": say("texten ”{text}” står två gånger i dokumentet", text=text),
    }
    return Problem(
        kind, what[kind], leaf.place,
        instead=say("rätta layoutens mall: varje text ur YAML-filen står där en gång, i ordning"),
    )  # fmt: skip


def _changed(leaf: Leaf, wanted: str, found: str) -> Problem:
    same = same_length(wanted, found)
    return Problem(
        "content-changed",
        say("texten ”{text}” är ändrad i dokumentet: där står ”{found}” i stället för ”{wanted}”",
            text=_short(leaf.text), found=found[same : same + _CHANGE],
            wanted=wanted[same : same + _CHANGE]),
        leaf.place,
    )  # fmt: skip


def _repetitions(composed: Composed) -> Iterator[Problem]:
    """Every repetition says what some text of the author's says."""
    known = {fold(text) for text in composed.repeatable}
    for element in _outermost_repetitions(composed.tree):
        text = "".join(element.itertext())
        if (folded := fold(text)) and folded not in known:
            yield Problem(
                "unknown-repetition",
                say("”{text}” står som upprepning men är ingen text ur YAML-filen",
                    text=_short(text)),
                composed.origins.get(id(element), Place("templates")),
            )  # fmt: skip


def _outermost_repetitions(element: Element) -> Iterator[Element]:
    if element.get("data-text") == TextKind.REPETITION:
        yield element
        return
    for child in element:
        yield from _outermost_repetitions(child)


# (b) page → file


def said_in(reading: PdfReading) -> str:
    """Return all that a PDF's structure tree says, in reading order."""
    return "".join(text for node in reading.tree for text in _spoken(node))


def prove_text(composed: Composed, said: str, file: str) -> tuple[Problem, ...]:
    """Return the first difference between the page's text and what a file says, or nothing.

    All kinds of text are compared, character by character but for white space and soft hyphens.
    Real hyphens count, but not which of Unicode's three they are: fonts have one glyph for them.
    """
    runs = _runs(composed.tree)
    wanted = replaced("".join(text for text, _, _ in runs), _HYPHENS)
    found = replaced(said, _HYPHENS)
    if tight(wanted) == tight(found):
        return ()
    return (_file_problem(composed, runs, wanted, found, file),)


def _spoken(node: StructureNode) -> Iterator[str]:
    """Yield the text of a node in order, without the labels that the engine made."""
    if node.role == "Lbl" and _ENGINE_LABEL.fullmatch(node.text):
        return
    for kid in node.kids:
        if isinstance(kid, str):
            yield kid
        else:
            yield from _spoken(kid)


def _file_problem(
    composed: Composed, runs: list[Run], wanted: str, found: str, file: str
) -> Problem:
    page, said = Text(wanted), Text(found)
    difference = first_difference(page, said)
    place = _place(composed, runs, difference.at, Place(file))
    before = _short(page.before(difference.at, 40))
    missing, extra = _short(difference.missing), _short(difference.extra)
    if not difference.extra:
        kind, what = (
            "text-missing",
            say(
                "filen saknar texten ”{missing}” (efter ”{before}”)", missing=missing, before=before
            ),
        )
    elif not difference.missing:
        kind, what = (
            "text-extra",
            say(
                "filen har texten ”{extra}” för mycket (efter ”{before}”)",
                extra=extra,
                before=before,
            ),
        )
    else:
        kind, what = "text-changed", say(
            "filen säger ”{extra}” i stället för ”{missing}” (efter ”{before}”)",
            extra=extra, missing=missing, before=before,
        )  # fmt: skip
    return Problem(kind, what, place, path=file)


def _place(composed: Composed, runs: list[Run], at: int, otherwise: Place) -> Place:
    """The line of the YAML file, or of the template, that holds character ``at`` of the page."""
    ends = list(accumulate(len(tight(text)) for text, _, _ in runs))
    index = bisect_right(ends, at)
    if index >= len(runs):
        return otherwise
    _, element, kind = runs[index]
    if kind is not TextKind.CONTENT:
        return composed.origins.get(id(element), otherwise)
    content = sum(
        min(end, at) - start
        for start, end, (_, _, each) in zip([0, *ends], ends[: index + 1], runs, strict=False)
        if each is TextKind.CONTENT
    )
    leaf_ends = list(accumulate(len(tight(leaf.text)) for leaf in composed.leaves))
    leaf = bisect_right(leaf_ends, content)
    return composed.leaves[leaf].place if leaf < len(leaf_ends) else otherwise
