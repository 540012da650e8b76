"""The finish: one file that is PDF/A-2a and PDF/UA-1, and that a screen reader can read aloud."""

import os
import re
import subprocess
import sys
import zlib
from contextlib import closing
from io import BytesIO
from pathlib import Path

import page
import pikepdf
import pydyf
import pypdfium2
import pytest
from PIL import Image, ImageChops

from loftespdf.inspecting.opening import read_pdf
from loftespdf.inspecting.reading import StructureNode
from loftespdf.language.folding import tight
from loftespdf.typesetting import finish
from loftespdf.typesetting.finish_files import pack
from loftespdf.typesetting.finish_order import in_reading_order
from tests.inspecting import pages
from tests.inspecting.pages import compose, elements, typeset, whole


def failed(content: bytes, profile: str) -> list[str]:
    report = page.validate_pdf_bytes(content, profile=profile)
    return [f"{each.rule_id}: {each.message}" for each in report.failures]


def tree_of(content: bytes) -> list[StructureNode]:
    return list(read_pdf(content).walk())


def of_role(content: bytes, role: str) -> list[StructureNode]:
    return [node for node in tree_of(content) if node.role == role]


def body(content: str, css: str = "") -> bytes:
    return typeset(compose(f"<h1>Rubrik</h1>{content}"), css).content


def roles(node: StructureNode) -> list[str]:
    return [kid.role for kid in node.nodes]


@pytest.mark.parametrize("profile", ["2a", "ua1"])
def test_both_standards_pass_with_the_finish_and_fail_without_it(profile: str) -> None:
    composed, made = whole()
    assert failed(made.content, profile) == []
    assert failed(pages.unfinished(composed), profile) != []


@pytest.mark.needs("qpdf")
def test_qpdf_finds_no_fault_in_the_file(tmp_path: Path) -> None:
    file = tmp_path / "whole.pdf"
    file.write_bytes(whole()[1].content)
    done = subprocess.run(["qpdf", "--check", file], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_table_over_several_pages_is_one_table_with_one_head() -> None:
    reading = read_pdf(whole()[1].content)
    [table] = [node for node in reading.walk() if node.role == "Table"]
    assert roles(table) == ["THead", "TBody"]
    assert len(table.nodes[1].nodes) == 14
    pages_with_row = {s.page for s in reading.shown if s.tagged and s.text.strip() == "14"}
    pages_with_head = {s.page for s in reading.shown if s.tagged and s.text.strip() == "Utfall"}
    assert pages_with_row != pages_with_head
    repeated = [s for s in reading.shown if s.text.strip() == "Utfall" and not s.tagged]
    assert repeated
    assert all(s.artifact for s in repeated)


def test_header_cells_say_what_they_head_also_without_a_scope_of_their_own() -> None:
    made = body("""<table><thead><tr><th>Nr</th><th>Löfte</th></tr></thead>
        <tbody><tr><th>1</th><td>ett</td></tr></tbody></table>""")
    assert [cell.attributes["Scope"] for cell in of_role(made, "TH")] == ["Column", "Column", "Row"]


def test_spans_of_cells_are_kept() -> None:
    made = body("""<table><thead><tr><th colspan="2">A</th></tr></thead><tbody>
        <tr><td rowspan="2">b</td><td>c</td></tr><tr><td>d</td></tr></tbody></table>""")
    assert of_role(made, "TH")[0].attributes["ColSpan"] == 2
    assert of_role(made, "TD")[0].attributes["RowSpan"] == 2
    assert failed(made, "ua1") == []


def test_an_empty_cell_stays_and_other_empty_elements_go() -> None:
    made = body(
        "<div><p></p></div><section></section><table><tbody><tr><th>a</th><td></td></tr></tbody></table>"
    )
    assert len(of_role(made, "TD")) == 1
    assert of_role(made, "Div") == of_role(made, "Sect") == of_role(made, "P") == []


def test_a_paragraph_over_two_pages_is_one_paragraph() -> None:
    made = body(f"<p>{pages.SENTENCE * 12}</p>")
    [paragraph] = of_role(made, "P")
    assert tight(paragraph.text) == tight(pages.SENTENCE * 12)
    assert len(read_pdf(made).pages) > 1


def test_a_promise_number_is_the_label_of_its_item() -> None:
    first = of_role(whole()[1].content, "LI")[0]
    assert roles(first) == ["Lbl", "LBody"]
    assert first.nodes[0].text.strip() == "1"
    assert roles(first.nodes[1]) == ["P", "P"]


def test_nested_lists_stand_in_the_body_of_their_item() -> None:
    made = body("<ul><li>två<ul><li>inre</li></ul></li></ul>")
    outer, inner = of_role(made, "LI")
    assert roles(outer) == ["Lbl", "LBody"]
    assert roles(outer.nodes[1]) == ["P", "L"]
    assert inner.nodes[1].kids == ("inre",)


def test_lists_say_how_they_count() -> None:
    made = body(
        '<ul><li>a</li></ul><ol><li>b</li></ol><ul style="list-style: none"><li>c</li></ul>'
    )
    assert [node.attributes["ListNumbering"] for node in of_role(made, "L")] == [
        "Disc", "Decimal", "None",
    ]  # fmt: skip


def test_text_beside_blocks_becomes_a_paragraph() -> None:
    made = body("<div>löst <em>ord</em><p>stycke</p>sist</div>")
    [div] = of_role(made, "Div")
    assert [(kid.role, kid.text.strip()) for kid in div.nodes] == [
        ("P", "löst ord"), ("P", "stycke"), ("P", "sist"),
    ]  # fmt: skip


def test_another_language_is_said_where_it_is_and_nowhere_else() -> None:
    made = body(
        '<p>på <span lang="en">Safe Streets</span></p><p lang="fi">Hei</p><p lang="sv">Hej</p>'
    )
    assert [(node.role, node.lang) for node in tree_of(made) if node.lang] == [
        ("Span", "en"), ("P", "fi"),
    ]  # fmt: skip


def test_a_picture_has_its_words_and_its_place_on_the_page_and_no_interpolation() -> None:
    with pikepdf.open(BytesIO(whole()[1].content)) as pdf:
        [figure] = elements(pdf, "Figure")
        left, low, right, high = map(float, figure.A.BBox)
        box = [float(corner) for corner in pdf.pages[0].MediaBox]
        images = [
            each for each in pdf.objects
            if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Image"
        ]  # fmt: skip
    assert str(figure.Alt) == "En gata i skymning"
    assert 0 < left < right < box[2]
    assert 0 < low < high < box[3]
    assert right - left == pytest.approx(20 * 72 / 25.4, abs=0.1)
    assert images
    assert not any(image.get("/Interpolate", False) for image in images)


def test_a_decorative_picture_is_an_artifact() -> None:
    made = body(f'<p>text <img alt="" src="{pages.picture()}"/></p>')
    assert of_role(made, "Figure") == []
    assert failed(made, "ua1") == []


def test_a_link_is_one_element_with_all_its_areas() -> None:
    with pikepdf.open(BytesIO(whole()[1].content)) as pdf:
        [link] = elements(pdf, "Link")
        areas = [kid.Obj for kid in link.K if isinstance(kid, pikepdf.Dictionary)]
        parents = dict(_pairs(pdf.Root.StructTreeRoot.ParentTree.Nums))
        owners = [parents[int(area.StructParent)].objgen for area in areas]
    assert len(areas) > 1, "the link breaks over lines"
    assert owners == [link.objgen] * len(areas)


def test_a_picture_that_links_stands_in_its_link() -> None:
    picture = f'<img alt="Vidare" src="{pages.picture()}"/>'
    made = body(f'<p><a href="https://exempel.invalid/">{picture}</a></p>')
    [link] = of_role(made, "Link")
    assert roles(link) == ["Figure"]
    with pikepdf.open(BytesIO(made)) as pdf:
        [element] = elements(pdf, "Link")
        assert "/Obj" in element.K[0]
    assert failed(made, "ua1") == []


def test_words_below_a_picture_that_is_missing_are_a_paragraph() -> None:
    made = body("<figure><div></div><figcaption>Gatan</figcaption></figure>")
    assert [node.text for node in of_role(made, "P")] == ["Gatan"]
    assert of_role(made, "Caption") == []


def test_every_mark_leads_back_to_the_element_that_holds_it() -> None:
    with pikepdf.open(BytesIO(whole()[1].content)) as pdf:
        parents = dict(_pairs(pdf.Root.StructTreeRoot.ParentTree.Nums))
        held: dict[object, object] = {
            (_page_of(element, kid).objgen, _number(kid)): element.objgen
            for role in ("P", "H1", "H2", "Lbl", "LBody", "TD", "TH", "Span", "Link", "Caption")
            for element in elements(pdf, role)
            for kid in element.K
            if _number(kid) is not None
        }
        told = {
            (pdf_page.objgen, number): owner.objgen
            for pdf_page in pdf.pages
            for number, owner in enumerate(parents[int(pdf_page.StructParents)])
            if str(owner.S) != "/Figure"
        }
        assert [str(pdf_page.Tabs) for pdf_page in pdf.pages] == ["/S"] * len(pdf.pages)
    assert held == told
    assert held


def test_the_hyphen_at_a_line_end_is_soft_and_real_ones_stay() -> None:
    text = tree_of(whole()[1].content)[0].text
    assert "\N{SOFT HYPHEN}" in text
    assert "\N{HYPHEN}" not in text
    assert "e-post" in text.replace("\N{SOFT HYPHEN}", "")


def test_a_hyphen_of_the_author_s_own_stays_whichever_it_is() -> None:
    text = tree_of(body(f"<p>e\N{HYPHEN}post {pages.SENTENCE}</p>"))[0].text
    assert "\N{SOFT HYPHEN}" in text
    assert "e\N{HYPHEN}post" in text


def test_a_line_broken_at_a_real_hyphen_keeps_it_and_gets_no_space() -> None:
    made = body("<p style='width: 12mm'>polis-kommun 2021–2023 av/på</p>")
    [paragraph] = of_role(made, "P")
    read = paragraph.text.replace("\N{SOFT HYPHEN}", "").split()
    assert read == ["polis-kommun", "2021–2023", "av/på"]
    assert "\N{SOFT HYPHEN}" in paragraph.text, "the words do break"


def test_words_stay_apart_at_line_ends_and_between_tags() -> None:
    composed, made = whole()
    read = [node.text.replace("\N{SOFT HYPHEN}", "").split() for node in of_role(made.content, "P")]
    wanted = ["".join(p.itertext()).split() for p in composed.tree.iter("p")]
    assert [words for words in read if words in wanted] == wanted


def test_what_is_seen_is_what_the_engine_painted() -> None:
    composed = compose(pages.everything().replace("</h2>", " <u>om</u></h2>"))
    css = """img { image-rendering: crisp-edges } u { text-decoration: underline; color: #060 }
        li { background: #eee } .number { background: #ddf } figure { float: right }
        em { color: #900 } header { overflow: hidden } figcaption { transform: rotate(2deg) }"""
    finished, plain = typeset(composed, css).content, pages.unfinished(composed, css)
    differences = [
        ImageChops.difference(one, other).getbbox()
        for one, other in zip(rasters(finished), rasters(plain), strict=True)
    ]
    assert differences == [None] * len(differences)
    assert len(differences) > 3


def rasters(content: bytes) -> list[Image.Image]:
    with closing(pypdfium2.PdfDocument(content)) as document:
        return [page.render(scale=2).to_pil() for page in document]


def test_text_is_painted_in_reading_order() -> None:
    made = body("""<p>ett</p><p style="float: right">två</p><p>tre</p>
        <ol class="promises"><li><span class="number">1</span><p>fyra</p></li>
        <li><span class="number">2</span><p style="color: #900">fem</p></li></ol>""")
    reading = read_pdf(made)
    painted = "".join(shown.text for shown in reading.shown if shown.tagged)
    assert tight(painted) == tight(reading.tree[0].text) == "Rubriketttvåtre1fyra2fem"


def test_the_lines_of_a_text_are_one_mark_up_to_the_next_element_or_page() -> None:
    link = '<a href="https://example.org">här</a>'
    made = body(f"<p>{pages.SENTENCE} <em>{pages.SENTENCE}</em> {link} och mer</p>")
    [paragraph] = of_role(made, "P")
    before, inside, after = paragraph.kids
    assert isinstance(inside, StructureNode)
    assert (inside.role, str(after).strip()) == ("Link", "och mer")
    assert tight(str(before).replace("\N{SOFT HYPHEN}", "")) == tight(pages.SENTENCE * 2)
    made = body(f"<p>{pages.SENTENCE * 60}</p>")
    [paragraph] = of_role(made, "P")
    assert len(paragraph.kids) == len(list(rasters(made))) > 1


def test_text_that_stays_where_it_is_parts_the_marks_around_it() -> None:
    def text(number: int, shown: bytes) -> list[object]:
        return ["/Span", {"MCID": number}, b"BDC", b"BT", shown, b"ET", b"EMC"]

    opening: list[object] = [b"1 0 0 -1 0 9 cm", b"q", b"0.75 0 0 0.75 0 0 cm"]
    clipped = [b"q", b"0 0 9 9 re", b"W", b"n", *text(1, b"2 TJ"), b"Q"]
    lines = [*text(0, b"1 TJ"), *clipped, *text(3, b"4 TJ"), *text(2, b"3 TJ")]
    ranks = {number: (0, number) for number in range(4)}
    joined = [*text(2, b"3 TJ")[:-1], b"BT", b"4 TJ", b"ET", b"EMC"]
    scale = opening[2]
    wanted = [*opening, *clipped, b"Q", b"q", scale, *text(0, b"1 TJ"), *joined, b"Q"]
    assert in_reading_order([*opening, *lines, b"Q"], ranks) == wanted


def test_page_furniture_is_an_artifact() -> None:
    feet = [shown for shown in read_pdf(whole()[1].content).shown if "Sida" in shown.text]
    assert len(feet) == whole()[1].pages
    assert all(foot.artifact and not foot.tagged for foot in feet)


def test_the_file_tells_title_language_fingerprint_and_both_standards_in_one_packet() -> None:
    title = "UTKAST – Löfte <för> Åby & ”Öster”"
    made = typeset(compose("<h1>Rubrik</h1><p>Text</p>", title)).content
    reading = read_pdf(made)
    assert (reading.title, reading.xmp.title) == (title, title)
    assert reading.title_shown
    assert (reading.language, reading.xmp.language) == ("sv", "sv")
    assert (reading.xmp.pdfa, reading.xmp.pdfua) == ("2a", "1")
    assert reading.xmp.fingerprint == pages.FINGERPRINT
    assert made.count(b"<rdf:RDF") == 1
    assert failed(made, "2a") == failed(made, "ua1") == []


def test_dates_are_the_pledge_s_own_and_agree() -> None:
    with pikepdf.open(BytesIO(whole()[1].content)) as pdf:
        info = {key: str(value) for key, value in pdf.docinfo.items()}
    assert info["/CreationDate"] == info["/ModDate"] == "D:20210301000000Z"
    assert read_pdf(whole()[1].content).xmp.created == "2021-03-01T00:00:00Z"


def test_bookmarks_are_the_headings() -> None:
    made = body("<h2>Ett</h2><h3>Ett ett</h3><h3>Ett två</h3><h2>Två</h2>")
    assert read_pdf(made).bookmarks == ("Rubrik", "Ett", "Ett ett", "Ett två", "Två")


def test_font_names_are_clean() -> None:
    names = {font.name for font in read_pdf(whole()[1].content).fonts}
    assert {"Source-Sans-3", "Source-Sans-3-Semi-Bold"} <= names


_MAKE_AGAIN = """
import hashlib
from tests.inspecting import pages
print(hashlib.sha256(pages.whole()[1].content).hexdigest())
"""


def test_the_same_page_gives_the_same_bytes_in_every_process() -> None:
    source = pages.REPOSITORY / "src"
    digests = {
        subprocess.run(
            [sys.executable, "-c", _MAKE_AGAIN], capture_output=True, text=True, check=True,
            cwd=pages.REPOSITORY,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(source), "TZ": zone},
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo"))
    }  # fmt: skip
    assert len(digests) == 1


def test_no_machine_or_moment_stands_in_the_file() -> None:
    content = whole()[1].content
    assert str(pages.REPOSITORY).encode() not in content
    assert re.search(rb"uuid", content, re.IGNORECASE) is None


def _ending_in_line_end() -> bytes:
    """Data whose packed form ends in CR: the last byte of its checksum is 13."""
    return next(
        data for number in range(10_000)
        if zlib.compress(data := f"{number} w ".encode() * 6).endswith(b"\r")
    )  # fmt: skip


@pytest.mark.parametrize("is_packed", [False, True])
def test_no_stream_ends_in_a_line_end(is_packed: bool) -> None:  # noqa: FBT001
    data = _ending_in_line_end()
    pdf = pydyf.PDF()
    given = zlib.compress(data, 9) if is_packed else data
    stream = pydyf.Stream([given], {"Filter": "/FlateDecode"} if is_packed else {})
    pdf.add_object(stream)
    pack(pdf)
    [packed] = stream.stream
    assert not packed.endswith((b"\r", b"\n"))
    assert zlib.decompressobj().decompress(packed) == data


def test_what_would_grow_is_not_packed() -> None:
    pdf = pydyf.PDF()
    stream = pydyf.Stream([b"/Tx BMC", b"EMC"])
    pdf.add_object(stream)
    pack(pdf)
    assert (stream.stream, stream.extra) == ([b"/Tx BMC\nEMC"], {})


@pytest.mark.needs("qpdf")
def test_a_byte_after_packed_data_disturbs_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def pack_and_add(pdf: pydyf.PDF) -> None:
        pack(pdf)
        for each in pdf.objects:
            if isinstance(each, pydyf.Stream) and "Filter" in each.extra:
                each.stream = [each.stream[0] + b"\0"]

    source = f'<p>text <img alt="Gatan" src="{pages.picture()}"/></p>'
    plain = body(source)
    monkeypatch.setattr(finish, "pack", pack_and_add)
    content = body(source)
    file = tmp_path / "added.pdf"
    file.write_bytes(content)
    done = subprocess.run(["qpdf", "--check", file], capture_output=True, text=True, check=False)
    assert (done.returncode, failed(content, "2a"), failed(content, "ua1")) == (0, [], [])
    assert content != plain
    assert rasters(content) == rasters(plain)


def _pairs(numbers: pikepdf.Object) -> list[tuple[int, pikepdf.Object]]:
    items = list(numbers)
    return [(int(key), value) for key, value in zip(items[::2], items[1::2], strict=True)]


def _number(kid: object) -> int | None:
    if isinstance(kid, pikepdf.Dictionary):
        return int(kid["/MCID"]) if "/MCID" in kid else None
    return int(kid)  # type: ignore[call-overload,no-any-return]


def _page_of(element: pikepdf.Object, kid: object) -> pikepdf.Object:
    return kid["/Pg"] if isinstance(kid, pikepdf.Dictionary) else element["/Pg"]
