"""The Word file is one that a person who knows Word would have made."""

from collections.abc import Iterator
from typing import Any

import pytest
from docx.oxml.ns import qn
from msgspec.structs import replace

from loftespdf.model.problem import ContentRefused
from loftespdf.typesetting.word import typeset_word
from tests import samples
from tests.inspecting import words
from tests.inspecting.words import opened, page, part, reading, styled, typeset, whole

NO_BREAK = "\N{NO-BREAK SPACE}"


def body_of(content: bytes) -> Any:  # noqa: ANN401 - the library's elements have no types
    return opened(content).element.body


def in_style(content: bytes, name: str) -> list[str]:
    return [text for style, text in styled(content) if style == name]


def lists(content: bytes) -> list[tuple[str, str]]:
    """(list, level) of each paragraph that Word puts a number or bullet before."""
    return [
        (each.find(qn("w:numId")).get(qn("w:val")), each.find(qn("w:ilvl")).get(qn("w:val")))
        for each in body_of(content).iter(qn("w:numPr"))
    ]


def paragraph(content: bytes, text: str) -> Any:  # noqa: ANN401
    found = (
        each
        for each in body_of(content).iter(qn("w:p"))
        if text in "".join(t.text or "" for t in each.iter(qn("w:t")))
    )
    return next(found)


# names of styles


def test_headings_have_words_own_styles_by_level() -> None:
    made = whole()[1].content
    assert in_style(made, "Title") == ["Medborgarlöfte för Exempelby"]
    assert in_style(made, "Heading 1")[0] == "Det här lovar vi"
    assert in_style(made, "Heading 2") == ["Polisen lovar", "Tillsammans"]


def test_captions_and_contacts_have_their_styles() -> None:
    made = whole()[1].content
    assert in_style(made, "Caption") == ["Gatan · Bild: N N", "Torget"]
    assert in_style(made, "Kontakt namn") == ["Namn Namnsson"]


def test_no_text_is_formatted_by_hand() -> None:
    looks = {
        each.tag.rpartition("}")[2]
        for run in body_of(whole()[1].content).iter(qn("w:rPr"))
        for each in run
    }
    assert looks <= {"rStyle", "lang"}


def test_bold_and_italic_are_character_styles() -> None:
    made = typeset("<h1>R</h1><p>Vi <em>vill</em> <strong>mer</strong>.</p>")
    runs = [
        (each.rPr.rStyle.val if each.rPr is not None else None, each.text)
        for each in paragraph(made, "Vi ").iter(qn("w:r"))
    ]
    assert runs == [
        (None, "Vi "), ("Emphasis", "vill"), (None, " "), ("Strong", "mer"), (None, "."),
    ]  # fmt: skip


def test_fonts_and_colours_are_those_of_the_tokens() -> None:
    changed = reading(**{
        "styles/_tokens.css":
            ':root { --family: "Egen"; --colour-quiet: #123456; --size-body: 12pt }',
        "styles/kontor.css": "",
    })  # fmt: skip
    styles = part(typeset_word(words.composed(), changed).content, "word/styles.xml")
    assert 'w:ascii="Egen"' in styles
    assert 'w:val="123456"' in styles
    assert '<w:sz w:val="24"/>' in styles


def test_the_areas_brand_wins_over_the_tokens() -> None:
    branded = replace(words.composed(), brand_css=":root { --colour-police: #0A0B0C; }")
    made = typeset_word(branded, reading()).content
    assert 'w:val="0A0B0C"' in part(made, "word/styles.xml")
    assert 'val="0A0B0C"' in part(made, "word/theme/theme1.xml")


# lists


def test_the_promises_are_one_list_and_every_other_list_its_own() -> None:
    made = lists(whole()[1].content)
    promises = [number for number, level in made if number == "1" and level == "0"]
    assert len(promises) == 4
    others = [number for number, _ in made if number != "1"]
    assert [others.count(number) for number in dict.fromkeys(others)] == [2, 2, 1]


def test_a_list_begins_where_the_page_says() -> None:
    made = typeset('<h1>R</h1><ol start="4"><li>d</li></ol><ol><li>a</li></ol>')
    numbering = part(made, "word/numbering.xml")
    assert '<w:startOverride w:val="4"/>' in numbering
    assert '<w:startOverride w:val="1"/>' in numbering


def test_what_follows_in_an_item_goes_on_without_a_number_and_stays_with_it() -> None:
    made = typeset("<h1>R</h1><ul><li>ett<p>två</p><ul><li>tre</li></ul></li></ul>")
    assert styled(made)[1:] == [
        ("List Bullet", "ett"), ("List Continue", "två"), ("List Bullet 2", "tre"),
    ]  # fmt: skip
    assert paragraph(made, "ett").pPr.keepNext is not None
    assert lists(made) == [("2", "0"), ("3", "1")]


# tables


def test_tables_repeat_their_head_and_keep_their_rows_whole() -> None:
    tables = opened(whole()[1].content).tables
    assert len(tables) == 2
    for table in tables:
        first, *rest = [row._tr.trPr for row in table.rows]  # noqa: SLF001
        assert first.find(qn("w:tblHeader")) is not None
        assert all(row.find(qn("w:tblHeader")) is None for row in rest)
        assert all(row.find(qn("w:cantSplit")) is not None for row in [first, *rest])


def test_columns_are_as_wide_as_the_stylesheet_says() -> None:
    table = opened(whole()[1].content).tables[1]
    widths = [round(column.width.mm) for column in table.columns if column.width]
    assert sum(widths) == pytest.approx(247, abs=1)
    assert widths[0] == 9
    made = typeset(
        "<h1>R</h1><table><thead><tr><th>A</th><th>B</th></tr></thead><tbody><tr>"
        "<td>a</td><td>b</td></tr></tbody></table>"
    )
    even = [column.width.mm for column in opened(made).tables[0].columns if column.width]
    assert even[0] == pytest.approx(even[1], abs=0.1)


def test_a_caption_stands_above_its_table() -> None:
    made = typeset(
        "<h1>R</h1><table><caption>Siffror</caption><thead><tr><th>A</th></tr></thead></table>"
    )
    assert styled(made)[1] == ("Caption", "Siffror")


def test_the_signature_table_stays_whole_with_its_heading_and_some_text_before() -> None:
    made = whole()[1].content
    table = opened(made).tables[0]
    *rows, last = table.rows
    kept = [p._p.pPr.keepNext is not None for row in rows for c in row.cells for p in c.paragraphs]  # noqa: SLF001
    assert all(kept)
    assert not any(p._p.pPr.keepNext is not None for p in last.cells[0].paragraphs)  # noqa: SLF001
    assert paragraph(made, "114").pPr.keepNext is not None
    styles = {style.name: style for style in opened(made).styles}
    assert styles["Heading 1"].paragraph_format.keep_with_next


# pictures and links


def test_a_picture_has_its_words_and_fits() -> None:
    [shape] = opened(whole()[1].content).inline_shapes
    assert shape._inline.docPr.get("descr") == "En gata i skymning"  # noqa: SLF001
    assert shape.width.mm == pytest.approx(400 * 25.4 / 96, abs=0.1)
    assert shape.width / shape.height == pytest.approx(4 / 3, abs=0.01)


def test_an_address_is_a_link() -> None:
    made = whole()[1].content
    [link] = body_of(made).iter(qn("w:hyperlink"))
    target = opened(made).part.rels[link.get(qn("r:id"))].target_ref
    assert target == "mailto:namn@exempel.invalid"


# characters


def test_fixed_spaces_and_hyphens_are_words_own() -> None:
    made = typeset(
        f"<h1>R</h1><p>kl.{NO_BREAK}9\n e\N{NON-BREAKING HYPHEN}post, till\N{SOFT HYPHEN}syn</p>"
    )
    found = paragraph(made, "kl.")
    assert found.findall(f".//{qn('w:t')}")[0].text == f"kl.{NO_BREAK}9 e"
    assert len(found.findall(f".//{qn('w:noBreakHyphen')}")) == 1
    assert len(found.findall(f".//{qn('w:softHyphen')}")) == 1


def test_white_space_collapses_as_in_html() -> None:
    made = typeset("<h1>R</h1><p>\n  ett <span> två</span>\n<span>tre</span>  </p>")
    assert styled(made)[1][1] == "ett två tre"


def test_another_language_is_said_where_it_is() -> None:
    made = typeset('<h1>R</h1><p>Som <span lang="en">Safe Streets</span>.</p>')
    languages = [each.get(qn("w:val")) for each in paragraph(made, "Som").iter(qn("w:lang"))]
    assert languages == ["en"]


# header and footer


def feet(content: bytes) -> Iterator[str]:
    for section in opened(content).sections:
        yield section.footer._element.xml  # noqa: SLF001
        if section.different_first_page_header_footer:
            yield section.first_page_footer._element.xml  # noqa: SLF001


def test_every_foot_counts_pages_and_has_the_fingerprint() -> None:
    made = list(feet(whole()[1].content))
    assert len(made) == 3
    for foot in made:
        assert 'w:instr="PAGE"' in foot
        assert 'w:instr="NUMPAGES"' in foot
        assert "Fingeravtryck 0123 4567 89ab cdef" in foot


def test_the_header_repeats_the_title_but_not_above_itself() -> None:
    upright, lying = opened(whole()[1].content).sections
    assert upright.header.paragraphs[0].text == "Medborgarlöfte för Exempelby"
    assert upright.different_first_page_header_footer
    assert upright.first_page_header.is_linked_to_previous  # there is none
    assert lying.header.paragraphs[0].text == "Medborgarlöfte för Exempelby"


def test_a_draft_says_so_first_and_on_every_page() -> None:
    made = typeset_word(words.composed({"status": "utkast"}), reading()).content
    assert styled(made)[0] == ("Utkast", "UTKAST")
    assert all("UTKAST" in each.header.paragraphs[0].text for each in opened(made).sections)
    assert "UTKAST" not in opened(whole()[1].content).sections[0].header.paragraphs[0].text


def test_the_appendix_lies_and_the_rest_stands() -> None:
    sizes = [
        (round(each.page_width.mm), round(each.page_height.mm), round(each.left_margin.mm))
        for each in opened(whole()[1].content).sections
        if each.page_width and each.page_height and each.left_margin
    ]
    assert sizes == [(210, 297, 25), (297, 210, 25)]


# content controls


def controls(content: bytes) -> list[tuple[str, str]]:
    return [
        (
            each.find(f"{qn('w:sdtPr')}/{qn('w:alias')}").get(qn("w:val")),
            each.find(qn("w:sdtPr"))[-1].tag.rpartition("}")[2],
        )
        for each in body_of(content).iter(qn("w:sdt"))
    ]


def test_what_is_not_known_yet_is_a_control_with_a_title() -> None:
    made = controls(whole()[1].content)
    assert made[:6] == [
        ("Dokumentets datum", "date"), ("Diarienummer", "text"), ("Ort, Polisen", "text"),
        ("Datum, Polisen", "date"), ("Namnförtydligande, Polisen", "text"),
        ("Titel, Exempelby kommun", "text"),
    ]  # fmt: skip
    assert made[6:10] == [
        ("Datum, löfte 1", "date"), ("Utfall, löfte 1", "text"),
        ("Grad, löfte 1", "dropDownList"), ("Kommentar, löfte 1", "text"),
    ]  # fmt: skip


def test_a_degree_is_one_of_four() -> None:
    choices = next(body_of(whole()[1].content).iter(qn("w:dropDownList")))
    assert [each.get(qn("w:value")) for each in choices] == [
        "uppfyllt", "delvis", "ej uppfyllt", "pågår",
    ]  # fmt: skip


def test_every_control_has_a_number_of_its_own() -> None:
    numbers = [
        each.get(qn("w:val"))
        for properties in body_of(whole()[1].content).iter(qn("w:sdtPr"))
        for each in properties.iter(qn("w:id"))
    ]
    assert len(numbers) == len(set(numbers)) > 10


# refusals


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("<p>text <video>x</video></p>", "<video>"),
        ("<blockquote>x</blockquote>", "<blockquote>"),
        ("<ul><p>x</p></ul>", "<p> i en lista"),
        ("<table><tr><td>a</td></tr><tr><td>b</td><td>c</td></tr></table>", "raden: 2"),
        ("<table><colgroup/><tr><td>a</td></tr></table>", "<colgroup>"),
        ("<table><tr><p>a</p></tr></table>", "<p> i en tabell"),
        ("<ul><li><table><tr><td>a</td></tr></table></li></ul>", "<table>"),
        ("<ul><li>" * 6 + "</li></ul>" * 6, "5 nivåer"),
        ('<p><a href="javascript:x()">x</a></p>', "javascript:x()"),
        ('<figure><img src="saknas.png" alt="En bild"/></figure>', "saknas.png"),
        ('<figure><img src="styles/_tokens.css" alt="En bild"/></figure>', "av ett slag"),
        ('<p><span data-control="signature" data-title="x"></span></p>', "rutan"),
        ('<p><span data-control="text"></span></p>', "rutan"),
        ('<p><span data-control="text" data-title="x">ord</span></p>', "rutan"),
    ],
)
def test_what_word_cannot_express_is_refused(body: str, said: str) -> None:
    with pytest.raises(ContentRefused) as refused:
        typeset_word(page(f"<h1>R</h1>{body}"), reading())
    assert any(said in str(problem.what) for problem in refused.value.problems)
    assert {problem.kind for problem in refused.value.problems} == {"not-in-word"}


def test_a_refusal_names_the_line_of_the_template() -> None:
    template = samples.theme().files["templates/kontor/page.html.j2"].content.decode()
    at = template[: template.index("<main>")].count("\n") + 2
    changed = template.replace("<main>", '<main>\n<img src="saknas.png" alt="En bild"/>')
    made = words.composed(None, **{"templates/kontor/page.html.j2": changed})
    with pytest.raises(ContentRefused) as refused:
        typeset_word(made, reading())
    [problem] = refused.value.problems
    assert str(problem.place) == f"templates/kontor/page.html.j2:{at}"
