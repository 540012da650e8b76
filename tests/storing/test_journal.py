"""A journal that opens, and yet is not ours, is set aside like noise."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from loftespdf.storing.journal import NAME, open_journal, read_journal


def nobody() -> None:
    raise AssertionError


def written(output: Path) -> Path:
    document = dict.fromkeys(
        ("inputs", "environment", "rules", "layouts", "planned", "problems", "lpo"), ""
    )
    product = dict.fromkeys(("product", "code", "key", "environment", "problems"), "")
    with open_journal(output, nobody) as journal:
        journal.put("files", "a", [1, 2, 3, 4, 5, "digest"])
        journal.put("sets", "s", {"a": "digest"})
        journal.put("documents", "d", document)
        journal.put("products", "p", product)
        journal.flush()
    return output / NAME


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    written(tmp_path)
    with open_journal(tmp_path, nobody) as journal:
        assert not journal.problems
        assert journal.get("sets", "s") == {"a": "digest"}


def test_a_file_whose_name_is_no_text_is_told_anew_each_time_and_all_else_is_kept(
    tmp_path: Path,
) -> None:
    written(tmp_path)
    with open_journal(tmp_path, nobody) as journal:
        journal.put("files", "b\udcff", [1, 2, 3, 4, 5, "digest"])
        journal.put("sets", "s", {"b\udcff": "digest"})
        journal.put("sets", "t", {"b": "digest"})
        journal.flush()
    with open_journal(tmp_path, nobody) as journal:
        assert journal.records["files"].keys() == {"a"}
        assert journal.records["sets"] == {"t": {"b": "digest"}}


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


def test_a_journal_begins_in_a_folder_that_is_not_there_yet(tmp_path: Path) -> None:
    assert written(tmp_path / "ny/output").is_file()


def test_another_versions_journal_is_begun_again_and_then_is_ours(tmp_path: Path) -> None:
    with closing(sqlite3.connect(written(tmp_path))) as base:
        base.execute("UPDATE notes SET record = '0' WHERE name = 'version'")
        base.commit()
    with open_journal(tmp_path, nobody) as journal:
        assert journal.get("sets", "s") is None
        journal.put("sets", "t", {})
        journal.flush()
    again = read_journal(tmp_path)
    assert again is not None
    assert again.records["sets"] == {"t": {}}
