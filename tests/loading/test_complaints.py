from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest

from loftespdf.loading.complaints import in_order
from loftespdf.loading.guesses import guess_date, guess_number, near, near_choice
from loftespdf.loading.wrong_words import WORDS
from loftespdf.model.problem import Place, Problem, Severity, say
from loftespdf.model.rules import Rule
from loftespdf.model.violations import KINDS, Kind
from tests.loading.helpers import AREA, PLEDGE, load, short

# One wrong line for each kind: what stands in the pledge or the area, where the user is sent, and
# words of what is told and of what to write instead.
IN_PLEDGE = [
    ("statsu: utkast", "9:1 unknown-key", "”statsu”", "menade du ”status”?"),
    ("xyzzy: 1", "9:1 unknown-key", "”xyzzy”", "här kan du skriva: titel, period"),
    (
        "\u200bstatus: utkast",
        "9:1 unknown-key",
        "”status” står ett tecken som inte syns (U+200B)",
        "för hand: status:",
    ),
    ("sta\u00adtus: utkast", "9:1 unknown-key", "(U+00AD)", "för hand: status:"),
    ("rubrik: A", "9:1 unknown-key", "”rubrik”", "kontrollera indraget"),
    ("beslut: {datum: 2021-01-05}", "9:1 missing-key", "saknas ”organ”", "vem som beslutat"),
    ("beslut: ja", "9:9 not-a-map", "ska det stå nycklar", "organ, datum, dnr"),
    ("källor: [dialog]", "9:10 not-a-map", "varje punkt under ”källor”", "- slag: …"),
    ("kontakt: {namn: A}", "9:10 not-a-list", "ska vara en lista", "”- ” först"),
    ("kontakt: -namn", "9:10 not-a-list", "ska vara en lista", "mellanslag efter varje streck"),
    ("kontakt: [~]", "9:11 not-a-map", "är tom", "ta bort raden"),
    ("kontakt: [{namn: [A]}]", "9:18 not-text", "ska vara en text", "raka citattecken"),
    ("kontakt: [{namn: ''}]", "9:18 empty-text", "är tom", "skriv en text"),
    ("kontakt: [{epost: a(at)b.se}]", "9:19 not-an-email", "”a(at)b.se”", "namn@kommunen.se"),
    ("kontakt: [{epost: 'a@b.se, c@d.se'}]", "9:19 not-an-email", "c@d.se”", "av varje"),
    ("kontakt: [{epost: a@b}]", "9:19 not-an-email", "”a@b”", "namn@kommunen.se"),
    ("kontakt: [{}]", "9:11 empty-contact", "kontakten är tom", "namn, roll, epost"),
    ("status: Gälande", "9:9 not-a-choice", "”Gälande”", "menade du ”gällande”?"),
    ("status: xyzzy", "9:9 not-a-choice", "”xyzzy”", "utkast, gällande"),
    ("status: [utkast]", "9:9 not-a-choice", "bestämda ord", "utkast, gällande"),
    ("ändrad: igår", "9:9 not-a-date", "”igår” är inget datum", "2021-05-11"),
    ("ändrad: den 11 maj 2021", "9:9 not-a-date", "inget datum", "menade du 2021-05-11?"),
    ("ändrad: [x]", "9:9 not-a-date", "”ändrad” ska vara ett datum", "2021-05-11"),
    ("ändrad: 2021-06-31", "9:9 impossible-date", "juni 2021 har 30 dagar", "mellan 01 och 30"),
    ("ändrad: 2021-02-29", "9:9 impossible-date", "februari 2021 har 28", "mellan 01 och 28"),
    ("ändrad: 2021-13-01", "9:9 impossible-date", "tolv månader", "01 till 12"),
    ("ändrad: 0000-01-01", "9:9 impossible-date", "finns inte", "fyra siffror"),
    ("överenskommelse: {period: nu}", "9:27 not-a-period", "”nu”", "2023–2026"),
    (
        "överenskommelse: {period: 2022-2021}",
        "9:27 ends-before-start",
        "slutar innan den börjar",
        "från:",
    ),
    (
        "överenskommelse: {period: {från: 2021-01-01, till: förstås}}",
        "9:52 not-a-date",
        "”förstås”",
        "eller tillsvidare",
    ),
    ("underskrifter: [{part: Polisen}]", "9:24 bad-id", "”Polisen”", "skriv polisen"),
    ("underskrifter: [{part: 'polisen, kommunen'}]", "9:24 bad-id", "kommunen”", "hakparentes"),
    ("underskrifter: [{part: polisen och kommunen}]", "9:24 bad-id", "”polisen o", "hakparentes"),
    ("underskrifter: [{part: Testby kommun}]", "9:24 bad-id", "”Testby kommun”", "under parter:"),
    ("underskrifter: [{part: '112'}]", "9:24 bad-id", "”112”", "börja med en bokstav"),
    (
        f"underskrifter: [{', '.join(['{part: polisen}'] * 5)}]",
        "9:16 too-many",
        "för lång",
        "högst 4",
    ),
    ("underskrifter: [{part: polis}]", "9:24 unknown-party", "”polis”", "menade du ”polisen”?"),
    ("underskrifter: [{part: xyzzy}]", "9:24 unknown-party", "”xyzzy”", "polisen, kommunen"),
    ("bilder: [{bildtext: A}]", "9:10 picture-without-file", "har ingen fil", "fil: bilder"),
    ("bilder: [{fil: ../../x.png, alt: A}]", "9:16 picture-missing", "finns inte", "ta bort"),
]
IN_PROMISE = [
    ("mål: [{minst: åta, enhet: a}]", "9:23 not-a-number", "”åta” är inget tal", "menade du 8?"),
    ("mål: [{minst: 8 st, enhet: a}]", "9:23 not-a-number", "”8 st”", "bara talet: 8"),
    ("vi agerar när det behövs: genast", "9:9 unknown-key", "", "är raden vanlig text med kolon"),
    ("mål: [{minst: 20%, enhet: a}]", "9:23 not-a-number", "”20%”", "bara talet: 20"),
    ("mål: [{minst: 1 000 st, enhet: a}]", "9:23 not-a-number", "", "bara talet: 1 000"),
    ("mål: [{minst: 1 000 %, enhet: a}]", "9:23 not-a-number", "”1 000 %”", "bara talet: 1 000"),
    ("mål: [{minst: 2,5, enhet: a}]", "9:25 unknown-key", "”5”", "raka citattecken runt talet"),
    ("mål: [{minst: -3, enhet: a}]", "9:23 out-of-range", "talet -3", "minst 0"),
    ("mål: [{minska med: -0.5, enhet: a}]", "9:28 out-of-range", "talet -0.5", "minst 0"),
    ("mål: [{minst: många, enhet: a}]", "9:23 not-a-number", "”många”", "1 000 eller 2,5"),
    ("mål: [{minst: [1], enhet: a}]", "9:23 not-a-number", "ska vara ett tal", "1 000 eller 2,5"),
    ("mål: [{enhet: a}]", "9:15 one-measure", "precis ett mått", "minst, högst, exakt"),
    ("mål: [{minst: 1, högst: 2, enhet: a}]", "9:15 one-measure", "precis ett", "flera mål"),
    ("mål: [{minst: 1}]", "9:15 missing-key", "saknas ”enhet”", "insatser, timmar"),
    ("part: kommun", "9:15 unknown-party", "”kommun”", "menade du ”kommunen”?"),
    ("punkter: [{id: kontroller, text: a}]", "9:24 duplicate-id", "2021.yaml:7:13", "ett annat id"),
]
IN_AREA = [
    ("länk: https://testby.se/vårt löfte", "6:7 not-an-address", "vårt löfte”", "ur webbläsaren"),
    ("länk: testby", "6:7 not-an-address", "”testby”", "https://www.kommunen.se"),
    ("länk: namn@testby.se", "6:7 not-an-address", "ingen webbadress", "ur webbläsaren"),
    ("kommuner: [Grastorp]", "6:12 unknown-municipality", "”Grastorp”", "menade du ”Grästorp”?"),
    ("grannar: [xyzzy]", "6:11 unknown-municipality", "”xyzzy”", "till exempel Grästorp"),
    ("slag: komun", "6:7 not-a-choice", "”komun”", "menade du ”kommun”?"),
    ("avsändare: [polis]", "6:13 unknown-party", "”polis”", "menade du ”polisen”?"),
    ("varumärke: {färger: {p: {skärm: '#000000'}}}", "6:22 unknown-party", "”p”", "polisen"),
    (
        "varumärke: {logotyper: {polisen: {fil: x.svg, alt: P}}}",
        "6:40 picture-missing",
        "finns inte",
        "lägg filen där",
    ),
    ("varumärke: {färger: {polisen: {skärm: blå}}}", "6:39 bad-colour", "”blå”", "#1a4f8b"),
    (
        "varumärke: {färger: {polisen: {skärm: '#ffcc00'}}}",
        "6:39 low-contrast",
        "kontrasten är 1,5, och 4,5 krävs",
        "#8e7200",
    ),
    (
        "varumärke: {färger: {polisen: {skärm: '#000000', tryck: [1, 2, 3, 300]}}}",
        "6:67 out-of-range",
        "talet 300",
        "högst 100",
    ),
    (
        "varumärke: {färger: {polisen: {skärm: '#000000', tryck: [1, 2, 3, -1]}}}",
        "6:67 out-of-range",
        "talet -1",
        "minst 0",
    ),
    (
        "varumärke: {färger: {polisen: {skärm: '#000000', tryck: [1]}}}",
        "6:57 too-few",
        "för kort",
        "fyra tal",
    ),
    ("varumärke: {färger: x}", "6:21 not-a-map", "ska det stå nycklar", "polisen:"),
]
IN_STEAD = [
    ("avsnitt: []", "1:24 too-few", "är tom", "minst en punkt"),
    ("avsnitt: [{slag: ingress}]", "1:25 empty-section", "inget innehåll", "rubrik:"),
    ("avsnitt: [text]", "1:25 not-a-map", "varje punkt under ”avsnitt”", "- slag: …"),
]

AtKind = tuple[str, str, str, str]


def judged(problems: tuple[Problem, ...], line: AtKind, file: str) -> None:
    _, place, what, instead = line
    assert short(problems) == [f"{file}:{place}"]
    assert what in str(problems[0].what)
    assert instead in str(problems[0].instead)


@pytest.mark.parametrize("line", IN_PLEDGE, ids=lambda line: line[0])
def test_each_wrong_line_of_a_pledge_is_told(tmp_path: Path, line: AtKind) -> None:
    judged(load(tmp_path, f"{PLEDGE}{line[0]}\n").problems, line, "2021.yaml")


@pytest.mark.parametrize("line", IN_PROMISE, ids=lambda line: line[0])
def test_each_wrong_line_of_a_promise_is_told(tmp_path: Path, line: AtKind) -> None:
    judged(load(tmp_path, f"{PLEDGE}        {line[0]}\n").problems, line, "2021.yaml")


@pytest.mark.parametrize("line", IN_AREA, ids=lambda line: line[0])
def test_each_wrong_line_of_an_area_is_told(tmp_path: Path, line: AtKind) -> None:
    area = f"{AREA}  # mer\n{line[0]}\n"
    judged(load(tmp_path, area=area).problems, line, "omrade.yaml")


@pytest.mark.parametrize("line", IN_STEAD, ids=lambda line: line[0])
def test_each_wrong_list_of_sections_is_told(tmp_path: Path, line: AtKind) -> None:
    pledge = f"{{titel: A, period: 2021, {line[0]}}}\n"
    told = load(tmp_path, pledge).problems
    assert [p.kind for p in told] == [line[1].partition(" ")[2]]
    assert line[2] in str(told[0].what)
    assert line[3] in str(told[0].instead)


def test_an_area_without_parties_is_told(tmp_path: Path) -> None:
    loaded = load(tmp_path, area="namn: A\nparter: {}\n")
    assert short(loaded.problems) == ["omrade.yaml:2:9 no-parties"]


def test_a_promise_without_owner_or_id_is_told(tmp_path: Path) -> None:
    pledge = PLEDGE.replace("    part: polisen\n", "").replace("id: kontroller\n        ", "")
    loaded = load(tmp_path, pledge)
    assert short(loaded.problems) == ["2021.yaml:6:9 missing-owner", "2021.yaml:6:9 missing-id"]


def test_a_period_that_disagrees_with_the_files_name_is_told(tmp_path: Path) -> None:
    loaded = load(tmp_path, period="2020")
    assert short(loaded.problems) == ["2020.yaml:2:9 period-disagrees"]
    assert "2020.yaml, men perioden i den är 2021" in str(loaded.problems[0].what)


def test_a_picture_with_a_file_but_no_alt_is_told(tmp_path: Path) -> None:
    loaded = load(tmp_path, f"{PLEDGE}bilder: [{{fil: x.png}}]\n")
    assert short(loaded.problems) == [
        "2021.yaml:9:10 picture-without-alt",
        "2021.yaml:9:16 picture-missing",
    ]


def test_a_title_or_a_name_that_no_page_has_room_for_is_told(tmp_path: Path) -> None:
    wordy = PLEDGE.replace("Medborgarlöfte", "Medborgarlöfte " * 14)
    named = AREA.replace("namn: Testby", f"namn: Test{'by' * 34}", 1)
    title, name = load(tmp_path, wordy, named).problems
    assert short((title, name)) == ["2021.yaml:1:8 too-long", "omrade.yaml:1:7 too-long"]
    assert f"{len(wordy.splitlines()[0]) - 7} tecken" in str(title.what)
    assert "högst 200 tecken i ”titel”" in str(title.instead)
    assert "högst 70 tecken i ”namn”" in str(name.instead)


def test_every_kind_and_rule_has_its_own_words() -> None:
    assert set(WORDS) == {*Kind, *Rule}
    assert len(set(WORDS.values())) == len(WORDS)


def test_every_error_of_our_own_models_has_a_kind() -> None:
    source = Path(__file__).parents[2] / "src/loftespdf/model"
    raised = set(chain.from_iterable(_raised(path.read_text()) for path in source.glob("*.py")))
    assert len(raised) > 8
    assert raised <= set(KINDS)


def _raised(code: str) -> Iterator[str]:
    for piece in code.split('PydanticCustomError("')[1:]:
        yield piece.partition('"')[0]


def test_every_kind_but_one_is_shown_above() -> None:
    """Ja and nej have no field yet."""
    lines = (*IN_PLEDGE, *IN_PROMISE, *IN_AREA, *IN_STEAD)
    shown = {line[1].partition(" ")[2] for line in lines} | {"no-parties", "too-long"}
    assert set(Kind) - shown == {Kind.NOT_YES_NO}


def test_paths_count_from_one_as_people_do(tmp_path: Path) -> None:
    (problem,) = load(tmp_path, f"{PLEDGE}        mål: [{{minst: åta, enhet: a}}]\n").problems
    assert problem.path == "avsnitt.1.punkter.1.mål.1.minst"


def test_problems_are_sorted_by_line_and_told_once() -> None:
    def problem(line: int) -> Problem:
        return Problem("x", say("fel på rad {line}", line=line), Place("f", line, 1))

    told = in_order([problem(10), problem(9), problem(10)])
    assert [p.place.line for p in told] == [9, 10]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("11 maj 2021", "2021-05-11"),
        ("den 11 Maj 2021", "2021-05-11"),
        ("1 sept 2021", "2021-09-01"),
        ("20210511", "2021-05-11"),
        ("2021/5/1", "2021-05-01"),
        ("11/5 2021", "2021-05-11"),
        ("11.5.2021", "2021-05-11"),
    ],
)
def test_dates_in_other_forms_are_understood(text: str, day: str) -> None:
    guess = guess_date(text)
    assert guess
    assert guess.isoformat() == day


@pytest.mark.parametrize("text", ["i maj", "31 juni 2021", "99/99 2021", "11 xyz 2021", ""])
def test_what_is_no_date_is_not_guessed(text: str) -> None:
    assert guess_date(text) is None


def test_numbers_in_words_are_understood_also_misspelt() -> None:
    assert [guess_number(word) for word in ("åta", "Åtta", "tolv", "många")] == [
        "8",
        "8",
        "12",
        None,
    ]


def test_near_words_ignore_case_and_forms_of_letters() -> None:
    assert near("GALLANDE", ("gällande", "utkast")) == "gällande"
    assert near("gällande", ("gällande",)) == "gällande"
    assert near("xyz", ("gällande",)) is None


def test_a_choice_with_a_word_too_many_is_not_taken_for_its_opposite() -> None:
    degrees = ("uppfyllt", "delvis", "ej uppfyllt")
    assert near_choice("helt uppfyllt", degrees) == "uppfyllt"
    assert near_choice("ej helt Uppfyllt", degrees) == "ej uppfyllt"
    assert near_choice("uppfyllt delvis", degrees) != "ej uppfyllt"
    assert near_choice("uppfylt", degrees) == "uppfyllt"


@pytest.mark.parametrize(
    ("title", "period", "warned"),
    [
        ("Medborgarlöfte 2020", "2021", True),
        ("Medborgarlöfte 2021", "2021", False),
        ("Medborgarlöfte 2021, beslutat 2020", "2021", False),
        ("Medborgarlöfte 2022", "{från: 2021-01-01, till: tillsvidare}", False),
        ("Medborgarlöfte 2019–2020", "{från: 2021-01-01, till: tillsvidare}", True),
        ("Medborgarlöfte", "2021", False),
    ],
)
def test_last_years_title_on_this_years_pledge_is_warned_of(
    title: str, period: str, *, warned: bool, tmp_path: Path
) -> None:
    text = PLEDGE.replace("Medborgarlöfte för Testby", title)
    problems = load(tmp_path, text.replace("period: 2021", f"period: {period}")).problems
    assert short(problems) == (["2021.yaml:1:8 title-of-other-year"] if warned else [])
    assert all(problem.severity is Severity.WARNING for problem in problems)


def test_a_title_is_not_held_against_a_period_that_could_not_be_read(tmp_path: Path) -> None:
    text = PLEDGE.replace("för Testby", "2026").replace("period: 2021", "period: i fjol")
    assert short(load(tmp_path, text).problems) == ["2021.yaml:2:9 not-a-period"]
