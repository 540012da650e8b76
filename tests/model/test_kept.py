"""What is kept is taken only by who would make the very same."""

from pathlib import Path

from loftespdf.model.kept import keep, maker, name_of, take
from tests.composing.test_compiled import Shelf


def test_only_what_was_made_from_the_same_is_taken() -> None:
    kept = Shelf()
    keep(kept, "x", "ett", b"innehall")
    assert take(kept, "x", "ett") == b"innehall"
    assert take(kept, "x", "två") is None
    assert take(kept, "y", "ett") is None


def test_a_change_of_the_maker_or_its_libraries_makes_another(tmp_path: Path) -> None:
    file = tmp_path / "maker.py"
    file.write_text("ett = 1\n", encoding="utf-8")
    first = maker(str(file), "70.0")
    assert maker(str(file), "70.0") == first
    assert maker(str(file), "70.1") != first
    file.write_text("ett = 2\n", encoding="utf-8")
    assert maker(str(file), "70.0") != first


def test_a_name_is_one_word_for_a_disk_whatever_it_is_for() -> None:
    names = {name_of(what, "css") for what in ("a/b", "a b", "ä", "x" * 999)}
    assert len(names) == 4
    assert all(name.endswith(".css") and "/" not in name and len(name) < 64 for name in names)
