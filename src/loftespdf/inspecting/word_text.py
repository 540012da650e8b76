"""A Word file's text against the page's: the proof, and what a colleague has changed since."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from xml.etree.ElementTree import Element

from msgspec import Struct

from loftespdf.inspecting.text import prove_text
from loftespdf.inspecting.word_reading import BULLET, WordControl, WordReading
from loftespdf.language.folding import tight
from loftespdf.model.composed import Composed
from loftespdf.model.problem import Place, Problem, say

_TEXTLESS = frozenset({"head", "title", "style"})
_INLINE = frozenset({"span", "strong", "em", "a"})
_NO_BREAK = "\N{NO-BREAK SPACE}"
#: Stands for a no-break space where white space is dropped: a character no text of ours has.
_KEPT = "\N{OBJECT REPLACEMENT CHARACTER}"


class Change(Struct, frozen=True):
    """Sentences that differ; one side is "" where some were put in or taken away."""

    was: str
    now: str
    place: Place


class Changes(Struct, frozen=True):
    """What has happened to a file since it was made: filled blanks are meant to be, changes not."""

    filled: tuple[WordControl, ...]
    changed: tuple[Change, ...]


def prove_word(composed: Composed, reading: WordReading, file: str) -> tuple[Problem, ...]:
    """Return the first difference between page and file: in their lists, words or fixed spaces."""
    items = list(list_items(composed.tree))
    labels = [each.label for each in reading.paragraphs if each.label]
    wanted = [label for label, _ in items]
    if labels != wanted:
        return (_of_lists(wanted, labels, Place(file)),)
    said = "".join(_spoken(reading, items))
    return prove_text(composed, said, file) or tuple(_spaces(composed, said, Place(file)))


def list_items(element: Element) -> Iterator[tuple[str, bool]]:
    """Yield each item's label, and whether the page holds it as text (a promise's number does)."""
    number = int(element.get("start", "1"))
    for child in element:
        if element.tag in ("ul", "ol") and child.tag == "li":
            own = next(iter(child), None)
            if own is not None and "number" in own.get("class", "").split():
                yield "".join(own.itertext()).strip(), True
            else:
                yield (BULLET if element.tag == "ul" else str(number)), False
            number += 1
        yield from list_items(child)


def _of_lists(wanted: list[str], found: list[str], place: Place) -> Problem:
    pairs = enumerate(zip_longest(wanted, found, fillvalue="–"), start=1)
    at, (one, other) = next((at, pair) for at, pair in pairs if pair[0] != pair[1])
    return Problem(
        "list-numbers",
        say("listpunkt {at} i filen har {found} framför sig, men ska ha {wanted}",
            at=at, found=other, wanted=one),
        place,
    )  # fmt: skip


def _spoken(reading: WordReading, items: list[tuple[str, bool]]) -> Iterator[str]:
    """Yield the file's text, with the numbers that the page holds as text."""
    left = iter(items)
    for paragraph in reading.paragraphs:
        if paragraph.label and next(left)[1]:
            yield paragraph.label
        yield f"{paragraph.text}\n"


def _spaces(composed: Composed, said: str, place: Place) -> Iterator[Problem]:
    body = composed.tree.find("body")
    page = "".join(_texts(composed.tree if body is None else body))
    if tight(page.replace(_NO_BREAK, _KEPT)) != tight(said.replace(_NO_BREAK, _KEPT)):
        yield Problem(
            "no-break-lost", say("fasta mellanslag har kommit bort eller till i filen"), place
        )


def _texts(element: Element) -> Iterator[str]:
    if element.tag not in _TEXTLESS:
        yield from element.itertext()


def changed_text(reading: WordReading, composed: Composed, file: str = "DOCX") -> Changes:
    """Return what was filled into the file's blanks, and which of its text was changed.

    Args:
        reading: the file as it is now, from ``word_opening.read_word``.
        composed: the page it was once made from.
        file: its name, for what has no line in the YAML file.

    Returns:
        Filled controls, and changes sentence by sentence in the file's order, each with the YAML
        line of the text it was.
    """
    was = [text for text in page_paragraphs(composed.tree) if tight(text)]
    now = [each.text for each in reading.paragraphs if tight(each.text)]
    changed = tuple(
        Change(one, other, _place(composed, one, file))
        for paragraph, changed_paragraph in _differing(was, now)
        for one, other in _sentences_differing(paragraph, changed_paragraph)
    )
    return Changes(tuple(_filled(reading, composed)), changed)


def _filled(reading: WordReading, composed: Composed) -> Iterator[WordControl]:
    """Yield the blanks with an answer in them; some programs turn the hint into plain text."""
    blanks = [each for each in composed.tree.iter("span") if each.get("data-control")]
    hints = {(each.get("data-title"), each.get("data-hint")) for each in blanks}
    return (each for each in reading.controls if each.text and (each.title, each.text) not in hints)


def _differing(was: Sequence[str], now: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the texts that differ but for white space, side by side; "" where one has none."""
    from difflib import SequenceMatcher  # noqa: PLC0415 - only for a file that was changed

    matcher = SequenceMatcher(
        None, [tight(t) for t in was], [tight(t) for t in now], autojunk=False
    )
    for what, start, end, first, last in matcher.get_opcodes():
        if what != "equal":
            yield from zip_longest(was[start:end], now[first:last], fillvalue="")


def _sentences_differing(was: str, now: str) -> Iterator[tuple[str, str]]:
    """Narrow a changed paragraph to its changed sentences; a new or lost one stays whole."""
    if was and now:
        from loftespdf.language.sentences import sentences  # noqa: PLC0415 - as above

        yield from _differing(sentences(was), sentences(now))
    else:
        yield was, now


def _place(composed: Composed, text: str, file: str) -> Place:
    wanted = tight(text)
    leaves = composed.leaves if wanted else ()
    found = (leaf.place for leaf in leaves if (own := tight(leaf.text)) in wanted or wanted in own)
    return next(found, Place(file))


def page_paragraphs(tree: Element) -> list[str]:
    """Return the page's text as Word parts it, block by block, without the promises' numbers."""
    parts = [""]
    _collect(tree, parts)
    return [" ".join(part.split(" ")).strip() for part in parts]


def _collect(element: Element, parts: list[str]) -> None:
    classes = element.get("class", "").split()
    if element.tag in _TEXTLESS or "number" in classes:
        return
    if element.tag not in _INLINE:
        parts.append("")
    parts[-1] += element.text or ""
    for child in element:
        _collect(child, parts)
        parts[-1] += child.tail or ""
    if element.tag not in _INLINE:
        parts.append("")
