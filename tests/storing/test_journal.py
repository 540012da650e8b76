"""A journal that is not ours is set aside like noise; one that cannot be written is told."""

import resource
import signal
import sqlite3
from contextlib import closing
from pathlib import Path, PurePosixPath

import pytest

from loftespdf.batch.outcome import Made, Outcome, Stored
from loftespdf.batch.records import fresh_outcome, problem_of, problem_record, product_record
from loftespdf.loading.signatures import Signature
from loftespdf.messages import words
from loftespdf.model.file_format import Format
from loftespdf.model.problem import CouldNotWrite, ExitCode, Place, Problem, Severity, say
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


def write_much(output: Path) -> None:
    with open_journal(output, nobody) as journal:
        journal.sets.put("t", {f"{number}": "digest" for number in range(9999)})
        journal.flush()


def unwritten(output: Path) -> Problem:
    """Try to write in a journal, and return what is told."""
    with pytest.raises(CouldNotWrite) as told:
        write_much(output)
    (problem,) = told.value.problems
    assert problem.kind == "journal-unwritable"
    return problem


def test_a_folder_in_the_journals_place_is_told_as_what_cannot_be_opened(tmp_path: Path) -> None:
    (tmp_path / NAME).mkdir()
    told = words(unwritten(tmp_path).what)
    assert told == "journalen över vad som är byggt kan inte skrivas (filen går inte att öppna)"


def test_a_journal_that_another_program_holds_is_told_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect = sqlite3.connect
    monkeypatch.setattr(  # nobody waits for half a minute here
        sqlite3, "connect", lambda path, **more: connect(path, **{**more, "timeout": 0})
    )
    with closing(connect(written(tmp_path), isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        problem = unwritten(tmp_path)
    assert "(ett annat program har filen öppen)" in words(problem.what)
    assert problem.instead is not None
    assert words(problem.instead).startswith("stäng det programmet")


def test_a_write_that_the_disk_ends_is_told_in_swedish_and_in_english(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLite tells it in more detail than that it is the disk: SQLITE_IOERR_WRITE."""
    size = written(tmp_path).stat().st_size
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    heard = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, limits[1]))
    try:
        problem = unwritten(tmp_path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, heard)
    assert "(disken tar inte emot det som skrivs)" in words(problem.what)
    monkeypatch.setenv("LOFTESPDF_LANG", "en")
    assert words(problem.what).endswith("(the disk does not take what is written)")


def fails_to_check(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Let SQLite say this of a base that was opened."""
    error = sqlite3.OperationalError(name)
    error.sqlite_errorcode = getattr(sqlite3, f"SQLITE_{name}")

    def refuses(*_given: object) -> None:
        raise error

    monkeypatch.setattr("loftespdf.storing.journal._check", refuses)


@pytest.mark.parametrize("name", ["CANTOPEN_ISDIR", "READONLY_RECOVERY", "BUSY_SNAPSHOT", "LOCKED"])
def test_a_journal_that_only_cannot_be_read_now_is_never_set_aside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    file = written(tmp_path)
    fails_to_check(monkeypatch, name)
    assert unwritten(tmp_path).kind == "journal-unwritable"
    assert file.exists()


@pytest.mark.parametrize("name", ["IOERR_SHORT_READ", "CORRUPT_INDEX", "NOTADB"])
def test_a_journal_that_is_none_is_set_aside_however_it_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    written(tmp_path)
    fails_to_check(monkeypatch, name)
    with open_journal(tmp_path, nobody) as journal:
        assert [problem.kind for problem in journal.problems] == ["journal-broken"]


def test_a_journal_that_was_cut_off_is_set_aside(tmp_path: Path) -> None:
    file = written(tmp_path)
    file.write_bytes(file.read_bytes()[:-700])
    with open_journal(tmp_path, nobody) as journal:
        assert [problem.kind for problem in journal.problems] == ["journal-broken"]


def test_each_usual_reason_has_words_and_any_other_keeps_sqlites_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = {}
    for name in ("READONLY", "PERM", "FULL", "LOCKED", "READONLY_DIRECTORY", "NOLFS"):
        error = sqlite3.OperationalError(name)
        error.sqlite_errorcode = getattr(sqlite3, f"SQLITE_{name}")

        def refuses(*_given: object, error: Exception = error, **_more: object) -> None:
            raise error

        monkeypatch.setattr(sqlite3, "connect", refuses)
        told[name] = words(unwritten(tmp_path / name).what).partition(" (")[2].rstrip(")")
    assert told == {
        "READONLY": "filen får bara läsas",
        "PERM": "du får inte skriva i filen",
        "FULL": "disken är full",
        "LOCKED": "ett annat program har filen öppen",
        "READONLY_DIRECTORY": "filen får bara läsas",
        "NOLFS": "NOLFS",
    }
