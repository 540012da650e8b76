"""The five real pledges as Word files: read by another reader, and found out when broken."""

import re
from collections.abc import Callable
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest

from loftespdf.batch.plan import plan
from loftespdf.composing.page import compose
from loftespdf.inspecting.verdict import Expectation, Verdict
from loftespdf.inspecting.word import inspect_word
from loftespdf.model.assets import Asset, Reading
from loftespdf.model.composed import Composed, Typeset
from loftespdf.model.layout import Format
from loftespdf.operations.build import Job, make
from loftespdf.operations.check import read_everything
from loftespdf.typesetting.word import typeset_word
from tests import samples
from tests.content.seed_table import seed_sentences
from tests.operations.conftest import workshop
from tests.operations.test_pictures import PICTURES, drawn
from tests.operations.test_pledges import folded


def word_job(area: str) -> Job:
    jobs = plan(read_everything(samples.REPOSITORY, (area,)), ("kontor",))
    return next(job for job in jobs if job.product.format is Format.DOCX)


def texts(content: bytes) -> str:
    with ZipFile(BytesIO(content)) as package:
        document = package.read("word/document.xml").decode()
    return "".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", document))


def sample() -> tuple[Composed, Typeset]:
    files = {"content/exempel/bilder/torg.jpg": drawn("JPEG", (320, 200), "gray")}
    assets = samples.theme().with_files({p: Asset(c, p) for p, c in files.items()})
    document = samples.document({"bilder": PICTURES})
    composed = compose(document, "kontor", samples.layout("kontor"), samples.templates())
    return composed, typeset_word(composed, Reading(assets))


def judged(part: str, change: Callable[[str], str]) -> Verdict:
    composed, typeset = sample()
    out = BytesIO()
    with ZipFile(BytesIO(typeset.content)) as package, ZipFile(out, "w") as changed:
        for name in package.namelist():
            content = package.read(name)
            if name == part:
                after = change(content.decode()).encode()
                assert after != content
                content = after
            changed.writestr(name, content)
    expected = Expectation(composed, samples.layout("kontor"), typeset, "fil.docx")
    return inspect_word(out.getvalue(), expected)


def test_every_sentence_stands_in_the_word_file_in_its_order(area: str) -> None:
    text, position = folded(texts(make(word_job(area), workshop()).content)), 0
    for sentence in seed_sentences(area):
        found = text.find(folded(sentence), position)
        assert found >= 0, sentence
        position = found + len(folded(sentence))


def test_the_same_input_gives_the_same_bytes(area: str) -> None:
    once, again = (make(word_job(area), workshop()).content for _ in range(2))
    assert once == again


def test_another_reader_opens_it_and_finds_named_styles(area: str) -> None:
    document = docx.Document(BytesIO(make(word_job(area), workshop()).content))
    styles = {paragraph.style.name for paragraph in document.paragraphs if paragraph.style}
    assert {"Title", "Heading 1", "List Number"} <= styles
    assert document.core_properties.title


def test_the_sample_with_a_picture_has_nothing_wrong() -> None:
    assert judged("docProps/app.xml", lambda text: text + " ").problems == ()


@pytest.mark.parametrize(
    ("kind", "part", "old", "new"),
    [
        ("text", "word/document.xml", "Polisen ska synas.", "Polisen ska nog synas."),
        ("text", "word/document.xml", "minst 8", "minst 9"),
        ("text", "word/document.xml", '<w:numId w:val="1"/>', '<w:numId w:val="2"/>'),
        ("language", "word/styles.xml", 'w:val="sv-SE"', 'w:val="en-US"'),
        ("properties", "docProps/core.xml", "Medborgarlöfte", "Annat"),
        ("properties", "docProps/custom.xml", "0123456789abcdef", "0"),
        ("headings", "word/document.xml", 'w:val="Heading1"', 'w:val="Heading3"'),
        ("tables", "word/document.xml", "<w:tblHeader/>", ""),
        ("pictures", "word/document.xml", 'descr="Ett torg"', 'descr=""'),
        (
            "styles",
            "word/document.xml",
            "<w:t>Polisen ska",
            "<w:rPr><w:b/></w:rPr><w:t>Polisen ska",
        ),
    ],
)
def test_a_fault_in_the_word_file_is_found(kind: str, part: str, old: str, new: str) -> None:
    verdict = judged(part, lambda text: text.replace(old, new))
    assert kind in {check.kind for check in verdict.checks if not check.ok}


def test_what_is_no_word_file_is_told() -> None:
    (problem,) = inspect_word(b"hej").problems
    assert problem.kind == "unreadable"
