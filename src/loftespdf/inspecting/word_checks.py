"""What must be true of a Word file for every reader, seeing or not (EN 301 549, clause 10)."""

from collections.abc import Iterator

from loftespdf.inspecting.blocks import FILE_NAME
from loftespdf.inspecting.claims import (
    fingerprint_problems,
    level_problems,
    title_problems,
    wrong_language,
)
from loftespdf.inspecting.verdict import Expectation
from loftespdf.inspecting.word_reading import WordReading
from loftespdf.language.folding import fold, tight
from loftespdf.model.problem import Place, Problem, say

_SHOWN = 60
_PAGE_FIELDS = frozenset({"PAGE", "NUMPAGES"})
_LEVELS = {f"h{level}": level for level in range(1, 7)}


def language(reading: WordReading, expected: Expectation | None, place: Place) -> Iterator[Problem]:
    """The file says its language."""
    if not reading.language:
        yield Problem("no-language", say("filen säger inte vilket språk den är på"), place,
                      instead=say("välj språk i Word: Granska, Språk"))  # fmt: skip
    elif expected and reading.language.split("-")[0] != expected.composed.language.split("-")[0]:
        yield wrong_language(reading.language, expected.composed.language, place)


def properties(
    reading: WordReading, expected: Expectation | None, place: Place
) -> Iterator[Problem]:
    """The file's properties hold its title, its author and the fingerprint of its text."""
    yield from title_problems(reading.title, expected, place)
    if not reading.author.strip():
        yield Problem("no-author", say("dokumentet saknar författare i sina egenskaper"), place)
    yield from fingerprint_problems(reading.fingerprint, expected, place)


def headings(reading: WordReading, expected: Expectation | None, place: Place) -> Iterator[Problem]:
    """Headings are styled as such, as in the page, and skip no level on the way down."""
    found = [
        (each.level, each.text) for each in reading.paragraphs if each.level and tight(each.text)
    ]
    # the first heading may be "heading 1", which is level 2, where a file has no title
    yield from level_problems(found, expected, place, above=1)
    if not expected:
        return
    wanted = [
        (_LEVELS[each.tag], "".join(each.itertext()))
        for each in expected.composed.tree.iter()
        if each.tag in _LEVELS
    ]
    alike = {(level, fold(text)) for level, text in found}
    unlike = [text for level, text in wanted if (level, fold(text)) not in alike]
    if unlike:
        yield Problem(
            "heading-lost", say("”{text}” är ingen rubrik på rätt nivå i filen", text=unlike[0]),
            expected.place_of(unlike[0]),
        )  # fmt: skip


def tables(reading: WordReading, _: Expectation | None, place: Place) -> Iterator[Problem]:
    """Every table repeats its head on each page, has set columns and keeps its rows whole."""
    for table in reading.tables:
        start = " ".join(table.start.split())[:_SHOWN]
        if not table.repeats_head:
            yield Problem(
                "table-without-headers",
                say("tabellen som börjar ”{text}” har ingen rubrikrad", text=start), place,
                instead=say("markera raden och välj Upprepa rubrikrader i Word"),
            )  # fmt: skip
        if not table.keeps_rows:
            yield Problem("row-may-split",
                          say("tabellen som börjar ”{text}” har rader som kan delas mellan sidor",
                              text=start), place)  # fmt: skip
        if not table.fixed_columns:
            yield Problem("no-column-widths",
                          say("tabellen som börjar ”{text}” har inga kolumnbredder", text=start),
                          place)  # fmt: skip


def pictures(reading: WordReading, expected: Expectation | None, place: Place) -> Iterator[Problem]:
    """Every picture has words for the one who does not see it, and all the page's are there."""
    telling = [picture for picture in reading.pictures if not picture.decorative]
    for number, picture in enumerate(telling, start=1):
        if not picture.alt.strip():
            yield Problem(
                "no-alt", say("bild {number} i filen saknar alternativtext", number=number), place,
                instead=say("skriv vad bilden visar efter alt:"),
            )  # fmt: skip
        elif FILE_NAME.fullmatch(picture.alt.strip()):
            yield Problem(
                "alt-is-file-name",
                say("bild {number} har ett filnamn som alternativtext: ”{alt}”",
                    number=number, alt=picture.alt.strip()), place,
                instead=say("skriv vad bilden visar efter alt:"),
            )  # fmt: skip
    if not expected:
        return
    page = expected.composed.tree
    signs = sum(1 for each in page.iter("span") if each.get("data-sign"))
    alts = [each.get("alt", "").strip() for each in page.iter("img")]
    found = [picture.alt.strip() for picture in telling]
    if alts != found or signs != len(reading.pictures) - len(telling):
        yield Problem("pictures-differ",
                      say("bilderna och tecknen är inte de som dokumentet har"), place)  # fmt: skip


def controls(reading: WordReading, expected: Expectation | None, place: Place) -> Iterator[Problem]:
    """Every blank has a title, and all the page's blanks are there, empty and in order."""
    for number, control in enumerate(reading.controls, start=1):
        if not control.title.strip():
            yield Problem(
                "control-without-title",
                say("ruta {number} att fylla i saknar titel", number=number),
                place,
            )
    if not expected:
        return
    blanks = [
        e.get("data-title") for e in expected.composed.tree.iter("span") if e.get("data-control")
    ]
    if blanks != [control.title for control in reading.controls if not control.text]:
        yield Problem("controls-differ",
                      say("rutorna att fylla i är inte de som dokumentet har"), place)  # fmt: skip


def styles(reading: WordReading, _: Expectation | None, place: Place) -> Iterator[Problem]:
    """All looks come from named styles."""
    if reading.formatted:
        yield Problem(
            "formatted-by-hand",
            say("textbitar som är formaterade för hand: {count}, först ”{text}”",
                count=len(reading.formatted), text=reading.formatted[0][:_SHOWN]), place,
            instead=say("använd en formatmall i Word"),
        )  # fmt: skip


def page_numbers(reading: WordReading, _: Expectation | None, place: Place) -> Iterator[Problem]:
    """Every section's foot says the page, and how many there are."""
    if not all(foot >= _PAGE_FIELDS for foot in reading.feet):
        yield Problem("no-page-numbers", say("sidfoten säger inte sida och antal sidor"), place,
                      instead=say("infoga fälten PAGE och NUMPAGES i sidfoten"))  # fmt: skip


def draft(reading: WordReading, expected: Expectation | None, place: Place) -> Iterator[Problem]:
    """A draft says so first of all."""
    name = expected.composed.title if expected else reading.title
    first = next((each.text for each in reading.paragraphs if each.text.strip()), "")
    if name.startswith("UTKAST") and not first.strip().startswith("UTKAST"):
        yield Problem(
            "draft-not-first",
            say("dokumentet är ett utkast, men det första som läses upp är ”{text}”",
                text=first[:40]), place,
        )  # fmt: skip
