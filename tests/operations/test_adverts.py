"""Advertisements and posters, whole: fitted, written for press, preflighted and text-proven.

``make`` itself proves both texts and runs the preflight; what comes out has passed.
"""

import re
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from loftespdf.batch.plan import Booked, plan
from loftespdf.batch.run import make_one
from loftespdf.model.layout import Format
from loftespdf.model.problem import ExitCode, Refusal, WrongUsage
from loftespdf.model.product import Product
from loftespdf.operations import new
from loftespdf.operations.build import Finished, Job, Workshop, make
from loftespdf.operations.check import Everything, errors_in, read_everything
from loftespdf.operations.sheets import Booking, book
from loftespdf.typesetting import advert
from tests import samples
from tests.exempelby import AREA, PLEDGE, make_workspace
from tests.operations.conftest import workshop

MM = 72 / 25.4
MOST_LAYOUTS = 8
#: A column, a strip and a block.
FEW = ("lts-fjardedel-staende", "lts-fjardedel-liggande", "vi-i-villa-halv-liggande")
#: Formats in which all five real pledges fit.
FOR_ALL = (
    "hd-sydsvenskan-helsida", "hd-sydsvenskan-bilaga-dokument", "woxnadalsnytt-helsida",
    "sorseleaktuellt-hel", "sorseleaktuellt-halv", "lts-hel-satsyta", "lts-hel-utfall",
    "lts-halv-staende", "lts-halv-liggande", "lts-fjardedel-staende", "lts-fjardedel-liggande",
    "vi-i-villa-helsida", "vi-i-villa-halv-staende", "vi-i-villa-halv-liggande",
    "vi-i-villa-kvart", "vvs-forum-helsida", "tabloid-kvart", "a3", "a4", "a4-utfall",
)  # fmt: skip


@pytest.fixture(scope="module")
def sixth(tmp_path_factory: pytest.TempPathFactory) -> Everything:
    return read_everything(make_workspace(tmp_path_factory.mktemp("exempelby")), ())


@cache
def real() -> Everything:
    return read_everything(samples.REPOSITORY, ())


def jobs(everything: Everything, *sheets: str, size: str | None = None) -> tuple[Job, ...]:
    """The jobs for some sheets, without the panels."""
    found = plan(everything, (), Booked(sheets, size))
    return tuple(job for job in found if job.product.edition is None)


def only(everything: Everything, sheet: str | None, size: str | None = None) -> Finished:
    (job,) = jobs(everything, *([sheet] if sheet else []), size=size)
    return make(job, workshop())


def workspace(root: Path, pledge: str = PLEDGE, area: str = AREA) -> Everything:
    everything = read_everything(make_workspace(root, pledge=pledge, area=area), ())
    assert errors_in(everything.problems) == ()
    return everything


def text_of(finished: Finished) -> str:
    with pypdfium2.PdfDocument(finished.content) as document:
        assert len(document) == 1
        return str(document[0].get_textpage().get_text_range())


def box(finished: Finished, name: str) -> list[float]:
    with pikepdf.open(BytesIO(finished.content)) as pdf:
        return [float(each) for each in pdf.pages[0][name]]


# What comes out


@pytest.mark.parametrize("sheet", FEW)
@pytest.mark.parametrize("area", ["grastorp", "malmo-oster"])
def test_a_real_pledge_is_made_in_few_layouts(area: str, sheet: str) -> None:
    finished = only(read_everything(samples.REPOSITORY, (area,)), sheet)
    assert isinstance(finished.details["layouts"], int)
    assert finished.details["layouts"] <= MOST_LAYOUTS


@pytest.mark.long
@pytest.mark.parametrize("sheet", FOR_ALL)
def test_the_five_pledges_are_made_in_many_formats(sheet: str) -> None:
    made = [make(job, workshop()) for job in jobs(real(), sheet)]
    assert len(made) == 5
    assert all(int(str(one.details["layouts"])) <= MOST_LAYOUTS for one in made)


@pytest.mark.long
@pytest.mark.parametrize("sheet", [*FOR_ALL, "lts-attondel", "vi-i-villa-attondel"])
def test_the_sixth_area_with_photograph_and_three_kinds_of_logo_is_made(
    sixth: Everything, sheet: str
) -> None:
    assert only(sixth, sheet).content


def test_three_senders_with_logos_of_three_kinds_are_made(tmp_path: Path) -> None:
    make_workspace(tmp_path)
    area = tmp_path / "content/exempelby/omrade.yaml"
    more = "\navsändare: [polisen, kommunen, bolaget]\n"
    area.write_text(area.read_text("utf-8") + more, encoding="utf-8")
    finished = only(read_everything(tmp_path, ()), "tabloid-kvart")
    kinds = {problem.kind for problem in finished.problems}
    assert "no-link" not in kinds


def test_a_logo_in_screen_colours_is_converted_and_told_whatever_its_format(
    tmp_path: Path,
) -> None:
    make_workspace(tmp_path)
    folder = tmp_path / "content/exempelby/bilder"
    Image.open(folder / "vastra.png").save(folder / "vastra.jpg", quality=95)
    area = tmp_path / "content/exempelby/omrade.yaml"
    area.write_text(area.read_text("utf-8").replace("vastra.png", "vastra.jpg"), encoding="utf-8")
    finished = only(read_everything(tmp_path, ()), "tabloid-kvart")
    told = [one for one in finished.problems if one.kind == "logo-converted"]
    files = [one.place.file for one in told]
    assert "content/exempelby/bilder/vastra.jpg" in files
    assert "content/exempelby/bilder/torget.jpg" not in files
    assert all("(RGB)" in str(one.what) for one in told if one.place.file.endswith("jpg"))


def test_the_page_is_exactly_the_booked_area(tmp_path: Path) -> None:
    finished = only(workspace(tmp_path), None, "122,5x178")
    assert finished.product.path.name == "exempelby-2026-annons-122-5x178.pdf"
    trim = box(finished, "/TrimBox")
    assert trim[2] - trim[0] == pytest.approx(122.5 * MM, abs=0.01 * MM)
    assert trim[3] - trim[1] == pytest.approx(178 * MM, abs=0.01 * MM)
    assert box(finished, "/MediaBox") == pytest.approx(trim)


def test_the_frame_is_there_and_a_panel_has_none(tmp_path: Path) -> None:
    found = plan(workspace(tmp_path), ("annons",), Booked(("lts-attondel",)))
    framed, panel = (make(job, workshop()) for job in found)
    assert panel.product.path.name == "exempelby-2026-annons-lts-attondel-panel.pdf"
    (frame,) = outlines(framed)
    assert frame == pytest.approx((0, 0, 100 * MM, 70 * MM), abs=0.02)
    assert list(outlines(panel)) == []


def outlines(finished: Finished) -> Iterator[tuple[float, float, float, float]]:
    """Paths of the page that reach from edge to edge, in points: the frame."""
    with pypdfium2.PdfDocument(finished.content) as document:
        page = document[0]
        width, height = page.get_size()
        for shape in page.get_objects():
            bounds = shape.get_bounds() if hasattr(shape, "get_bounds") else shape.get_pos()
            if bounds[2] - bounds[0] > 0.98 * width and bounds[3] - bounds[1] > 0.98 * height:
                yield tuple(bounds)


def test_the_same_pledge_gives_the_same_bytes(tmp_path: Path) -> None:
    everything = workspace(tmp_path)
    (job,) = jobs(everything, "lts-fjardedel-staende")
    assert make(job, workshop()).content == make(job, Workshop(everything.theme)).content


def test_the_link_stands_in_words_and_as_a_code_of_at_least_twelve_mm(tmp_path: Path) -> None:
    finished = only(workspace(tmp_path), "vi-i-villa-attondel")
    assert "exempelby.se/medborgarlofte" in re.sub(r"\s", "", text_of(finished))
    with pypdfium2.PdfDocument(finished.content) as document:
        image = document[0].render(scale=6).to_pil().convert("L")
    width, height = image.size
    corner = image.crop((width - width // 3, height - height // 3, width, height))
    dark = corner.point(lambda value: 255 if value < 100 else 0).getbbox()
    assert dark is not None
    assert (dark[2] - dark[0]) / 6 / MM > 8  # the code without its quiet zone


def test_without_a_link_there_is_no_code_and_a_warning(tmp_path: Path) -> None:
    area = re.sub(r"länk: \S+\n", "", AREA)
    finished = only(workspace(tmp_path, area=area), "lts-fjardedel-staende")
    (problem,) = (each for each in finished.problems if each.kind == "no-link")
    assert problem.place.file == "content/exempelby/omrade.yaml"
    assert "Hela löftet" not in text_of(finished)


def test_the_word_annons_stands_where_it_is_wanted(tmp_path: Path) -> None:
    assert "ANNONS" not in text_of(only(workspace(tmp_path / "a"), "tabloid-kvart"))
    marked = PLEDGE.replace("annons:\n", "annons:\n  annonsmärkt: ja\n")
    assert "ANNONS" in text_of(only(workspace(tmp_path / "b", marked), "tabloid-kvart"))


def test_what_was_left_out_is_told_and_stands_in_the_files_metadata(tmp_path: Path) -> None:
    finished = only(workspace(tmp_path), "vi-i-villa-attondel")
    (problem,) = (each for each in finished.problems if each.kind == "left-out")
    left_out = finished.details["left_out"]
    assert isinstance(left_out, list)
    assert left_out
    with pikepdf.open(BytesIO(finished.content)) as pdf, pdf.open_metadata() as metadata:
        told = str(metadata["dc:description"])
    assert all(each in told for each in left_out)
    assert all(each in str(problem.what) for each in left_out)
    assert re.search(r"Alla 6 löften", text_of(finished))


def test_type_is_as_large_as_fits_to_a_tenth_of_a_point(tmp_path: Path) -> None:
    from loftespdf.composing.advert import arrange, compose_advert  # noqa: PLC0415
    from loftespdf.model.assets import Reading  # noqa: PLC0415
    from loftespdf.typesetting.advert import Fitting  # noqa: PLC0415
    from loftespdf.typesetting.measuring import measure  # noqa: PLC0415
    from loftespdf.typesetting.sheet_css import Space, sheet_css  # noqa: PLC0415

    (job,) = jobs(workspace(tmp_path), "lts-fjardedel-staende")
    assert job.sheet
    space, tools = Space(job.sheet, framed=True), workshop()
    found = arrange("annons", job.layout, job.sheet, None)
    ways = compose_advert(job.document, "annons", job.layout, found, tools.templates)
    reading = Reading(job.assets.with_files(ways[0].files))
    fit = Fitting(tools.typesetter, ways, space, reading).fit(found.composition)

    def fits(tenths: int) -> bool:
        css = sheet_css(space, tenths, final=False)
        document, _ = tools.typesetter.lay_out(fit.composed, reading, css)
        return measure(document.pages[0]._page_box).fits(space.room)  # noqa: SLF001

    tenths = round(fit.size * 10)
    assert fits(tenths)
    assert not fits(tenths + 1)


@pytest.mark.parametrize(("asked", "wrong"), [("inside", 1.0), ("count_lines", 3)])
def test_what_turns_out_otherwise_than_foreseen_is_tried_and_becomes_the_same_file(
    monkeypatch: pytest.MonkeyPatch, asked: str, wrong: float
) -> None:
    (job,) = (one for one in jobs(real(), "a4") if one.product.area == "grastorp")
    plain = make(job, workshop())
    rightly, wrongly = getattr(advert, asked), iter((wrong,))
    monkeypatch.setattr(advert, asked, lambda page: next(wrongly, None) or rightly(page))
    again = make(job, workshop())
    assert again.content == plain.content
    layouts = [int(str(one.details["layouts"])) for one in (plain, again)]
    assert layouts == [layouts[0], layouts[0] + 2]


# What is refused


def promises(count: int, text: str) -> str:
    items = "\n".join(f"      - {{id: l{i}, text: {text} nummer {i}}}" for i in range(count))
    return (
        "titel: Medborgarlöfte\nperiod: 2026\navsnitt:\n"
        f"  - slag: löften\n    part: polisen\n    punkter:\n{items}\n"
    )


def refused(everything: Everything, sheet: str | None, size: str | None = None) -> Refusal:
    with pytest.raises(Refusal) as caught:
        only(everything, sheet, size)
    return caught.value


def test_forty_promises_in_a_tiny_space_are_refused_with_the_figures(tmp_path: Path) -> None:
    text = "Polisen ska vara synlig på torget och vid resecentrum varje kväll"
    refusal = refused(workspace(tmp_path, promises(40, text)), None, "67x50")
    (problem,) = refusal.problems
    assert (problem.kind, refusal.code) == ("does-not-fit", ExitCode.CONTENT_REFUSED)
    said = re.fullmatch(
        r"det ryms inte på 67 × 50 mm: med den minsta texten, 7,5 punkter, är det (\d+),\d mm för"
        r" högt, ungefär (\d+) tecken för mycket",
        str(problem.what),
    )
    assert said
    assert int(said[1]) > 100
    assert int(said[2]) > 1000
    assert problem.place.file == "content/exempelby/2026.yaml"
    told = str(problem.instead)
    assert "skriv en kort form (kort:) av de längsta löftena" in told
    longest = re.findall(r"”Polisen ska vara synlig[^”]*” \(content/exempelby/2026.yaml:\d+", told)
    assert len(longest) == 3


def test_one_endless_word_is_broken_by_hyphens_and_stands_whole(tmp_path: Path) -> None:
    word = "trygghets" * 14 + "arbete"
    said = text_of(only(workspace(tmp_path, promises(1, word)), "vi-i-villa-kvart"))
    assert word in re.sub(r"[\s\ufffe]", "", said)


def test_one_endless_word_that_no_hyphen_can_break_is_refused_with_its_width(
    tmp_path: Path,
) -> None:
    refusal = refused(workspace(tmp_path, promises(1, "7" * 120)), "vi-i-villa-kvart")
    (problem,) = refusal.problems
    assert problem.kind == "word-too-wide"
    assert problem.place.line == 7
    assert re.fullmatch(
        r"ordet ”7{40,}” är \d+,\d mm för brett för 89 × 122 mm, fast texten är 7,5 punkter",
        str(problem.what),
    )
    assert str(problem.instead) == "dela eller byt ordet, eller boka en bredare yta"


def with_picture(root: Path, image: Image.Image, name: str) -> Everything:
    """The sixth area with another photograph."""
    make_workspace(root)
    folder = root / "content/exempelby"
    image.save(folder / "bilder" / name)
    pledge = folder / "2026.yaml"
    pledge.write_text(pledge.read_text("utf-8").replace("torget.jpg", name), encoding="utf-8")
    return read_everything(root, ())


def test_a_coarse_picture_is_refused_with_the_largest_size_it_is_good_for(tmp_path: Path) -> None:
    small = Image.effect_noise((300, 170), 50).convert("RGB")
    refusal = refused(with_picture(tmp_path, small, "liten.jpg"), "hd-sydsvenskan-helsida")
    (problem,) = refusal.problems
    assert problem.place.file == "content/exempelby/bilder/liten.jpg"
    assert re.fullmatch(
        r"bilden har \d\d ppi i sin storlek på sidan, men helsida kräver minst 200",
        str(problem.what),
    )
    # 300 pixels at 200 ppi are 38.1 mm
    assert re.fullmatch(
        r"använd en större bild; den här räcker till högst 3[78] × 2[01] mm", str(problem.instead)
    )


def test_a_photograph_as_png_is_told_as_a_photograph_and_not_as_a_logo(tmp_path: Path) -> None:
    picture = Image.linear_gradient("L").resize((3000, 1700))
    colours = Image.merge("RGB", (picture, picture.rotate(180), picture))
    finished = only(with_picture(tmp_path, colours, "foto.png"), "hd-sydsvenskan-helsida")
    (problem,) = (one for one in finished.problems if one.place.file.endswith("foto.png"))
    assert problem.kind == "picture-converted"
    assert "JPEG" in str(problem.instead)
    assert "logotyp" not in f"{problem.what}{problem.instead}"


SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 10">{inside}</svg>'
FAULTY_LOGOS = {
    '<linearGradient id="g"/><path fill="url(#g)" d="M0 0h9v9z"/>':
        "logotypen har en toning (lineargradient), som inte kan tryckas säkert",
    '<filter id="g"/><path filter="url(#g)" d="M0 0h9v9z"/>':
        "logotypen har något genomskinligt (filter), som inte kan tryckas säkert",
    '<mask id="g"/><path mask="url(#g)" d="M0 0h9v9z"/>':
        "logotypen har något genomskinligt (mask), som inte kan tryckas säkert",
    '<path opacity=".5" d="M0 0h9v9z"/>':
        "logotypen har något genomskinligt (opacity: .5), som inte kan tryckas säkert",
    '<image href="data:image/png;base64,AAAA"/>':
        "logotypen har en inbäddad bild (<image>), som inte kan tryckas säkert",
    '<text y="9">Hej</text>':
        "logotypen har levande text (<text>), som blir ett annat typsnitt på andra ställen",
    '<path fill="blurple" d="M0 0h9v9z"/>':
        "logotypen har ”blurple”, som inte kan räknas om till tryckfärger",
    "<script>1</script>": "SVG-filen innehåller ett program (script)",
    '<use href="https://exempel.se/a.svg"/>':
        "SVG-filen hämtar något från en annan plats (href)",
}  # fmt: skip


@pytest.mark.parametrize("inside", FAULTY_LOGOS)
def test_a_logo_that_no_press_can_print_is_refused_by_the_name_of_what_is_wrong(
    tmp_path: Path, inside: str
) -> None:
    make_workspace(tmp_path)
    logo = tmp_path / "content/exempelby/bilder/ostra.svg"
    logo.write_text(SVG.format(inside=inside), encoding="utf-8")
    everything = read_everything(tmp_path, ())
    problems = errors_in(everything.problems) or refused(everything, "tabloid-kvart").problems
    (problem,) = problems
    assert str(problem.what) == FAULTY_LOGOS[inside]
    assert problem.instead is not None


def test_a_headline_is_never_hyphenated_but_set_smaller_until_it_fits(tmp_path: Path) -> None:
    word = "Trygghetsskapandeåtgärder"
    long = PLEDGE.replace("Tryggare kvällar i Exempelby", word)
    assert word in text_of(only(workspace(tmp_path, long), "vi-i-villa-kvart"))


@pytest.mark.parametrize(
    ("sheet", "size", "kind"),
    [
        ("finns-inte", None, "unknown-sheet"),
        ("woxnadalsnytt-2-spalter", None, "size-missing"),
        (None, "0x100", "bad-size"),
        (None, "5x5", "bad-size"),
    ],
)
def test_what_cannot_be_booked_is_wrong_usage_before_anything_is_made(
    sheet: str | None, size: str | None, kind: str
) -> None:
    with pytest.raises(WrongUsage) as caught:
        jobs(real(), *([sheet] if sheet else []), size=size)
    assert {problem.kind for problem in caught.value.problems} == {kind}


def test_an_ad_asked_for_in_no_format_at_all_is_told() -> None:
    with pytest.raises(WrongUsage) as caught:
        plan(real(), ("annons",))
    assert [problem.kind for problem in caught.value.problems] == ["nothing-booked"]


def test_a_layout_that_has_no_sheets_takes_none() -> None:
    with pytest.raises(WrongUsage) as caught:
        plan(real(), ("lofte",), Booked(("lts-attondel",)))
    assert [problem.kind for problem in caught.value.problems] == ["no-sheets"]


# What is made without being named


def test_posters_are_always_made_and_ads_where_they_are_booked(tmp_path: Path) -> None:
    booked = PLEDGE.replace("annons:\n", "annons:\n  format: [lts-attondel, 122x178, a3-utfall]\n")
    found = plan(workspace(tmp_path, booked))
    names = {job.product.path.name for job in found if job.sheet}
    assert names == {
        f"exempelby-2026-{name}.pdf"
        for name in (
            "annons-lts-attondel", "annons-lts-attondel-panel", "annons-122x178",
            "annons-122x178-panel", "affisch-a3", "affisch-a4", "affisch-a3-utfall",
        )
    }  # fmt: skip


def test_a_faulty_booking_in_the_pledge_is_told_where_it_stands(tmp_path: Path) -> None:
    booked = PLEDGE.replace("annons:\n", "annons:\n  format: [lts-atondel]\n")
    everything = read_everything(make_workspace(tmp_path, pledge=booked), ())
    (problem,) = errors_in(everything.problems)
    assert (problem.kind, problem.path) == ("unknown-sheet", "annons.format.1")
    assert (problem.place.file, problem.place.line) == ("content/exempelby/2026.yaml", 7)
    assert "lts-attondel" in str(problem.instead)


def test_a_chosen_promise_that_does_not_exist_is_told_with_the_nearest(tmp_path: Path) -> None:
    chosen = PLEDGE.replace("annons:\n", "annons:\n  löften: [trafik, belysnin]\n")
    everything = read_everything(make_workspace(tmp_path, pledge=chosen), ())
    (problem,) = errors_in(everything.problems)
    assert (problem.kind, problem.path) == ("unknown-promise", "annons.löften.2")
    assert "belysning" in str(problem.instead)


def test_a_missing_profile_is_told_with_its_place_and_what_is_used_meanwhile(
    tmp_path: Path,
) -> None:
    everything = workspace(tmp_path)
    (job,) = (one for one in jobs(everything, "lts-fjardedel-staende") if not one.product.edition)
    outcome = make_one(job, Workshop(everything.theme), tmp_path)
    (problem,) = (p for p in outcome.problems if p.kind == "profile-missing")
    assert problem.place.file == "styles/profiles/MB-T Coldset.icc"
    assert "ISOcoated_v2_300_bas.icc" in str(problem.what)


def test_an_ads_wishes_make_no_other_pledge(tmp_path: Path) -> None:
    (one,) = workspace(tmp_path / "a").loaded.values()
    changed = PLEDGE.replace("Tryggare kvällar", "Annat")
    (other,) = workspace(tmp_path / "b", changed).loaded.values()
    assert one.document
    assert other.document
    assert one.document.fingerprint == other.document.fingerprint


def test_a_sheet_is_made_without_a_workspace_of_its_own() -> None:
    theme = samples.theme()
    everything: Any = real()
    sheet = book(Booking("tabloid-kvart", None, samples_place()), formats(everything), theme)
    product = Product("exempel", "2021", "annons", Format.PDF, sheet="tabloid-kvart")
    layout = samples.layout("annons")
    job = Job(product, samples.document(), layout, theme, sheet=sheet)  # type: ignore[arg-type]
    assert "trafiken" in text_of(make(job, workshop()))


def samples_place() -> Any:  # noqa: ANN401 - a Place
    from loftespdf.model.problem import Place  # noqa: PLC0415

    return Place("prov")


def formats(everything: Everything) -> Any:  # noqa: ANN401 - id → format
    return everything.counter.formats["annons"]


@pytest.mark.parametrize("size", ["86x350", "98x410"])
def test_a_blank_that_a_line_ends_with_is_foreseen_as_no_text(size: str, tmp_path: Path) -> None:
    new.make_workspace(tmp_path / "lofte")
    made = only(read_everything(tmp_path / "lofte", ()), None, size)
    assert int(str(made.details["layouts"])) <= MOST_LAYOUTS
