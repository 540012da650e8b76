"""A value that is none of its kind (a date, a number, a name), and what to write instead."""

import re
from calendar import monthrange
from collections.abc import Mapping
from decimal import Decimal

from loftespdf.language.slugs import slug
from loftespdf.loading.guesses import MONTH_WORDS, guess_date, guess_number, near_choice
from loftespdf.loading.sentences import Words, Writer, given, listed, name_of
from loftespdf.loading.sites import Site
from loftespdf.model.problem import say
from loftespdf.model.violations import Kind, Violation

_CENTIMETRES = re.compile(r"\s*(\d+(?:[.,]\d+)?)\s*cm\s*")
_FIRST_DIGITS = re.compile(r"\s*(\d[\d \xa0,.]*?)(?:\s*%|\s+[^\d\s]).*")


def _not_a_choice(violation: Violation, _: Site) -> Words:
    key, text, choices = name_of(violation.path), given(violation), violation.values["choices"]
    words = choices if isinstance(choices, tuple) else ()
    what = (
        say("”{given}” är inget som ”{key}” kan vara", given=text, key=key)
        if text
        else say("”{key}” ska vara ett av några bestämda ord", key=key)
    )
    if nearest := near_choice(text, words):
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


VALUE_WORDS: Mapping[str, Writer] = {
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
}
