"""How each area stands on a day, and whether what was built of it still holds."""

from datetime import date
from pathlib import Path

import pytest

from loftespdf.loading.workspace import open_workspace
from loftespdf.model.layout import Format
from loftespdf.model.product import Product
from loftespdf.model.standing import Standing
from loftespdf.operations.build import Job, Workshop, deliver, make
from loftespdf.operations.built import Built
from loftespdf.operations.check import check, errors_in, read_everything
from loftespdf.operations.listing import DocumentRow, list_documents
from tests.loading.helpers import AREA, PLEDGE, write

TODAY = date(2021, 5, 11)


def rows(
    root: Path, *which: str, year: int | None = None, today: date = TODAY
) -> list[DocumentRow]:
    return list(list_documents(open_workspace(root), which, year, today))


def standing(root: Path, today: date = TODAY) -> dict[str, Standing]:
    return {row.name: row.standing for row in rows(root, today=today)}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for folder, name in (("alby", "Älby"), ("zinkby", "Zinkby"), ("oby", "Öby"), ("aby", "Åby")):
        write(tmp_path, f"content/{folder}/omrade.yaml", AREA.replace("Testby", name, 1))
    write(tmp_path, "content/alby/2021.yaml", PLEDGE)
    write(tmp_path, "content/alby/2020.yaml", PLEDGE.replace("2021", "2020"))
    write(tmp_path, "content/zinkby/2021.yaml", f"status: utkast\n{PLEDGE}")
    write(tmp_path, "content/aby/2021.yaml", PLEDGE.replace("titel", "tittel"))
    return tmp_path


def test_areas_stand_as_of_the_day_with_those_that_lack_a_pledge(root: Path) -> None:
    assert standing(root) == {
        "zinkby/2021": Standing.DRAFT,
        "alby/2020": Standing.EXPIRED,
        "alby/2021": Standing.VALID,
        "aby/2021": Standing.UNREADABLE,
        "oby": Standing.MISSING,
    }
    assert standing(root, date(2022, 1, 1))["alby/2021"] is Standing.EXPIRED
    assert standing(root, date(2020, 12, 31))["alby/2021"] is Standing.COMING


def test_swedish_letters_come_last(root: Path) -> None:
    # Åby's pledge cannot be read, so that its folder's name stands in for its own.
    names = [row.name for row in rows(root)]
    assert names == ["aby/2021", "zinkby/2021", "alby/2020", "alby/2021", "oby"]


def test_errors_in_the_follow_up_are_counted_too(root: Path) -> None:
    write(root, "content/alby/2021.uppfoljning.yaml", "utfal: []\n")
    write(root, "content/alby/2020.uppfoljning.yaml", "utfall:\n  - löfte: finns-inte\n")
    errors = {row.name: row.errors for row in rows(root, "alby")}
    checked = {name: check(root, (name,)).problems for name in errors}
    assert errors == {name: len(errors_in(found)) for name, found in checked.items()}
    assert all(errors.values())


def test_an_area_without_a_pledge_for_the_year_is_missing(root: Path) -> None:
    found = {row.name: row.standing for row in rows(root, "alby", "zinkby", year=2020)}
    assert found == {"zinkby": Standing.MISSING, "alby/2020": Standing.EXPIRED}


def build(root: Path, *products: tuple[str, Format, str | None]) -> None:
    """Build files of alby/2021: layout, format and edition."""
    everything = read_everything(root, ("alby/2021",))
    document = everything.loaded["alby/2021"].document
    assert document
    workshop = Workshop(everything.theme)
    for layout, file_format, edition in products:
        product = Product("alby", "2021", layout, file_format, edition=edition)
        job = Job(product, document, everything.layouts[layout], everything.theme)
        deliver(make(job, workshop), root / "output")


def built(root: Path) -> Built:
    (row,) = rows(root, "alby/2021")
    return row.built


@pytest.mark.parametrize(
    "product",
    [("lofte", Format.PDF, None), ("webb", Format.HTML, None), ("kontor", Format.DOCX, None)],
)
def test_what_was_built_holds_until_the_text_changes(
    root: Path, product: tuple[str, Format, str | None]
) -> None:
    assert built(root) is Built.NOT_BUILT
    build(root, product, ("webb", Format.HTML, "fragment"))
    assert built(root) is Built.BUILT
    write(root, "content/alby/2021.yaml", PLEDGE.replace("mer.", "mera."))
    assert built(root) is Built.STALE
    write(root, "content/alby/2021.yaml", f"# en anteckning\n{PLEDGE}")
    assert built(root) is Built.BUILT
    write(root, "content/alby/2021.yaml", PLEDGE.replace("titel", "tittel"))
    assert built(root) is Built.FAILED


def test_a_signed_file_is_no_product_of_ours(root: Path) -> None:
    write(root, "output/alby/2021/alby-2021-lofte-undertecknad.pdf", b"%PDF-")
    assert built(root) is Built.NOT_BUILT


def test_a_row_is_words_that_a_machine_can_hold_on_to(root: Path) -> None:
    row = rows(root, "oby")[0].as_json()
    assert (row["name"], row["standing"], row["built"]) == ("oby", "missing", "not_built")
