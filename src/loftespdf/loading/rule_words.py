"""Which rule is broken, and what to write instead: a sentence for each ``Rule``."""

from collections.abc import Mapping

from loftespdf.language.contrast import contrast_in_text
from loftespdf.loading.guesses import near
from loftespdf.loading.sentences import Words, Writer, given, listed
from loftespdf.loading.sites import Site
from loftespdf.model.problem import say
from loftespdf.model.rules import LEAST_CONTRAST, Rule
from loftespdf.model.violations import Violation


def _no_promises(_: Violation, __: Site) -> Words:
    return say("det står inga löften i dokumentet"), say(
        "skriv slag: löften på avsnittet med löftena, och varje löfte som en punkt under punkter:"
    )


def _missing_owner(violation: Violation, _: Site) -> Words:
    return say(
        "det framgår inte vem som ger löfte {number}", number=violation.values["number"]
    ), say(
        "skriv part: på löftet eller på avsnittet runt det, med en eller flera av: {known}",
        known=listed(violation.values["known"]),
    )


def _unknown_party(violation: Violation, _: Site) -> Words:
    party, known = given(violation), violation.values["known"]
    words = known if isinstance(known, tuple) else ()
    what = say("det finns ingen part som heter ”{party}”", party=party)
    if nearest := near(party, words):
        return what, say("menade du ”{near}”?", near=nearest)
    return what, say(
        "välj bland {known}, eller lägg till parten under ”parter:” i omrade.yaml",
        known=listed(words),
    )


def _duplicate_id(violation: Violation, site: Site) -> Words:
    first = violation.values["first"]
    place = site.value(first) if isinstance(first, tuple) else ""
    return say("id ”{id}” används redan, vid {place}", id=given(violation), place=place), say(
        "ge det ena löftet ett annat id, så att utfallet av dem kan hållas isär"
    )


def _missing_id(violation: Violation, _: Site) -> Words:
    return say(
        "löfte {number} saknar id och kallas tills vidare ~{number}",
        number=violation.values["number"],
    ), say("kör loftespdf check --fix-ids, som skriver dit id och inte ändrar något annat")


def _period_disagrees(violation: Violation, _: Site) -> Words:
    years = violation.values["years"]
    return say(
        "filen heter {slug}.yaml, men perioden i den är {years}",
        slug=violation.values["slug"],
        years=years,
    ), say("rätta period:, eller döp om filen till {years}.yaml", years=years)


def _picture_without_file(_: Violation, __: Site) -> Words:
    return say("bilden har ingen fil: en tom ruta håller dess plats"), say(
        "lägg bilden i mappen bilder bredvid löftets fil, och skriv fil: bilder/namn.jpg och alt: "
        "med vad bilden visar"
    )


def _picture_without_alt(violation: Violation, _: Site) -> Words:
    return say("bilden {file} saknar alt:", file=given(violation)), say(
        "skriv alt: och vad bilden visar, för den som inte kan se den"
    )


def _low_contrast(violation: Violation, _: Site) -> Words:
    return say(
        "färgen {colour} är för ljus mot vitt: kontrasten är {ratio}, och {least} krävs",
        colour=given(violation),
        ratio=contrast_in_text(float(str(violation.values["ratio"]))),
        least=contrast_in_text(LEAST_CONTRAST),
    ), say('välj en mörkare färg, till exempel "{darker}"', darker=violation.values["darker"])


def _foreign_municipality(violation: Violation, _: Site) -> Words:
    return say(
        "här står ”{given}”, men löftet gäller {area}",
        given=given(violation),
        area=violation.values["area"],
    ), say(
        "rätta namnet; ska det stå så, lägg till {name} under grannar: i omrade.yaml",
        name=violation.values["name"],
    )


def _unknown_promise(violation: Violation, _: Site) -> Words:
    chosen, known = given(violation), violation.values["known"]
    words = known if isinstance(known, tuple) else ()
    what = say("det finns inget löfte med id ”{id}”", id=chosen)
    if nearest := near(chosen, words):
        return what, say("menade du ”{near}”?", near=nearest)
    return what, say("välj bland: {known}", known=listed(words))


def _unknown_municipality(violation: Violation, _: Site) -> Words:
    name, known = given(violation), violation.values["known"]
    what = say("det finns ingen kommun som heter ”{name}”", name=name)
    if nearest := near(name, known if isinstance(known, tuple) else ()):
        return what, say("menade du ”{near}”?", near=nearest)
    return what, say("skriv kommunens namn, till exempel Grästorp")


def _title_of_other_year(violation: Violation, _: Site) -> Words:
    return say(
        "titeln säger {given}, men löftet gäller {years}",
        given=given(violation),
        years=violation.values["years"],
    ), say("rätta året i titel: eller period:")


RULE_WORDS: Mapping[str, Writer] = {
    Rule.NO_PROMISES: _no_promises,
    Rule.MISSING_OWNER: _missing_owner,
    Rule.UNKNOWN_PARTY: _unknown_party,
    Rule.DUPLICATE_ID: _duplicate_id,
    Rule.MISSING_ID: _missing_id,
    Rule.PERIOD_DISAGREES: _period_disagrees,
    Rule.PICTURE_WITHOUT_FILE: _picture_without_file,
    Rule.PICTURE_WITHOUT_ALT: _picture_without_alt,
    Rule.LOW_CONTRAST: _low_contrast,
    Rule.FOREIGN_MUNICIPALITY: _foreign_municipality,
    Rule.UNKNOWN_MUNICIPALITY: _unknown_municipality,
    Rule.UNKNOWN_PROMISE: _unknown_promise,
    Rule.TITLE_OF_OTHER_YEAR: _title_of_other_year,
}
