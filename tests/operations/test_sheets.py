"""Formats and bookings: from what a paper says to a sheet with all its limits known."""

from decimal import Decimal

import pytest
from PIL import ImageCms

from loftespdf.loading.sheets import load_sheets
from loftespdf.model.assets import Asset
from loftespdf.model.problem import Place, Problem, WrongUsage
from loftespdf.model.sheets import Paper, PressStandard, PrintSheet
from loftespdf.operations.sheets import Booking, book, bookings_from, bookings_named, find_sheet
from tests import samples

HERE = Place("bokning")
COATED = (samples.REPOSITORY / "styles/profiles/ISOcoated_v2_300_bas.icc").read_bytes()


def booked(sheet: str | None, size: str | None = None, **files: str) -> PrintSheet | Problem:
    theme = samples.theme(**files)
    formats, problems = load_sheets(theme)
    assert problems == ()
    return book(Booking(sheet, size, HERE), formats["annons"], theme)


def kind(found: PrintSheet | Problem) -> str:
    assert isinstance(found, Problem)
    return found.kind


def test_every_built_in_format_becomes_a_sheet() -> None:
    theme = samples.theme()
    formats, problems = load_sheets(theme)
    assert problems == ()
    assert len(formats["annons"]) >= 30
    for name, one in formats["annons"].items():
        free = one.full_width is None or one.height is None
        width = one.full_width or Decimal(100)
        height = one.height or Decimal(120)
        found = book(
            Booking(name, f"{width}x{height}" if free else None, HERE), formats["annons"], theme
        )
        assert isinstance(found, PrintSheet), found
        assert (found.width, found.height) == (width, height)


def test_what_the_paper_leaves_open_falls_back_and_is_named() -> None:
    quarter = booked("lts-fjardedel-liggande")
    assert isinstance(quarter, PrintSheet)
    assert (int(quarter.max_ink), int(quarter.min_ppi)) == (220, 200)
    assert quarter.paper is Paper.NEWSPRINT
    assert {"max_ink", "min_ppi", "standard", "max_megabytes"} <= quarter.defaults
    assert not {"icc_condition", "safe_margin", "bleed"} & quarter.defaults
    magazine = booked("vvs-forum-helsida")
    assert isinstance(magazine, PrintSheet)
    assert int(magazine.max_ink) == 300
    assert magazine.standard is PressStandard.X_1A
    assert "max_ink" not in magazine.defaults
    assert magazine.safe_margin == 5
    assert "safe_margin" in magazine.defaults


def test_an_area_in_no_list_is_a_sheet_too() -> None:
    found = booked(None, "122x178")
    assert isinstance(found, PrintSheet)
    assert (found.id, int(found.width), int(found.height)) == ("122x178", 122, 178)
    fraction = booked(None, "93,5 × 150 mm")
    assert isinstance(fraction, PrintSheet)
    assert (fraction.id, fraction.width) == ("93-5x150", Decimal("93.5"))


def test_a_free_height_is_given_with_the_booking() -> None:
    found = booked("woxnadalsnytt-2-spalter", "93x150")
    assert isinstance(found, PrintSheet)
    assert (found.id, int(found.height)) == ("woxnadalsnytt-2-spalter-93x150", 150)


@pytest.mark.parametrize(
    ("sheet", "size", "wanted"),
    [
        ("lts-fjardedel-ligande", None, "unknown-sheet"),
        ("woxnadalsnytt-2-spalter", None, "size-missing"),
        ("woxnadalsnytt-2-spalter", "93x40", "bad-size"),
        ("sorseleaktuellt-enspaltare", "67x201", "bad-size"),
        ("lts-attondel", "100x71", "size-disagrees"),
        (None, "0x50", "bad-size"),
        (None, "5x5", "bad-size"),
        (None, "stor", "bad-size"),
        ("lts-attondel", "2spx70", "no-columns"),
    ],
)
def test_what_cannot_be_booked_is_refused_by_kind(
    sheet: str | None, size: str | None, wanted: str
) -> None:
    assert kind(booked(sheet, size)) == wanted


@pytest.mark.parametrize(
    ("sheet", "size", "what", "instead"),
    [
        (
            "lts-fjardedel-ligande", None,
            "det finns inget format som heter ”lts-fjardedel-ligande”",
            "menade du lts-fjardedel-liggande? Kör loftespdf sheets för att se alla",
        ),
        (
            "helt-annat", None,
            "det finns inget format som heter ”helt-annat”",
            "kör loftespdf sheets för att se alla; en yta som inte står där skrivs --size",
        ),
        (
            "", None,
            "det finns inget format som heter ””",
            "kör loftespdf sheets för att se alla; en yta som inte står där skrivs --size",
        ),
        (
            "woxnadalsnytt-2-spalter", None,
            "woxnadalsnytt-2-spalter har fritt mått (93 × fri), och det bokade måttet saknas",
            "lägg till måttet i mm: --size 93x150",
        ),
        (
            "sorseleaktuellt-enspaltare", "67x201",
            "höjden 201 mm går inte att trycka: den måste vara 30–200 mm",
            "kontrollera måttet i bokningen; det skrivs bredd x höjd i mm",
        ),
        (
            None, "0x50",
            "bredden 0 mm går inte att trycka: den måste vara 30–1200 mm",
            "kontrollera måttet i bokningen; det skrivs bredd x höjd i mm",
        ),
        (
            None, "122x5",
            "höjden 5 mm går inte att trycka: den måste vara 30–1200 mm",
            "kontrollera måttet i bokningen; det skrivs bredd x höjd i mm",
        ),
        (
            None, "",
            "”” är inget mått",
            "skriv bredd x höjd i mm, till exempel 122x178",
        ),
        (
            "lts-attondel", "100x71",
            "lts-attondel är 100 × 70 mm, inte 100 × 71 mm",
            "skriv formatets eget mått, eller bara --size för en yta som inte står i listan",
        ),
    ],
)  # fmt: skip
def test_a_booking_that_cannot_be_is_answered_in_words(
    sheet: str | None, size: str | None, what: str, instead: str
) -> None:
    found = booked(sheet, size)
    assert isinstance(found, Problem)
    assert (str(found.what), str(found.instead)) == (what, instead)


def test_a_misspelt_format_is_answered_with_the_nearest() -> None:
    found = booked("lts-fjardedel-ligande")
    assert isinstance(found, Problem)
    assert "lts-fjardedel-liggande" in str(found.instead)


OWN = """
bladet-spalt:
  publikation: Bladet
  format: spaltannons
  spalter: fri
  spaltbredd: 45
  mellanrum: 3
  höjd: fri
bladet-halv:
  publikation: Bladet
  format: halvsida
  spalter: 4
  spaltbredd: 45
  mellanrum: 3
  höjd: 130
"""


def test_a_workspace_adds_formats_in_the_same_form_also_by_columns() -> None:
    files = {"templates/annons/formats/bladet.yaml": OWN}
    half = booked("bladet-halv", **files)
    assert isinstance(half, PrintSheet)
    assert half.width == 4 * 45 + 3 * 3
    column = booked("bladet-spalt", "2spx100", **files)
    assert isinstance(column, PrintSheet)
    assert (column.id, int(column.width)) == ("bladet-spalt-2spx100", 93)
    assert int(column.height) == 100
    assert isinstance(booked("lts-attondel", **files), PrintSheet)


@pytest.mark.parametrize(
    ("size", "what", "instead"),
    [
        (
            None,
            "bladet-spalt har fritt mått (fri × fri), och det bokade måttet saknas",
            "lägg till måttet i mm: --size 2spx150",
        ),
        (
            "2.5spx100",
            "2,5 är inget antal spalter",
            "skriv hela spalter x höjd i mm, till exempel 2spx100",
        ),
        (
            "0spx100",
            "0 är inget antal spalter",
            "skriv hela spalter x höjd i mm, till exempel 2spx100",
        ),
        (
            "100x100",
            "100 mm är inte bredden av hela spalter: 2 sp är 93 mm och 3 sp är 141 mm",
            "skriv hela spalter x höjd i mm, till exempel 2spx100",
        ),
    ],
)
def test_columns_that_cannot_be_are_answered_in_words(
    size: str | None, what: str, instead: str
) -> None:
    files = {"templates/annons/formats/bladet.yaml": OWN}
    found = booked("bladet-spalt", size, **files)
    assert isinstance(found, Problem)
    assert (str(found.what), str(found.instead)) == (what, instead)
    assert isinstance(booked("bladet-spalt", "93x100", **files), PrintSheet)


def test_a_faulty_format_is_told_with_line_and_column_and_the_others_stay() -> None:
    text = (
        "rätt-namn:\n  publikation: B\n  format: f\n"
        "bra:\n  publikation: B\n  format: f\n  bredd: 90\n  höjd: 90\n"
        "fel:\n  publikation: B\n  format: f\n  bredd: nittio\n  hojd: 90\n"
        "liten:\n  publikation: B\n  format: f\n  bredd: 5\n  höjd: 90\n"
    )
    path = "templates/annons/formats/eget.yaml"
    formats, problems = load_sheets(samples.theme(**{path: text}))
    assert "bra" in formats["annons"]
    assert not {"fel", "liten", "rätt-namn"} & set(formats["annons"])
    found = {(p.kind, p.place.file, p.place.line, p.place.column, p.path) for p in problems}
    assert found == {
        ("bad-id", path, 1, 1, "rätt-namn"),
        ("not-a-number", path, 12, 10, "fel.bredd"),
        ("unknown-key", path, 13, 3, "fel.hojd"),
        ("bad-size", path, 17, 3, "liten.bredd"),
    }


FAULTY_FORMATS = {
    "papper: glansigt": ("papper", "”glansigt” är inget som ”papper” kan vara"),
    "standard: x-3": ("standard", "”x-3” är inget som ”standard” kan vara"),
    "bredd: 12 cm": ("bredd", "”12 cm” är inget tal"),
    "bredd: 5": ("bredd", "5 mm är ingen yta att trycka på"),
    "bredd: 100, höjd: 2000": ("höjd", "2000 mm är ingen yta att trycka på"),
    "högst färg: 500": ("högst färg", "talet 500 går inte att använda här"),
    "minst höjd: 200, högst höjd: 100": ("minst höjd", "minst höjd är större än högst höjd"),
    "höjd: 100, minst höjd: 50": (
        "minst höjd", "gränser för höjd gäller bara när höjd är fri, men den är 100 mm"),
    "spalter: 3": ("spalter", "formatet har spalter men ingen spaltbredd"),
    "spalter: 2.5, spaltbredd: 45": ("spalter", "2,5 är inget antal spalter"),
    "spalter: 0, spaltbredd: 45": ("spalter", "0 är inget antal spalter"),
    "spalter: 40, spaltbredd: 45": ("spalter", "1800 mm är ingen yta att trycka på"),
    "bredd: 100, spalter: 2, spaltbredd: 45, mellanrum: 3": (
        "bredd", "bredden är 100 mm, men spalterna blir 93 mm"),
    "bredd: 100, höjd: 100, satsyta: {bredd: 200, höjd: 50}": (
        "satsyta", "satsytans bredd 200 mm är större än formatets 100 mm"),
    "bredd: 100, höjd: 100, marginal: 50": (
        "marginal", "marginalen 50 mm lämnar ingen plats för text"),
    "utfall: 500": ("utfall", "500 mm är inget utfall"),
    "skärmärken: kanske": ("skärmärken", "”skärmärken” ska vara ja eller nej"),
}  # fmt: skip


@pytest.mark.parametrize("keys", FAULTY_FORMATS)
def test_a_format_that_cannot_be_is_told_in_words_where_it_stands(keys: str) -> None:
    key, said = FAULTY_FORMATS[keys]
    text = f"# Bladets format\nbladet: {{publikation: B, format: f, {keys}}}\n"
    path = "templates/annons/formats/bladet.yaml"
    formats, problems = load_sheets(samples.theme(**{path: text}))
    (problem,) = problems
    assert (problem.path, str(problem.what)) == (f"bladet.{key}", said)
    assert (problem.place.file, problem.place.line) == (path, 2)
    assert (problem.place.column or 0) > len("bladet:")
    assert problem.instead is not None
    assert "bladet" not in formats["annons"]


def test_a_length_in_cm_is_answered_in_mm() -> None:
    text = "bladet: {publikation: B, format: f, bredd: 12.5 cm}"
    path = "templates/annons/formats/bladet.yaml"
    (problem,) = load_sheets(samples.theme(**{path: text}))[1]
    assert str(problem.instead) == "skriv måttet i mm, utan enhet: 125"


def test_a_format_named_as_a_size_and_a_file_named_yml_are_told() -> None:
    text = "122x178: {publikation: B, format: f}"
    path = "templates/annons/formats/bladet.yaml"
    (problem,) = load_sheets(samples.theme(**{path: text}))[1]
    assert "det läses som ett mått" in str(problem.what)
    (problem,) = load_sheets(samples.theme(**{path.replace(".yaml", ".yml"): text}))[1]
    assert str(problem.instead) == "byt namn på den till bladet.yaml"


@pytest.mark.parametrize(
    ("paper", "ink", "ppi", "profile"),
    [
        ("tidning", 220, 200, "ISOnewspaper26v4"),
        ("bestruket", 300, 300, "ISOcoated_v2_300_bas"),
    ],
)
def test_an_empty_cell_falls_back_by_the_kind_of_paper(
    paper: str, ink: int, ppi: int, profile: str
) -> None:
    text = f"b: {{publikation: B, format: f, bredd: 100, höjd: 100, papper: {paper}}}"
    found = booked("b", None, **{"templates/annons/formats/b.yaml": text})
    assert isinstance(found, PrintSheet)
    assert (int(found.max_ink), int(found.min_ppi)) == (ink, ppi)
    assert found.icc_condition == profile
    assert {"max_ink", "min_ppi", "icc_condition", "standard", "bleed"} <= found.defaults


def test_a_papers_profile_is_found_whatever_signs_stand_between_its_words() -> None:
    found = booked("dagens-samhalle-bokad-yta", "100x100")
    assert isinstance(found, PrintSheet)
    assert found.missing_profile == "styles/profiles/ISO Newspaper 26v5.icc"
    assert found.profile == "styles/profiles/ISOcoated_v2_300_bas.icc"
    found = with_profile("iso_newspaper26v5", COATED)
    assert isinstance(found, PrintSheet)
    assert found.missing_profile is None
    assert found.profile == "styles/profiles/iso_newspaper26v5.icc"


def with_profile(name: str, content: bytes, **lines: str) -> PrintSheet | Problem:
    """Book a space in a paper whose profile lies in the workspace."""
    path = f"styles/profiles/{name}.icc"
    form = "prov: {publikation: Provtidningen, format: prov, bredd: 100, höjd: 100, icc: %s%s}"
    more = "".join(f", {key}: {value}" for key, value in lines.items())
    own = {"templates/annons/formats/prov.yaml": form % (name, more)}
    theme = samples.theme(**own).with_files({path: Asset(content, path)})
    formats, problems = load_sheets(theme)
    assert problems == ()
    sheet = "dagens-samhalle-bokad-yta" if name == "iso_newspaper26v5" else "prov"
    size = "100x100" if sheet != "prov" else None
    return book(Booking(sheet, size, HERE), formats["annons"], theme)


def screen_profile() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


@pytest.mark.parametrize(
    ("content", "wanted", "said"),
    [
        (screen_profile(), "profile-wrong-kind", "profilen är för skärm (RGB)"),
        (COATED[:5000], "profile-broken", "ingen hel ICC-profil"),
        (b"ingen profil", "profile-broken", "ingen hel ICC-profil"),
    ],
)
def test_a_paper_profile_for_screens_or_a_broken_one_is_refused_before_anything_is_made(
    content: bytes, wanted: str, said: str
) -> None:
    found = with_profile("Provtidning", content)
    assert kind(found) == wanted
    assert isinstance(found, Problem)
    assert found.place == Place("styles/profiles/Provtidning.icc")
    assert said in str(found.what)


@pytest.mark.parametrize("standard", ["x-1a", "pdf-1.4"])
def test_a_profile_of_version_4_is_refused_by_name_where_the_standard_knows_version_2(
    standard: str,
) -> None:
    newer = COATED[:8] + bytes((4, 0x20, 0, 0)) + COATED[12:]  # the header's version (ICC.1, 7.2.4)
    found = with_profile("Provtidning", newer, standard=standard)
    assert kind(found) == "profile-too-new"
    assert isinstance(found, Problem)
    assert standard in str(found.what)
    assert "version 4,2" in str(found.what)
    assert isinstance(with_profile("Provtidning", newer, standard="x-4"), PrintSheet)
    assert isinstance(with_profile("Provtidning", COATED, standard=standard), PrintSheet)


def test_a_pledges_bookings_are_an_id_a_size_or_both() -> None:
    words = ("lts-attondel", "122 x 178", "woxnadalsnytt-2-spalter 93x150")
    found = [(b.sheet, b.size) for b in bookings_from((w, HERE, "") for w in words)]
    assert found == [
        ("lts-attondel", None),
        (None, "122 x 178"),
        ("woxnadalsnytt-2-spalter", "93x150"),
    ]


def test_the_built_in_list_is_whole() -> None:
    formats, _ = load_sheets(samples.theme())
    papers = {one.publication for one in formats["annons"].values()}
    assert len(papers) >= 13


@pytest.mark.parametrize(
    ("word", "wanted"),
    [
        ("lts-attondel", "lts-attondel"),
        ("a3-utfall", "a3-utfall"),
        ("122x178", "122x178"),
        ("woxnadalsnytt-2-spalter 93x150", "woxnadalsnytt-2-spalter-93x150"),
        ("woxnadalsnytt-2-spalter-93x150", "woxnadalsnytt-2-spalter-93x150"),
        ("woxnadalsnytt-2-spalter-93x150-5", "woxnadalsnytt-2-spalter-93x150-5"),
        ("vimmerby-bokad-yta-93-5x150", "vimmerby-bokad-yta-93-5x150"),
        ("93-5x150", "93-5x150"),
    ],
)
def test_a_sheet_is_found_by_any_name_it_goes_by(word: str, wanted: str) -> None:
    assert find_sheet(samples.REPOSITORY, word).id == wanted


def test_a_name_that_may_be_two_bookings_is_read_both_ways() -> None:
    free = "{publikation: B, format: f, bredd: fri, höjd: fri}"
    files = {"templates/annons/formats/b.yaml": f"blad: {free}\nblad-93: {free}\n"}
    formats = load_sheets(samples.theme(**files))[0]["annons"]
    found = [(one.sheet, one.size) for one in bookings_named("blad-93-50x150", formats)]
    assert found == [("blad-93", "50x150"), ("blad", "93,50x150")]
    assert list(bookings_named("bladet-93", formats)) == []


def test_a_sheet_nobody_knows_is_wrong_usage() -> None:
    with pytest.raises(WrongUsage) as caught:
        find_sheet(samples.REPOSITORY, "lts-atondel")
    assert [problem.kind for problem in caught.value.problems] == ["unknown-sheet"]


def test_the_size_that_is_missing_is_asked_for_as_it_is_written_there() -> None:
    with pytest.raises(WrongUsage) as caught:
        find_sheet(samples.REPOSITORY, "woxnadalsnytt-2-spalter")
    (problem,) = caught.value.problems
    assert "”woxnadalsnytt-2-spalter 93x150”" in str(problem.instead)
    assert "--size" not in str(problem.instead)
