"""Fields to fill in: whether each can be found, heard and written in, whoever opens the file."""

from collections import Counter
from collections.abc import Iterator

from loftespdf.inspecting.reading import PdfReading
from loftespdf.inspecting.verdict import Expectation
from loftespdf.model.problem import Place, Problem, say
from loftespdf.model.product import FILLABLE


def fields(reading: PdfReading, expected: Expectation | None, place: Place) -> Iterator[Problem]:
    """Every field has a name of its own, words and a look, and they are those of the page."""
    form = reading.form
    names = Counter(each.name for each in form.fields)
    for number, field in enumerate(form.fields, start=1):
        if not field.name:
            yield Problem("field-without-name", say("fält {number} saknar namn", number=number),
                          place)  # fmt: skip
        elif names[field.name] > 1:
            yield Problem("field-name-twice",
                          say("flera fält heter ”{name}”", name=field.name), place)  # fmt: skip
        if not field.title.strip():
            yield Problem(
                "field-without-title",
                say("fält {number} saknar ord för den som inte ser det", number=number), place,
                instead=say("ange fältets beskrivning (/TU)"),
            )  # fmt: skip
        if not field.drawn:
            what = say("fält {number} har inget utseende", number=number)
            yield Problem("field-not-drawn", what, place)
    if not form.draws_itself:
        yield Problem("viewer-draws-fields",
                      say("filen ber läsaren att rita fälten, vilket PDF/A förbjuder"),
                      place)  # fmt: skip
    yield from _fonts(reading, place)
    yield from _wanted(reading, expected, place)


def _fonts(reading: PdfReading, place: Place) -> Iterator[Problem]:
    for font in reading.form.fonts:
        if not (font.embedded and font.whole):
            yield Problem(
                "field-font-not-whole",
                say("fältens typsnitt {name} ligger inte helt i filen", name=font.name), place,
            )  # fmt: skip


def _wanted(reading: PdfReading, expected: Expectation | None, place: Place) -> Iterator[Problem]:
    """The blanks of a page are fields in its fillable edition, and in no other."""
    if expected is None:
        return
    page = expected.composed
    fillable = page.edition == FILLABLE
    blanks = [e.get("data-title") for e in page.tree.iter("span") if e.get("data-control")]
    found = [field.title for field in reading.form.fields if not field.signature]
    tagged = sum(1 for node in reading.walk() if node.role == "Form")
    if found != (blanks if fillable else []) or (fillable and tagged < len(blanks)):
        yield Problem("fields-differ",
                      say("fälten att fylla i är inte de som dokumentet har"), place)  # fmt: skip
