"""What an advertisement says, and what may go: never a number, nor what its author chose."""

from typing import Any

from loftespdf.language.adverts import AdVariant, leaves_of, ranked, short_of, shown_targets
from loftespdf.model.composition import AdPart, Composition
from loftespdf.model.document import PledgeDocument
from loftespdf.model.pledge import Item
from tests import samples

COMPOSITION = Composition.model_validate({
    "namn": "prov", "minst text": "8", "högst text": "12",
    "delar": ["bild", "uppföljning", "kontakt", "organisation", "löften"],
    "får utgå": ["hel text", "bild", "kontakt", "uppföljning", "organisation", "löften"],
})  # fmt: skip


def document(promises: list[dict[str, Any]], **more: Any) -> PledgeDocument:  # noqa: ANN401
    sections = [
        {"slag": "löften", "part": ["polisen"], "punkter": promises},
        {"slag": "uppföljning", "rubrik": "Uppföljning", "när": "tertialvis"},
    ]
    return samples.document({"avsnitt": sections, **more})


def numbers(way: AdVariant) -> list[int]:
    return [one.number for one in way.promises]


def plain(count: int) -> list[dict[str, Any]]:
    return [{"id": f"l{i}", "text": f"Polisen ska göra sak {chr(97 + i)}."} for i in range(count)]


def test_the_fullest_comes_first_and_each_step_leaves_out_the_next_thing() -> None:
    promises = plain(4)
    promises[0]["kort"] = "Kort sagt"
    contact = [{"namn": "Namn Namnsson"}]
    ways = ranked(document(promises, kontakt=contact), samples.layout("annons"), COMPOSITION)
    told = [[str(each) for each in way.left_out] for way in ways]
    assert told[0] == []
    assert told[1] == ["kort form i stället för hela texten: löfte 1"]
    assert told[2] == [*told[1], "kontaktuppgiften"]
    assert told[3] == [told[1][0], "raden om uppföljning", "kontaktuppgiften"]
    assert told[-1][-1] == "löfte 4"


def test_a_picture_that_the_arrangement_has_no_place_for_is_told_of_each_way() -> None:
    without = COMPOSITION.model_copy(update={"parts": (AdPart.PROMISES,), "may_go": ()})
    with_picture = document(plain(3), bilder=[{"fil": "torget.jpg", "alt": "Torget"}])
    (way,) = ranked(with_picture, samples.layout("annons"), without)
    assert [str(each) for each in way.left_out] == ["bilden"]
    (way,) = ranked(document(plain(3)), samples.layout("annons"), without)
    assert way.left_out == ()


def test_texts_are_shortened_before_anything_goes_in_every_built_in_arrangement() -> None:
    orders = [one.may_go for one in samples.layout("annons").compositions]
    assert orders
    assert {order[0] for order in orders} == {AdPart.FULL_TEXT}
    assert {order[-1] for order in orders} == {AdPart.PROMISES}


def test_promises_go_from_the_last_and_at_least_three_stay() -> None:
    ways = ranked(document(plain(5)), samples.layout("annons"), COMPOSITION)
    assert [numbers(way) for way in ways[-2:]] == [[1, 2, 3, 4], [1, 2, 3]]


def test_of_forty_promises_a_third_stays() -> None:
    ways = ranked(document(plain(26)), samples.layout("annons"), COMPOSITION)
    assert len(ways[-1].promises) == 9


def test_a_promise_with_a_measure_never_goes_but_a_year_is_no_measure() -> None:
    promises = plain(6)
    promises[5]["mål"] = [{"minst": "8", "enhet": "insatser"}]
    promises[4]["text"] = "Polisen ska hålla minst åtta möten."
    promises[3]["text"] = "Polisen ska under 2021 verka i området."
    ways = ranked(document(promises), samples.layout("annons"), COMPOSITION)
    assert numbers(ways[-1]) == [1, 5, 6]


def test_everybody_who_promised_something_still_does() -> None:
    promises = plain(5)
    promises[4]["part"] = ["kommunen"]
    ways = ranked(document(promises), samples.layout("annons"), COMPOSITION)
    assert numbers(ways[-1]) == [1, 2, 5]


def test_what_the_author_chose_stands_whole_and_in_the_documents_order() -> None:
    chosen = document(plain(6), annons={"löften": ["l4", "l0", "l5", "l1"]})
    ways = ranked(chosen, samples.layout("annons"), COMPOSITION)
    assert {tuple(numbers(way)) for way in ways} == {(1, 2, 5, 6)}


def test_a_poster_holds_five_promises_in_short_form() -> None:
    promises = plain(8)
    promises[0]["kort"] = "Kort sagt"
    layout = samples.layout("affisch")
    first = ranked(document(promises), layout, layout.compositions[0])[0]
    assert numbers(first) == [1, 2, 3, 4, 5]
    assert first.short
    assert [str(each) for each in first.left_out] == ["löfte 6, 7 och 8"]


def test_a_target_stands_beside_a_text_that_does_not_say_its_number() -> None:
    item = Item.model_validate({
        "text": "Polisen ska göra minst åtta insatser.", "kort": "Fler insatser",
        "mål": [{"minst": "8", "enhet": "insatser"}],
    })  # fmt: skip
    assert shown_targets(item, short=False) == ()
    assert [index for index, _ in shown_targets(item, short=True)] == [0]


def test_a_short_form_that_loses_a_number_is_not_used() -> None:
    text = "Polisen ska göra 1 200 kontroller under 2021 på tre platser."
    keeps = Item.model_validate({"text": text, "kort": "1 200 kontroller på 3 platser"})
    loses = Item.model_validate({"text": text, "kort": "Kontroller på tre platser"})
    assert short_of(keeps) == "1 200 kontroller på 3 platser"
    assert short_of(loses) is None


def test_leaves_are_the_headline_and_the_promises_in_their_form() -> None:
    promises = plain(3)
    promises[1]["kort"] = "Kort sagt"
    made = document(promises, annons={"rubrik": "Tryggare kvällar"})
    whole, short, *_ = ranked(made, samples.layout("annons"), COMPOSITION)
    assert [leaf.text for leaf in leaves_of(made, whole)] == [
        "Tryggare kvällar", *(one["text"] for one in promises), "tertialvis",
    ]  # fmt: skip
    assert [leaf.text for leaf in leaves_of(made, short)][2] == "Kort sagt"
