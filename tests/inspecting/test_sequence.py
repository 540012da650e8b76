"""The proof across outputs, and the files of the five pledges held against each other."""

from functools import cache
from io import BytesIO
from itertools import combinations
from xml.etree.ElementTree import fromstring
from zipfile import ZipFile

import pytest
import yaml
from tinyhtml5 import parse

from loftespdf.batch.plan import plan
from loftespdf.inspecting.opening import read_pdf
from loftespdf.inspecting.sequence import prove_sequence
from loftespdf.inspecting.text import said_in
from loftespdf.language.folding import fold
from loftespdf.language.leaves import all_leaves
from loftespdf.model.composed import Leaf
from loftespdf.model.problem import Place, Problem, ProofFailed
from loftespdf.operations.build import make
from loftespdf.operations.check import read_everything
from tests import samples
from tests.operations.conftest import workshop

FILE = Place("exempel-2021-lofte.pdf")
AREAS = ["bromma", "grastorp", "malmo-oster", "sundbyberg", "upplands-bro"]
LAYOUTS = ("lofte", "kontor", "webb")
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def leaves(*texts: str) -> list[Leaf]:
    return [Leaf((n,), text, Place("fil.yaml", n + 1, 1)) for n, text in enumerate(texts)]


def found(said: str, *texts: str) -> tuple[Problem, ...]:
    return prove_sequence(leaves(*texts), said, FILE)


def test_a_file_that_says_it_all_in_order_passes() -> None:
    assert (
        found("UTKAST Vi lovar. Löfte 1 Polisen ska synas.", "Vi lovar.", "Polisen\nska synas.")
        == ()
    )


def test_a_text_that_is_gone_is_named_with_its_line() -> None:
    (problem,) = found("Vi lovar.", "Vi lovar.", "Polisen ska synas.")
    assert problem.place == Place("fil.yaml", 2, 1)
    assert "saknas" in str(problem.what)


def test_a_text_that_comes_too_early_is_told_as_such() -> None:
    (problem,) = found("Polisen ska synas. Vi lovar.", "Vi lovar.", "Polisen ska synas.")
    assert "tidigare" in str(problem.what)


def test_a_text_that_only_stands_in_a_repetition_after_the_others_is_missed() -> None:
    """The appendix repeats the promises: one that is gone from the text itself is still gone."""
    assert found("ett tre BILAGA ett två tre", "ett", "två", "tre", "slut")


def test_every_output_is_held_to_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """One page that says less than the YAML file, and is marked as if it were right."""
    everything = read_everything(samples.REPOSITORY, ("bromma",))
    for job in plan(everything, LAYOUTS):
        with monkeypatch.context() as broken:
            broken.setattr("loftespdf.inspecting.proofs.prove_content", lambda _: ())
            broken.setattr(
                "loftespdf.composing.page.printed", lambda every, *_: reversed_pair(every)
            )
            with pytest.raises(ProofFailed) as refused:
                make(job, workshop())
        assert "sequence" in {problem.kind for problem in refused.value.problems}, job.product


def reversed_pair(every: tuple[Leaf, ...]) -> tuple[Leaf, ...]:
    return (every[1], every[0], *every[2:])


# the real files, read by other readers than the product's own where there are any


def text_of(content: bytes, file_format: str) -> str:
    match file_format:
        case "pdf":
            return said_in(read_pdf(content))
        case "docx":
            with ZipFile(BytesIO(content)) as package:
                document = fromstring(package.read("word/document.xml"))  # noqa: S314 - ours
            return "".join(each.text or "" for each in document.iter(f"{WORD}t"))
        case _:
            body = parse(content.decode(), namespace_html_elements=False).find("body")
            return "".join(body.itertext())


@cache
def outputs(area: str) -> dict[str, str]:
    """Return what each finished file of a pledge says, by its name, folded."""
    jobs = plan(read_everything(samples.REPOSITORY, (area,)), LAYOUTS)
    return {
        job.product.path.name: fold(text_of(make(job, workshop()).content, job.product.format))
        for job in jobs
    }


def sequence(texts: list[str], said: str) -> list[str]:
    """Return the pledge's texts in the order a file first says them after one another."""
    at, kept = 0, []
    for text in texts:
        if (stands := said.find(text, at)) >= 0:
            kept.append(text)
            at = stands + len(text)
    return kept


@pytest.mark.parametrize("area", AREAS)
def test_yaml_pdf_word_and_web_page_carry_the_same_sequence(area: str) -> None:
    loaded = next(iter(read_everything(samples.REPOSITORY, (area,)).loaded.values()))
    assert loaded.document
    left_out = {
        name: yaml.safe_load(
            (samples.REPOSITORY / "templates" / name / "layout.yaml").read_text(encoding="utf-8")
        ).get("utelämnar fält", [])
        for name in LAYOUTS
    }
    assert set(map(tuple, left_out.values())) == {("kort",)}  # the same for all: files must agree
    texts = [fold(leaf.text) for leaf in all_leaves(loaded.document) if leaf.path[-1] != "kort"]
    carried = {name: sequence(texts, said) for name, said in outputs(area).items()}
    assert len(carried) == len(["lofte.pdf", "kontor.pdf", "kontor.docx", "webb.html", "fragment"])
    for (one, first), (other, second) in combinations(carried.items(), 2):
        assert first == second, (one, other)
    assert carried[f"{area}-{loaded.document.period_slug}-lofte.pdf"] == texts
