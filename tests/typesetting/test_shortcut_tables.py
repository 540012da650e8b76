"""A table's lines are those of its own cells, whatever tables its layout had before."""

from msgspec.structs import replace

from loftespdf.model.assets import Assets, Reading
from loftespdf.typesetting.pdf import Typesetter
from tests import samples
from tests.inspecting.pages import compose

STYLE = """
@font-face { font-family: Prov; src: url(fonts/SourceSans3-Regular.ttf) }
:root { font-family: Prov; --mark: #060 } table { border-collapse: collapse; width: 100% }
td { border-bottom: 1pt solid; box-sizing: border-box } .rtl { direction: rtl } .red { color: #900 }
.edge { border: 3pt solid var(--mark) } .tall { border-right: 2pt dashed }
"""
PLAIN = '<tr><td>1</td><td class="edge">2</td></tr>\n<tr><td>3</td>\n<td>4</td></tr>'
LAST = PLAIN.replace("<td>4", '<td style="border-top: 5pt double">4')
GROUPS = f"<thead><tr><th>a</th><th>b</th></tr></thead><tbody>{PLAIN}</tbody>"
COLUMNS = '<colgroup class="edge"><col/></colgroup><col class="tall"/>'
#: Tables that are alike but for where a cell stands, how far it reaches, or what is around it.
TABLES = (
    f"<table>{PLAIN}</table>",
    f"<table>{PLAIN}<tr><td>5</td><td>6</td></tr></table>",
    '<table><tr><td colspan="2">1</td></tr><tr><td class="edge">3</td><td>4</td></tr></table>',
    '<table><tr><td>1</td></tr><tr><td class="edge">3</td><td>4</td></tr></table>',
    '<table><tr><td rowspan="2">1</td><td class="edge">2</td></tr><tr><td>4</td></tr></table>',
    '<table><tr><td>1</td><td class="edge">2</td></tr><tr><td>4</td></tr></table>',
    '<table><tr><td class="edge">1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr></table>',
    f'<table class="edge">{PLAIN}</table>',
    f'<table class="rtl">{PLAIN}</table>',
    f'<table class="red" style="border-left: 4pt solid">{PLAIN}</table>',
    f'<table class="red" style="border-left: 4pt solid #00f">{PLAIN}</table>',
    f"<table>{GROUPS}</table>",
    f"<table>{COLUMNS}{GROUPS}</table>",
    f'<table><col/><col class="edge"/>{GROUPS}</table>',
    f'<table><tbody class="tall">{PLAIN}</tbody></table>',
    f"<table>{LAST}</table>",
)
BRAND = ":root { --mark: #900 }"


def theme() -> Assets:
    return samples.theme(**{"styles/prov.css": STYLE})


def made(typesetter: Typesetter, table: str, brand: str = "") -> bytes:
    page = replace(compose(table), stylesheets=("styles/prov.css",), brand_css=brand)
    typeset = typesetter.typeset(page, Reading(theme()))
    assert not typeset.records
    return typeset.content


def test_a_document_is_the_same_after_others_with_tables_like_its_own() -> None:
    typesetter = Typesetter(theme())
    for tables in (TABLES, TABLES[::-1]):
        for table in tables:
            for brand in ("", BRAND):
                assert made(typesetter, table, brand) == made(Typesetter(theme()), table, brand)


def test_all_these_tables_differ() -> None:
    pages = [(table, brand) for table in TABLES for brand in ("", BRAND)]
    assert len({made(Typesetter(theme()), *page) for page in pages}) == len(pages)


def test_few_tables_are_remembered_and_each_once() -> None:
    typesetter = Typesetter(theme())
    rows = ["".join(f"<tr><td>{row}</td></tr>" for row in range(most)) for most in range(1, 50)]
    for row in rows[:2] * 2:
        made(typesetter, f"<table>{row}</table>")
    (sheets,) = typesetter._sheets.values()  # noqa: SLF001
    memory = sheets.fonts.styles
    assert memory is not None
    assert len(memory.tables) == 2
    for row in rows:
        made(typesetter, f"<table>{row}</table>")
    assert 0 < len(memory.tables) <= 30
