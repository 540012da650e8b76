"""Files become lines: which period decides, in which order, and what cannot be read is told."""

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from loftespdf.language.report import report_of
from loftespdf.language.report_groups import by_owner, by_theme
from loftespdf.language.report_tables import AreaRow, area_rows, unreadable_rows
from loftespdf.language.report_words import report_leaves, report_text
from loftespdf.model.document import PledgeDocument
from loftespdf.model.followup import FollowUp
from loftespdf.model.problem import Place, Problem, say
from loftespdf.model.report import AreaFiles, PledgeFiles, Report
from loftespdf.model.standing import DueKind, Standing
from tests import samples

TODAY = date(2026, 11, 22)
ERROR = Problem("unknown-key", say("nyckeln finns inte"), Place("content/a/2026.yaml", 3))


def document(name: str, period: object, **pledge: object) -> PledgeDocument:
    return samples.document({"period": period, **pledge}, {"namn": name})


def files(name: str, *pledges: PledgeFiles) -> AreaFiles:
    return AreaFiles(name.lower(), samples.document(area={"namn": name}).area, pledges)


def read(name: str, period: str, **pledge: Any) -> PledgeFiles:  # noqa: ANN401
    return PledgeFiles(period, document(name, period, **pledge))


def unreadable(period: str) -> PledgeFiles:
    return PledgeFiles(period, None, problems=(ERROR,))


def report(*areas: AreaFiles, today: date = TODAY) -> Report:
    return report_of(areas, today, (), ())


def row(*pledges: PledgeFiles) -> AreaRow:
    (one,) = area_rows(report(files("Exempelby", *pledges)))
    return one


OLD, NOW = read("Exempelby", "2025"), read("Exempelby", "2026")
NEXT = read("Exempelby", "2027", status="utkast")


@pytest.mark.parametrize(
    ("pledges", "standing", "period", "later"),
    [
        ((OLD, NOW, NEXT), Standing.VALID, "2026", "2027: utkast"),
        ((OLD, NEXT), Standing.DRAFT, "2027", ""),
        ((read("Exempelby", "2024"), OLD), Standing.EXPIRED, "2025", ""),
        ((OLD, read("Exempelby", "2027")), Standing.COMING, "2027", ""),
        # Nobody knows whether the file that cannot be read is the valid one.
        ((OLD, unreadable("2026")), Standing.UNREADABLE, "2026", ""),
        ((NOW, unreadable("2027")), Standing.VALID, "2026", ""),
        ((), Standing.MISSING, "–", ""),
    ],
)
def test_the_current_period_decides_the_row(
    pledges: tuple[PledgeFiles, ...], standing: Standing, period: str, later: str
) -> None:
    one = row(*pledges)
    assert (one.standing, one.period, one.later) == (standing, period, later)


def test_every_period_has_a_line_and_one_of_an_area_decides() -> None:
    lines = report(files("Exempelby", OLD, NOW, NEXT, unreadable("2020"))).lines
    assert [line.period_slug for line in lines] == ["2020", "2025", "2026", "2027"]
    assert [line.period_slug for line in lines if line.decides] == ["2026"]


def test_areas_stand_in_swedish_order() -> None:
    names = ("Östby", "Älmö", "Åby", "Vik", "Wik", "Zeta", "alby", "Ånäs", "Ekö")
    told = report(*(files(name) for name in names))
    assert [line.name for line in told.areas] == [
        "alby", "Ekö", "Vik", "Wik", "Zeta", "Åby", "Ånäs", "Älmö", "Östby",
    ]  # fmt: skip


def test_an_area_file_that_cannot_be_read_is_not_missing() -> None:
    told = report(AreaFiles("trasig", None, problems=(ERROR,)))
    assert [(line.standing, line.name) for line in told.areas] == [(Standing.UNREADABLE, "trasig")]
    assert told.problems == (ERROR,)


def outcomes(*days: str) -> FollowUp:
    return FollowUp.model_validate(
        {"utfall": [{"löfte": "forsta", "datum": day, "grad": "uppfyllt"} for day in days]}
    )


def test_outcomes_after_the_day_are_not_known_yet() -> None:
    one = PledgeFiles("2026", document("Exempelby", "2026"), is_followed_up=True,
                      follow_up=outcomes("2026-04-30", "2026-12-15"))  # fmt: skip
    told = report(files("Exempelby", one)).areas[0]
    assert (told.followed_up, told.degrees.count(None)) == (date(2026, 4, 30), 1)
    before = report(files("Exempelby", one), today=date(2026, 2, 1)).areas[0]
    assert (before.followed_up, before.degrees) == (None, ())


def test_a_follow_up_that_cannot_be_read_makes_the_next_one_unknown() -> None:
    when = {"slag": "uppföljning", "när": "tertialvis"}
    one = document("Exempelby", "2026", avsnitt=[*samples.PLEDGE["avsnitt"], when])
    known = report(files("E", PledgeFiles("2026", one))).areas[0]
    assert known.due.kind is DueKind.OVERDUE
    broken = PledgeFiles("2026", one, is_followed_up=True, problems=(ERROR,))
    assert report(files("E", broken)).areas[0].due.kind is DueKind.UNKNOWN


def test_one_theme_in_two_spellings_is_one_and_what_has_none_comes_last() -> None:
    def area(name: str, heading: str) -> AreaFiles:
        section = {"slag": "löften", "rubrik": heading, "part": "polisen", "punkter": ["A.", "B."]}
        plain = {"slag": "löften", "part": ["polisen", "kommunen"], "punkter": ["C.", "D.", "E."]}
        return files(name, read(name, "2026", avsnitt=[section, plain]))

    lines = report(area("Åby", "TRAFIK"), area("Alby", "Trafik:"), area("Vik", "Trafik")).areas
    themes = by_theme(lines)
    assert [(one.label, one.promises, one.areas) for one in themes] == [
        ("Trafik", 6, ("Alby", "Vik", "Åby")), (None, 9, ("Alby", "Vik", "Åby")),
    ]  # fmt: skip
    assert [(one.label, one.promises) for one in by_owner(lines)] == [
        ("Polisen och kommunen", 9), ("Polisen", 6),
    ]  # fmt: skip


def test_what_nobody_can_print_is_not_printed_of_a_broken_file() -> None:
    odd = Problem("x", say("”{given}” går inte", given="a\x00\U0001f600å"), Place("content/a.yaml"))
    assert unreadable_rows((odd, odd)) == (("content/a.yaml", "2", "”a??å” går inte"),)


def test_the_fingerprint_is_over_what_was_read_and_the_day() -> None:
    def prints(*areas: AreaFiles, today: date = TODAY) -> str:
        return report(*areas, today=today).fingerprint

    one = prints(files("Exempelby", NOW))
    assert one == prints(files("Exempelby", NOW))
    assert len(one) == 64
    others = {
        prints(files("Exempelby", NOW), today=date(2026, 11, 23)),
        prints(files("Exempelby", NOW, OLD)),
        prints(files("Exempelby")),
        prints(files("Annanby", NOW)),
        prints(
            files("Exempelby", replace(NOW, is_followed_up=True, follow_up=outcomes("2026-04-30")))
        ),
        prints(files("Exempelby", unreadable("2026"))),
    }
    assert len(others | {one}) == 7


def test_every_cell_is_a_leaf() -> None:
    told = report(files("Exempelby", NOW, NEXT), files("Annanby"), files("Å", unreadable("2026")))
    text = report_text(told)
    leaves = [leaf.text for leaf in report_leaves(told, text)]
    for cell in (text.answer, *text.rows[1].texts, *text.themes.texts, *text.unreadable[0]):
        assert cell in leaves
    assert text.answer == "1 av 3 områden har ett gällande medborgarlöfte"


def promising(*texts: str) -> PledgeFiles:
    section = {"slag": "löften", "part": "polisen", "punkter": list(texts)}
    return read("Exempelby", "2026", avsnitt=[section])


@pytest.mark.parametrize(
    ("areas", "sentence"),
    [
        ((), "Inget område har ett gällande medborgarlöfte den dagen."),
        (
            (promising("patrullera."),),
            "Det gällande medborgarlöftet innehåller 1 löfte i 1 område.",
        ),
        (
            (promising("patrullera.", "lyssna."),),
            "Det gällande medborgarlöftet innehåller 2 löften i 1 område.",
        ),
        (
            (promising("patrullera."), promising("lyssna.")),
            "De gällande medborgarlöftena innehåller 2 löften i 2 områden.",
        ),
    ],
)
def test_the_sentence_on_promises_agrees_with_its_numbers(
    areas: tuple[PledgeFiles, ...], sentence: str
) -> None:
    named = (files(name, one) for name, one in zip("AB", areas, strict=False))
    assert report_text(report(*named)).promises == sentence
