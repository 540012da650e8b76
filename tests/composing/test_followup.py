"""A follow-up becomes a page: the answer first, every promise with its outcome, nothing lost."""

from collections.abc import Iterator
from types import MappingProxyType
from typing import Any
from xml.etree.ElementTree import Element

import pytest

from loftespdf.composing.followup import compose_followup
from loftespdf.composing.form import compose_form
from loftespdf.inspecting.text import prove_content
from loftespdf.model.composed import Composed
from loftespdf.model.document import Places
from loftespdf.model.followup import EarlierPeriod, FollowUp, FollowUpDocument
from loftespdf.model.problem import ContentRefused
from tests import samples

FIRST = {"löfte": "forsta", "datum": "2021-12-31", "grad": "uppfyllt"}
SECOND = {
    "löfte": "andra", "datum": "2021-11-30", "grad": "ej uppfyllt", "värde": "5",
    "kommentar": "Det *mesta* på våren.", "orsak": "För få poliser.", "källa": "Rapporter",
}  # fmt: skip


def document(
    *outcomes: dict[str, Any], pledge: dict[str, Any] | None = None, **keys: str
) -> FollowUpDocument:
    report = FollowUp.model_validate({"utfall": outcomes or (FIRST, SECOND), **keys})
    places = Places("content/exempel/2021.uppfoljning.yaml", MappingProxyType({}))
    return FollowUpDocument(samples.document(pledge), report, places)


def composed(whole: FollowUpDocument | None = None) -> Composed:
    made = compose_followup(whole or document(), "uppfoljning", samples.templates())
    assert prove_content(made) == ()
    return made


def text(element: Element) -> str:
    """The words as they stand on the page: a block begins on a line of its own."""
    return " ".join("".join(pieces(element)).split())


def pieces(element: Element) -> Iterator[str]:
    yield " " if element.tag in ("p", "div", "td", "li") else ""
    yield element.text or ""
    for child in element:
        yield from pieces(child)
        yield child.tail or ""


def with_class(tree: Element, name: str) -> list[Element]:
    return [one for one in tree.iter() if name in one.get("class", "").split()]


def texts(made: Composed, name: str) -> list[str]:
    return [text(one) for one in with_class(made.tree, name)]


def test_the_answer_comes_before_every_promise() -> None:
    made = composed()
    assert texts(made, "answer") == ["1 av 2 löften uppfyllt"]
    order = [one.get("class") for one in made.tree.iter() if one.get("class")]
    assert order.index("answer") < order.index("strip") < order.index("promises")


def test_the_strip_has_a_segment_for_each_promise_and_says_it_in_words() -> None:
    made = composed(document(SECOND))
    (strip,) = with_class(made.tree, "strip")
    assert [text(head) for head in strip.iter("th")] == ["2", "1"]
    pictures = [(one.get("src"), one.get("alt")) for one in strip.iter("img")]
    assert pictures == [
        ("ritat/slash-84x12", "Ej uppfyllt"),
        ("ritat/dashed-84x12", "Inte följt upp"),
    ]
    counts = with_class(made.tree, "l-counts")[0]
    assert [text(one) for one in counts] == ["1 ej uppfyllt löfte 2", "1 inte följt upp löfte 1"]


def test_each_degree_has_a_sign_of_its_own_beside_its_word() -> None:
    said = {}
    for word in ("uppfyllt", "delvis", "pågår", "ej uppfyllt"):
        made = composed(document({**FIRST, "grad": word}))
        degree = with_class(with_class(made.tree, "promise")[0], "l-degree")[0]
        said[text(degree)] = degree[0].get("data-sign")
    assert said == {
        "Uppfyllt": "full", "Delvis uppfyllt": "half", "Pågår": "grey", "Ej uppfyllt": "slash",
    }  # fmt: skip


def test_each_promise_has_its_number_degree_target_outcome_reason_source_and_day() -> None:
    promise = with_class(composed().tree, "promise")[1]
    assert text(promise) == (
        "2 Ej uppfyllt Polisen Polisen ska kontrollera trafiken. Mål: minst 8 kontroller per år "
        "Utfall: 5 kontroller Det mesta på våren. Varför det blev så För få poliser. "
        "Källa: Rapporter · Läget den 30 november 2021"
    )


def test_failure_has_the_same_form_as_success() -> None:
    kept = composed(document(FIRST, {**SECOND, "grad": "uppfyllt"})).markup
    failed = composed(document(FIRST, SECOND)).markup
    assert kept.count("l-degree") == failed.count("l-degree")
    promise = failed.split('<ol class="promises">')[1]
    assert (
        promise.replace("l-not-met", "l-met")
        .replace('"slash"', '"full"')
        .replace("Ej uppfyllt", "Uppfyllt")
        == (kept.split('<ol class="promises">')[1])
    )


def drawn(whole: FollowUpDocument) -> list[tuple[str | None, str]]:
    return [
        (one.get("src"), (one.get("alt") or "").replace("\N{NO-BREAK SPACE}", " "))
        for one in with_class(composed(whole).tree, "l-bar")
    ]


def test_bars_are_as_long_as_what_they_stand_for() -> None:
    assert drawn(document()) == [
        ("ritat/empty-44x3.4", "Stapel: målet är 8"),
        ("ritat/full-27.5x3.4", "Stapel: utfallet är 5, 62 procent av målet"),
    ]
    assert drawn(document({**SECOND, "värde": "16"})) == [
        ("ritat/empty-22x3.4", "Stapel: målet är 8"),
        ("ritat/full-44x3.4", "Stapel: utfallet är 16, 200 procent av målet"),
    ]


def target(**keys: str) -> dict[str, Any]:
    item = {"id": "andra", "text": "b", "mål": [{"enhet": "kontroller", **keys}]}
    return {"avsnitt": [{"slag": "löften", "part": ["polisen"], "punkter": [item]}]}


def test_a_rate_stands_beside_its_value_and_measures_the_bar() -> None:
    pledge = target(minst="1", per="dag")
    outcome = {"löfte": "andra", "datum": "2021-12-31", "grad": "uppfyllt", "värde": "730"}
    made = composed(document(outcome, pledge=pledge))
    assert "Utfall: 730 kontroller, 2 per dag" in text(made.tree)
    assert with_class(made.tree, "l-bar")[0].get("src") == "ritat/empty-22x3.4"


def test_a_change_without_a_baseline_is_drawn_by_its_size() -> None:
    pledge = target(**{"öka med": "10"})
    assert drawn(document({**SECOND, "värde": "5"}, pledge=pledge)) == [
        ("ritat/empty-44x3.4", "Stapel: målet är 10"),
        ("ritat/full-22x3.4", "Stapel: utfallet är 5, 50 procent av målet"),
    ]
    nothing = drawn(document({**SECOND, "värde": "0"}, pledge=pledge))
    assert nothing[1][0] == "ritat/full-0.4x3.4"


@pytest.mark.parametrize(
    ("measure", "goal", "widths"),
    [("öka med", "50", ["35.2", "44", "22"]), ("minska med", "30", ["44", "33", "27.5"])],
)
def test_a_change_from_a_baseline_is_drawn_by_its_levels(
    measure: str, goal: str, widths: list[str]
) -> None:
    pledge = target(**{measure: "10", "utgångsläge": "40"})
    whole = document({**SECOND, "värde": "25"}, pledge=pledge)
    pictures = drawn(whole)
    assert [src for src, _ in pictures] == [
        f"ritat/{ink}-{width}x3.4"
        for ink, width in zip(["grey", "empty", "full"], widths, strict=True)
    ]
    assert [alt for _, alt in pictures] == [
        "Stapel: utgångsläget är 40", f"Stapel: målet är {goal}", "Stapel: utfallet är 25",
    ]  # fmt: skip
    assert f"Mål: {measure} 10 kontroller, utgångsläge 40 kontroller, alltså {goal}" in text(
        composed(whole).tree
    )


@pytest.mark.parametrize(
    ("value", "keys"), [("-3", {}), ("44", {"enhet": "procent", "utgångsläge": "40"})]
)
def test_what_cannot_be_drawn_is_still_said(value: str, keys: dict[str, str]) -> None:
    pledge = target(**{"öka med": "10", "enhet": "kontroller", **keys})
    made = composed(document({**SECOND, "värde": value}, pledge=pledge))
    assert with_class(made.tree, "l-bar") == []
    assert f"Mål: öka med 10 {keys.get('enhet', 'kontroller')}" in text(made.tree)


def test_a_promise_nobody_reported_on_says_so() -> None:
    promise = with_class(composed(document(FIRST)).tree, "promise")[1]
    assert "Inte följt upp" in text(promise)
    assert "Utfall: inget tal redovisat" in text(promise)
    assert "Inget utfall är redovisat för det här löftet." in text(promise)


def test_earlier_outcomes_of_the_period_come_after_the_newest() -> None:
    before = {**SECOND, "datum": "2021-04-30", "värde": "2", "grad": "pågår", "orsak": "Väntar."}
    promise = with_class(composed(document(before, SECOND)).tree, "promise")[1]
    assert text(promise).index("5 kontroller") < text(promise).index("Tidigare under perioden")
    assert "2 kontroller" in text(with_class(promise, "l-earlier")[0])


def test_a_title_and_text_of_the_reports_own_are_content() -> None:
    made = composed(document(titel="Så blev det", text="Ett år.\n\nTvå saker.", datum="2022-01-31"))
    assert made.title == "Så blev det"
    assert [leaf.text for leaf in made.leaves[:3]] == [
        "Så blev det", "den\N{NO-BREAK SPACE}31\N{NO-BREAK SPACE}januari 2022",
        "Ett år. Två saker.",
    ]  # fmt: skip
    assert made.date == "2022-01-31"
    assert composed().title == "Uppföljning: Medborgarlöfte för Exempelby"
    assert composed().date == "2021-12-31"


def test_a_draft_pledges_follow_up_says_utkast_first() -> None:
    made = composed(document(pledge={"status": "utkast"}))
    assert made.title.startswith("UTKAST – Uppföljning")


def test_text_that_looks_like_code_is_printed_as_text() -> None:
    made = composed(document({**SECOND, "orsak": "<script>{{ doc }}</script> & <b>"}))
    assert "<script" not in made.markup


def test_what_a_template_forgets_is_told_with_its_place() -> None:
    file = "templates/uppfoljning/outcome.html.j2"
    source = samples.theme().files[file].content.decode()
    without = source.replace("{{ outcome.reason }}", "")
    made = compose_followup(document(), "uppfoljning", samples.templates(**{file: without}))
    problems = prove_content(made)
    assert [p.kind for p in problems] == ["content-missing"]
    assert problems[0].place.file == "content/exempel/2021.uppfoljning.yaml"


def test_what_is_outside_the_vocabulary_is_refused() -> None:
    file = "templates/uppfoljning/page.html.j2"
    source = samples.theme().files[file].content.decode()
    foreign = source.replace("<main>", "<main><meter>1</meter>")
    with pytest.raises(ContentRefused):
        compose_followup(document(), "uppfoljning", samples.templates(**{file: foreign}))


def earlier(*, told: bool) -> EarlierPeriod:
    items = [
        {"id": "forsta", "text": "Polisen ska synas."},
        {"id": "andra", "text": "Polisen ska kontrollera lite."},
        {"id": "gammal", "text": "Polisen ska cykla."},
    ]
    section = {"slag": "löften", "part": ["polisen"], "punkter": items}
    pledge = samples.document({"period": "2020", "avsnitt": [section]})
    outcome = {"löfte": "gammal", "datum": "2020-12-31", "grad": "delvis"}
    return EarlierPeriod(pledge, FollowUp.model_validate({"utfall": [outcome]}) if told else None)


def test_the_years_are_told_with_old_and_new_wording_and_what_was_kept() -> None:
    whole = document()
    whole = FollowUpDocument(whole.pledge, whole.follow_up, whole.places, earlier(told=True))
    made = composed(whole)
    years = with_class(made.tree, "l-years")[0]
    assert "1 löfte fortsätter, 1 är ändrat och 1 är borttaget." in text(years)
    assert [text(row) for row in years.iter("tr")][1:] == [
        "Polisen ska synas. Inte följt upp Fortsätter, nu löfte 1",
        (
            "Polisen ska kontrollera lite. Inte följt upp Ändrat, nu löfte 2 "
            "Polisen ska kontrollera trafiken. Mål: minst 8 kontroller per år"
        ),
        "Polisen ska cykla. Delvis uppfyllt Borttaget",
    ]


@pytest.mark.parametrize(
    ("known", "sentences"),
    [
        (("forsta", "andra"), "2 löften är ändrade."),
        (("forsta",), "1 löfte är ändrat och 1 är nytt. Nytt är löfte 2."),
        (("gammal",), "2 löften är nya och 1 är borttaget. Nya är löfte 1 och 2."),
    ],
)
def test_what_is_new_agrees_with_how_much_it_is(known: tuple[str, ...], sentences: str) -> None:
    items = [{"id": name, "text": "Polisen ska cykla."} for name in known]
    section = {"slag": "löften", "part": ["polisen"], "punkter": items}
    before = EarlierPeriod(samples.document({"period": "2020", "avsnitt": [section]}), None)
    now = document()
    made = composed(FollowUpDocument(now.pledge, now.follow_up, now.places, before))
    told = [text(one) for one in with_class(made.tree, "l-years")[0].iter("p")]
    assert told[0] == sentences
    assert texts(made, "l-years")[0].startswith("Jämfört med löftet 2020")


def test_without_a_period_before_nothing_is_said_of_it() -> None:
    assert with_class(composed().tree, "l-years") == []


def test_the_blank_form_has_every_promise_and_nothing_filled_in() -> None:
    made = compose_form(samples.document(), "uppfoljning", samples.templates(), "blank")
    assert prove_content(made) == ()
    assert made.leaves == ()
    assert made.edition == "blank"
    assert texts(made, "number") == ["1", "2"]
    assert {text(one) for one in with_class(made.tree, "line")} == {""}
    assert "minst 8 kontroller per år" in text(made.tree)
