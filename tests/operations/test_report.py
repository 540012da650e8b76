"""The report from a workspace to its two finished files, looked at by readers that are not ours."""

import csv
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache
from io import StringIO
from pathlib import Path

import pypdfium2
import pytest

from loftespdf.inspecting.pdf import inspect_pdf
from loftespdf.model.problem import ContentRefused, ExitCode, ProofFailed, WrongUsage
from loftespdf.model.standing import Standing
from loftespdf.operations.report import (
    Gathered,
    MadeReport,
    deliver_report,
    gather,
    make_report,
)
from tests.many_areas import name, write_areas
from tests.samples import REPOSITORY

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def some(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a workspace with twenty areas."""
    root = tmp_path_factory.mktemp("some")
    write_areas(root, 20)
    return root


@cache
def gathered(root: Path) -> Gathered:
    return gather(root, (), TODAY)


@cache
def made(root: Path) -> MadeReport:
    return make_report(gathered(root))


@pytest.fixture(scope="module", autouse=True)
def _cleared() -> Iterator[None]:
    yield
    made.cache_clear()


def words(content: bytes) -> list[str]:
    with pypdfium2.PdfDocument(content) as document:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


def rows(made: MadeReport) -> list[dict[str, str]]:
    text = made.files[1][1].decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text, newline=""), delimiter=";"))


def test_the_report_is_archivable_and_accessible(some: Path) -> None:
    (path, content), _ = made(some).files
    assert path == Path("rapport-2026-11-22.pdf")
    verdict = inspect_pdf(content)
    assert [str(problem.what) for problem in verdict.problems] == []
    assert verdict.facts
    assert verdict.facts.standards == ("PDF/A-2a", "PDF/UA-1")
    assert verdict.facts.fingerprint == gathered(some).report.fingerprint
    assert (
        verdict.facts.title
        == "Medborgarlöften: läget den\N{NO-BREAK SPACE}22\N{NO-BREAK SPACE}november 2026"
    )


def test_the_first_page_answers_first(some: Path) -> None:
    counts = Counter(line.standing for line in gathered(some).report.areas)
    assert {*counts} == {*Standing} - {Standing.COMING}
    first = words(made(some).files[0][1])[0]
    answer = f"{counts[Standing.VALID]} av 20 områden har ett gällande medborgarlöfte"
    assert first.index(answer) < first.index("Att se till")
    assert f"{counts[Standing.MISSING]} saknas" in first


def test_no_area_is_dropped_from_either_file(some: Path) -> None:
    text = " ".join(words(made(some).files[0][1]))
    listed = [row["område"] for row in rows(made(some)) if row["avgör området"] == "ja"]
    assert sorted(listed) == sorted(name(index) for index in range(20))
    assert all(one in text for one in listed)


def test_areas_stand_in_swedish_order_on_paper(some: Path) -> None:
    text = " ".join(words(made(some).files[0][1])).split("Område för område")[1]
    order = [text.index(f"{one} ") for one in ("Alby", "Alvik", "Alås", "Alö", "Bergby", "Bergvik")]
    assert order == sorted(order)


def test_what_cannot_be_read_is_told_with_its_file(some: Path) -> None:
    assert (gathered(some).refused, gathered(some).code) == (1, ExitCode.SOME_FAILED)
    last = words(made(some).files[0][1])[-1]
    assert "content/omrade-011/2026.yaml" in last
    (broken,) = [row for row in rows(made(some)) if row["läge"] == "oläsligt"]
    assert (broken["fil"], broken["antal fel"]) == ("content/omrade-011/2026.yaml", "1")


def test_the_same_input_and_day_make_the_same_bytes_and_another_day_others(some: Path) -> None:
    assert make_report(gather(some, (), TODAY)).files == made(some).files
    other = make_report(gather(some, (), date(2026, 11, 23)))
    assert other.files[0][1] != made(some).files[0][1]
    assert other.files[0][0].name == "rapport-2026-11-23.pdf"


def test_the_figures_are_those_of_the_five_pledges() -> None:
    report = gather(REPOSITORY, (), date(2021, 6, 1)).report
    assert {line.name: (line.standing, len(line.promises)) for line in report.areas} == {
        "Bromma": (Standing.VALID, 4),
        "Grästorp": (Standing.VALID, 9),
        "Malmö, stadsområde Öster": (Standing.EXPIRED, 8),
        "Sundbyberg": (Standing.VALID, 3),
        "Upplands-Bro": (Standing.EXPIRED, 6),
    }
    made = make_report(gather(REPOSITORY, (), date(2021, 6, 1)))
    assert "3 av 5 områden har ett gällande medborgarlöfte" in words(made.files[0][1])[0]


def test_a_part_of_the_areas_has_a_file_of_its_own(some: Path) -> None:
    part = gather(some, ("omrade-003", "omrade-007"), TODAY)
    assert [line.slug for line in part.report.areas] == ["omrade-003", "omrade-007"]
    assert part.code is ExitCode.DONE
    made = make_report(part)
    assert made.files[0][0].name == "rapport-2026-11-22-omrade-003-omrade-007.pdf"
    assert "Urval: omrade-003, omrade-007 · 2 områden" in words(made.files[0][1])[0]
    with pytest.raises(WrongUsage, match="omrade-03"):
        gather(some, ("omrade-03",), TODAY)


def test_a_long_selection_has_a_name_that_fits_a_disk(some: Path) -> None:
    which = tuple(f"omrade-{index:03}" for index in range(12))
    (path, _), _ = make_report(gather(some, which, TODAY)).files
    assert len(path.name) < 90
    other = gather(some, (*which, "omrade-012"), TODAY)
    assert make_report(other).files[0][0] != path


def test_an_area_may_be_called_what_the_report_is(tmp_path: Path) -> None:
    write_areas(tmp_path, 1)
    (tmp_path / "content/omrade-000").rename(tmp_path / "content/rapport-2026-11-22")
    output = tmp_path / "output"
    (output / "rapport-2026-11-22/2026").mkdir(parents=True)
    files = deliver_report(make_report(gather(tmp_path, (), TODAY)), output)
    assert all(file.is_file() for file in files)


def test_with_nothing_that_can_be_read_the_report_says_so(tmp_path: Path) -> None:
    folder = tmp_path / "content/trasig"
    folder.mkdir(parents=True)
    (folder / "omrade.yaml").write_text("namn: [", encoding="utf-8")
    refused = gather(tmp_path, (), TODAY)
    assert refused.code is ExitCode.CONTENT_REFUSED
    text = " ".join(words(make_report(refused).files[0][1]))
    assert "1 oläsligt" in text
    assert "content/trasig/omrade.yaml" in text


def test_what_belongs_to_no_area_is_told_too(tmp_path: Path) -> None:
    write_areas(tmp_path, 1)
    for file in ("Åby/omrade.yaml", "omrade-000/2031.uppfoljning.yaml", "los.yaml"):
        (tmp_path / "content" / file).parent.mkdir(exist_ok=True)
        (tmp_path / "content" / file).write_text("namn: Åby", encoding="utf-8")
    some = gather(tmp_path, (), TODAY)
    assert some.code is ExitCode.SOME_FAILED
    last = words(make_report(some).files[0][1])[-1]
    assert all(f"content/{name}" in last for name in ("Åby", "omrade-000/2031", "los.yaml"))


def test_an_area_that_has_only_a_name_is_missing_and_can_be_asked_for(tmp_path: Path) -> None:
    folder = tmp_path / "content/tomby"
    folder.mkdir(parents=True)
    text = "namn: Tomby\nparter: {polisen: {namn: Polisen, slag: polis}}\n"
    (folder / "omrade.yaml").write_text(text, encoding="utf-8")
    alone = gather(tmp_path, ("tomby",), TODAY)
    assert alone.code is ExitCode.DONE
    assert [(line.name, line.standing) for line in alone.report.areas] == [
        ("Tomby", Standing.MISSING)
    ]
    assert "Saknar medborgarlöfte 1 Tomby" in words(make_report(alone).files[0][1])[0]


def test_a_workspace_without_areas_has_an_empty_report(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    empty = make_report(gather(tmp_path, (), TODAY))
    assert "Här finns inga områden" in words(empty.files[0][1])[0]
    assert rows(empty) == []


def over(root: Path, file: str, old: str, new: str) -> None:
    """Lay a changed file of the theme over the built-in one."""
    text = (REPOSITORY / file).read_text(encoding="utf-8")
    assert old in text
    (root / file).parent.mkdir(parents=True, exist_ok=True)
    (root / file).write_text(text.replace(old, new), encoding="utf-8")


def test_a_workspace_may_change_how_it_looks_but_lose_nothing(tmp_path: Path) -> None:
    write_areas(tmp_path, 3)
    over(tmp_path, "templates/_rapport/page.html.j2", ">Att se till<", ">Att göra<")
    assert "Att göra" in words(make_report(gather(tmp_path, (), TODAY)).files[0][1])[0]
    over(tmp_path, "templates/_rapport/tables.html.j2", "{{ row.due }}", "")
    with pytest.raises(ProofFailed, match="saknas i dokumentet"):
        make_report(gather(tmp_path, (), TODAY))


def test_text_that_css_hides_is_found(tmp_path: Path) -> None:
    write_areas(tmp_path, 3)
    over(tmp_path, "styles/_rapport.css", "main p {", ".l-fact { display: none }\nmain p {")
    with pytest.raises(ProofFailed, match="filen saknar texten"):
        make_report(gather(tmp_path, (), TODAY))


def test_a_broken_rule_file_is_told(tmp_path: Path) -> None:
    write_areas(tmp_path, 1)
    over(tmp_path, "templates/_rapport/layout.yaml", "format: [pdf]", "fromat: [pdf]")
    with pytest.raises(ContentRefused, match="fromat"):
        make_report(gather(tmp_path, (), TODAY))


@pytest.mark.long
def test_the_whole_country_is_on_a_readable_number_of_pages(tmp_path: Path) -> None:
    write_areas(tmp_path, 290)
    country = gather(tmp_path, (), TODAY)
    assert len(country.report.areas) == 290
    started = time.process_time()
    report = make_report(country)
    assert report.pages <= 20
    assert time.process_time() - started < 20  # 5 on a quiet machine
