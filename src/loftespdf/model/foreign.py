"""Another municipality's name, left in a text that was copied from its pledge (rule E8).

A name counts when it stands with "kommun" or "stad" anywhere, and by itself in a title, a heading,
a sender or a signature. The area's own municipalities, its neighbours and what its police districts
are called after are its own; contacts are not looked at. Many municipalities are words or names as
well (Vara, Berg, Nora): where such a word begins a sentence it is taken for the word.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from loftespdf.model.area import Area, PartyKind
from loftespdf.model.document import YamlPath
from loftespdf.model.pledge import Item, Picture, Pledge, Section
from loftespdf.model.register import County, Municipality, PoliceRegion, Register

#: Municipalities that are also ordinary words, or people's names.
ORDINARY_WORDS = frozenset(
    (
        *("Ale", "Berg", "Boden", "Dorotea", "Kil", "Klippan", "Köping", "Lund", "Mark", "Mora"),
        *("Nora", "Sala", "Salem", "Säter", "Trosa", "Vara", "Vilhelmina", "Åre"),
    )
)

#: The made-up place of the sample that ``loftespdf new`` writes: it stays in what is copied.
_SAMPLE = Municipality(
    "0000", "Exempelby kommun", "Exempelby", County("00", ""), PoliceRegion.MIDDLE
)
_SAMPLE_WORDS: Mapping[tuple[str, ...], Municipality] = {
    (name,): _SAMPLE for name in (_SAMPLE.short, _SAMPLE.genitive)
}

_TOKEN = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*(?::[sS]\b)?|[^\w\s*]")
#: "kommun" and "stad", and who acts for them: Essunga kommuns, Essunga kommunstyrelse.
_CIVIC = re.compile(
    r"(?:kommun|stad)(?:s?(?:fullmäktige|styrelse|chef|direktör|råd|ledning|hus))?"
    r"(?:s|n|ns|en|ens|et|ets)?"
)
_CIVIC_BEFORE = frozenset(("kommunen", "kommunerna", "grannkommunen"))
_CIVIC_PLURAL = frozenset(("kommuner", "kommuners", "kommunerna", "kommunernas"))
_COUNTY = frozenset(("län", "läns"))
_AND = frozenset((",", "och", "samt"))
_SENTENCE_ENDS = frozenset(".!?:–")
#: After the name of a place at the beginning of a title, but not after a word there.
_APART = frozenset("–-,:")
_LOCAL_POLICE = frozenset(("lokalpolisområde", "lokalpolisområdet", "lpo"))
_POLICE_AREA = frozenset(("polisområde", "polisområdet"))
_REGION = frozenset(("region", "polisregion"))
_LONGEST_NAME = 2
_PLEDGE = re.compile(r"\w*löfte(?:t|n|na)?")
_OF = frozenset(("för", "i"))


class Mention(Struct, frozen=True):
    """A municipality's name in a text; ``stands_with`` is the word that makes it one for sure.

    ``is_whose`` tells that a pledge is said to be for it, which no word can be.
    """

    municipality: Municipality
    given: str
    stands_with: str
    before: str
    after: str
    begins: bool
    is_whose: bool

    @property
    def whole(self) -> str:
        """The words as they stand: ``Vara kommun``, ``Vara``."""
        if self.stands_with and self.stands_with.casefold() == self.after:
            return f"{self.given} {self.stands_with}"
        return self.given


def mentions(text: str, register: Register) -> Iterator[Mention]:
    """Yield every municipality named in the text, whole words with a capital letter only."""
    words = _TOKEN.findall(text.replace("\N{SOFT HYPHEN}", ""))
    at = 0
    while at < len(words):
        one, length = _at(words, at, register)
        if one:
            yield _mention(one, words, at, at + length)
        at += length


def _at(words: list[str], at: int, register: Register) -> tuple[Municipality | None, int]:
    """Return the municipality whose name begins there, and how many words to go on by."""
    if words[at][0].isupper():
        for length in range(_LONGEST_NAME, 0, -1):
            name = tuple(_plain(word) for word in words[at : at + length])
            if one := register.by_words.get(name) or _SAMPLE_WORDS.get(name):
                return one, len(name)
    return None, 1


def _plain(word: str) -> str:
    """``GRÄSTORP`` is Grästorp: headings are often in capitals. So is ``Grästorp:s``."""
    bare = _bare(word)
    return bare.title() if bare.isupper() else bare


def _bare(word: str) -> str:
    """Return a word without a genitive's ``:s``."""
    return word[:-2] if word[-2:] in {":s", ":S"} else word


def _mention(one: Municipality, words: list[str], start: int, end: int) -> Mention:
    before = words[start - 1] if start else ""
    after = words[end] if end < len(words) else ""
    return Mention(
        municipality=one,
        given=" ".join(words[start:end]),
        stands_with=_stands_with(words, end, before, one),
        before=before.casefold(),
        after=after.casefold(),
        begins=not before or before in _SENTENCE_ENDS,
        is_whose=_is_whose(words, start, end),
    )


def _is_whose(words: list[str], start: int, end: int) -> bool:
    """Tell whether a pledge is that place's: MEDBORGARLÖFTE FÖR MORA, VARA – MEDBORGARLÖFTEN."""
    after = words[end : end + 2]
    is_apart = not after or after[0] in _APART
    if start > 1 and words[start - 1].casefold() in _OF:
        return is_apart and _is_pledge(words[start - 2])
    return start == 0 and is_apart and _is_pledge(after[-1] if after else "")


def _is_pledge(word: str) -> bool:
    return _PLEDGE.fullmatch(word.casefold()) is not None


def _stands_with(words: list[str], end: int, before: str, one: Municipality) -> str:
    """Return "kommun" of "Vara kommun", "kommuner" of "Vara och Essunga kommuner", or nothing."""
    if end < len(words) and _CIVIC.fullmatch(_bare(words[end]).casefold()):
        return words[end]
    if before.casefold() in _CIVIC_BEFORE:
        return before
    if before in {"Region", "REGION"} and one.name.startswith("Region "):
        return before
    names = (word for word in words[end:] if word not in _AND and not word[0].isupper())
    following = next(names, "")
    return following if _bare(following).casefold() in _CIVIC_PLURAL else ""


def foreign_names(
    area: Area, pledge: Pledge, register: Register
) -> Iterator[tuple[YamlPath, Mention]]:
    """Yield each place that names a municipality which is not the area's own, once per name."""
    own = _own_codes(area, register)
    for path, text, is_prominent in _texts(area, pledge):
        found: dict[str, Mention] = {}
        for mention in mentions(text, register):
            if mention.municipality.code not in own and _counts(mention, area, is_prominent):
                found.setdefault(mention.municipality.code, mention)
        yield from ((path, mention) for mention in found.values())


def _own_codes(area: Area, register: Register) -> frozenset[str]:
    police = (area.local_police, area.police_area, area.police_region)
    own = (area.name, *area.municipalities, *area.neighbours, *police)
    named = (one.municipality.code for text in own if text for one in mentions(text, register))
    return frozenset((*area.codes, *named))


def _counts(mention: Mention, area: Area, is_prominent: bool) -> bool:  # noqa: FBT001 - of the text
    if mention.stands_with:
        return True
    if not is_prominent or mention.after in _COUNTY or mention.before in _REGION:
        return False
    if mention.before in _LOCAL_POLICE and not area.local_police:
        return False
    if mention.before in _POLICE_AREA and not area.police_area:
        return False
    return not _may_be_a_word(mention)


def _may_be_a_word(mention: Mention) -> bool:
    """Tell ``Vara trygg`` and ``ATT VARA TRYGG`` from ``Vara – medborgarlöften``.

    In capitals only what is said of a pledge does: a heading ``MARK`` may be about land.
    """
    if mention.municipality.short not in ORDINARY_WORDS:
        return False
    if mention.given.casefold() != mention.municipality.short.casefold():
        return False  # ”Moras medborgarlöfte”: no word has that form
    if mention.is_whose:
        return False
    is_apart = mention.after in _APART
    return mention.given.isupper() or (mention.begins and not is_apart)


def _texts(area: Area, pledge: Pledge) -> Iterator[tuple[YamlPath, str, bool]]:
    """Yield every text with its path, and whether a bare name counts there."""
    for path, prominent in _prominent(area, pledge):
        if prominent:
            yield path, prominent, True
    for path, running in _running(pledge):
        if running:
            yield path, running, False


def _prominent(area: Area, pledge: Pledge) -> Iterator[tuple[YamlPath, str | None]]:
    yield ("titel",), pledge.title
    for index, signer in enumerate(pledge.signers):
        if _is_sender(area, signer.party):
            yield ("underskrifter", index, "titel"), signer.title
            yield ("underskrifter", index, "organisation"), signer.organisation
    for party, facts in area.parties.items():
        if _is_sender(area, party):
            yield ("parter", party, "namn"), facts.name
            yield ("parter", party, "organisation"), facts.organisation
    for path, section in _sections(pledge.sections, ()):
        yield (*path, "rubrik"), section.heading


def _is_sender(area: Area, party: str) -> bool:
    """Companies and others may have any place in their names; police and municipality may not."""
    facts = area.parties.get(party)
    return facts is not None and facts.kind is not PartyKind.OTHER


def _running(pledge: Pledge) -> Iterator[tuple[YamlPath, str | None]]:
    yield from _captions(pledge.pictures, ())
    for path, section in _sections(pledge.sections, ()):
        yield (*path, "text"), section.text
        yield (*path, "när"), section.when
        for index, channel in enumerate(section.channels):
            yield (*path, "kanaler", index), channel
        yield from _captions(section.pictures, path)
        yield from _items(section.items, path)
        yield (*path, "avslutning"), section.closing
    if pledge.decision:
        yield ("beslut", "organ"), pledge.decision.body


def _sections(sections: tuple[Section, ...], path: YamlPath) -> Iterator[tuple[YamlPath, Section]]:
    for index, section in enumerate(sections):
        here = (*path, "avsnitt", index)
        yield here, section
        yield from _sections(section.sections, here)


def _items(items: Iterable[Item], path: YamlPath) -> Iterator[tuple[YamlPath, str | None]]:
    for index, item in enumerate(items):
        here = (*path, "punkter", index)
        yield (*here, "term"), item.term
        yield (*here, "text"), item.text
        yield (*here, "kort"), item.short
        yield (*here, "ansvarig"), item.responsible
        yield (*here, "plats"), item.where
        yield from _items(item.items, here)


def _captions(
    pictures: tuple[Picture, ...], path: YamlPath
) -> Iterator[tuple[YamlPath, str | None]]:
    for index, picture in enumerate(pictures):
        yield (*path, "bilder", index, "bildtext"), picture.caption
