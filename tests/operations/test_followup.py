"""A follow-up from its files to a proven PDF, looked at by readers that are not ours."""

from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from loftespdf.batch.plan import plan
from loftespdf.composing.followup import compose_followup
from loftespdf.composing.form import compose_form
from loftespdf.inspecting.opening import read_pdf
from loftespdf.inspecting.pdf import Expectation, Verdict, inspect_pdf
from loftespdf.loading.followup import load_follow_up
from loftespdf.loading.pledges import load_document
from loftespdf.loading.workspace import open_workspace
from loftespdf.model.assets import Reading
from loftespdf.model.composed import Composed, Typeset
from loftespdf.model.followup import FollowUpDocument
from loftespdf.operations.check import read_everything
from loftespdf.typesetting.pdf import Typesetter
from tests import samples

AREA = """\
namn: Exempelby
parter:
  polisen: {slag: polis, namn: Polisen, organisation: Lokalpolisområde Exempel}
  kommunen: {slag: kommun, namn: Exempelby kommun}
"""
TARGETS = ("minst: 8, enhet: kontroller, per: år", "minst: 1, enhet: rundor, per: dag",
           "högst: 5, enhet: klagomål", "öka med: 10, enhet: procent")  # fmt: skip
DEGREES = ("uppfyllt", "uppfyllt", "delvis", "ej uppfyllt", "pågår")


def value(number: int) -> int:
    """An outcome that the degree does not contradict."""
    most = number % 4 == 2
    return {0: 3 if most else 999, 1: 3 if most else 999, 3: 99 if most else 0}.get(
        number % 5, number + 5
    )


def pledge(year: int, promises: int) -> str:
    lines = [f"titel: Medborgarlöfte för Exempelby {year}", f"period: {year}", "avsnitt:"]
    lines += ["  - slag: löften", "    part: [polisen, kommunen]", "    punkter:"]
    for number in range(promises):
        lines += [f"      - id: l{number}", f"        text: Vi ska göra sak nummer {number}."]
        lines += [f"        mål: [{{{TARGETS[number % 4]}}}]"]
    return "\n".join(lines)


def outcomes(year: int, promises: int) -> str:
    lines = ["text: Så gick året, i *korthet*.", f"datum: {year + 1}-01-31", "utfall:"]
    for number in range(promises):
        lines += [
            f"  - löfte: l{number}",
            f"    datum: {year}-12-31",
            f"    värde: {value(number)}",
        ]
        lines += [f"    grad: {DEGREES[number % 5]}", "    källa: Ärendesystemet"]
        lines += ["    orsak: Därför att tiden inte räckte till för allt som vi hade tänkt göra."]
    return "\n".join(lines)


def follow_up(root: Path, promises: int) -> FollowUpDocument:
    folder = root / "content/exempelby"
    folder.mkdir(parents=True)
    (folder / "omrade.yaml").write_text(AREA, encoding="utf-8")
    for year in (2020, 2021):
        (folder / f"{year}.yaml").write_text(pledge(year, promises), encoding="utf-8")
        # The last promise is one that nobody has reported on.
        report = folder / f"{year}.uppfoljning.yaml"
        report.write_text(outcomes(year, promises - 1), encoding="utf-8")
    workspace = open_workspace(root)
    document = load_document(workspace, "exempelby", "2021").document
    assert document
    loaded = load_follow_up(workspace, document)
    assert loaded.problems == ()
    assert loaded.document
    return loaded.document


@cache
def typesetter() -> Typesetter:
    return Typesetter(samples.theme())


@pytest.fixture(scope="module", autouse=True)
def _cleared() -> Iterator[None]:
    """Let the engine's fonts go before the interpreter does."""
    yield
    typesetter.cache_clear()


def typeset(composed: Composed) -> Typeset:
    return typesetter().typeset(composed, Reading(samples.theme()))


def judged(composed: Composed, made: Typeset) -> Verdict:
    layout = samples.layout("uppfoljning")
    return inspect_pdf(made.content, Expectation(composed, layout, made, "uppfoljning.pdf"))


@pytest.mark.parametrize("promises", [2, 9, 40])
def test_a_follow_up_is_proven_like_any_document(tmp_path: Path, promises: int) -> None:
    composed = compose_followup(follow_up(tmp_path, promises), "uppfoljning", samples.templates())
    made = typeset(composed)
    verdict = judged(composed, made)
    assert [str(problem.what) for problem in verdict.problems] == []
    assert verdict.facts
    assert verdict.facts.standards == ("PDF/A-2a", "PDF/UA-1")
    assert typeset(composed).content == made.content


def test_the_blank_form_is_proven_too(tmp_path: Path) -> None:
    document = follow_up(tmp_path, 9).pledge
    composed = compose_form(document, "uppfoljning", samples.templates(), "blank")
    assert judged(composed, typeset(composed)).problems == ()


def test_the_first_page_answers_and_needs_no_colour(tmp_path: Path) -> None:
    composed = compose_followup(follow_up(tmp_path, 9), "uppfoljning", samples.templates())
    with pypdfium2.PdfDocument(typeset(composed).content) as document:
        page = document[0]
        text = page.get_textpage().get_text_range()
        picture = page.render(scale=1).to_pil().convert("RGB")
    assert "4 av 9 löften uppfyllda" in text
    colours = picture.getcolors(maxcolors=1_000_000)
    assert colours
    assert max(max(rgb) - min(rgb) for _, rgb in colours) <= 2


def test_a_follow_up_changes_with_its_file_and_the_document_to_sign_does_not(
    tmp_path: Path,
) -> None:
    document = follow_up(tmp_path, 2)
    file = tmp_path / "content/exempelby/2021.uppfoljning.yaml"
    file.write_text(outcomes(2021, 1).replace("uppfyllt", "pågår"), encoding="utf-8")
    again = load_document(open_workspace(tmp_path), "exempelby", "2021").document
    assert again
    assert again.fingerprint == document.pledge.fingerprint
    loaded = load_follow_up(open_workspace(tmp_path), again)
    assert loaded.document
    assert loaded.document.follow_up != document.follow_up


def test_the_report_is_made_where_there_are_outcomes_and_the_forms_of_every_pledge(
    tmp_path: Path,
) -> None:
    follow_up(tmp_path, 2)
    (tmp_path / "content/exempelby/2020.uppfoljning.yaml").unlink()
    everything = read_everything(tmp_path, ())
    names = {job.product.path.name for job in plan(everything, ("uppfoljning",))}
    forms = ("blank.pdf", "fillable.docx", "fillable.pdf")
    assert names == {
        "exempelby-2021-uppfoljning.docx", "exempelby-2021-uppfoljning.pdf",
        *(f"exempelby-{year}-uppfoljning-{form}" for year in (2020, 2021) for form in forms),
    }  # fmt: skip


def test_a_follow_up_with_faults_gives_no_report_and_counts_as_refused(tmp_path: Path) -> None:
    follow_up(tmp_path, 2)
    file = tmp_path / "content/exempelby/2021.uppfoljning.yaml"
    file.write_text(outcomes(2021, 1).replace("l0", "okant"), encoding="utf-8")
    everything = read_everything(tmp_path, ("exempelby/2021",))
    names = {job.product.path.stem for job in plan(everything, ("uppfoljning",))}
    assert names == {"exempelby-2021-uppfoljning-blank", "exempelby-2021-uppfoljning-fillable"}
    assert everything.refused == 1


def test_bars_and_strip_are_lines_with_words_and_no_raster(tmp_path: Path) -> None:
    composed = compose_followup(follow_up(tmp_path, 9), "uppfoljning", samples.templates())
    content = typeset(composed).content
    figures = [node.alt for node in read_pdf(content).walk() if node.role == "Figure"]
    assert figures == [one.get("alt") for one in composed.tree.iter("img")]
    assert len(figures) > 9 + 2
    with pikepdf.open(BytesIO(content)) as pdf:
        kinds = {one.get("/Subtype") for one in pdf.objects if isinstance(one, pikepdf.Stream)}
    assert "/Image" not in kinds


def test_a_bar_that_has_lost_its_words_is_told(tmp_path: Path) -> None:
    composed = compose_followup(follow_up(tmp_path, 2), "uppfoljning", samples.templates())
    made = typeset(composed)
    next(one for one in composed.tree.iter("img")).set("alt", "Något annat")
    assert "pictures-differ" in {problem.kind for problem in judged(composed, made).problems}
