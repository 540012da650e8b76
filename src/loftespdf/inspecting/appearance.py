"""What the eye meets: paper, typefaces, colours, and whether all text can be seen."""

import re
from collections.abc import Iterator

from loftespdf.inspecting.colour import contrast_on_white, in_hex
from loftespdf.inspecting.reading import PdfReading, Rgb, by_page
from loftespdf.inspecting.verdict import Expectation
from loftespdf.language.contrast import contrast_in_text
from loftespdf.model.problem import Place, Problem, say

#: WCAG 2.1, 1.4.3. Its gentler rule for large type is not used: one palette for all sizes.
_LEAST_CONTRAST = 4.5
#: Page sizes are written in points with few decimals, in mm here.
_SLACK = 0.5
#: Words that a typeface's name may add to its family's.
_STYLE = re.compile(
    r"(?:thin|hairline|extra|ultra|semi|demi|light|regular|roman|normal|book|medium|bold|black"
    r"|heavy|italic|oblique|it|condensed|expanded|[\s,-])*"
)

#: So many of a foreign font's characters are named.
_SHOWN_CHARACTERS = 20


def fonts(reading: PdfReading, expected: Expectation | None, place: Place) -> Iterator[Problem]:
    """All typefaces lie in the file, and are those of the layout and no others."""
    for font in reading.fonts:
        if not font.embedded:
            yield Problem(
                "font-not-embedded",
                say("typsnittet {name} ligger inte i filen", name=font.name), place,
            )  # fmt: skip
    if expected:
        yield from _families(reading, expected, place)


def _families(reading: PdfReading, expected: Expectation, place: Place) -> Iterator[Problem]:
    wanted = ", ".join(expected.layout.fonts)
    foreign = [
        font
        for font in reading.fonts
        if not any(_is_of(font.name, family) for family in expected.layout.fonts)
    ]
    if foreign and len(foreign) == len(reading.fonts):  # then it is not a matter of characters
        yield Problem(
            "foreign-font",
            say("ingenting är satt i layoutens typsnitt {wanted}, men i {names}",
                wanted=wanted, names=", ".join(dict.fromkeys(font.name for font in foreign))),
            place,
            instead=say("skriv samma typsnitt under typsnitt: i layout.yaml som i stilmallens"
                        " font-family, och lägg dess fil i styles/fonts"),
        )  # fmt: skip
        return
    for font in foreign:
        shown = font.characters[:_SHOWN_CHARACTERS]
        yield Problem(
            "foreign-font",
            say("layoutens typsnitt {wanted} saknar tecknen ”{shown}”; de sattes i {name}",
                name=font.name, wanted=wanted, shown=shown),
            expected.place_of(shown[:1]) if shown else place,
            instead=say("skriv något annat i stället för tecknen, eller kontrollera att"
                        " typsnittets fil finns i styles/fonts"),
        )  # fmt: skip


def _is_of(name: str, family: str) -> bool:
    """``Source-Sans-3-Semi-Bold`` is of the family Source Sans 3; its Mono sister is not."""
    name, family = (_plain(each) for each in (name, family))
    return name.startswith(family) and _STYLE.fullmatch(name[len(family) :]) is not None


def _plain(name: str) -> str:
    return re.sub(r"[\s,-]+", " ", name).strip().lower()


def contrast(reading: PdfReading, _: Expectation | None, place: Place) -> Iterator[Problem]:
    """Every colour of text stands out from white paper."""
    seen: set[Rgb] = set()
    for shown in reading.shown:
        if shown.colour is None or shown.colour in seen or not shown.text.strip():
            continue
        seen.add(shown.colour)
        if (ratio := contrast_on_white(shown.colour)) < _LEAST_CONTRAST:
            yield Problem(
                "low-contrast",
                say("texten ”{text}” på sida {page} har färgen {colour} med kontrasten {ratio}:1",
                    text=shown.text.strip(), page=shown.page, colour=in_hex(shown.colour),
                    ratio=contrast_in_text(ratio)),
                place,
                instead=say("välj en mörkare färg, med minst 4,5:1 mot vitt"),
            )  # fmt: skip


def visible(reading: PdfReading, expected: Expectation | None, place: Place) -> Iterator[Problem]:
    """No text is cut off by a box, runs off the paper, or is set without ink."""
    for page, first, count in by_page(each for each in reading.shown if each.hidden):
        yield Problem(
            "hidden-text",
            say("textbitar på sida {page} som inte syns eller går utanför sitt utrymme: {count},"
                " först ”{text}”", page=page, count=count, text=first),
            expected.place_of(first) if expected else place,
        )  # fmt: skip


def sheet(reading: PdfReading, expected: Expectation | None, place: Place) -> Iterator[Problem]:
    """Every page is the layout's sheet, either way up, and no more of them than it allows."""
    if expected is None:
        return
    wanted, most = expected.layout.sheet, expected.layout.max_pages
    width, height = float(wanted.width), float(wanted.height)
    sides = sorted((width, height))
    for number, page in enumerate(reading.pages, start=1):
        found = sorted((page.width, page.height))
        if any(abs(is_ - should) > _SLACK for is_, should in zip(found, sides, strict=True)):
            yield Problem(
                "wrong-sheet",
                say("sida {page} är {found} mm, men layoutens ark {wanted} mm", page=number,
                    found=f"{page.width:.0f} × {page.height:.0f}",
                    wanted=f"{width:.0f} × {height:.0f}"),
                place,
            )  # fmt: skip
    if most is not None and len(reading.pages) > most:
        yield Problem(
            "too-many-pages",
            say("dokumentet blev {pages} sidor, men layouten tillåter högst {most}",
                pages=len(reading.pages), most=most),
            place,
            instead=say("korta texten, eller höj ”högst sidor” i layout.yaml"),
        )  # fmt: skip
