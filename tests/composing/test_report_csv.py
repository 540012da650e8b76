"""The spreadsheet: what Excel in Swedish opens, and no cell that does anything."""

import csv
from datetime import date
from io import StringIO

from hypothesis import given
from hypothesis import strategies as st

from loftespdf.composing.report_csv import report_csv, report_rows
from loftespdf.inspecting.spreadsheet import inspect_spreadsheet
from loftespdf.language.report import report_of
from loftespdf.model.report import AreaFiles, PledgeFiles, Report
from tests import samples

TODAY = date(2026, 11, 22)


def report(name: str = "Åby", **pledge: object) -> Report:
    document = samples.document({"period": "2026", **pledge}, {"namn": name, "lpo": "Västra"})
    areas = (
        AreaFiles("aby", None, (PledgeFiles("2026", document), PledgeFiles("2025", None))),
        AreaFiles("tom", samples.document(area={"namn": "Tomby"}).area),
    )
    return report_of(areas, TODAY, (), ())


def read_back(content: bytes) -> list[dict[str, str]]:
    text = content.decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text, newline=""), delimiter=";"))


def test_there_is_a_row_for_each_area_and_period_with_plain_values() -> None:
    content = report_csv(report())
    assert content.startswith(b"\xef\xbb\xbfmapp;")
    assert content.count(b"\r\n") == 4
    missing, broken, sound = read_back(content)
    assert (broken["läge"], broken["fil"]) == ("oläsligt", "content/aby/2025.yaml")
    assert (sound["område"], sound["från"], sound["till"]) == ("Åby", "2026-01-01", "2026-12-31")
    assert (sound["löften"], sound["underskrivet"], sound["av"]) == ("2", "nej", "2")
    assert (missing["område"], missing["läge"], missing["från"]) == ("Tomby", "saknas", "")


def test_a_cell_that_a_spreadsheet_would_calculate_is_disarmed() -> None:
    for name in ("=HYPERLINK(1)", "+46", "-1", "@SUM", "＝1"):
        names = [row["område"] for row in read_back(report_csv(report(name)))]
        assert sorted(names) == ["'" + name, "'" + name, "Tomby"]


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=70).filter(str.strip))
def test_any_name_comes_back_as_one_harmless_cell(name: str) -> None:
    one = report(name)
    assert inspect_spreadsheet(report_csv(one), report_rows(one), "rapport.csv") == ()
