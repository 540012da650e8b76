"""The small Markdown: what it reads, and that it loses nothing."""

from hypothesis import given
from hypothesis import strategies as st

from loftespdf.composing.wording import blocks, inline
from loftespdf.language import markdown
from loftespdf.language.markdown import Piece, pieces, plain


def test_a_blank_line_makes_a_paragraph_and_a_line_break_a_space() -> None:
    assert blocks("ett\ntvå\n\ntre") == "<p>ett två</p><p>tre</p>"


def test_lists_and_emphasis_are_read() -> None:
    assert blocks("*a* **b**\n\n- c\n- d") == (
        "<p><em>a</em> <strong>b</strong></p><ul><li>c</li><li>d</li></ul>"
    )


def test_a_numbered_list_keeps_its_start() -> None:
    assert blocks("3. c\n4. d") == '<ol start="3"><li>c</li><li>d</li></ol>'


def test_markup_and_template_signs_are_printed_as_text() -> None:
    written = "<script>x</script> {{ y }} & # [z](http://a)"
    assert blocks(written) == (
        "<p>&lt;script&gt;x&lt;/script&gt; {{ y }} &amp; # [z](http://a)</p>"
    )
    assert inline("<b> {% x %}") == "&lt;b&gt; {% x %}"


def test_a_range_across_a_line_break_in_the_file_is_still_text() -> None:
    assert blocks("kl. 9-15\noch *mer*") == ("<p>kl.\N{NO-BREAK SPACE}9–15 och <em>mer</em></p>")


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"))))
def test_plain_text_and_html_hold_every_letter_of_the_source(text: str) -> None:
    text = text.replace("\N{MICRO SIGN}", "\N{GREEK SMALL LETTER MU}")  # set as one sign
    wanted = [c for c in text if c.isalpha()]
    assert [c for c in plain(text) if c.isalpha()] == wanted
    assert [c for c in blocks(text).striptags() if c.isalpha()] == wanted


def _parsed(text: str) -> list[Piece]:
    """Return the pieces as the parser tells them."""
    tokens = markdown._parser().parse(text)  # noqa: SLF001
    return [piece for token in tokens for piece in markdown._pieces_of(token)]  # noqa: SLF001


@given(st.text(alphabet="aö. \n\n\t\r\N{NO-BREAK SPACE}*-#<>1:|`&\u2028\x0b\0", max_size=24))
def test_paragraphs_are_what_the_parser_says(text: str) -> None:
    if markdown._has_marks(text) and markdown._plain_paragraphs(text):  # noqa: SLF001
        assert list(pieces(text)) == _parsed(text)


def test_paragraphs_of_several_lines_need_no_parser() -> None:
    text = "Ett långt\nstycke.\n\n\nEtt till: 5 & 6\n"
    assert markdown._plain_paragraphs(text) == [["Ett långt", "stycke."], ["Ett till: 5 & 6"]]  # noqa: SLF001
    assert list(pieces(text)) == _parsed(text)
