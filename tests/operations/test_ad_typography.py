"""What a typographer would look for: headlines, paragraph ends, columns, space, senders.

Every rule is held over the five real pledges; the ordinary suite takes a few formats of each kind,
the long one all.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from loftespdf.batch.plan import Booked, plan
from loftespdf.operations.build import Workshop
from loftespdf.operations.check import read_everything
from tests import samples
from tests.exempelby import AREA, PLEDGE, make_workspace
from tests.operations.ad_pages import BREAK_HYPHENS, MM_PER_PX, AdPage, laid_out, text_of
from tests.operations.conftest import workshop

AREAS = ("bromma", "grastorp", "malmo-oster", "sundbyberg", "upplands-bro")
#: A full page, a strip, a column, a block and a poster.
FEW = ("hd-sydsvenskan-helsida", "lts-fjardedel-liggande", "67x120", "tabloid-kvart", "a3")
MANY = (
    "woxnadalsnytt-helsida", "hd-sydsvenskan-bilaga-dokument", "sorseleaktuellt-hel",
    "sorseleaktuellt-halv", "lts-hel-utfall", "lts-halv-staende", "lts-fjardedel-staende",
    "vi-i-villa-helsida", "vi-i-villa-halv-staende", "vi-i-villa-halv-liggande",
    "vi-i-villa-kvart", "vvs-forum-helsida", "tabloid-halv-liggande", "tabloid-halv-staende",
    "lts-halv-liggande", "254x360", "376x80", "122x178", "a4", "a4-utfall",
)  # fmt: skip
FULL_PAGES = {"hd-sydsvenskan-helsida", "woxnadalsnytt-helsida", "hd-sydsvenskan-bilaga-dokument",
              "lts-hel-utfall", "vi-i-villa-helsida", "vvs-forum-helsida", "254x360",
              "a3", "a4", "a4-utfall"}  # fmt: skip

each_format = pytest.mark.parametrize(
    "sheet", [*FEW, *(pytest.param(each, marks=pytest.mark.long) for each in MANY)]
)


@cache
def pages(sheet: str) -> Mapping[str, AdPage]:
    """The five pledges laid out in one format, by area."""
    booked = Booked((), sheet) if sheet[0].isdigit() else Booked((sheet,), None)
    jobs = plan(read_everything(samples.REPOSITORY, ()), (), booked)
    found = {j.product.area: laid_out(j, workshop()) for j in jobs if j.product.edition is None}
    assert set(found) == set(AREAS)
    return found


def broken(line: str) -> bool:
    return line.endswith(BREAK_HYPHENS)


@each_format
def test_no_headline_is_broken_in_a_word_nor_ends_in_a_line_of_a_short_one(sheet: str) -> None:
    for area, page in pages(sheet).items():
        lines = page.headline
        assert not any(broken(line) for line in lines), area
        assert len(lines) == 1 or len(lines[-1]) >= 8, (area, lines)
        for line in lines[:-1]:
            last = line.replace("\N{NO-BREAK SPACE}", " ").split(" ")[-1]
            assert not (last.islower() and len(last) <= 3), (area, lines)


@each_format
def test_no_promise_ends_in_the_rest_of_a_broken_word(sheet: str) -> None:
    for area, page in pages(sheet).items():
        for lines in page.paragraphs:
            texts = [text_of(line) for line in lines]
            if len(texts) > 1 and broken(texts[-2]):
                assert len(texts[-1]) >= 10, (area, texts[-2:])
            for text in texts:
                if broken(text):
                    assert len(text[:-1].split(" ")[-1]) >= 5, (area, text)


@each_format
def test_few_lines_end_in_a_hyphen_and_none_is_broken_far_too_early(sheet: str) -> None:
    for area, page in pages(sheet).items():
        lines = [line for paragraph in page.paragraphs for line in paragraph]
        assert sum(broken(text_of(line)) for line in lines) <= max(0.3 * len(lines), 1), area
        for paragraph in page.paragraphs:
            widest = max(line.width for line in paragraph)
            assert all(line.width > 0.4 * widest for line in paragraph[:-1]), area


@each_format
def test_lines_are_long_enough_to_read_and_not_too_long(sheet: str) -> None:
    for area, page in pages(sheet).items():
        full = [len(text_of(line)) for lines in page.paragraphs for line in lines[:-1]]
        assert 26 <= sum(full) / len(full) <= 76, area


@each_format
def test_a_page_is_filled_and_no_hole_stands_above_its_foot(sheet: str) -> None:
    for area, page in pages(sheet).items():
        if sheet in FULL_PAGES or page.columns == 1:
            assert page.hole < 0.12, (area, page.hole)


def test_few_promises_fill_a_full_page_in_one_column_and_large_type() -> None:
    full = pages("hd-sydsvenskan-helsida")
    assert (full["bromma"].columns, full["grastorp"].columns) == (1, 2)
    assert full["bromma"].size > 26
    assert full["grastorp"].size > 16


@each_format
def test_senders_weigh_the_same_and_reach_from_edge_to_edge(sheet: str) -> None:
    for area, page in pages(sheet).items():
        rules = list(page.of("l-rule"))
        assert len({round(rule.width, 2) for rule in rules}) == 1, area
        assert len({round(rule.height, 2) for rule in rules}) == 1, area
        if sheet not in ("lts-fjardedel-liggande", "376x80"):  # there they stand at the left
            right = page.page.content_box_x() + page.page.width
            assert max(r.position_x + r.width for r in rules) == pytest.approx(right, abs=0.1), area
            assert {round(rule.position_y, 1) for rule in rules} == {
                round(rules[0].position_y, 1)
            }, area


@pytest.mark.parametrize("sheet", ["100x70", "tabloid-kvart", "67x120"])
def test_the_senders_rule_keeps_off_the_last_promise(sheet: str) -> None:
    page = exempelby_page(sheet)
    last = max(line.position_y + line.height for lines in page.paragraphs for line in lines)
    rule = min(rule.position_y for rule in page.of("l-rule"))
    assert (rule - last) * MM_PER_PX >= 0.8 * page.size * 0.353  # eight tenths of the type


@cache
def _sixth(pledge: str, area: str) -> Any:  # noqa: ANN401 - all that was read
    with TemporaryDirectory() as root:
        return read_everything(make_workspace(Path(root), pledge=pledge, area=area), ())


def exempelby_page(sheet: str, pledge: str = PLEDGE, area: str = AREA) -> AdPage:
    everything = _sixth(pledge, area)
    booked = Booked((), sheet) if sheet[0].isdigit() else Booked((sheet,), None)
    (job,) = (j for j in plan(everything, (), booked) if j.product.edition is None)
    return laid_out(job, Workshop(everything.theme))


def test_a_long_headline_keeps_short_words_with_what_they_lead_to() -> None:
    headline = "Fler poliser på gatorna och tryggare skolvägar i hela Exempelby kommun"
    page = exempelby_page("a3", PLEDGE.replace("Tryggare kvällar i Exempelby", headline))
    assert " ".join(page.headline).replace("\N{NO-BREAK SPACE}", " ") == headline
    assert page.headline[-1].endswith("Exempelby\N{NO-BREAK SPACE}kommun")


def test_three_senders_stand_in_a_narrow_column_without_holding_the_type_down() -> None:
    area = AREA + "avsändare: [polisen, kommunen, bolaget]\n"
    page = exempelby_page("lts-halv-staende", area=area)
    assert page.size > 12
    tops = sorted(rule.position_y for rule in page.of("l-rule"))
    assert len(tops) == 3
    assert tops == sorted(set(tops))
