"""The two text proofs: whatever is lost, added, doubled, moved or changed is told, and where."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec.structs import replace

from loftespdf.inspecting.reading import PdfReading, StructureNode, Xmp
from loftespdf.inspecting.text import prove_content, prove_text, said_in
from loftespdf.language.folding import fold
from loftespdf.model.composed import Composed, Leaf
from loftespdf.model.problem import Place, Problem

YAML = "content/exempel/2021.yaml"
FILE = "exempel/2021/exempel-2021-lofte.pdf"

words = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=30)
#: Texts of which none is another's beginning, so that each fault has one name.
authored = st.lists(
    st.text("abcdefgå ", min_size=6, max_size=12), min_size=2, max_size=8, unique_by=fold
).map(lambda texts: [f"{at}:{text}." for at, text in enumerate(texts)])


def prove_file(composed: Composed, reading: PdfReading, file: str) -> tuple[Problem, ...]:
    return prove_text(composed, said_in(reading), file)


def page(*runs: tuple[str, str | None], texts: list[str] | None = None) -> Composed:
    """Return a page of paragraphs, each with its kind; its leaves are ``texts`` or its content."""
    tree = Element("html")
    SubElement(SubElement(tree, "head"), "title").text = "Titeln är inget innehåll"
    body = SubElement(tree, "body")
    for text, kind in runs:
        paragraph = SubElement(body, "p", {"data-text": kind} if kind else {})
        paragraph.text, paragraph.tail = text, "\n"
    content = [text for text, kind in runs if kind is None] if texts is None else texts
    return Composed(
        tree=tree, title="", language="sv", date="2021-01-01", fingerprint="", stylesheets=(),
        brand_css="", repeatable=frozenset(content),
        leaves=tuple(
            Leaf(("avsnitt", at), text, Place(YAML, at + 1)) for at, text in enumerate(content)
        ),
    )  # fmt: skip


def file_saying(*nodes: StructureNode | str) -> PdfReading:
    tree = tuple(StructureNode("P", (n,)) if isinstance(n, str) else n for n in nodes)
    return PdfReading(
        version="1.7", pages=(), tree=(StructureNode("Document", tree),), shown=(), fonts=(),
        language="sv", title="", title_shown=True, xmp=Xmp(), bookmarks=(),
    )  # fmt: skip


def only(problems: tuple[Problem, ...]) -> Problem:
    [problem] = problems
    return problem


def content(texts: list[str], leaves: list[str]) -> tuple[Problem, ...]:
    return prove_content(page(*((text, None) for text in texts), texts=leaves))


# (a) the author's text in the page


@given(st.lists(words))
def test_a_page_of_the_author_s_texts_is_proven(texts: list[str]) -> None:
    assert content(texts, texts) == ()


@given(authored)
def test_typography_changes_nothing(texts: list[str]) -> None:
    typed = [
        text.replace(" ", "\N{NO-BREAK SPACE}").replace("d", "d\N{SOFT HYPHEN}") for text in texts
    ]
    assert content(typed, texts) == ()


@pytest.mark.parametrize(
    ("written", "set_as"),
    [('"ja"', "”ja”"), ("'ja'", "’ja’"), ("2021-2023", "2021–2023"), ("a - b", "a – b"),
     ("e\N{COMBINING ACUTE ACCENT}", "é"), ("1 000", "1\N{NARROW NO-BREAK SPACE}000")],
)  # fmt: skip
def test_quotes_dashes_and_spaces_may_be_set_anew(written: str, set_as: str) -> None:
    assert content([set_as], [written]) == ()


@given(authored, st.data())
def test_a_text_left_out_is_named_with_its_line(texts: list[str], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(texts) - 1))
    problem = only(content(texts[:at] + texts[at + 1 :], texts))
    assert problem.kind == "content-missing"
    assert problem.place == Place(YAML, at + 1)
    assert " ".join(texts[at].split()) in str(problem.what)


@given(authored, st.data())
def test_a_text_that_stands_twice_is_named(texts: list[str], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(texts) - 1))
    problem = only(content([*texts[: at + 1], *texts[at:]], texts))
    assert problem.kind == "content-doubled"
    assert problem.place == Place(YAML, at + 1)


@given(authored, st.data())
def test_a_text_in_the_wrong_place_is_named(texts: list[str], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(texts) - 2))
    moved = [*texts[:at], texts[at + 1], texts[at], *texts[at + 2 :]]
    problem = only(content(moved, texts))
    assert problem.kind == "content-out-of-order"
    assert problem.place == Place(YAML, at + 1)


@given(authored, st.data())
def test_words_of_nobody_s_are_named(texts: list[str], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(texts)))
    problem = only(content([*texts[:at], "Ett tillägg!", *texts[at:]], texts))
    assert problem.kind == "content-extra"
    assert "Ett tillägg!" in str(problem.what)


@given(authored, st.data())
def test_a_changed_letter_is_shown(texts: list[str], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(texts) - 1))
    assume(fold(texts[at])[2:-1])
    wrong = texts[at][:-1] + "!"
    problem = only(content([*texts[:at], wrong, *texts[at + 1 :]], texts))
    assert problem.kind == "content-changed"
    assert problem.place == Place(YAML, at + 1)
    assert "”!" in str(problem.what)


def test_words_of_the_layout_are_not_content() -> None:
    assert prove_content(page(("Gäller", "apparat"), ("ett", None), ("ett", "repetition"))) == ()


def test_what_is_inside_the_layout_s_own_words_is_the_layout_s_too() -> None:
    composed = page(("ett", None), ("Nr ", "apparat"))
    SubElement(composed.tree.findall(".//p")[1], "span").text = "1"
    assert prove_content(composed) == ()


def test_extra_words_tell_their_place_in_the_template() -> None:
    composed = page(("ett", None), ("Gäller", None), texts=["ett"])
    place = Place("templates/lofte/page.html.j2", 12)
    element = composed.tree.findall(".//p")[1]
    problem = only(prove_content(replace(composed, origins={id(element): place})))
    assert problem.place == place


def test_a_repetition_must_repeat_something_whole() -> None:
    good = page(("Polisen ska - synas.", None), ("Polisen ska – synas.", "repetition"))
    bad = page(("Polisen ska synas.", None), ("Polisen ska", "repetition"))
    assert prove_content(good) == ()
    assert only(prove_content(bad)).kind == "unknown-repetition"


def test_an_empty_repetition_repeats_nothing() -> None:
    assert prove_content(page(("ett", None), ("", "repetition"))) == ()


# (b) the page's text in the file


@given(st.lists(words))
def test_a_file_that_says_the_page_is_proven(texts: list[str]) -> None:
    assert prove_file(page(*((text, None) for text in texts)), file_saying(*texts), FILE) == ()


@given(st.lists(st.sampled_from(["ord-\n", "trygg\N{SOFT HYPHEN}", "het ", " 2021–2023"])))
def test_line_breaks_and_break_hyphens_do_not_count_and_real_hyphens_do(runs: list[str]) -> None:
    text = "".join(runs)
    clean = text.replace("\N{SOFT HYPHEN}", "").replace("\n", " ")
    assert prove_file(page((clean, None)), file_saying(text), FILE) == ()
    if "-" in text:
        spoilt = file_saying(text.replace("-", "\N{SOFT HYPHEN}"))
        assert prove_file(page((clean, None)), spoilt, FILE) != ()


@given(authored, st.data())
def test_text_missing_from_the_file_is_named_with_its_line(
    texts: list[str], data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(texts) - 1))
    reading = file_saying(*texts[:at], *texts[at + 1 :])
    problem = only(prove_file(page(*((text, None) for text in texts)), reading, FILE))
    assert problem.kind == "text-missing"
    assert problem.place == Place(YAML, at + 1)
    assert problem.path == FILE


@given(authored, st.data())
def test_text_too_much_in_the_file_is_named(texts: list[str], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(texts)))
    reading = file_saying(*texts[:at], "ett tillägg!", *texts[at:])
    problem = only(prove_file(page(*((text, None) for text in texts)), reading, FILE))
    assert problem.kind == "text-extra"
    assert "ett tillägg!" in str(problem.what)


def test_the_layout_s_own_words_are_compared_too() -> None:
    composed = page(("Gäller", "apparat"), ("2021", None))
    problem = only(prove_file(composed, file_saying("2021"), FILE))
    assert problem.kind == "text-missing"
    assert problem.place == Place(FILE)


def test_a_difference_in_content_counts_only_content_before_it() -> None:
    composed = page(("Gäller", "apparat"), ("ett", None), ("Nr", "apparat"), ("två", None))
    problem = only(prove_file(composed, file_saying("Gäller", "ett", "Nr", "tre"), FILE))
    assert problem.place == Place(YAML, 2)


def items(*labels: str) -> Iterator[StructureNode]:
    for label in labels:
        lbl = StructureNode("Lbl", (label,))
        yield StructureNode("LI", (lbl, StructureNode("LBody", ("text",))))


@pytest.mark.parametrize("label", ["• ", "◦ ", "– ", "3. "])
def test_the_engine_s_bullets_are_no_text(label: str) -> None:
    reading = file_saying(StructureNode("L", tuple(items(label, label))))
    assert prove_file(page(("text", None), ("text", None)), reading, FILE) == ()


def test_a_number_that_is_no_label_is_text() -> None:
    assert prove_file(page(("3.", None)), file_saying("3."), FILE) == ()
    assert only(prove_file(page(("3.", None)), file_saying(), FILE)).kind == "text-missing"


def test_a_promise_s_number_is_text() -> None:
    composed = page(("1", "apparat"), ("text", None))
    good, bad = (file_saying(StructureNode("L", tuple(items(label)))) for label in "12")
    assert prove_file(composed, good, FILE) == ()
    assert only(prove_file(composed, bad, FILE)).kind == "text-changed"
