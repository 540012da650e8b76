"""Keys, lists and texts in a wrong shape, and what to write instead: a sentence for each ``Kind``.

Of single values ``value_words.py`` tells.
"""

import re
from collections.abc import Mapping

from loftespdf.loading.guesses import near
from loftespdf.loading.sentences import Words, Writer, given, listed, name_of
from loftespdf.loading.sites import Site
from loftespdf.model.problem import say
from loftespdf.model.violations import Kind, Violation

#: Signs that cannot be seen, as they come along when text is pasted.
_UNSEEN = re.compile("[\xa0\xad\u200b-\u200d\u2060\ufeff]")


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
    Kind.TOO_FEW: _too_few,
    Kind.TOO_MANY: _too_many,
    Kind.TOO_LONG: _too_long,
    Kind.ONE_MEASURE: _one_measure,
    Kind.EMPTY_CONTACT: _empty_contact,
    Kind.EMPTY_SECTION: _empty_section,
    Kind.NO_PARTIES: _no_parties,
}
