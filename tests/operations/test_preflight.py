"""``inspect --sheet``: the table, the JSON, and the protocol that goes with the file."""

import json
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import page
import pikepdf
import pytest
from click.testing import CliRunner

from loftespdf.cli import cli
from loftespdf.inspecting.ink import InkReading
from loftespdf.inspecting.opening import read_pdf
from loftespdf.inspecting.preflight import preflight
from loftespdf.model.problem import WrongUsage
from loftespdf.operations import preflight as operation
from tests.inspecting.press_faults import FAULTS, all_at_once, faulty, sound
from tests.samples import REPOSITORY, theme
from tests.typesetting.press_pages import SHEET, sheet


@pytest.fixture
def _sheets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(operation, "find_sheet", lambda _root, _sheet: SHEET)


def asked(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(cli, ["inspect", *arguments, "--workspace", str(REPOSITORY)])
    return done.exit_code, done.stdout


@pytest.mark.needs("gs")
@pytest.mark.usefixtures("_sheets")
def test_the_table_says_value_limit_and_where_a_limit_is_a_default(tmp_path: Path) -> None:
    file = tmp_path / "annons.pdf"
    file.write_bytes(sound())
    code, said = asked("--sheet", "prov-liggande", str(file))
    assert code == 0
    (ink,) = [line for line in said.splitlines() if line.startswith("total färgmängd")]
    assert "mätt på separationerna" in ink
    assert "högst 220 (förval)" in ink
    file.write_bytes(faulty(FAULTS["rg"][2]))
    assert asked("--sheet", "prov-liggande", str(file))[0] == 4


@pytest.mark.usefixtures("_sheets")
def test_the_json_has_every_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(operation, "measure_ink", lambda _content: InkReading(190, dpi=150))
    file = tmp_path / "annons.pdf"
    file.write_bytes(sound())
    (found,) = json.loads(asked("--sheet", "x", "--json", str(file))[1])
    assert (found["sheet"], found["ok"], found["level"]) == ("prov-liggande", True, "warning")
    lines = {line["kind"]: line for line in found["lines"]}
    assert len(lines) == 23
    assert lines["ink"]["default"]
    assert {line["level"] for line in lines.values()} == {"ok", "warning"}


def test_an_unknown_format_and_a_missing_file_are_told() -> None:
    with pytest.raises(WrongUsage):
        CliRunner().invoke(
            cli, ["inspect", "--sheet", "finns-inte", "x.pdf"], catch_exceptions=False
        )
    with pytest.raises(WrongUsage):
        operation.preflight_file(Path("finns-inte.pdf"), SHEET)


@pytest.mark.usefixtures("_sheets")
def test_one_protocol_is_for_one_file(tmp_path: Path) -> None:
    for name in ("a.pdf", "b.pdf"):
        (tmp_path / name).write_bytes(sound())
    with pytest.raises(WrongUsage):
        CliRunner().invoke(
            cli,
            ["inspect", "--protocol", str(tmp_path / "p.pdf"), *map(str, tmp_path.iterdir())],
            catch_exceptions=False,
        )


@pytest.mark.parametrize("worst", [False, True])
def test_the_protocol_is_one_proven_page_that_says_every_line(worst: bool) -> None:  # noqa: FBT001
    content = all_at_once() if worst else sound()
    space = sheet(bleed=Decimal(3), standard=SHEET.standard) if worst else SHEET
    found = preflight(content, space, "out/annons.pdf", InkReading(231, 1, 10, 20, 150))
    made = operation.protocol_pdf(found, content, theme())
    assert page.validate_pdf_bytes(made, profile="2a").failures == []
    assert page.validate_pdf_bytes(made, profile="ua1").failures == []
    reading = read_pdf(made)
    assert len(reading.pages) == 1
    text = "".join(node.text for node in reading.tree)
    for line in found.lines:
        assert str(line.title)[1:] in text
    assert "högst 220 (förval)" in text
    assert made == operation.protocol_pdf(found, content, theme())


@pytest.mark.usefixtures("_sheets")
def test_the_protocol_is_written_where_it_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(operation, "measure_ink", lambda _content: InkReading(190, dpi=150))
    file, target = tmp_path / "annons.pdf", tmp_path / "protokoll.pdf"
    file.write_bytes(sound())
    assert asked("--sheet", "x", "--protocol", str(target), str(file))[0] == 0
    with pikepdf.open(BytesIO(target.read_bytes())) as pdf:
        assert str(pdf.docinfo["/Title"]) == "Tryckprotokoll för annons.pdf"


def test_a_protocol_never_takes_the_place_of_the_file_it_is_about(tmp_path: Path) -> None:
    file = tmp_path / "annons.pdf"
    file.write_bytes(sound())
    with pytest.raises(WrongUsage) as caught:
        CliRunner().invoke(
            cli,
            ["inspect", "--protocol", str(tmp_path / "x/../annons.pdf"), str(file)],
            catch_exceptions=False,
        )
    assert [problem.kind for problem in caught.value.problems] == ["protocol-over-file"]
    assert file.read_bytes() == sound()
