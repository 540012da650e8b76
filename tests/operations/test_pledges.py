"""The five real pledges as finished files, judged by readers that are not ours."""

import os
import re
import subprocess
import sys
import unicodedata
from pathlib import Path

import pypdfium2
import pytest

from loftespdf.composing.page import compose
from loftespdf.operations.build import Workshop, make
from tests.content.seed_table import seed_sentences
from tests.operations.conftest import finished, jobs, workshop
from tests.samples import REPOSITORY

GOLDEN = Path(__file__).parent.parent / "golden"
#: pdfium gives a hyphen at a line's end as U+FFFE, or as the soft hyphen that the file says it is.
BREAKS = "\ufffe\u00ad\u0002"
#: Where the column of text begins and the foot ends, in points.
COLUMN, FOOT = 74 / 25.4 * 72, 18 / 25.4 * 72
#: The engine draws in CSS pixels, 96 to the inch.
POINTS_PER_UNIT = 0.75


def pages(area: str) -> list[str]:
    with pypdfium2.PdfDocument(finished(area).content) as document:
        return [page.get_textpage().get_text_range() for page in document]


def running_texts(area: str) -> list[str]:
    """Each page's text without the running foot."""
    with pypdfium2.PdfDocument(finished(area).content) as document:
        return [page.get_textpage().get_text_bounded(bottom=FOOT) for page in document]


def folded(text: str) -> str:
    """Letters and signs in one form, without white space, hyphens and dashes.

    This reader cannot tell a hyphen of the text at a line's end from one that broke a word; the
    proof inside the program can, and holds them.
    """
    return re.sub(rf"[\s{BREAKS}–-]", "", unicodedata.normalize("NFC", text))


def test_every_sentence_of_the_page_stands_in_the_finished_file_in_its_order(area: str) -> None:
    text, position = folded("".join(running_texts(area))), 0
    for sentence in seed_sentences(area):
        found = text.find(folded(sentence), position)
        assert found >= 0, sentence
        position = found + len(folded(sentence))


def test_the_page_is_the_golden_one(area: str) -> None:
    job = jobs()[area]
    markup = compose(job.document, "lofte", job.layout, workshop().templates).markup
    golden = GOLDEN / f"{area}-lofte.html"
    if os.environ.get("LOFTESPDF_GOLDEN") == "write":
        golden.write_text(markup, encoding="utf-8")
    assert markup == golden.read_text(encoding="utf-8")


def test_the_same_input_gives_the_same_bytes(area: str) -> None:
    again = make(jobs()[area], Workshop(jobs()[area].assets))
    assert again.content == finished(area).content


def test_another_process_gives_the_same_bytes(tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "loftespdf",
        "build",
        "grastorp",
        "--layout",
        "lofte",
        "--output",
        str(tmp_path),
    ]
    environment = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "LC_ALL": "C"}
    subprocess.run(command, cwd=REPOSITORY, check=True, env=environment, capture_output=True)
    file = tmp_path / "grastorp/2021/grastorp-2021-lofte.pdf"
    assert file.read_bytes() == finished("grastorp").content


def test_every_page_has_area_period_number_and_fingerprint(area: str) -> None:
    document, texts = jobs()[area].document, pages(area)
    for number, text in enumerate(texts, 1):
        assert f"Sida {number} av {len(texts)}" in text
        assert folded(f"{document.area.name} {document.period_slug}") in folded(text)
        assert f"Fingeravtryck{document.fingerprint[:16]}" in folded(text)


def test_signatures_stand_whole_on_one_page_and_not_alone(area: str) -> None:
    with_signatures = [text for text in pages(area) if "Underskrifter" in text]
    assert len(with_signatures) == 1
    signers = len(jobs()[area].document.pledge.signers)
    for words in ("Ort och datum", "Underskrift\r", "Namnförtydligande"):
        assert with_signatures[0].count(words) == signers, words
    before = with_signatures[0].split("Underskrifter")[0]
    assert len(before.split()) > 5


def test_the_appendix_begins_a_page_and_holds_every_promise(area: str) -> None:
    texts = running_texts(area)
    first = next(i for i, text in enumerate(texts) if text.startswith("Bilaga: uppföljning"))
    assert "Underskrifter" not in "".join(texts[first:])
    assert all("Kommentar" in text for text in texts[first:])  # the head is repeated


def test_lines_of_running_text_are_under_eighty_characters(area: str) -> None:
    with pypdfium2.PdfDocument(finished(area).content) as document:
        portrait = [page for page in document if page.get_height() > page.get_width()]
        columns = [
            page.get_textpage().get_text_bounded(left=COLUMN, bottom=FOOT) for page in portrait
        ]
    lines = [line for text in columns for line in re.split(f"[\r\n{BREAKS}]+", text)]
    assert max(len(line.strip()) for line in lines) in range(60, 80)


def test_running_text_is_eleven_points(area: str) -> None:
    """The body's size is the commonest outside the appendix, whose table is smaller."""
    with pypdfium2.PdfDocument(finished(area).content) as document:
        page = document[1].get_textpage()
        raw = pypdfium2.raw
        sizes = [raw.FPDFText_GetFontSize(page, i) for i in range(page.count_chars())]
    commonest = max(set(sizes), key=sizes.count)
    assert round(commonest * POINTS_PER_UNIT, 2) == 11


@pytest.mark.needs("pdffonts")
def test_another_reader_finds_only_our_fonts_embedded_and_subset(area: str, tmp_path: Path) -> None:
    file = tmp_path / "fil.pdf"
    file.write_bytes(finished(area).content)
    table = subprocess.run(["pdffonts", file], check=True, capture_output=True, text=True).stdout
    rows = [line.split() for line in table.splitlines()[2:]]
    assert rows
    assert all("+Source-Sans-3" in row[0] and row[-5:-2] == ["yes", "yes", "yes"] for row in rows)


@pytest.mark.needs("qpdf")
def test_another_reader_finds_the_file_sound(area: str, tmp_path: Path) -> None:
    file = tmp_path / "fil.pdf"
    file.write_bytes(finished(area).content)
    checked = subprocess.run(["qpdf", "--check", file], check=False, capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout + checked.stderr
