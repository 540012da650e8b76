"""What is wrong with a value, and what to write instead: a sentence for each ``Kind``."""

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from decimal import Decimal

from loftespdf.language.slugs import slug
from loftespdf.loading.guesses import MONTH_WORDS, guess_date, guess_number, near
from loftespdf.loading.sites import Site
from loftespdf.model.document import YamlPath
from loftespdf.model.problem import Message, say
from loftespdf.model.violations import Kind, Violation

Words = tuple[Message, Message]
Writer = Callable[[Violation, Site], Words]

_CENTIMETRES = re.compile(r"\s*(\d+(?:[.,]\d+)?)\s*cm\s*")
_FIRST_DIGITS = re.compile(r"\s*(\d[\d \xa0,.]*?)(?:\s*%|\s+[^\d\s]).*")
#: Signs that cannot be seen, as they come along when text is pasted.
_UNSEEN = re.compile("[\xa0\xad\u200b-\u200d\u2060\ufeff]")


def listed(value: object) -> str:
    """Write the words of a tuple after each other, with commas."""
    return ", ".join(str(word) for word in value) if isinstance(value, tuple) else str(value)


def name_of(path: YamlPath) -> str:
    """Return the nearest key of a path: what the user would call the place."""
    return next((part for part in reversed(path) if isinstance(part, str)), "")


def given(violation: Violation) -> str:
    """Return what the user wrote, as spelled; nothing where it is no single word."""
    return str(violation.values["given"] or "")


def _unknown_key(violation: Violation, _: Site) -> Words:
    key, known = str(violation.path[-1]), violation.values["known"]
    if unseen := _UNSEEN.search(key):
        return _unseen_sign(unseen[0], _UNSEEN.sub("", key))
    what = say("det finns ingen nyckel som heter ”{key}” här", key=key)
    words = known if isinstance(known, tuple) else ()
    if violation.values["elsewhere"]:
        return what, say(
            "”{key}” finns på andra ställen, så kontrollera indraget; här kan du skriva: {known}",
            key=key,
            known=listed(words),
        )
    if nearest := near(key, words):
        return what, say("menade du ”{near}”?", near=nearest)
    if key.isdigit():
        return what, say(
            "är ”{key}” slutet av ett tal med kommatecken, sätt raka citattecken runt talet, för"
            ' inom {{ }} delar kommatecknet raden: "2,5"',
            key=key,
        )
    if " " in key:
        return what, say(
            "är raden vanlig text med kolon i, sätt raka citattecken runt hela texten; annars kan "
            "du här skriva: {known}",
            known=listed(words),
        )
    return what, say("här kan du skriva: {known}", known=listed(words))


def _unseen_sign(sign: str, key: str) -> Words:
    return say(
        "i nyckeln ”{key}” står ett tecken som inte syns (U+{code})",
        key=key,
        code=f"{ord(sign):04X}",
    ), say("radera nyckeln och skriv den igen för hand: {key}:", key=key)


def _missing_key(violation: Violation, site: Site) -> Words:
    key = str(violation.path[-1])
    if site.is_empty(violation.path):
        return say("”{key}” har inget värde", key=key), say(
            "skriv något efter ”{key}:” – {meaning}", key=key, meaning=violation.values["meaning"]
        )
    return say("här saknas ”{key}”", key=key), say(
        "lägg till en rad som börjar ”{key}:” – {meaning}",
        key=key,
        meaning=violation.values["meaning"],
    )


def _empty_point(key: str) -> Words:
    return say("punkten under ”{key}” är tom", key=key), say(
        "skriv något efter strecket, eller ta bort raden"
    )


def _not_a_map(violation: Violation, site: Site) -> Words:
    key, keys = name_of(violation.path), listed(violation.values["keys"])
    if site.is_empty(violation.path):
        return _empty_point(key)
    if isinstance(violation.path[-1], int):
        return say("varje punkt under ”{key}” ska ha nycklar", key=key), say(
            "skriv en nyckel först på raden, till exempel ”- {first}: …”; här kan du skriva: "
            "{keys}",
            first=keys.partition(", ")[0],
            keys=keys,
        )
    if not keys:
        return say("under ”{key}” ska det stå nycklar", key=key), say(
            "skriv ett namn med kolon på varje rad under, indraget två mellanslag, till exempel "
            "”polisen:”"
        )
    return say("under ”{key}” ska det stå nycklar", key=key), say(
        "skriv dem på var sin rad under ”{key}:”, två mellanslag in: {keys}", key=key, keys=keys
    )


def _not_a_list(violation: Violation, _: Site) -> Words:
    key, text = name_of(violation.path), given(violation)
    what = say("”{key}” ska vara en lista", key=key)
    if text.startswith("-"):
        return what, say("skriv ett mellanslag efter varje streck: ”- text”")
    return what, say("skriv varje del på en egen rad under ”{key}:” med ”- ” först", key=key)


def _not_text(violation: Violation, site: Site) -> Words:
    key = name_of(violation.path)
    if site.is_empty(violation.path):
        return _empty_point(key)
    return say("”{key}” ska vara en text, men här står en lista eller nycklar", key=key), say(
        "skriv texten efter ”{key}:”, inom raka citattecken om den innehåller kolon eller "
        "parenteser",
        key=key,
    )


def _empty_text(violation: Violation, _: Site) -> Words:
    return say("texten i ”{key}” är tom", key=name_of(violation.path)), say(
        "skriv en text, eller ta bort raden"
    )


def _not_a_choice(violation: Violation, _: Site) -> Words:
    key, text, choices = name_of(violation.path), given(violation), violation.values["choices"]
    words = choices if isinstance(choices, tuple) else ()
    what = (
        say("”{given}” är inget som ”{key}” kan vara", given=text, key=key)
        if text
        else say("”{key}” ska vara ett av några bestämda ord", key=key)
    )
    if nearest := near(text, words):
        return what, say("menade du ”{near}”? Du kan välja: {choices}",
                         near=nearest, choices=listed(words))  # fmt: skip
    return what, say("du kan välja: {choices}", choices=listed(words))


def _not_a_date(violation: Violation, _: Site) -> Words:
    text = given(violation)
    what = (
        say("”{given}” är inget datum", given=text)
        if text
        else say("”{key}” ska vara ett datum", key=name_of(violation.path))
    )
    if guess := guess_date(text):
        return what, say("menade du {day}? Skriv år-månad-dag", day=guess.isoformat())
    if violation.path[-1] == "till":
        return what, say("skriv år-månad-dag, till exempel 2023-12-31, eller tillsvidare")
    return what, say("skriv år-månad-dag, till exempel 2021-05-11")


def _impossible_date(violation: Violation, _: Site) -> Words:
    text = given(violation).strip()
    year, month, _day = (int(part) for part in text.split("-"))
    if not year:
        return say("datumet {given} finns inte", given=text), say("skriv året med fyra siffror")
    if not 1 <= month <= len(MONTH_WORDS):
        return say("datumet {given} finns inte: året har tolv månader", given=text), say(
            "skriv månaden som 01 till 12"
        )
    days = monthrange(year, month)[1]
    return say(
        "datumet {given} finns inte: {month} {year} har {days} dagar",
        given=text,
        month=MONTH_WORDS[month - 1],
        year=year,
        days=days,
    ), say("skriv en dag mellan 01 och {days}", days=days)


def _not_a_number(violation: Violation, _: Site) -> Words:
    text = given(violation)
    what = (
        say("”{given}” är inget tal", given=text)
        if text
        else say("”{key}” ska vara ett tal", key=name_of(violation.path))
    )
    if number := guess_number(text):
        return what, say("menade du {number}? Skriv talet med siffror", number=number)
    if match := _CENTIMETRES.fullmatch(text):
        millimetres = f"{(Decimal(match[1].replace(',', '.')) * 10).normalize():f}".replace(
            ".", ","
        )
        return what, say("skriv måttet i mm, utan enhet: {number}", number=millimetres)
    if match := _FIRST_DIGITS.fullmatch(text):
        return what, say("skriv bara talet: {number}", number=match[1])
    return what, say("skriv talet med siffror, som 8, 1 000 eller 2,5")


def _not_yes_no(violation: Violation, _: Site) -> Words:
    return say("”{key}” ska vara ja eller nej", key=name_of(violation.path)), say(
        "skriv ja eller nej"
    )


def _not_an_email(violation: Violation, _: Site) -> Words:
    return say("”{given}” är ingen e-postadress", given=given(violation)), say(
        "skriv en adress, som namn@kommunen.se; har ni flera, gör en kontakt av varje"
    )


def _not_an_address(violation: Violation, _: Site) -> Words:
    return say("”{given}” är ingen webbadress", given=given(violation)), say(
        "kopiera adressen ur webbläsaren, till exempel https://www.kommunen.se/medborgarlofte"
    )


def _not_a_period(violation: Violation, _: Site) -> Words:
    return say("”{given}” är ingen period", given=given(violation)), say(
        "skriv ett år (2021), flera år (2023–2026), eller från: och till: med datum på var sin rad "
        "under ”period:”"
    )


def _ends_before_start(_: Violation, __: Site) -> Words:
    return say("perioden slutar innan den börjar"), say(
        "kontrollera åren, eller vilket datum som står vid från: och vilket vid till:"
    )


def _bad_id(violation: Violation, _: Site) -> Words:
    text = given(violation)
    what = say("”{given}” kan inte användas som namn här", given=text)
    if name_of(violation.path) == "part" and " " in text.strip():
        return what, say(
            "skriv namnen som de står under parter: i omrade.yaml; flera skrivs med kommatecken"
            " inom hakparentes: part: [polisen, kommunen]"
        )
    better = slug(text)
    if better and not better[0].isdigit():
        return what, say(
            "skriv {better}: bara a–z, 0–9 och bindestreck, och en bokstav först", better=better
        )
    return what, say("använd bara a–z, 0–9 och bindestreck, och börja med en bokstav")


def _bad_colour(violation: Violation, _: Site) -> Words:
    return say("”{given}” är ingen färg", given=given(violation)), say(
        'skriv # och sex tecken (0–9, a–f) inom raka citattecken, till exempel "#1a4f8b"'
    )


def _out_of_range(violation: Violation, _: Site) -> Words:
    what = say("talet {given} går inte att använda här", given=given(violation))
    if "gt" in violation.values:
        return what, say("skriv ett tal större än {bound}", bound=violation.values["gt"])
    if "ge" in violation.values:
        return what, say("skriv ett tal som är minst {bound}", bound=violation.values["ge"])
    return what, say("skriv ett tal som är högst {bound}", bound=violation.values["le"])


def _too_few(violation: Violation, _: Site) -> Words:
    key = name_of(violation.path)
    if isinstance(violation.path[-1], int):
        return say("listan ”{key}” är för kort", key=key), say(
            "skriv fyra tal: [cyan, magenta, gul, svart]"
        )
    return say("”{key}” är tom", key=key), say(
        "skriv minst en punkt under ”{key}:” med ”- ” först", key=key
    )


def _too_many(violation: Violation, _: Site) -> Words:
    return say("listan ”{key}” är för lång", key=name_of(violation.path)), say(
        "behåll högst {count}", count=violation.values["max_length"]
    )


def _too_long(violation: Violation, _: Site) -> Words:
    return say("texten är {length} tecken lång", length=len(given(violation))), say(
        "skriv högst {count} tecken i ”{key}”",
        count=violation.values["max_length"],
        key=name_of(violation.path),
    )


def _one_measure(_: Violation, __: Site) -> Words:
    return say("ett mål ska ha precis ett mått"), say(
        "skriv ett av: minst, högst, exakt, öka med, minska med, inom; har löftet flera mål, skriv "
        "dem som flera punkter under ”mål:”"
    )


def _empty_contact(_: Violation, __: Site) -> Words:
    return say("kontakten är tom"), say(
        "skriv minst en av: namn, roll, epost, telefon, webb; eller ta bort punkten"
    )


def _empty_section(_: Violation, __: Site) -> Words:
    return say("avsnittet har inget innehåll"), say(
        "skriv rubrik:, text: eller punkter: i det, eller ta bort det"
    )


def _no_parties(_: Violation, __: Site) -> Words:
    return say("området har inga parter: ingen som lovar"), say(
        "skriv minst en under ”parter:” i omrade.yaml, till exempel polisen: med slag: polis och "
        "namn: Polisen"
    )


SHAPE_WORDS: Mapping[str, Writer] = {
    Kind.UNKNOWN_KEY: _unknown_key,
    Kind.MISSING_KEY: _missing_key,
    Kind.NOT_A_MAP: _not_a_map,
    Kind.NOT_A_LIST: _not_a_list,
    Kind.NOT_TEXT: _not_text,
    Kind.EMPTY_TEXT: _empty_text,
    Kind.NOT_A_CHOICE: _not_a_choice,
    Kind.NOT_A_DATE: _not_a_date,
    Kind.IMPOSSIBLE_DATE: _impossible_date,
    Kind.NOT_A_NUMBER: _not_a_number,
    Kind.NOT_YES_NO: _not_yes_no,
    Kind.NOT_AN_EMAIL: _not_an_email,
    Kind.NOT_AN_ADDRESS: _not_an_address,
    Kind.NOT_A_PERIOD: _not_a_period,
    Kind.ENDS_BEFORE_START: _ends_before_start,
    Kind.BAD_ID: _bad_id,
    Kind.BAD_COLOUR: _bad_colour,
    Kind.OUT_OF_RANGE: _out_of_range,
    Kind.TOO_FEW: _too_few,
    Kind.TOO_MANY: _too_many,
    Kind.TOO_LONG: _too_long,
    Kind.ONE_MEASURE: _one_measure,
    Kind.EMPTY_CONTACT: _empty_contact,
    Kind.EMPTY_SECTION: _empty_section,
    Kind.NO_PARTIES: _no_parties,
}
