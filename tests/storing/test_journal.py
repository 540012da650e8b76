"""A journal that opens, and yet is not ours, is set aside like noise."""

import sqlite3
from contextlib import closing
from pathlib import Path, PurePosixPath

import pytest

from loftespdf.batch.outcome import Made, Outcome, Stored
from loftespdf.batch.records import fresh_outcome, problem_of, problem_record, product_record
from loftespdf.loading.signatures import Signature
from loftespdf.model.file_format import Format
from loftespdf.model.problem import ExitCode, Place, Problem, Severity, say
from loftespdf.model.product import Product
from loftespdf.storing.journal import NAME, open_journal, read_journal
from loftespdf.storing.records import DocumentRecord, StoredRecord, ThemeRecord


def nobody() -> None:
    raise AssertionError


TOLD = Problem(
    "slag",
    say("{what}: {count}, {files}", what=say("{word} är fel", word="något"), count=3, files=True),
    Place("a.yaml", 1, 2),
    "avsnitt.1",
    say("skriv om"),
    Severity.WARNING,
)


def written(output: Path) -> Path:
    problems = (problem_record(TOLD),)
    document = DocumentRecord("", "", "s", problems, ("lofte",), {"lofte": {"p": "nyckel"}}, "")
    stored = {"p": Stored(Signature(1, 2, 3, 4, 5), "digest"), "q": Stored(None, "digest")}
    made = Outcome(
        Product("a", "2026", "lofte", Format.PDF, sheet="yta"), output, 2, 3, 0.5, (TOLD,),
        ExitCode.DONE, Made(stored, {}), details={"bläck": [1.5, None]},
    )  # fmt: skip
    product = product_record(made, "nyckel", "", "s")
    with open_journal(output, nobody) as journal:
        journal.notes.put("theme", ThemeRecord("regler", problems))
        journal.files.put("a", (1, 2, 3, 4, 5, "digest"))
        journal.sets.put("s", {"a": "digest"})
        journal.documents.put("d", document)
        journal.products.put("p", product)
        journal.flush()
    return output / NAME


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    written(tmp_path)
    with open_journal(tmp_path, nobody) as journal:
        assert not journal.problems
        assert journal.sets.get("s") == {"a": "digest"}


def test_what_is_read_back_says_what_was_kept(tmp_path: Path) -> None:
    written(tmp_path)
    again = read_journal(tmp_path)
    assert again is not None
    assert again.notes.get("theme") == ThemeRecord("regler", (problem_record(TOLD),))
    product = again.products.get("p")
    assert product is not None
    assert product.stored == {
        "p": StoredRecord((1, 2, 3, 4, 5), "digest"), "q": StoredRecord((), "digest"),
    }  # fmt: skip
    assert [problem_of(one) for one in product.problems] == [TOLD]
    outcome = fresh_outcome("p", product, tmp_path)
    assert outcome.product.sheet == "yta"
    assert outcome.code is ExitCode.DONE
    assert outcome.beside == (PurePosixPath("q"),)


def test_a_file_whose_name_is_no_text_is_told_anew_each_time_and_all_else_is_kept(
    tmp_path: Path,
) -> None:
    written(tmp_path)
    with open_journal(tmp_path, nobody) as journal:
        journal.files.put("b\udcff", (1, 2, 3, 4, 5, "digest"))
        journal.sets.put("s", {"b\udcff": "digest"})
        journal.sets.put("t", {"b": "digest"})
        journal.flush()
    with open_journal(tmp_path, nobody) as journal:
        assert journal.files.records.keys() == {"a"}
        assert journal.sets.records == {"t": {"b": "digest"}}


@pytest.mark.parametrize("table", ["files", "sets", "documents", "products"])
@pytest.mark.parametrize("record", ["{}", "[]", "[1]", "7", "null", '"x"'])
def test_a_record_of_another_shape_sets_the_journal_aside(
    tmp_path: Path, table: str, record: str
) -> None:
    if (table, record) == ("sets", "{}"):  # an empty set is a set
        record = "[[]]"
    with closing(sqlite3.connect(written(tmp_path))) as base:
        base.execute(f"UPDATE {table} SET record = ?", (record,))  # noqa: S608 - our own names
        base.commit()
    assert read_journal(tmp_path) is None
    with open_journal(tmp_path, nobody) as journal:
        assert [problem.kind for problem in journal.problems] == ["journal-broken"]
    assert not (tmp_path / NAME).exists()
    assert (tmp_path / f"{NAME}.trasig").is_file()


@pytest.mark.parametrize(
    ("table", "path", "value"),
    [
        ("products", "$.product[3]", "odt"),
        ("products", "$.product[6]", 1),
        ("products", "$.code", 99),
        ("products", "$.stored.p[0][1]", "i går"),
        ("products", "$.problems[0].place[1]", "första raden"),
        ("products", "$.problems[0].what[1].what[0]", 1),
        ("documents", "$.planned.lofte.p", 1),
        ("documents", "$.problems[0].severity", "lätt"),
        ("sets", "$.a", 1),
        ("files", "$[5]", 1),
        ("notes", "$.rules", 1),
    ],
)
def test_a_record_that_is_wrong_inside_sets_the_journal_aside(
    tmp_path: Path, table: str, path: str, value: str | int
) -> None:
    with closing(sqlite3.connect(written(tmp_path))) as base:
        changed = base.execute(
            f"UPDATE {table} SET record = json_set(record, ?, ?) WHERE name != 'version'",  # noqa: S608
            (path, value),
        )
        assert changed.rowcount == 1
        base.commit()
    assert read_journal(tmp_path) is None
    with open_journal(tmp_path, nobody) as journal:
        assert [problem.kind for problem in journal.problems] == ["journal-broken"]


def test_a_journal_begins_in_a_folder_that_is_not_there_yet(tmp_path: Path) -> None:
    assert written(tmp_path / "ny/output").is_file()


def test_another_versions_journal_is_begun_again_and_then_is_ours(tmp_path: Path) -> None:
    with closing(sqlite3.connect(written(tmp_path))) as base:
        base.execute("UPDATE notes SET record = '0' WHERE name = 'version'")
        base.commit()
    with open_journal(tmp_path, nobody) as journal:
        assert journal.sets.get("s") is None
        journal.sets.put("t", {})
        journal.flush()
    again = read_journal(tmp_path)
    assert again is not None
    assert again.sets.records == {"t": {}}
