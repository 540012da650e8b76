"""Which rule of a follow-up is broken, and what to write instead: a sentence for each rule."""

from collections.abc import Mapping

from loftespdf.language.swedish import period_in_text
from loftespdf.loading.guesses import near
from loftespdf.loading.sentences import Words, Writer, given, listed
from loftespdf.loading.sites import Site
from loftespdf.model.document import path_words
from loftespdf.model.followup import FEWEST_PERSONS, Degree, FollowUpRule
from loftespdf.model.period import Period
from loftespdf.model.problem import Problem, say
from loftespdf.model.violations import Violation


def follow_up_complaint(violation: Violation, site: Site) -> Problem:
    """Return the problem a broken rule is, at its place in the follow-up's file."""
    what, instead = FOLLOW_UP_WORDS[FollowUpRule(violation.kind)](violation, site)
    return Problem(
        kind=str(violation.kind),
        what=what,
        place=site.value(violation.path),
        path=path_words(violation.path),
        instead=instead,
        severity=violation.severity,
    )


def _unknown_promise(violation: Violation, _: Site) -> Words:
    promise, known = given(violation), violation.values["known"]
    ids = known if isinstance(known, tuple) else ()
    what = say("det finns inget löfte med id ”{promise}”", promise=promise)
    if nearest := near(promise, ids):
        return what, say("menade du ”{near}”?", near=nearest)
    if not ids:
        return what, say("löftena har inga id ännu: kör loftespdf check --fix-ids först")
    return what, say("välj bland löftenas id: {known}", known=listed(ids))


def _provisional_promise(violation: Violation, _: Site) -> Words:
    number, name = violation.values["number"], violation.values["id"]
    what = say(
        "”{promise}” är ett nummer, och numret kan bli ett annat löftes nästa år",
        promise=given(violation),
    )
    if name:
        return what, say("löfte {number} har id {id}: skriv det", number=number, id=name)
    if violation.values["exists"]:
        return what, say(
            "löfte {number} saknar id: kör loftespdf check --fix-ids, och skriv det id som löftet "
            "då får",
            number=number,
        )
    return what, say("skriv löftets id, som det står i löftets egen fil")


def _outside_period(violation: Violation, _: Site) -> Words:
    period = violation.values["period"]
    words = period_in_text(period) if isinstance(period, Period) else ""
    return say(
        "datumet {day} ligger utanför löftets period, {period}",
        day=given(violation),
        period=words,
    ), say(
        "skriv den dag inom perioden som utfallet gäller; dagen då uppföljningen gjordes skrivs "
        "överst i filen som datum:"
    )


def _wrong_unit(violation: Violation, _: Site) -> Words:
    units = violation.values["units"]
    return say(
        "enheten ”{unit}” är inte målets, som är {units}",
        unit=given(violation),
        units=listed(units),
    ), say("räkna utfallet i {units}, eller skriv det i ord under kommentar:", units=listed(units))


def _unclear_unit(violation: Violation, _: Site) -> Words:
    value, units = given(violation), violation.values["units"]
    if not units:
        return say("löftet har inget mål, så det framgår inte vad {value} är", value=value), say(
            "lägg till enhet: och vad som räknas, till exempel enhet: besök"
        )
    return say("löftet har flera mål, så det framgår inte vad {value} är", value=value), say(
        "lägg till enhet: med en av {units}, och skriv de andra målens utfall som egna punkter",
        units=listed(units),
    )


def _unit_without_value(violation: Violation, _: Site) -> Words:
    return say("enheten ”{unit}” står utan värde", unit=given(violation)), say(
        "lägg till värde: med utfallet som tal, eller ta bort enhet:"
    )


def _outcome_twice(violation: Violation, site: Site) -> Words:
    return say(
        "löftet ”{promise}” har redan ett utfall för samma dag, vid {place}",
        promise=given(violation),
        place=_first(violation, site),
    ), say("ändra datum:, slå ihop de två, eller ge dem olika enhet: om löftet har flera mål")


def _degrees_differ(violation: Violation, site: Site) -> Words:
    return say(
        "löftet får graden ”{degree}” här, men ”{other}” samma dag vid {place}",
        degree=given(violation),
        other=violation.values["other"],
        place=_first(violation, site),
    ), say("ge löftet en och samma grad för dagen")


def _below_zero(violation: Violation, _: Site) -> Words:
    return say("värdet {given} är mindre än noll", given=given(violation)), say(
        "skriv utfallet som ett tal från 0 och uppåt; bara en förändring (öka med, minska med) kan"
        " gå åt andra hållet"
    )


def _few_persons(violation: Violation, _: Site) -> Words:
    return say(
        "{count}: så få personer kan gå att känna igen", count=given(violation).replace(".", ",")
    ), say(
        "skriv det i ord, till exempel ”färre än {fewest}”, om uppföljningen ska publiceras",
        fewest=FEWEST_PERSONS,
    )


def _degree_contradicted(violation: Violation, _: Site) -> Words:
    values = {"outcome": violation.values["outcome"], "target": violation.values["target"]}
    if given(violation) == Degree.MET:
        what = say("graden är ”uppfyllt”, men {outcome} når inte målet {target}", **values)
    else:
        what = say("graden är ”ej uppfyllt”, men {outcome} når målet {target}", **values)
    return what, say("rätta graden eller talet; stämmer båda, förklara det under orsak:")


def _first(violation: Violation, site: Site) -> str:
    first = violation.values["first"]
    return str(site.value(first)) if isinstance(first, tuple) else ""


FOLLOW_UP_WORDS: Mapping[FollowUpRule, Writer] = {
    FollowUpRule.UNKNOWN_PROMISE: _unknown_promise,
    FollowUpRule.PROVISIONAL_PROMISE: _provisional_promise,
    FollowUpRule.OUTSIDE_PERIOD: _outside_period,
    FollowUpRule.WRONG_UNIT: _wrong_unit,
    FollowUpRule.UNCLEAR_UNIT: _unclear_unit,
    FollowUpRule.UNIT_WITHOUT_VALUE: _unit_without_value,
    FollowUpRule.BELOW_ZERO: _below_zero,
    FollowUpRule.OUTCOME_TWICE: _outcome_twice,
    FollowUpRule.DEGREES_DIFFER: _degrees_differ,
    FollowUpRule.FEW_PERSONS: _few_persons,
    FollowUpRule.DEGREE_CONTRADICTED: _degree_contradicted,
}
