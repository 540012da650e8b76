"""The last word over a web page or a fragment, given on the very bytes that will be written.

Read with the standard library's HTML parser, which knows nothing of how the file was made. What
only a browser can tell (contrast as painted, focus, reflow) is not judged here.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import pairwise

from loftespdf.inspecting.text import prove_content, prove_text
from loftespdf.inspecting.verdict import Check, Expectation, Verdict
from loftespdf.model.problem import Message, Place, Problem, say

FRAGMENT = "fragment"

_UNSEEN = frozenset({"head", "script", "style", "template", "title"})
_VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "source", "wbr"})
#: Attributes that make a browser fetch something; a link to follow is not one of them.
_FETCHING = ("src", "srcset", "poster", "data", "action", "background")
_HEADING = re.compile(r"h([1-6])")
_FETCHING_STYLE = re.compile(r"@import|url\(\s*[\"']?(?!data:)")
_FIRST_IN_FRAGMENT = 2


@dataclass(frozen=True, slots=True)
class Tag:
    """An element's start."""

    name: str
    attributes: dict[str, str]


@dataclass
class _Reader(HTMLParser):
    """Collects what the checks ask for, in document order."""

    tags: list[Tag] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    style: list[str] = field(default_factory=list)
    title: list[str] = field(default_factory=list)
    _open: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.tags.append(Tag(tag, {name: value or "" for name, value in attrs}))
        if tag not in _VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close the innermost element of that name."""
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        """Put text where it belongs: title, style, or what is read."""
        inner = self._open[-1] if self._open else ""
        if inner == "style":
            self.style.append(data)
        elif inner == "title":
            self.title.append(data)
        elif not _UNSEEN.intersection(self._open):
            self.text.append(data)


_Judge = Callable[[_Reader, Expectation | None], Iterable[Message]]


def inspect_web(content: bytes, expected: Expectation | None = None, file: str = "HTML") -> Verdict:
    """Judge a web page, or a fragment when that is the expected edition.

    Returns the verdict; bytes that are not UTF-8 get one with that single problem.
    """
    place = expected.place if expected else Place(file)
    try:
        text = content.decode()
    except UnicodeDecodeError:
        problem = Problem("unreadable", say("filen är inte UTF-8"), place)
        return Verdict((Check("readable", say("går att läsa"), (problem,)),))
    reader = _Reader()
    reader.feed(text)
    reader.close()
    fragment = expected is not None and expected.composed.edition == FRAGMENT
    checks = [
        Check(kind, title, tuple(Problem(kind, what, place) for what in judge(reader, expected)))
        for kind, title, judge in (*_CHECKS, *(_FRAGMENT_CHECKS if fragment else _PAGE_CHECKS))
    ]
    return Verdict((*checks, *_proofs(reader, expected)))


def _proofs(reader: _Reader, expected: Expectation | None) -> Iterator[Check]:
    if expected is None:
        return
    records = expected.typeset.records
    yield Check("engine", say("inget att anmärka vid sättningen"), tuple(
        Problem("engine", say("sättningen anmärkte: {message}", message=record.message),
                expected.place)
        for record in records
    ))  # fmt: skip
    yield Check("content", say("allt innehåll med, i ordning"), prove_content(expected.composed))
    said = "".join(reader.text)
    yield Check(
        "text", say("filens text är dokumentets"),
        prove_text(expected.composed, said, expected.file),
    )  # fmt: skip


def _self_contained(reader: _Reader, _expected: Expectation | None) -> Iterator[Message]:
    """No script, nothing fetched: the page is whole in itself and tells nobody of its readers."""
    for tag in reader.tags:
        if tag.name in ("script", "iframe", "object", "embed", "link", "base", "form"):
            yield say("elementet <{name}> får inte finnas", name=tag.name)
        for name, value in tag.attributes.items():
            if name.startswith("on"):
                yield say("attributet {name} kör skript", name=name)
            if name in _FETCHING and ":" in value and not value.startswith("data:"):
                yield say("sidan hämtar {address}", address=value)
            if name == "href" and value.lower().startswith("javascript:"):
                yield say("länken {address} kör skript", address=value)
    if _FETCHING_STYLE.search("".join(reader.style)):
        yield say("stilmallen hämtar något utifrån")


def _headings(reader: _Reader, expected: Expectation | None) -> Iterator[Message]:
    """No level is skipped; a page has one h1, a fragment none."""
    levels = [int(found[1]) for tag in reader.tags if (found := _HEADING.fullmatch(tag.name))]
    fragment = expected is not None and expected.composed.edition == FRAGMENT
    if levels and levels[0] != (_FIRST_IN_FRAGMENT if fragment else 1):
        yield say("första rubriken är h{level}", level=levels[0])
    for before, after in pairwise(levels):
        if after > before + 1:
            yield say("rubriknivån hoppar från h{before} till h{after}", before=before, after=after)
    if levels.count(1) > 1:
        yield say("sidan har {count} rubriker h1", count=levels.count(1))


def _pictures(reader: _Reader, _expected: Expectation | None) -> Iterator[Message]:
    for tag in reader.tags:
        if tag.name == "img" and not tag.attributes.get("alt", "").strip():
            yield say("en bild saknar alt-text")


def _tables(reader: _Reader, _expected: Expectation | None) -> Iterator[Message]:
    for tag in reader.tags:
        if tag.name == "th" and tag.attributes.get("scope") not in ("col", "row"):
            yield say("en tabellrubrik saknar scope")
    names = [tag.name for tag in reader.tags]
    if names.count("table") and "th" not in names:
        yield say("en tabell saknar rubrikceller")


def _ids(reader: _Reader, _expected: Expectation | None) -> Iterator[Message]:
    ids = [tag.attributes["id"] for tag in reader.tags if "id" in tag.attributes]
    for double in sorted({each for each in ids if ids.count(each) > 1}):
        yield say("id ”{id}” finns flera gånger", id=double)
    for tag in reader.tags:
        target = tag.attributes.get("href", "")
        if target.startswith("#") and target[1:] not in ids:
            yield say("länken {address} leder ingenstans", address=target)


def _page(reader: _Reader, expected: Expectation | None) -> Iterator[Message]:
    """A page says its language and title, and has the landmarks a screen reader jumps between."""
    root = next((tag for tag in reader.tags if tag.name == "html"), None)
    language = expected.composed.language if expected else "sv"
    if root is None or root.attributes.get("lang") != language:
        yield say("sidan säger inte att språket är {language}", language=language)
    title = "".join(reader.title)
    if not title.strip() or (expected and title != expected.composed.title):
        yield say("sidans titel är ”{title}”", title=title)
    names = [tag.name for tag in reader.tags]
    for landmark in ("header", "main"):
        if names.count(landmark) != 1:
            yield say("sidan har inte precis ett element <{name}>", name=landmark)


def _fragment(reader: _Reader, _expected: Expectation | None) -> Iterator[Message]:
    """A fragment brings nothing that could clash with the page it is pasted into."""
    for tag in reader.tags:
        if tag.name in ("html", "head", "body", "main", "style", "meta", "title", "h1"):
            yield say("elementet <{name}> får inte finnas", name=tag.name)
        for name in ("id", "class", "style"):
            if name in tag.attributes:
                yield say("attributet {name} får inte finnas", name=name)


_CHECKS: tuple[tuple[str, Message, _Judge], ...] = (
    ("self-contained", say("inget skript, inget hämtas"), _self_contained),
    ("headings", say("rubriknivåer"), _headings),
    ("pictures", say("bilder"), _pictures),
    ("tables", say("tabeller"), _tables),
    ("ids", say("id och länkar"), _ids),
)
_PAGE_CHECKS: tuple[tuple[str, Message, _Judge], ...] = (
    ("page", say("språk, titel och landmärken"), _page),
)
_FRAGMENT_CHECKS: tuple[tuple[str, Message, _Judge], ...] = (
    ("fragment", say("inget som krockar i ett webbverktyg"), _fragment),
)
