"""Four senders, long names, short promises: nothing overlaps, no word is cut without a hyphen."""

from collections.abc import Iterator
from functools import cache
from itertools import combinations, pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from weasyprint.formatting_structure import boxes

from loftespdf.batch.plan import Booked, plan
from loftespdf.model.assets import Reading
from loftespdf.operations.build import compose_product
from loftespdf.operations.check import read_everything
from tests.exempelby import make_workspace
from tests.operations.ad_pages import BREAK_HYPHENS, classes_of, lines_of, text_of
from tests.operations.conftest import workshop

HYPHENS = ("-", *BREAK_HYPHENS)
LAYOUTS = ("lofte", "kontor", "uppfoljning")
AREA = """
namn: Storexempelby-Västerexempling
slag: flera
avsändare: [polisen, kommunen, bolaget, raddning]
parter:
  polisen: {slag: polis, namn: Polisen, organisation: Lokalpolisområde Nordvästra Exempelkusten}
  kommunen:
    slag: kommun
    namn: Storexempelby-Västerexempling kommun
    organisation: Kommunstyrelseförvaltningens trygghetsenhet
  bolaget: {slag: annan, namn: Aktiebolaget Exempelbostadsområdena}
  raddning: {slag: annan, namn: Samhällsräddningstjänsten i Exempelbygden}
varumärke:
  logotyper:
    polisen: {fil: bilder/ostra.svg, alt: Polisen}
    kommunen: {fil: bilder/vastra.png, alt: Kommunen}
    bolaget: {fil: bilder/ostra.svg, alt: Bolaget}
    raddning: {fil: bilder/vastra.png, alt: Räddningstjänsten}
"""
HEAD = """
titel: Medborgarlöfte för Storexempelby-Västerexempling
period: 2026
avsnitt:
  - slag: löften
    rubrik: Våra löften
    punkter:
"""
TAIL = """
underskrifter:
  - {part: polisen, namn: Namn Namnsson, titel: chef}
  - {part: kommunen}
  - {part: bolaget}
  - {part: raddning}
"""
OWNERS = ("[polisen, kommunen, bolaget, raddning]", "polisen", "[kommunen, bolaget]", "bolaget")


def _promises() -> str:
    return "".join(
        f"      - {{id: l{number}, text: Vi ska synas., part: {OWNERS[number % 4]},\n"
        f"         ansvarig: Samhällsbyggnadsförvaltningens gatuavdelning,\n"
        f"         mål: [{{minst: 1200, enhet: kontroller, per: år}}]}}\n"
        for number in range(14)
    )


def _outcomes() -> str:
    told = (f"  - {{löfte: l{number}, datum: 2026-12-31, grad: pågår}}\n" for number in range(14))
    return "datum: 2027-01-31\nutfall:\n" + "".join(told)


@cache
def pages(layout: str) -> tuple[Any, ...]:
    """Return the pages' boxes of every PDF of a layout that is no form."""
    with TemporaryDirectory() as folder:
        root = make_workspace(Path(folder), area=AREA, pledge=HEAD + _promises() + TAIL)
        (root / "content/exempelby/2026.uppfoljning.yaml").write_text(_outcomes(), encoding="utf-8")
        jobs = plan(read_everything(root, ()), (layout,), Booked())
        found: list[Any] = []
        for job in jobs:
            if job.product.path.suffix == ".pdf" and not job.product.edition:
                composed = compose_product(job, workshop().templates)
                document, _ = workshop().typesetter.lay_out(composed, Reading(job.assets))
                found += [page._page_box for page in document.pages]  # noqa: SLF001
    assert found
    return tuple(found)


def _of(page: Any, name: str) -> list[Any]:  # noqa: ANN401 - a box of the engine
    """Return the box of each element of a class or a name; what stands loose in one has its own."""
    blocks = boxes.BlockLevelBox | boxes.TableCellBox
    found: dict[int, Any] = {}
    for box in page.descendants():
        if isinstance(box, blocks) and (name == box.element_tag or name in classes_of(box)):
            found.setdefault(id(box.element), box)
    return list(found.values())


def _inks(box: Any) -> Iterator[tuple[float, float, float, float, str]]:  # noqa: ANN401
    """Yield the left, top, right and bottom of each piece of text, with the text."""
    for line in lines_of(box):
        for text in line.descendants():
            if isinstance(text, boxes.TextBox) and text.text.strip():
                x, y = text.position_x, text.position_y
                yield x, y, x + text.width, y + text.height, text.text


def _meet(one: tuple[Any, ...], other: tuple[Any, ...]) -> bool:
    slack = 0.5
    return bool(one[0] < other[2] - slack and other[0] < one[2] - slack
                and one[1] < other[3] - slack and other[1] < one[3] - slack)  # fmt: skip


@pytest.mark.parametrize("layout", LAYOUTS)
def test_no_line_of_the_foot_runs_into_another(layout: str) -> None:
    for page in pages(layout):
        feet = [list(_inks(box)) for box in page.descendants() if isinstance(box, boxes.MarginBox)]
        assert sum(map(len, feet)) >= 3
        for one, other in combinations(feet, 2):
            assert not [(a[4], b[4]) for a in one for b in other if _meet(a, b)]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_foot_that_takes_two_lines_parts_where_nothing_parts_its_words(layout: str) -> None:
    for page in pages(layout):
        feet = [box for box in page.descendants() if isinstance(box, boxes.MarginBox)]
        lines = [text_of(line).strip() for foot in feet for line in lines_of(foot)]
        assert not [line for line in lines if line.endswith("·") or line.startswith("·")]


@pytest.mark.parametrize("layout", ["lofte", "uppfoljning"])
def test_a_long_name_beside_a_short_promise_stays_beside_it(layout: str) -> None:
    for page in pages(layout):
        promises = [list(_inks(box)) for box in _of(page, "promise")]
        for above, below in pairwise(promises):
            bottom, top = max(ink[3] for ink in above), min(ink[1] for ink in below)
            assert bottom <= top + 3, (above[0][4], bottom, top)
        if promises:
            end = page.content_box_y() + page.height
            assert max(ink[3] for inks in promises for ink in inks) <= end


@pytest.mark.parametrize("layout", ["lofte", "uppfoljning"])
def test_four_senders_stand_in_a_row_and_each_logo_in_its_own_place(layout: str) -> None:
    senders = _of(pages(layout)[0], "sender")
    assert len(senders) == 4
    assert len({round(box.position_y) for box in senders}) == 1
    for box in senders:
        logo = next(each for each in box.descendants() if each.element_tag == "img")
        assert logo.width <= box.width


def _cut(lines: list[str], words: list[str]) -> list[str]:
    """Return the lines that end inside a word without saying so."""
    ends = [line for line in lines[:-1] if line and not line.endswith(HYPHENS)]
    return [line for line in ends if not any(word.endswith(line.split()[-1]) for word in words)]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_no_word_of_a_narrow_column_is_cut_without_a_hyphen(layout: str) -> None:
    broken = 0
    for page in pages(layout):
        for name in ("owner", "organisation", "facts", "td", "th"):
            for box in _of(page, name):
                lines = [text_of(line) for line in lines_of(box)]
                assert not _cut(lines, "".join(box.element.itertext()).split()), lines
                broken += sum(line.endswith(HYPHENS) for line in lines)
    assert broken
