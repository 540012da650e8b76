"""A composed page as one HTML file, and as a fragment."""

from xml.etree.ElementTree import fromstring, tostring

from msgspec.structs import replace

from loftespdf.composing.page import compose
from loftespdf.model.assets import Asset, Reading
from loftespdf.model.composed import Composed
from loftespdf.typesetting.web import typeset_web
from tests import samples


def composed(body: str, edition: str | None = None) -> Composed:
    tree = fromstring(  # noqa: S314 - our own
        f'<html lang="sv"><head><meta charset="utf-8"/></head><body>{body}</body></html>'
    )
    return Composed(
        tree=tree, title="Titel", language="sv", date="2021-03-01", fingerprint="ab" * 32,
        stylesheets=("styles/webb.css",), brand_css="", leaves=(), edition=edition,
    )  # fmt: skip


def reading(css: str = "", **files: bytes) -> Reading:
    more = {f"styles/{name}.css": Asset(content, name) for name, content in files.items()}
    more["content/by/bild.png"] = Asset(b"PNG", "bild.png")
    return Reading(samples.theme(**{"styles/webb.css": css}).with_files(more))


def page(body: str, css: str = "") -> str:
    return typeset_web(composed(body), reading(css)).content.decode()


def fragment(body: str) -> str:
    return typeset_web(composed(body, "fragment"), reading()).content.decode()


def test_the_page_holds_its_style_and_its_pictures() -> None:
    text = page('<main><img src="content/by/bild.png" alt="En bild"/></main>', "p { color: #111 }")
    assert text.startswith('<!DOCTYPE html>\n<html lang="sv">')
    assert "<style>\np { color: #111 }\n</style>" in text
    assert '<img src="data:image/png;base64,UE5H" alt="En bild">' in text


def test_the_style_is_without_typefaces_and_comments_and_holds_its_own_files() -> None:
    css = """/* för oss */ @font-face { font-family: X; src: url(fonts/SourceSans3-Bold.ttf) }
    a { background: url('../content/by/bild.png') } b { background: url(data:image/png,x) }"""
    text = page("<p>x</p>", css)
    assert "font-face" not in text
    assert "för oss" not in text
    assert 'url("data:image/png;base64,UE5H")' in text
    assert 'url("data:image/png,x")' in text


def test_nothing_in_a_style_ends_its_element() -> None:
    text = page("<p>x</p>", 'a::after { content: "</style><script>x()</script>" }')
    assert text.count("</style>") == 1
    assert "</script>" not in text


def test_the_brand_comes_after_the_theme() -> None:
    brand = ":root { --colour-police: #7a0019; }"
    made = typeset_web(replace(composed("<p>x</p>"), brand_css=brand), reading(":root { }"))
    assert f":root {{ }}\n{brand}\n</style>" in made.content.decode()


def test_marks_of_our_own_are_gone_and_text_is_escaped() -> None:
    text = page('<p data-text="apparat" class="x">a &lt; b &amp; c\u00a0d</p>')
    assert '<p class="x">a &lt; b &amp; c\u00a0d</p>' in text


def test_metadata_says_what_the_file_is() -> None:
    text = page("<p>x</p>")
    for name, value in (
        ("title", "Titel"), ("language", "sv"), ("date", "2021-03-01"), ("identifier", "ab" * 32),
    ):  # fmt: skip
        assert f'<meta name="dcterms.{name}" content="{value}">' in text


def test_a_missing_file_is_recorded() -> None:
    body = '<main><img src="content/by/borta.png" alt="En bild"/></main>'
    for edition in (None, "fragment"):
        (record,) = typeset_web(composed(body, edition), reading()).records
        assert "content/by/borta.png" in record.message
    asked = reading()
    typeset_web(composed(body), asked)
    assert asked.asked["content/by/borta.png"] is None


def test_the_fragment_is_plain_elements_with_headings_one_level_down() -> None:
    text = fragment(
        '<header class="a"><h1 id="i">T</h1></header><main><div class="l-x"><p class="b">'
        '<span class="c">x</span> <a href="#i">y</a> <span lang="en">z</span>'
        ' <a href="mailto:n@x.example">m</a></p></div><h6>S</h6></main>'
    )
    assert text == (
        '<article lang="sv">\n<header><h2>T</h2></header><p>x y <span lang="en">z</span>'
        ' <a href="mailto:n@x.example">m</a></p><h6>S</h6></article>\n'
    )


def test_the_page_that_was_composed_is_left_as_it_was() -> None:
    for edition in (None, "fragment"):
        one = compose(
            samples.document(), "webb", samples.layout("webb"), samples.templates(), edition
        )
        before = tostring(one.tree)
        first, again = (typeset_web(one, Reading(samples.theme())).content for _ in range(2))
        assert tostring(one.tree) == before
        assert first == again


def test_one_promise_a_phone_number_and_addresses_become_links_only_where_sure() -> None:
    contacts = [
        {"telefon": "010-567 00 00"}, {"telefon": "010-567 00 00 eller 112"},
        {"webb": "www.exempelby.example"}, {"webb": "sök på Exempelby"},
    ]  # fmt: skip
    one = compose(
        samples.document({"kontakt": contacts}), "webb", samples.layout("webb"), samples.templates()
    )
    links = [link.get("href") for link in one.tree.iter("a")]
    assert links == ["#lofte-1", "tel:0105670000", "https://www.exempelby.example"]
