"""The Word file as a file: sound, the same every time, and open to a user's own looks."""

import os
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

import docx
import pypdfium2
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.shared import Pt, RGBColor

from loftespdf.composing.page import compose
from loftespdf.composing.templates import Templates
from loftespdf.inspecting.verdict import Expectation
from loftespdf.inspecting.word import inspect_word
from loftespdf.language.folding import tight
from loftespdf.loading.layouts import load_layouts
from loftespdf.model.assets import Asset, Reading
from loftespdf.model.composed import Composed
from loftespdf.model.problem import ContentRefused
from loftespdf.operations.check import read_everything
from loftespdf.typesetting.word import typeset_word
from tests import samples
from tests.inspecting import words
from tests.inspecting.words import opened, part, reading, whole
from tests.typesetting.findings import findings

AREAS = ["bromma", "grastorp", "malmo-oster", "sundbyberg", "upplands-bro"]


@cache
def pledges() -> dict[str, tuple[Composed, bytes]]:
    """The five real pledges as office documents."""
    everything = read_everything(samples.REPOSITORY, ())
    templates, layout = Templates(everything.theme), load_layouts(everything.theme)[0]["kontor"]
    made = {}
    for one in everything.loaded.values():
        assert one.document
        page = compose(one.document, "kontor", layout, templates)
        assets = everything.theme.with_files(one.files)
        made[one.document.area_slug] = page, typeset_word(page, Reading(assets)).content
    return made


@pytest.mark.parametrize("area", AREAS)
def test_the_validators_find_nothing_in_the_five_pledges(area: str, tmp_path: Path) -> None:
    assert findings(pledges()[area][1], tmp_path) == []


@pytest.mark.parametrize("area", AREAS)
def test_the_five_pledges_pass_our_own_inspection(area: str) -> None:
    page, content = pledges()[area]
    layout = samples.layout("kontor")
    expected = Expectation(page, layout, whole()[1], f"{area}.docx")
    assert [str(each.what) for each in inspect_word(content, expected).problems] == []


def test_the_validators_find_nothing_where_every_kind_of_block_is(tmp_path: Path) -> None:
    assert findings(whole()[1].content, tmp_path) == []


def test_the_validators_do_find_faults(tmp_path: Path) -> None:
    broken = words.replaced(whole()[1].content, "word/document.xml", '<w:pStyle w:val="Title"/>',
                            '<w:jc w:val="left"/><w:pStyle w:val="Finnsinte"/>')  # fmt: skip
    assert findings(broken, tmp_path) != []


def test_the_file_says_of_what_kind_each_part_is_and_pictures_are_packed_once() -> None:
    with ZipFile(BytesIO(whole()[1].content)) as packed:
        entries = {each.filename: each for each in packed.infolist()}
        kinds = packed.read("[Content_Types].xml").decode()
    assert next(iter(entries)) == "[Content_Types].xml"
    for name, entry in entries.items():
        extension = name.rpartition(".")[2]
        assert f'PartName="/{name}"' in kinds or f'Extension="{extension}"' in kinds
        assert (entry.compress_type == ZIP_STORED) == (extension in ("jpg", "png"))
    assert {name.rpartition(".")[2] for name in entries} >= {"png", "xml", "rels"}


def test_nothing_of_the_librarys_own_template_is_left() -> None:
    with ZipFile(BytesIO(whole()[1].content)) as packed:
        names = packed.namelist()
        everything = b"".join(packed.read(name) for name in names)
    assert not [n for n in names if "stylesWithEffects" in n or "customXml" in n or "thumb" in n]
    assert b"python-docx" not in everything
    assert b"rsid" not in everything


def test_the_same_page_gives_the_same_bytes_in_any_process() -> None:
    code = (
        "import hashlib; from tests.inspecting import words;"
        "print(hashlib.sha256(words.whole()[1].content).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=samples.REPOSITORY,
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": "src:."},
            check=True,
            capture_output=True,
        ).stdout
        for seed, zone in [("1", "UTC"), ("2", "Asia/Tokyo")]
    }
    assert len(digests) == 1


def test_the_zip_carries_no_time_and_its_contents_first() -> None:
    with ZipFile(BytesIO(whole()[1].content)) as packed:
        assert {entry.date_time for entry in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert packed.namelist()[0] == "[Content_Types].xml"


def test_the_properties_come_from_the_pledge() -> None:
    core = opened(whole()[1].content).core_properties
    assert core.title == "Medborgarlöfte för Exempelby"
    assert core.author == "Polisen och Exempelby kommun"
    assert core.language == "sv-SE"
    for moment in (core.created, core.modified):
        assert moment
        assert moment.isoformat() == "2021-03-01T00:00:00+00:00"
    assert "0123456789abcdef" * 4 in part(whole()[1].content, "docProps/custom.xml")


def test_word_opens_it_as_a_file_of_today_and_hyphenates_in_swedish() -> None:
    settings = part(whole()[1].content, "word/settings.xml")
    assert "<w:autoHyphenation/>" in settings
    assert 'w:name="compatibilityMode"' in settings
    assert 'w:lang w:val="sv-SE"' in part(whole()[1].content, "word/styles.xml")


# a reference document


def reference() -> bytes:
    """A user's own Word file: another heading, a list of its own, another language."""
    document, saved = docx.Document(), BytesIO()
    heading = document.styles["Heading 1"]
    heading.font.name, heading.font.size = "Egen Grotesk", Pt(19)
    heading.font.color.rgb = RGBColor(0x11, 0x22, 0x33)
    document.styles.add_style("Husets egen", WD_STYLE_TYPE.PARAGRAPH)
    document.styles["Normal"].font.name = "Egen Antikva"
    document.save(saved)
    return saved.getvalue()


def own(content: bytes) -> Asset:
    return Asset(content, "styles/kontor.docx")


def paragraphs(content: bytes) -> list[str]:
    return [text for _, text in words.styled(content)]


def test_a_reference_replaces_the_looks_and_nothing_else() -> None:
    plain = whole()[1].content
    made = typeset_word(words.composed(), reading(), own(reference())).content
    heading = opened(made).styles["Heading 1"]
    assert heading.font.name == "Egen Grotesk"
    assert heading.font.color.rgb == RGBColor(0x11, 0x22, 0x33)
    assert opened(made).styles["Löftestabell"]  # what the reference has not is ours
    assert words.styled(made) == words.styled(plain)
    assert part(made, "word/numbering.xml") == part(plain, "word/numbering.xml")
    assert words.kinds(made) == set()


def test_a_references_own_words_names_and_properties_do_not_come_along() -> None:
    made = typeset_word(words.composed(), reading(), own(reference())).content
    assert opened(made).core_properties.author == "Polisen och Exempelby kommun"
    assert "python-docx" not in part(made, "docProps/core.xml")


def test_header_and_footer_still_reach_across_our_sheet() -> None:
    made = typeset_word(words.composed(), reading(), own(reference())).content
    for name in ("Header", "Footer"):
        stops = [
            [stop.position for stop in opened(each).styles[name].paragraph_format.tab_stops]
            for each in (made, whole()[1].content)
        ]
        assert stops[0] == stops[1] != []


def test_styles_with_other_ids_are_found_by_their_names() -> None:
    swedish = words.replaced(reference(), "word/styles.xml",
                             'w:styleId="Heading1"', 'w:styleId="Rubrik1"')  # fmt: skip
    made = typeset_word(words.composed(), reading(), own(swedish)).content
    assert '<w:pStyle w:val="Rubrik1"/>' in part(made, "word/document.xml")
    assert words.styled(made) == words.styled(whole()[1].content)


def test_a_reference_of_a_later_word_keeps_what_only_that_knows(tmp_path: Path) -> None:
    later = words.replaced(
        reference(), "word/styles.xml", "</w:rPr></w:rPrDefault>",
        '<w14:ligatures w14:val="standardContextual"/></w:rPr></w:rPrDefault>',
    )  # fmt: skip
    made = typeset_word(words.composed(), reading(), own(later)).content
    styles = part(made, "word/styles.xml")
    assert styles.index("<w:lang ") < styles.index("<w14:ligatures ")
    assert 'Ignorable="w14"' in styles.partition("<w:docDefaults>")[0]
    assert findings(made, tmp_path) == []


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"PK\x03\x04 halv"])
def test_a_reference_that_is_no_word_file_is_refused(content: bytes) -> None:
    with pytest.raises(ContentRefused) as refused:
        typeset_word(words.composed(), reading(), own(content))
    assert refused.value.problems[0].kind == "reference-unreadable"
    assert refused.value.problems[0].place.file == "styles/kontor.docx"


# another program


def converted(content: bytes, folder: Path) -> Iterator[str]:
    """The pages' text as LibreOffice sets them."""
    file = folder / "prov.docx"
    file.write_bytes(content)
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
         "--convert-to", "pdf", "--outdir", folder, file],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    with pypdfium2.PdfDocument(folder / "prov.pdf") as document:
        for number in range(len(document)):
            yield document[number].get_textpage().get_text_range()


def letters(text: str) -> str:
    """Text without the hyphens that lines were broken with."""
    return tight(text.replace("\ufffe", "")).replace("-", "").replace("\N{HYPHEN}", "")


@pytest.mark.long
@pytest.mark.needs("soffice")
def test_libreoffice_opens_it_and_prints_the_same_text(tmp_path: Path) -> None:
    page, content = pledges()["grastorp"]
    pages = list(converted(content, tmp_path))
    said = letters("".join(pages))
    missing = [leaf.text for leaf in page.leaves if letters(leaf.text) not in said]
    assert missing == []
    assert all(f"Sida{n}av{len(pages)}" in tight(text) for n, text in enumerate(pages, 1))
    assert said.index("9Isamverkan") > said.index("8Kommunenskakänna")
