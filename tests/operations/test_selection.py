"""What WHICH names, what it is told when it names nothing, and the areas made from the register."""

import shlex
import unicodedata
from pathlib import Path
from typing import Literal

import pytest

from loftespdf.language.belonging import quoted
from loftespdf.loading.workspace import open_workspace
from loftespdf.model.problem import Problem, WrongUsage
from loftespdf.operations.check import errors_in, read_everything
from loftespdf.operations.new_areas import make_areas
from loftespdf.operations.selection import Selection, select, select_pledges

PARTIES = "parter: {polisen: {slag: polis, namn: Polisen}}\n"
AREAS = {
    "grastorp": 'namn: Grästorp\nkoder: [1444]\nlpo: Västra Skaraborg\nregion: "Region Väst"\n',
    "bromma": "namn: Bromma\nslag: stadsdel\nkoder: [0180]\nkommuner: [Stockholms stad]\n",
    "centrum": "namn: Centrum\nslag: plats\nkommuner: [Lidköpings kommun]\n"
    "lpo: lokalpolisområde västra Skaraborg\npolisområde: Skaraborg\n",
    "habo": "namn: Håbo\n",
    "exempel": "namn: Exempelby\nregion: Öst\n",
}
PERIODS = {"grastorp": ("2021", "2023-2026"), "bromma": ("2021",), "centrum": ("2021-sommar",)}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for area, text in AREAS.items():
        folder = tmp_path / "content" / area
        folder.mkdir(parents=True)
        (folder / "omrade.yaml").write_text(text + PARTIES, encoding="utf-8")
        for period in PERIODS.get(area, ()):
            (folder / f"{period}.yaml").write_text("titel: A\n", encoding="utf-8")
    return tmp_path


def chosen(root: Path, *which: str, year: int | None = None) -> list[str]:
    found = select(open_workspace(root), which, year)
    return ["/".join(pair) for pair in found.documents] + list(found.bare_areas)


def refused(root: Path, *which: str) -> Problem:
    with pytest.raises(WrongUsage) as told:
        select(open_workspace(root), which, None)
    (problem,) = told.value.problems
    return problem


GRASTORP = ["grastorp/2021", "grastorp/2023-2026"]


@pytest.mark.parametrize(
    ("which", "found"),
    [
        ("grastorp", GRASTORP),
        ("grastorp/", GRASTORP),
        ("grastorp/2021", ["grastorp/2021"]),
        ("Grastorp", GRASTORP),
        ("Grästorp", GRASTORP),
        ("GRÄSTORP/2021", ["grastorp/2021"]),
        ("Gra\u0308storp", GRASTORP),
        ("grästorp/2023–2026", ["grastorp/2023-2026"]),
        ("Håbo", ["habo"]),
        ("region:väst", ["centrum/2021-sommar", *GRASTORP]),
        ("Region:VAST", ["centrum/2021-sommar", *GRASTORP]),
        ("region:Stockholm", ["bromma/2021"]),
        ("region:öst", ["exempel"]),
        ("region:mitt", ["habo"]),
        ('lpo:"Västra Skaraborg"', ["centrum/2021-sommar", *GRASTORP]),
        ("lpo:vastra skaraborg", ["centrum/2021-sommar", *GRASTORP]),
        ("polisområde:Skaraborg", ["centrum/2021-sommar"]),
        ("polisomrade:skaraborg", ["centrum/2021-sommar"]),
        ("län:14", ["centrum/2021-sommar", *GRASTORP]),
        ('län:"Västra Götaland"', ["centrum/2021-sommar", *GRASTORP]),
        ("lan:västra götalands län", ["centrum/2021-sommar", *GRASTORP]),
        ("kommun:1444", GRASTORP),
        ("kommun:Grästorp", GRASTORP),
        ("kommun:grastorps kommun", GRASTORP),
        ("kommun:Stockholm", ["bromma/2021"]),
        ("kommun:håbo", ["habo"]),
    ],
)
def test_a_word_names_areas_as_people_write_them(root: Path, which: str, found: list[str]) -> None:
    assert chosen(root, which) == found


def test_nothing_is_everything_and_several_words_are_united(root: Path) -> None:
    everything = ["bromma/2021", "centrum/2021-sommar", *GRASTORP, "exempel", "habo"]
    assert chosen(root) == everything
    assert chosen(root, "region:stockholm", "grastorp/2021") == ["bromma/2021", "grastorp/2021"]
    assert chosen(root, "grastorp", "kommun:1444") == GRASTORP


def test_a_year_cuts_and_leaves_the_area_bare(root: Path) -> None:
    assert chosen(root, "län:14", year=2024) == ["grastorp/2023-2026", "centrum"]
    assert chosen(root, "grastorp", year=2021) == ["grastorp/2021"]
    assert chosen(root, "grastorp/2021", year=2024) == []


def test_an_area_that_cannot_be_read_is_never_left_out(root: Path) -> None:
    (root / "content/bromma/omrade.yaml").write_text("namn: [", encoding="utf-8")
    assert "bromma/2021" in chosen(root, "region:väst")
    assert refused(root, "region:nord").kind == "no-area-there"


@pytest.mark.parametrize(
    ("which", "kind", "instead"),
    [
        ("grastrop", "unknown-which", "menade du ”grastorp”?"),
        ("grastorp/2022", "unknown-which", "menade du ”grastorp/2021”?"),
        ("habo/2021", "no-pledge", "skriv löftet i en fil i områdets mapp"),
        ("Essunga", "no-folder", "loftespdf new-areas kommun:1445 gör den"),
        ("Esunga", "unknown-which", "menade du ”kommun:Essunga”?"),
        ("Stockholm", "unknown-which", "menade du ”kommun:Stockholm”?"),
        ("1444", "unknown-which", "menade du ”kommun:1444”?"),
        ("Västra Skaraborg", "unknown-which", 'menade du ”lpo:"Västra Skaraborg"”?'),
        ("väst", "unknown-which", "menade du ”region:väst”?"),
        ("kommun:1445", "no-folder", "loftespdf new-areas kommun:1445 gör den"),
        ("kommun:Habo", "no-folder", "loftespdf new-areas kommun:0643 gör den"),
        ("kommun:Grosstorp", "unknown-which", "menade du ”kommun:Grästorp”?"),
        ("kommun:9999", "unknown-which", "skriv kommunens namn eller kod"),
        ("region:nord", "no-area-there", "loftespdf new-areas region:nord gör mappar"),
        ("region:vest", "unknown-which", "Stockholm, Syd, Väst, Öst"),
        ("region:", "unknown-which", "Stockholm, Syd, Väst, Öst"),
        ("lpo:Västra Skaraberg", "unknown-which", 'menade du ”lpo:"'),
        ("lpo:Norra", "unknown-which", "välj bland dem som står i områdenas"),
        ("län:99", "unknown-which", "till exempel län:14"),
        ("lann:14", "unknown-prefix", "menade du ”län:”?"),
        ("stad:x", "unknown-prefix", "välj bland region:, polisområde:, lpo:, län:, kommun:"),
    ],
)
def test_a_word_that_names_nothing_is_told_with_what_to_write(
    root: Path, which: str, kind: str, instead: str
) -> None:
    problem = refused(root, which)
    assert problem.kind == kind
    assert instead in str(problem.instead)


def test_all_unknown_words_are_told_at_once(root: Path) -> None:
    with pytest.raises(WrongUsage) as told:
        select(open_workspace(root), ("grastrop", "grastorp", "x:y"), None)
    assert [one.kind for one in told.value.problems] == ["unknown-which", "unknown-prefix"]


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ("lpo:Västra Skaraborg", 'lpo:"Västra Skaraborg"'),
        ("lpo:vastra skaraborg", 'lpo:"vastra skaraborg"'),
        ("lpo:'Västra Skaraborg'", 'lpo:"Västra Skaraborg"'),  # Windows takes ' for a letter
        ("län:Västra Götalands län", 'län:"Västra Götalands län"'),
        ("Västra Skaraborg", 'lpo:"Västra Skaraborg"'),
        ("Malmö Öster", '"Malmö Öster"'),
        ("Malmö Öster/2018", '"Malmö Öster/2018"'),
        ("Östra Malmö hamn", '"Östra Malmö hamn"'),
        ("lpo : Västra Skaraborg", 'lpo:"Västra Skaraborg"'),
        ("lpo Västra Skaraborg", 'lpo:"Västra Skaraborg"'),
        ("lpo:Norra Dal Syd Berg", 'lpo:"Norra Dal Syd Berg"'),
        ("kommun:Grästorps kommun", 'kommun:"Grästorps kommun"'),
        ("Grästorp kommun", '"Grästorp kommun"'),
        ("region:väst region", 'region:"väst region"'),
        ("Västra Götalands län", 'län:"Västra Götalands län"'),
    ],
)
@pytest.mark.parametrize("others", [((), ()), (("grastorp",), ("region:väst", "habo"))])
def test_words_that_a_shell_took_apart_are_told_once_as_they_are_written(
    root: Path, words: str, written: str, others: tuple[tuple[str, ...], tuple[str, ...]]
) -> None:
    add(root, "malmo", "namn: Malmö\n")
    add(root, "malmo-oster", "namn: Malmö Öster\nslag: stadsområde\n", "2018")
    add(root, "hamnen", "namn: Östra Malmö hamn\nslag: plats\n", "2018")
    add(root, "asen", "namn: Åsen\nslag: plats\nlpo: Norra Dal Syd Berg\n", "2018")
    before, after = others
    told = refused(root, *before, *words.split(), *after)
    assert told.kind == "unquoted"
    assert told.instead is not None
    assert told.instead.values["word"] == written
    assert chosen(root, *shlex.split(written))


@pytest.mark.parametrize("form", ["NFC", "NFD"])  # macOS hands on the other
def test_a_name_that_says_its_kind_is_told_as_that(root: Path, form: Literal["NFC", "NFD"]) -> None:
    name = unicodedata.normalize(form, "Stockholms län")
    told = refused(root, *name.split())
    assert told.instead is not None
    assert told.instead.values["word"] == f'län:"{name}"'  # and no municipality's


@pytest.mark.parametrize(
    ("word", "written"),
    [
        ("lpo:Täby&Danderyd", 'lpo:"Täby&Danderyd"'),
        ("lpo:Väst (norra)", 'lpo:"Väst (norra)"'),
        ("lpo:Väst: norra", 'lpo:"Väst: norra"'),
        ("lpo :'Vällingby'/", "lpo:Vällingby"),
        ("Malmö Öster", '"Malmö Öster"'),
        ("grastorp/2021", "grastorp/2021"),
    ],
)
def test_a_selection_is_written_as_a_shell_takes_it(word: str, written: str) -> None:
    assert quoted(word) == written
    assert len(shlex.split(written)) == 1


def test_a_municipality_without_a_folder_is_put_together_first(root: Path) -> None:
    told = refused(root, "kommun:Upplands", "Väsby")
    assert told.instead is not None
    assert told.instead.values["word"] == 'kommun:"Upplands Väsby"'
    assert refused(root, "kommun:Upplands Väsby").kind == "no-folder"


def add(root: Path, area: str, text: str, *periods: str) -> None:
    folder = root / "content" / area
    folder.mkdir()
    (folder / "omrade.yaml").write_text(text + PARTIES, encoding="utf-8")
    for period in periods:
        (folder / f"{period}.yaml").write_text("titel: A\n", encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "unknown"),
    [
        ("lpo:Västra lpo:Skaraborg", ["lpo:Västra", "lpo:Skaraborg"]),
        ("Grästorp lpo", ["lpo"]),
        ("lpo:Västra grastorp", ["lpo:Västra"]),
        ("Essunga Vara", ["Essunga", "Vara"]),
        ("lpo:Västra Skaraberg", ["lpo:Västra", "Skaraberg"]),
    ],
)
def test_words_that_name_nothing_more_together_are_told_one_by_one(
    root: Path, words: str, unknown: list[str]
) -> None:
    with pytest.raises(WrongUsage) as told:
        select(open_workspace(root), tuple(words.split()), None)
    alone = [refused(root, word) for word in unknown]
    assert list(told.value.problems) == alone


def test_words_that_each_name_something_are_not_put_together(root: Path) -> None:
    for area in ("malmo", "oster", "malmo-oster"):
        add(root, area, f"namn: {area}\n")
    assert refused(root, "malmo", "oster", "grastrop").kind == "unknown-which"


def test_words_taken_apart_are_told_beside_what_else_is_wrong(root: Path) -> None:
    with pytest.raises(WrongUsage) as told:
        select(open_workspace(root), ("x:y", "lpo:Västra", "Skaraborg", "grastrop"), None)
    kinds = [one.kind for one in told.value.problems]
    assert kinds == ["unknown-prefix", "unquoted", "unknown-which"]


def test_what_is_to_be_built_must_have_a_pledge(root: Path) -> None:
    workspace = open_workspace(root)
    assert select_pledges(workspace, ("exempel", "grastorp/2021"), None) == (("grastorp", "2021"),)
    assert len(select_pledges(workspace, (), None)) == 4
    for which, place in (("exempel",), "content/exempel"), (("exempel", "habo"), "content"):
        with pytest.raises(WrongUsage) as told:
            select_pledges(workspace, which, None)
        (problem,) = told.value.problems
        assert (problem.kind, problem.place.file) == ("no-pledge", place)


def test_a_year_that_no_pledge_is_of_is_refused_with_those_there_are(root: Path) -> None:
    for which, shown in ((), "2021, 2021-sommar, 2023-2026"), (("bromma",), "2021"):
        with pytest.raises(WrongUsage) as told:
            select_pledges(open_workspace(root), which, 2062)
        (problem,) = told.value.problems
        assert problem.kind == "no-such-year"
        assert problem.instead is not None
        assert problem.instead.values["periods"] == shown


def test_a_year_where_nobody_has_a_pledge_yet_is_refused_too(root: Path) -> None:
    for pledge in (root / "content").rglob("2*.yaml"):
        pledge.unlink()
    with pytest.raises(WrongUsage) as told:
        select_pledges(open_workspace(root), (), 2062)
    assert [problem.kind for problem in told.value.problems] == ["no-pledge"]


@pytest.mark.parametrize("word", ["kommun:Habo/", 'kommun:"Habo/"', "Habo/"])
def test_a_slash_that_a_shell_added_is_no_part_of_a_name(tmp_path: Path, word: str) -> None:
    (tmp_path / "content").mkdir()
    made = make_areas(tmp_path, (word,)).made
    assert made == ("content/habo-jonkoping/omrade.yaml",)  # and not Håbo's too


def test_a_municipality_misspelt_for_new_areas_finds_its_own(root: Path) -> None:
    with pytest.raises(WrongUsage) as told:
        make_areas(root, ("Grastrop",))
    (problem,) = told.value.problems
    assert problem.instead is not None
    assert problem.instead.values == {"near": "kommun:Grästorp"}


def test_an_area_without_pledge_is_checked_too(root: Path) -> None:
    (root / "content/habo/omrade.yaml").write_text("namm: Håbo\n" + PARTIES, encoding="utf-8")
    everything = read_everything(root, ("habo",))
    assert [one.kind for one in errors_in(everything.problems)] == ["unknown-key"]
    assert everything.problems[0].place.line == 1


def test_new_areas_are_made_from_the_register_and_pass_the_check(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    done = make_areas(tmp_path, ("region:nord", "kommun:1444", "Gotland"))
    assert len(done.made) == 44 + 2
    assert "content/grastorp/omrade.yaml" in done.made
    everything = read_everything(tmp_path, ())
    assert everything.problems == ()
    area = everything.bare_areas["gotland"].area
    assert area
    assert (area.name, area.genitive, area.codes) == ("Gotland", "Gotlands", ("0980",))
    assert (area.municipalities, area.police_region) == (("Region Gotland",), "Stockholm")
    assert area.sender_ids == ("polisen", "kommunen")
    assert select(open_workspace(tmp_path), ("region:nord",), None) == Selection(
        (), tuple(sorted(path.split("/")[1] for path in done.made if "gotland" not in path
                         and "grastorp" not in path))
    )  # fmt: skip


def test_the_whole_country_can_be_made_and_is_the_same_each_time(tmp_path: Path) -> None:
    texts = []
    for name in ("a", "b"):
        (tmp_path / name / "content").mkdir(parents=True)
        made = make_areas(tmp_path / name, (), everything=True).made
        texts.append({path: (tmp_path / name / path).read_bytes() for path in made})
    assert len(texts[0]) == 290
    assert texts[0] == texts[1]
    assert read_everything(tmp_path / "a", ()).problems == ()


def test_what_exists_is_never_touched(root: Path) -> None:
    before = {path: path.read_bytes() for path in root.rglob("*.yaml")}
    (root / "content/essunga").mkdir()
    (root / "content/essunga/2021.yaml").write_text("titel: A\n", encoding="utf-8")
    done = make_areas(root, ("län:14", "kommun:Håbo"))
    assert set(done.kept) == {"Grästorp", "Håbo"}  # habo is Håbo's, whatever the folder is called
    assert "content/essunga/omrade.yaml" in done.made
    assert "content/lidkoping/omrade.yaml" in done.made  # Centrum is only a place in it
    assert before == {path: path.read_bytes() for path in before}
    assert make_areas(root, ("län:14",)).made == ()


def test_a_link_out_of_the_workspace_is_not_written_through(root: Path, tmp_path: Path) -> None:
    outside = tmp_path.parent / f"{tmp_path.name}-utanför"
    outside.mkdir()
    (root / "content/essunga").symlink_to(outside)
    assert make_areas(root, ("kommun:Essunga",)).made == ()
    assert list(outside.iterdir()) == []


def test_the_shared_police_is_not_said_again(root: Path) -> None:
    (root / "content/_gemensamt.yaml").write_text(
        "parter: {polisen: {slag: polis, namn: Polismyndigheten}}\n", encoding="utf-8"
    )
    make_areas(root, ("kommun:Essunga",))
    area = read_everything(root, ("essunga",)).bare_areas["essunga"].area
    assert area
    assert area.parties["polisen"].name == "Polismyndigheten"


@pytest.mark.parametrize(
    ("which", "kind"),
    [
        ((), "which-areas"),
        (("lpo:Solna",), "not-in-register"),
        (("Esunga",), "unknown-which"),
        (("region:vest",), "unknown-which"),
        (("stad:x",), "unknown-prefix"),
        (("län:Västra", "Götaland"), "unquoted"),
        (("grastorp", "Upplands", "Väsby"), "unquoted"),
    ],
)
def test_new_areas_says_what_the_register_does_not_know(
    root: Path, which: tuple[str, ...], kind: str
) -> None:
    with pytest.raises(WrongUsage) as told:
        make_areas(root, which)
    assert [one.kind for one in told.value.problems] == [kind]


def test_a_folder_whose_name_cannot_be_used_is_not_said_to_be_missing(root: Path) -> None:
    (root / "content/grastorp").rename(root / "content/Grästorp")
    for word in ("Grästorp", "grastorp"):
        told = refused(root, word)
        assert (told.kind, told.place.file) == ("bad-name", "content/Grästorp")


def test_a_file_that_is_not_read_is_not_said_to_be_missing(root: Path) -> None:
    written = {"grastorp/2019.yml", "habo/2021.yml", "essunga/Löfte 2021.yaml"}
    for name in written:
        file = root / "content" / name
        file.parent.mkdir(exist_ok=True)
        file.write_text("titel: A\n", encoding="utf-8")
    for word, name in (
        ("grastorp/2019.yml", "grastorp/2019.yml"),
        ("grastorp/2019", "grastorp/2019.yml"),
        ("Håbo/2021", "habo/2021.yml"),
        ("essunga", "essunga/Löfte 2021.yaml"),
        ("Essunga/lofte-2021", "essunga/Löfte 2021.yaml"),
    ):
        told = refused(root, word)
        assert (told.kind, told.place.file) == ("bad-name", f"content/{name}")
    assert refused(root, "grastorp/2022").kind == "unknown-which"
    assert chosen(root, "grastorp") == GRASTORP
    with pytest.raises(WrongUsage) as nothing:
        select_pledges(open_workspace(root), ("habo",), None)
    assert [one.kind for one in nothing.value.problems] == ["bad-name", "no-pledge"]


def test_the_whole_country_and_some_of_it_cannot_both_be_meant(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    with pytest.raises(WrongUsage) as wrong:
        make_areas(tmp_path, ("region:väst",), everything=True)
    assert [problem.kind for problem in wrong.value.problems] == ["all-and-some"]
    assert not list((tmp_path / "content").iterdir())
