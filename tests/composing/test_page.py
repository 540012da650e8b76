"""A document and a layout become a page in the closed vocabulary."""

from typing import Any
from xml.etree.ElementTree import Element

import pytest

from loftespdf.composing.page import compose
from loftespdf.model.composed import Composed
from loftespdf.model.problem import ContentRefused
from tests import samples

PAGE = "templates/lofte/page.html.j2"


def composed(pledge: dict[str, Any] | None = None, area: dict[str, Any] | None = None) -> Composed:
    return compose(samples.document(pledge, area), "lofte", samples.layout(), samples.templates())


def refused(template: str) -> ContentRefused:
    with pytest.raises(ContentRefused) as caught:
        compose(
            samples.document(), "lofte", samples.layout(), samples.templates(**{PAGE: template})
        )
    return caught.value


def page(body: str) -> str:
    return (
        f'{{% extends "_parts/document.html.j2" %}}\n{{% block page %}}\n{body}\n{{% endblock %}}'
    )


def texts(tree: Element, name: str) -> list[str]:
    return [
        "".join(e.itertext()).strip() for e in tree.iter() if name in e.get("class", "").split()
    ]


def test_promises_are_numbered_through_the_whole_document() -> None:
    group = {"slag": "löften", "part": ["polisen"], "punkter": ["a", "b"]}
    tree = composed({"avsnitt": [group, {"slag": "övrigt", "punkter": ["x"]}, group]}).tree
    assert texts(tree, "number") == ["1", "2", "3", "4"]


def test_one_owner_of_a_group_is_said_once() -> None:
    assert texts(composed().tree, "owner")[:1] == ["Polisen"]
    assert len(texts(composed().tree, "owner")) == 3  # the group's, and two signature blocks


def test_where_owners_differ_each_promise_says_its_own() -> None:
    items = [
        {"text": "a", "part": "polisen"},
        {"text": "b", "part": ["polisen", "kommunen", "bolaget"]},
    ]
    section = {"slag": "löften", "punkter": items}
    tree = composed({"avsnitt": [section], "underskrifter": []}).tree
    assert texts(tree, "owner") == ["Polisen", "Polisen, Exempelby kommun och Bolaget"]


def test_headings_go_down_one_level_at_a_time_even_where_a_section_has_none() -> None:
    inner = {"rubrik": "Innerst", "text": "t"}
    middle = {"avsnitt": [inner]}
    tree = composed({"avsnitt": [{"rubrik": "Ytterst", "avsnitt": [middle]}]}).tree
    headings = [(e.tag, e.text) for e in tree.iter() if e.tag in ("h1", "h2", "h3", "h4")]
    assert headings[1:3] == [("h2", "Ytterst"), ("h3", "Innerst")]


@pytest.mark.parametrize("layout", ["lofte", "kontor", "webb"])
@pytest.mark.parametrize(
    ("status", "words"),
    [("gällande", "Gäller 2021"), ("tidigare", "Gällde 2021 · tidigare löfte")],
)
def test_a_former_pledge_is_not_said_to_hold(layout: str, status: str, words: str) -> None:
    document = samples.document({"status": status})
    made = compose(document, layout, samples.layout(layout), samples.templates())
    (period,) = [one for one in made.tree.iter() if one.get("class") == "period"]
    assert " ".join("".join(period.itertext()).split()) == words


def test_a_draft_begins_with_utkast_in_title_and_text() -> None:
    draft = composed({"status": "utkast"})
    assert draft.title.startswith("UTKAST")
    body = next(e for e in draft.tree.iter() if e.tag == "body")
    assert "".join(body.itertext()).split()[0] == "UTKAST"
    assert "UTKAST" not in composed().markup


def test_text_that_looks_like_code_is_printed_as_text() -> None:
    nasty = "<script>alert(1)</script> {{ doc }} & <b>"
    markup = composed({"titel": nasty, "avsnitt": [{"text": nasty}]}).markup
    assert "<script" not in markup
    assert "<b>" not in markup
    assert markup.count("&lt;script&gt;alert(1)&lt;/script&gt; {{ doc }} &amp; &lt;b&gt;") == 3


def test_a_missing_signers_name_is_a_line_and_never_a_word() -> None:
    tree = composed().tree
    assert "Namnförtydligande" in texts(tree, "label")
    block = {"part": "polisen", "namn": "Namn Namnsson"}
    with_name = composed({"underskrifter": [block]}).tree
    assert "Namnförtydligande" not in texts(with_name, "label")
    assert "Namn\N{NO-BREAK SPACE}Namnsson" in texts(with_name, "name")


def test_the_date_is_the_newest_of_decision_signature_and_change_else_the_first_day() -> None:
    assert composed().date == "2021-01-01"
    signed = {"underskrifter": [{"part": "polisen", "datum": "2021-03-02"}]}
    assert composed(signed).date == "2021-03-02"
    assert composed({**signed, "ändrad": "2021-04-01"}).date == "2021-04-01"
    assert composed({"beslut": {"organ": "KS", "datum": "2020-12-01"}}).date == "2020-12-01"


def test_the_follow_up_table_is_always_blank() -> None:
    tree = composed().tree
    rows = list(tree.iter("tr"))[1:]
    assert len(rows) == 2
    assert all("".join(cell.itertext()).strip() == "" for row in rows for cell in row[-3:])


def test_a_brands_colour_reaches_the_page() -> None:
    brand = {"färger": {"polisen": {"skärm": "#123456"}}}
    assert "--colour-police: #123456" in composed(area={"varumärke": brand}).brand_css


def test_a_misspelt_variable_is_told_with_template_and_line() -> None:
    problem = refused(page("<p>{{ doc.titel }}</p>")).problems[0]
    assert problem.kind == "template-error"
    assert (problem.place.file, problem.place.line) == (PAGE, 3)
    assert "titel" in str(problem.what)


def test_a_syntax_fault_is_told_with_template_and_line() -> None:
    problem = refused(page("<p>{% if %}</p>")).problems[0]
    assert (problem.place.file, problem.place.line) == (PAGE, 3)


def test_a_missing_part_is_told() -> None:
    problem = refused('{% extends "_parts/borta.html.j2" %}').problems[0]
    assert "_parts/borta.html.j2" in str(problem.what)


@pytest.mark.parametrize(
    ("body", "what"),
    [
        ("<p>ok</p>\n<marquee>hej</marquee>", "<marquee>"),
        ('<p>ok</p>\n<p onclick="x()">hej</p>', "<p onclick>"),
        ('<p>ok</p>\n<p class="fancy">hej</p>', 'class="fancy"'),
        ('<p>ok</p>\n<p data-text="annat">hej</p>', 'data-text="annat"'),
    ],
)
def test_what_is_outside_the_vocabulary_is_told_by_line_path_and_text(body: str, what: str) -> None:
    problem = refused(page(body)).problems[0]
    assert problem.kind == "outside-vocabulary"
    assert problem.place.line == 4
    assert problem.path == f"html > body > {'marquee' if 'marquee' in body else 'p'}"
    assert what in str(problem.what)
    assert "hej" in str(problem.what)


def test_an_element_left_open_is_told_near_its_line() -> None:
    problem = refused(page("<p>ok</p>\n<div><p>hej</div>")).problems[0]
    assert problem.kind == "template-not-well-formed"
    assert problem.place.line == 4


def test_a_layouts_own_class_for_looks_is_let_through() -> None:
    template = page('<p class="l-stor">hej</p>')
    made = compose(
        samples.document(), "lofte", samples.layout(), samples.templates(**{PAGE: template})
    )
    assert "l-stor" in made.markup
    assert "data-origin" not in made.markup
