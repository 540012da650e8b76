"""The engine's own stylesheets are the same, whether they were kept or parsed."""

import subprocess
import sys
from pathlib import Path

import pytest

_IMPORT = """
import sys
from pathlib import Path
from loftespdf.operations.compiled import CompiledFolder
from loftespdf.typesetting.engine import require_engine
import tinycss2
parsed, published = [], tinycss2.parse_stylesheet
def parse(css):
    parsed.append(css)
    return published(css)
tinycss2.parse_stylesheet = parse
require_engine(CompiledFolder(Path(sys.argv[1])) if sys.argv[1:] else None)
print(len(parsed))
"""
_COMPARE = """
from weasyprint import CSS
from weasyprint.css.counters import CounterStyle
from weasyprint.html import PH, PH_STYLESHEET, UA, UA_COUNTER_STYLE, UA_STYLESHEET
def said(sheet):
    matcher = vars(sheet.matcher)
    assert matcher.keys() == {"id_selectors", "class_selectors", "lower_local_name_selectors",
        "namespace_selectors", "lang_attr_selectors", "other_selectors", "order"}, matcher.keys()
    named = [each for each in matcher.values() if isinstance(each, dict)]
    rules = [rule for names in named for name in names for rule in names[name]]
    rules += matcher["lang_attr_selectors"] + matcher["other_selectors"]
    tests = [(rule[0].__code__.co_code, str(rule[0].__code__.co_names)) for rule in rules]
    return tests, [list(names) for names in named], [
        (*rule[1:4], repr(rule[4])) for rule in rules], repr(sheet.page_rules), sheet.layers
counters = CounterStyle()
assert said(CSS(string=UA, counter_style=counters)) == said(UA_STYLESHEET)
assert said(CSS(string=PH)) == said(PH_STYLESHEET)
assert counters == UA_COUNTER_STYLE and len(counters) > 40
assert type(UA_COUNTER_STYLE) is CounterStyle
import sys
assert not [each for each in sys.meta_path if "kept_engine" in type(each).__module__]
"""


def parsed(*folder: Path, then: str = "") -> int:
    """Import the engine in a process of its own; return how many stylesheets were parsed."""
    program = [sys.executable, "-c", _IMPORT + then, *map(str, folder)]
    return int(subprocess.run(program, capture_output=True, text=True, check=True).stdout)


def test_they_are_parsed_once_for_all_processes(tmp_path: Path) -> None:
    assert parsed(tmp_path, then=_COMPARE) == 3
    assert parsed(tmp_path, then=_COMPARE) == 0
    assert parsed() == 3


@pytest.mark.parametrize("spoiled", [b"", b"\x80", b"not what was kept" * 9])
def test_what_lies_there_damaged_is_parsed_anew(tmp_path: Path, spoiled: bytes) -> None:
    parsed(tmp_path)
    for file in tmp_path.iterdir():
        file.write_bytes(spoiled)
    assert parsed(tmp_path, then=_COMPARE) == 3
    assert parsed(tmp_path) == 0
