"""Signature blocks wherever the text before them happens to end."""

from typing import Any

import pypdfium2
import pytest

from loftespdf.model.layout import Format
from loftespdf.model.product import Product
from loftespdf.operations.build import Finished, Job, make
from tests import samples
from tests.operations.conftest import workshop

FILLER = "Detta är utfyllnad som gör sidan längre."


def built(
    pledge: dict[str, Any], area: dict[str, Any] | None = None, layout: str = "lofte"
) -> Finished:
    product = Product("exempel", "2021", layout, Format.PDF)
    document = samples.document(pledge, area)
    return make(Job(product, document, samples.layout(layout), samples.theme()), workshop())


def pages(finished: Finished) -> list[str]:
    with pypdfium2.PdfDocument(finished.content) as document:
        return [page.get_textpage().get_text_range() for page in document]


def signers(count: int) -> list[dict[str, str]]:
    return [
        {"part": "polisen", "namn": f"Namn Anders-Namnsson {n}", "titel": "Chef", "ort": "Byn",
         "datum": "2021-01-02", "organisation": "Polisen"}
        for n in range(count)
    ]  # fmt: skip


@pytest.mark.parametrize("lines", range(20, 56, 3))
def test_the_block_is_never_split_and_never_alone(lines: int) -> None:
    text = "\n\n".join([FILLER] * lines)
    texts = pages(built({"avsnitt": [{"text": text}], "underskrifter": signers(2)}))
    holding = [text for text in texts if "Underskrifter" in text]
    assert len(holding) == 1
    assert holding[0].count("Ort och datum") == holding[0].count("Chef") == 2
    assert FILLER in holding[0].split("Underskrifter")[0]


@pytest.mark.parametrize("layout", ["lofte", "kontor"])
@pytest.mark.parametrize("lines", range(14, 30, 3))
def test_nobody_signs_below_half_a_paragraph(lines: int, layout: str) -> None:
    last = "Sista stycket. " + FILLER * 5 + " Slut på stycket."
    text = "\n\n".join([*([FILLER] * lines), last])
    texts = pages(built({"avsnitt": [{"text": text}], "underskrifter": signers(2)}, layout=layout))
    (holding,) = [text for text in texts if "Underskrifter" in text]
    assert "Slut på" in holding
    assert "Sista stycket" in holding


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_one_to_four_people_sign_with_unbroken_names(count: int) -> None:
    (text,) = [t for t in pages(built({"underskrifter": signers(count)})) if "Underskrifter" in t]
    for n in range(count):
        assert f"Namn Anders-Namnsson {n}" in text.replace("\N{NO-BREAK SPACE}", " ")
    assert text.count("den 2 januari 2021") == count


def test_a_pledge_of_the_police_alone_has_one_sender_and_one_block() -> None:
    police = {"parter": {"polisen": {"namn": "Polisen", "slag": "polis"}}}
    pledge = {"underskrifter": [{"part": "polisen"}]}
    text = "".join(pages(built(pledge, police)))
    assert text.count("Underskrift\r") == 1
    assert "kommun" not in text


def test_the_decision_stands_with_its_number() -> None:
    decision = {"organ": "Kommunstyrelsen", "datum": "2020-03-19", "dnr": "KS 2020/12"}
    text = "".join(pages(built({"beslut": decision}))).replace("\N{NO-BREAK SPACE}", " ")
    assert "Beslut: Kommunstyrelsen den 19 mars 2020, dnr KS 2020/12" in text


@pytest.mark.parametrize("layout", ["lofte", "kontor"])
def test_a_draft_says_so_in_one_word_on_every_page(layout: str) -> None:
    text = "\n\n".join([FILLER] * 80)
    texts = pages(built({"status": "utkast", "avsnitt": [{"text": text}]}, layout=layout))
    assert len(texts) > 2
    assert all("UTKAST" in text for text in texts)
