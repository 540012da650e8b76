"""Is a finished file today's text, and what has a colleague changed in it."""

import shutil
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from loftespdf.batch.plan import plan
from loftespdf.composing.templates import Templates
from loftespdf.operations.build import make
from loftespdf.operations.check import read_everything
from loftespdf.operations.verify import Suspect, Verified, take, verify
from tests import samples
from tests.operations.conftest import workshop

GRASTORP = "grastorp/2021/grastorp-2021-kontor.docx"
SENTENCE = "Polisen ska genomföra"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every file of Grästorp, once."""
    folder = tmp_path_factory.mktemp("byggt")
    for job in plan(read_everything(samples.REPOSITORY, ("grastorp",))):
        (folder / job.product.path.name).write_bytes(make(job, workshop()).content)
    return folder


def verified(file: Path, root: Path = samples.REPOSITORY) -> Verified:
    suspect = take(file)
    assert isinstance(suspect, Suspect)
    everything = read_everything(root, ("grastorp",))
    return verify(suspect, plan(everything), Templates(everything.theme))


def edited(file: Path, target: Path, *changes: tuple[str, str]) -> Path:
    """Write the Word file with some of its document changed, each change once."""
    out = BytesIO()
    with ZipFile(file) as package, ZipFile(out, "w") as changed:
        for name in package.namelist():
            content = package.read(name)
            for old, new in changes if name == "word/document.xml" else ():
                assert old.encode() in content
                content = content.replace(old.encode(), new.encode(), 1)
            changed.writestr(name, content)
    target.write_bytes(out.getvalue())
    return target


def test_every_file_is_todays_text_when_just_built(built: Path) -> None:
    files = sorted(built.iterdir())
    assert {file.suffix for file in files} == {".pdf", ".docx", ".html"}
    for file in files:
        found = verified(file)
        assert found.ok, file
        assert found.product == f"grastorp/2021/{file.name}"
        assert found.filled == ()
        assert found.changed == ()


def test_a_changed_sentence_is_shown_with_its_line_whatever_the_file_is_called(
    built: Path, tmp_path: Path
) -> None:
    file = built / "grastorp-2021-kontor.docx"
    found = verified(edited(file, tmp_path / "Ver 2 KORR.docx", (SENTENCE, "Polisen bör göra")))
    (change,) = found.changed
    assert change.was.startswith(SENTENCE)
    assert change.now == change.was.replace(SENTENCE, "Polisen bör göra")
    lines = Path(samples.REPOSITORY, change.place.file).read_text(encoding="utf-8").splitlines()
    assert change.place.line
    assert SENTENCE in lines[change.place.line]  # ``text: >-``, and the text on the next line
    assert (found.product, found.is_todays_text, found.ok) == (GRASTORP, True, False)


def test_what_is_filled_in_is_listed_apart(built: Path, tmp_path: Path) -> None:
    hint = '<w:showingPlcHdr/><w:text/></w:sdtPr><w:sdtContent><w:r><w:rPr><w:rStyle w:val="PlaceholderText"/></w:rPr><w:t>Namnförtydligande'  # noqa: E501
    filled = hint.replace("<w:showingPlcHdr/>", "").replace("Namnförtydligande", "Namn Namnsson")
    file = edited(built / "grastorp-2021-kontor.docx", tmp_path / "ifylld.docx", (hint, filled))
    found = verified(file)
    assert [(each.title, each.text) for each in found.filled] == [
        ("Namnförtydligande, Polisen", "Namn Namnsson")
    ]
    assert found.changed == ()
    assert found.ok


def test_a_hint_that_another_program_made_text_is_not_an_answer(
    built: Path, tmp_path: Path
) -> None:
    file = built / "grastorp-2021-kontor.docx"
    found = verified(edited(file, tmp_path / "x.docx", ("<w:showingPlcHdr/>", "")))
    assert found.filled == ()


def test_a_paragraph_put_in_or_taken_away_is_told(built: Path, tmp_path: Path) -> None:
    file = built / "grastorp-2021-kontor.docx"
    new = "<w:body><w:p><w:r><w:t>Ett stycke till.</w:t></w:r></w:p>"
    found = verified(edited(file, tmp_path / "x.docx", ("<w:body>", new)))
    assert [(each.was, each.now) for each in found.changed] == [("", "Ett stycke till.")]


def test_files_of_an_older_text_are_found_out(built: Path, tmp_path: Path) -> None:
    shutil.copytree(samples.REPOSITORY / "content", tmp_path / "content")
    pledge = tmp_path / "content/grastorp/2021.yaml"
    text = pledge.read_text(encoding="utf-8")
    pledge.write_text(text.replace(SENTENCE, "Polisen ska göra", 1), encoding="utf-8")
    for name in ("lofte.pdf", "kontor.docx", "webb.html", "webb-fragment.html"):
        found = verified(built / f"grastorp-2021-{name}", tmp_path)
        assert not found.is_todays_text, name
        assert found.changed or found.problems, name
        assert not found.ok


def test_a_renamed_file_is_known_by_its_fingerprint(built: Path, tmp_path: Path) -> None:
    file = tmp_path / "undertecknas.pdf"
    shutil.copyfile(built / "grastorp-2021-lofte.pdf", file)
    assert verified(file).product == "grastorp/2021/grastorp-2021-lofte.pdf"


def test_a_file_of_nobody_is_told_as_such(tmp_path: Path, built: Path) -> None:
    suspect = take(built / "grastorp-2021-lofte.pdf")
    assert isinstance(suspect, Suspect)
    everything = read_everything(samples.REPOSITORY, ("bromma",))
    found = verify(suspect, plan(everything), Templates(everything.theme))
    assert [problem.kind for problem in found.problems] == ["unknown-file"]
    broken = tmp_path / "trasig.docx"
    broken.write_bytes(b"PK")
    unreadable = take(broken)
    assert isinstance(unreadable, Verified)
    assert [problem.kind for problem in unreadable.problems] == ["unreadable"]
