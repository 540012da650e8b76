"""Names and titles as long as they may be: every file is made and proven all the same."""

import re
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx

from loftespdf.batch.plan import plan
from loftespdf.model.layout import Format
from loftespdf.operations.build import Job, make
from loftespdf.operations.check import read_everything
from tests.operations.conftest import workshop

TITLE = "Medborgarlöfte för ett tryggare centrum, fler vuxna ute och lägre fart vid skolorna "
#: As the name of a real administration with its municipality, and twice as long.
PARTY = "Stadsdelsförvaltningen Norra och Södra Storåkern i Exempelby stad"
AREA = f"""\
namn: {"Exempelby och Grannby med omnejd vid Stora sjön i Norra Storåkern mm"}
parter:
  polisen: {{slag: polis, namn: {PARTY} {PARTY} {PARTY}}}
  kommunen: {{slag: kommun, namn: {PARTY} och {PARTY}}}
underskrifter: [{{part: polisen}}, {{part: kommunen}}]
"""
PLEDGE = f"""\
titel: {(TITLE * 3)[:200].strip()}
period: 2026
status: utkast
avsnitt:
  - slag: löften
    part: [polisen, kommunen]
    punkter: [{{id: kontroller, text: Vi ska kontrollera mer.}}]
"""
LAYOUTS = ("lofte", "kontor", "uppfoljning", "webb")
_ALIAS = re.compile(r'<w:alias w:val="([^"]*)"')


def jobs(root: Path) -> tuple[Job, ...]:
    folder = root / "content" / "exempel"
    folder.mkdir(parents=True)
    (folder / "omrade.yaml").write_text(AREA, encoding="utf-8")
    (folder / "2026.yaml").write_text(PLEDGE, encoding="utf-8")
    everything = read_everything(root, ())
    assert not [each for one in everything.loaded.values() for each in one.problems]
    return tuple(plan(everything, LAYOUTS))


def test_every_file_is_made_with_the_longest_title_and_names(tmp_path: Path) -> None:
    made = {job.product.path.name: make(job, workshop()).content for job in jobs(tmp_path)}
    assert len(made) == 8
    for name in (name for name in made if name.endswith(f".{Format.DOCX}")):
        properties = docx.Document(BytesIO(made[name])).core_properties
        assert properties.title.startswith("UTKAST – ")
        assert len(properties.author) <= 255
        titles = _ALIAS.findall(ZipFile(BytesIO(made[name])).read("word/document.xml").decode())
        assert max(map(len, titles)) <= 64
        if "kontor" in name:
            assert sum(title.startswith("Namnförtydligande, Stadsdels") for title in titles) == 2
