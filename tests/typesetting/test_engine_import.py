"""The engine is imported without asking programs where its libraries are."""

import subprocess
import sys

_SCRIPT = """
import subprocess, ctypes.util
started, real, search = [], subprocess.Popen.__init__, ctypes.util.find_library
def noted(self, args, *rest, **options):
    started.append(args)
    real(self, args, *rest, **options)
subprocess.Popen.__init__ = noted
from loftespdf.typesetting.engine import require_engine
facts = require_engine()
assert facts.subsetting, facts
assert ctypes.util.find_library is search
print(len(started))
"""


def test_no_program_is_started_to_find_the_engine_s_libraries() -> None:
    asked = subprocess.run(
        [sys.executable, "-c", _SCRIPT], capture_output=True, text=True, check=True
    )
    assert asked.stdout.strip() == "0"
