"""The last word over a web page or a fragment, given on the very bytes that will be written.

Read with a parser of the HTML standard, which knows nothing of how the file was made. What only a
browser can tell (contrast as painted, focus, reflow) is judged by axe-core in the tests.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from urllib.parse import quote

from loftespdf.inspecting.proofs import proofs
from loftespdf.inspecting.text import prove_text
from loftespdf.inspecting.verdict import Check, Expectation, Facts, Verdict
from loftespdf.inspecting.web_reading import WebReading, read_web
from loftespdf.inspecting.web_style import Pair, faint_pairs, fetches, hides
from loftespdf.language.contrast import contrast_in_text
from loftespdf.language.folding import fold
from loftespdf.model.problem import Message, Place, Problem, say

FRAGMENT = "fragment"

#: Attributes that make a browser fetch something; a link to follow is not one of them.
_FETCHING = ("src", "srcset", "poster", "data", "action", "background")
_FOREIGN = frozenset({
    "base", "button", "canvas", "embed", "form", "frame", "iframe", "input", "link", "object",
    "script", "template",
})  # fmt: skip
_LANDMARKS = ("header", "main", "footer")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_FIRST_IN_FRAGMENT = 2
_CLASHING = frozenset({"body", "h1", "head", "html", "main", "meta", "style", "title"})
#: The HTML standard gives a fragment these frames; only what stands in them is the file's own.
_GIVEN = frozenset({"html", "head", "body"})
_FOLLOWED = ("https:", "http:", "mailto:", "tel:", "#")
_PAST_THE_STYLE = frozenset({"aria-hidden", "hidden", "style"})
_DRAFT = "UTKAST"
_SHOWN = 60

_Judge = Callable[[WebReading, Expectation | None], Iterable[Message]]


def inspect_web(
    content: bytes,
    expected: Expectation | None = None,
    file: str = "HTML",
) -> Verdict:
    """Judge a web page, or a fragment when that is the expected edition.

    Args:
        content: the finished bytes.
        expected: what the file must be; None for a foreign one, whose text cannot be proven.
        file: the name that problems of a foreign file are reported with.

    Returns:
        The verdict. Bytes that are not UTF-8 get one with that single problem.
    """
    place = expected.place if expected else Place(file)
    try:
        reading = read_web(content.decode())
    except UnicodeDecodeError:
        problem = Problem("unreadable", say("filen är inte UTF-8"), place)
        return Verdict((Check("readable", say("går att läsa"), (problem,)),))
    if not content.strip():
        problem = Problem("unreadable", say("filen är tom"), place)
        return Verdict((Check("readable", say("går att läsa"), (problem,)),))
    own = expected.composed.edition == FRAGMENT if expected else reading.fragment
    checks = [
        Check(kind, title, tuple(Problem(kind, what, place) for what in judge(reading, expected)))
        for kind, title, judge in (*_CHECKS, *(_FRAGMENT_CHECKS if own else _PAGE_CHECKS))
    ]
    found = tuple(Problem("pictures-there", what, place) for what in _there(reading, expected))
    checks.append(Check("pictures-there", say("bilderna ligger i filen eller bredvid"), found))
    if expected:
        differences = prove_text(expected.composed, reading.text, expected.file)
        checks += proofs(expected, reading.text, differences)
    return Verdict(tuple(checks), _facts(reading))


def _facts(reading: WebReading) -> Facts:
    language = next((found for e in reading.elements if (found := e.get("lang"))), "")
    fingerprint = reading.meta.get("dcterms.identifier", "")
    return Facts("HTML", 0, (), (), (), reading.title, language, fingerprint)


def _html(reading: WebReading, _: Expectation | None) -> Iterator[Message]:
    """The parser had nothing to repair: what is written is what every browser builds."""
    for line, name in reading.errors:
        yield say("rad {line} är inte riktig HTML ({name})", line=line, name=name)


def _self_contained(reading: WebReading, _: Expectation | None) -> Iterator[Message]:
    """No script, nothing fetched: the page is whole in itself and tells nobody of its readers."""
    for element in reading.elements:
        if element.tag in _FOREIGN or "http-equiv" in element.attrib:
            yield say("elementet <{name}> får inte finnas", name=element.tag)
        for name, value in element.items():
            if name.startswith("on"):
                yield say("attributet {name} kör skript", name=name)
            if name in _FETCHING and _is_outside(value):
                yield say("sidan hämtar {address}", address=value)
            if name == "href" and not value.lower().startswith(_FOLLOWED):
                yield say("länken {address} leder ingenstans", address=value)
            if name == "style" and fetches(value):
                yield say("stilmallen hämtar något utifrån")
    if fetches(reading.style):
        yield say("stilmallen hämtar något utifrån")


def _is_outside(address: str) -> bool:
    return address.startswith("//") or (":" in address and not address.startswith("data:image/"))


def _there(reading: WebReading, expected: Expectation | None) -> Iterator[Message]:
    """A picture is in the file, or beside it: one of those that are written with the page."""
    beside = {quote(name) for name in expected.typeset.beside} if expected else None
    for picture in reading.of("img"):
        address = picture.get("src", "")
        if address.startswith("data:image/"):
            continue
        if _is_outside(address) if beside is None else address not in beside:
            yield say("sidan hämtar {address}", address=address)


def _headings(reading: WebReading, expected: Expectation | None) -> Iterator[Message]:
    """No level is skipped; a page has one h1, a fragment none."""
    levels = [int(str(heading.tag)[1]) for heading in reading.of(*_HEADINGS)]
    fragment = expected.composed.edition == FRAGMENT if expected else reading.fragment
    if levels and levels[0] != (_FIRST_IN_FRAGMENT if fragment else 1):
        yield say("första rubriken är h{level}", level=levels[0])
    for before, after in pairwise(levels):
        if after > before + 1:
            yield say("rubriknivån hoppar från h{before} till h{after}", before=before, after=after)
    if levels.count(1) > 1:
        yield say("sidan har {count} rubriker h1", count=levels.count(1))


def _pictures(reading: WebReading, _: Expectation | None) -> Iterator[Message]:
    for picture in reading.of("img"):
        if not picture.get("alt", "").strip():
            yield say("en bild saknar alt-text")


def _tables(reading: WebReading, _: Expectation | None) -> Iterator[Message]:
    for header in reading.of("th"):
        if header.get("scope") not in ("col", "row"):
            yield say("en tabellrubrik saknar scope")
    for table in reading.of("table"):
        if table.find(".//th") is None:
            yield say("en tabell saknar rubrikceller")


def _lists(reading: WebReading, _: Expectation | None) -> Iterator[Message]:
    """A list holds items, and an item stands in a list."""
    items = sum(1 for _item in reading.of("li"))
    held = 0
    for each in reading.of("ul", "ol"):
        kinds = [child.tag for child in each]
        held += kinds.count("li")
        if len(kinds) != kinds.count("li") or not kinds:
            yield say("en lista har annat i sig än punkter")
    if held != items:
        yield say("en punkt står utanför en lista")


def _ids(reading: WebReading, _: Expectation | None) -> Iterator[Message]:
    ids = [each.attrib["id"] for each in reading.elements if "id" in each.attrib]
    for double in sorted({each for each in ids if ids.count(each) > 1}):
        yield say("id ”{id}” finns flera gånger", id=double)
    for link in reading.of("a"):
        target = link.get("href", "")
        if target.startswith("#") and target[1:] not in ids:
            yield say("länken {address} leder ingenstans", address=target)


def _parts(reading: WebReading, expected: Expectation | None) -> Iterator[Message]:
    """What is in another language still says so, and a draft says so first of all."""
    if expected is None:
        return
    marked = (each for each in reading.elements if "lang" in each.attrib)
    said = {(each.get("lang"), fold("".join(each.itertext()))) for each in marked}
    for element in expected.composed.tree.iter():
        language, text = element.get("lang"), "".join(element.itertext()).strip()
        if language in (None, expected.composed.language) or not text:
            continue
        if (language, fold(text)) not in said:
            yield say("”{text}” är på {language}, men filen säger det inte",
                      text=text, language=language)  # fmt: skip
    first = reading.text.strip()
    if expected.composed.title.startswith(_DRAFT) and not first.startswith(_DRAFT):
        yield say("dokumentet är ett utkast, men det första som läses upp är ”{text}”",
                  text=first[:40])  # fmt: skip


# A whole page


def _page(reading: WebReading, expected: Expectation | None) -> Iterator[Message]:
    """A page says its language and title, and has the landmarks a screen reader jumps between."""
    language, wanted = reading.root.get("lang", ""), expected.composed.language if expected else ""
    if not language or (wanted and language != wanted):
        yield say("sidan säger inte att språket är {language}", language=wanted or "sv")
    if not reading.title.strip() or (expected and reading.title != expected.composed.title):
        yield say("sidans titel är ”{title}”", title=reading.title)
    for landmark in ("header", "main"):
        if sum(1 for _ in reading.of(landmark)) != 1:
            yield say("sidan har inte precis ett element <{name}>", name=landmark)
    outside = [reading.body.text or ""]
    for part in reading.body:
        outside += [part.tail or ""]
        if part.tag not in _LANDMARKS:
            outside += part.itertext()
    if lost := " ".join("".join(outside).split()):
        yield say("”{text}” står utanför header, main och footer", text=lost[:_SHOWN])


def _metadata(reading: WebReading, expected: Expectation | None) -> Iterator[Message]:
    """The file says of itself what it is; a phone is told to show it as wide as itself."""
    if "width=device-width" not in reading.meta.get("viewport", ""):
        yield say("sidans uppgift {name} är ”{found}”", name="viewport",
                  found=reading.meta.get("viewport", ""))  # fmt: skip
    if expected is None:
        return
    page = expected.composed
    for name, wanted in (
        ("dcterms.title", page.title), ("dcterms.language", page.language),
        ("dcterms.date", page.date), ("dcterms.identifier", page.fingerprint),
    ):  # fmt: skip
        if (found := reading.meta.get(name, "")) != wanted:
            yield say("sidans uppgift {name} är ”{found}”", name=name, found=found)


def _style(reading: WebReading, _: Expectation | None) -> Iterator[Message]:
    """Nothing on the screen is hidden, added or respelt, by the stylesheet or past it."""
    for element in reading.elements:
        for name in _PAST_THE_STYLE.intersection(element.attrib):
            yield say("attributet {name} får inte finnas", name=name)
    for what in hides(reading.style):
        yield say("stilmallen har {what}: skärmen säger något annat än texten", what=what)


def _contrast(reading: WebReading, _: Expectation | None) -> Iterator[Message]:
    for pair in faint_pairs(reading.style):
        yield _faint(pair)


def _faint(pair: Pair) -> Message:
    if pair.ratio is None:
        return say("färgen {colour} på {background} kan inte bedömas; skriv båda som #rrggbb",
                   colour=pair.colour, background=pair.background)  # fmt: skip
    return say(
        "färgen {colour} på {background} har kontrasten {ratio}:1, men minst 4,5:1 behövs",
        colour=pair.colour, background=pair.background, ratio=contrast_in_text(pair.ratio),
    )  # fmt: skip


# A fragment


def _fragment(reading: WebReading, expected: Expectation | None) -> Iterator[Message]:
    """A fragment brings nothing that could clash with the page it is pasted into."""
    for element in reading.elements:
        given = element.tag in _GIVEN and not element.attrib
        if element.tag in _CLASHING and not given:
            yield say("elementet <{name}> får inte finnas", name=element.tag)
        for name in element.attrib:
            if name in ("id", "class", "style") or name.startswith("data-"):
                yield say("attributet {name} får inte finnas", name=name)
    if expected and (language := expected.composed.language) not in {
        each.get("lang") for each in reading.body
    }:
        yield say("sidan säger inte att språket är {language}", language=language)


_CHECKS: tuple[tuple[str, Message, _Judge], ...] = (
    ("html", say("riktig HTML"), _html),
    ("self-contained", say("inget skript, inget hämtas"), _self_contained),
    ("headings", say("rubriknivåer"), _headings),
    ("pictures", say("bilder"), _pictures),
    ("tables", say("tabeller"), _tables),
    ("lists", say("listor"), _lists),
    ("ids", say("id och länkar"), _ids),
    ("parts", say("språk i delar, utkast sägs först"), _parts),
)
_PAGE_CHECKS: tuple[tuple[str, Message, _Judge], ...] = (
    ("page", say("språk, titel och landmärken"), _page),
    ("metadata", say("uppgifter för maskiner"), _metadata),
    ("style", say("stilmallen ändrar ingen text"), _style),
    ("contrast", say("kontrast"), _contrast),
)
_FRAGMENT_CHECKS: tuple[tuple[str, Message, _Judge], ...] = (
    ("fragment", say("inget som krockar i ett webbverktyg"), _fragment),
)
