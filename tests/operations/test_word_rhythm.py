"""Word keeps together what belongs together, and parts the promises of a report from each other."""

from io import BytesIO
from itertools import pairwise

import docx
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from loftespdf.composing.page import compose
from loftespdf.model.assets import Reading
from loftespdf.typesetting.word import typeset_word
from tests import samples
from tests.operations.test_followup_word import report

CONTACTS = [
    {"namn": "Namn Namnsson", "roll": "samordnare", "telefon": "0501-12 34 56"},
    {"namn": "Andra Andersson", "roll": "kommunpolis", "epost": "andra@exempel.se"},
]


def _style(paragraph: Paragraph) -> ParagraphStyle:
    assert paragraph.style is not None
    return paragraph.style


def _paragraphs(content: bytes, style: str | None = None) -> list[Paragraph]:
    paragraphs = docx.Document(BytesIO(content)).paragraphs
    return [one for one in paragraphs if style is None or _style(one).style_id.startswith(style)]


def _kept(paragraph: Paragraph) -> bool:
    own = paragraph.paragraph_format.keep_with_next
    return bool(_style(paragraph).paragraph_format.keep_with_next if own is None else own)


def test_a_contact_is_never_split_between_two_pages() -> None:
    page = compose(
        samples.document({"kontakt": CONTACTS}),
        "kontor",
        samples.layout("kontor"),
        samples.templates(),
    )
    lines = _paragraphs(typeset_word(page, Reading(samples.theme())).content, "Contact")
    kept = [_kept(line) for line in lines]
    assert kept[:5] == [True, True, False, True, True]  # the last line leads to the signatures


def test_what_is_told_of_a_promise_ends_before_the_next_begins() -> None:
    paragraphs = _paragraphs(report()[1])
    starts = [at for at, one in enumerate(paragraphs) if _style(one).style_id == "ListNumber"]
    assert len(starts) == 9
    for start, end in pairwise(starts):
        assert all(_kept(one) for one in paragraphs[start : end - 1])
        assert not _kept(paragraphs[end - 1])


def test_there_is_more_air_between_two_promises_of_a_report_than_inside_one() -> None:
    styles = docx.Document(BytesIO(report()[1])).styles
    promise = next(one for one in styles if one.style_id == "ListNumber").paragraph_format
    for name in ("ListContinue", "Facts", "Measure"):
        inside = next(one for one in styles if one.style_id == name).paragraph_format
        assert promise.space_before >= 2 * inside.space_after


def test_a_label_stands_closer_to_what_it_is_about_than_to_what_is_before() -> None:
    labels = _paragraphs(report()[1], "FactsHeading")
    assert labels
    assert all(_kept(label) for label in labels)
    form = _style(labels[0]).paragraph_format
    assert form.space_before > form.space_after
