"""Compiles the engine's busiest modules where it is installed. The same files come out, sooner.

    make compiled                       for this checkout's .venv
    tools/compile_engine.py FOLDER      a compiled copy of the engine in FOLDER, for tests

Nearly all the time of a document is the engine's layout, in Python. Cython translates its modules
as they are published to C; what they do stays the same. It takes a C compiler and Python's headers
(Debian: sudo apt install gcc python3-dev) and a minute or two. Python takes a compiled module
before its source; pip removes both when it installs another version, since they are in its list.
Exit code 3, as in the program itself: something is missing on this machine.
"""

import csv
import importlib.metadata
import shutil
import sys
import tempfile
from pathlib import Path

from Cython.Build import cythonize
from setuptools import Extension
from setuptools.command.build_ext import build_ext
from setuptools.dist import Distribution
from setuptools.errors import BaseError

from loftespdf.batch.processes import cores

ENGINE = "weasyprint"
MISSING_ON_THIS_MACHINE = 3
#: Where a document's time goes (docs/performance.md). What does less is left as it is, and so is
#: layout/preferred.py, which Cython 3.3 cannot read.
MODULES = (
    *("css/__init__", "css/computed_values", "document", "draw/__init__", "draw/border"),
    *("draw/text", "formatting_structure/boxes", "formatting_structure/build", "layout/__init__"),
    *("layout/absolute", "layout/background", "layout/block", "layout/float", "layout/inline"),
    *("layout/page", "layout/percent", "layout/replaced", "layout/table", "matrix", "pdf/__init__"),
    *("pdf/stream", "pdf/tags", "stacking", "text/line_break"),
)


def main(arguments: list[str]) -> int:
    """Compile; return the exit code. ``arguments`` is empty, or names a folder for a copy."""
    engine = importlib.metadata.distribution(ENGINE)
    package = Path(str(engine.locate_file(ENGINE)))
    try:
        with tempfile.TemporaryDirectory() as scratch:
            compiled = compile_modules(package, Path(scratch))
            if arguments:
                copy = Path(arguments[0]) / ENGINE
                shutil.copytree(package, copy, ignore=shutil.ignore_patterns("__pycache__", "*.so"))
                place(compiled, Path(scratch), copy.parent)
            else:
                place(compiled, Path(scratch), package.parent)
                list_for_pip(engine, compiled)
    except BaseError as error:
        print(f"C-kompilator eller Pythons headerfiler saknas: {error}", file=sys.stderr)
        print("Debian, Ubuntu: sudo apt install gcc python3-dev", file=sys.stderr)
        return MISSING_ON_THIS_MACHINE
    print(f"{ENGINE} {engine.version}: {len(compiled)} moduler kompilerade")
    return 0


def compile_modules(package: Path, scratch: Path) -> list[Path]:
    """Compile ``package``'s modules below ``scratch``; return their paths from there."""
    extensions = [
        Extension(
            f"{package.name}.{module.replace('/', '.')}",
            [str(package / f"{module}.py")],
            extra_compile_args=["-O2", "-g0", "-w"],
        )
        for module in MODULES
    ]
    translated = cythonize(  # type: ignore[no-untyped-call]
        extensions,
        build_dir=str(scratch / "c"),
        quiet=True,
        nthreads=cores(),
        compiler_directives={"language_level": 3, "annotation_typing": False},
    )
    command = build_ext(Distribution({"ext_modules": translated}))
    command.build_lib, command.build_temp = str(scratch / "lib"), str(scratch / "o")
    command.parallel = cores()
    command.ensure_finalized()
    command.run()
    return sorted(file.relative_to(scratch / "lib") for file in (scratch / "lib").rglob("*.so"))


def place(compiled: list[Path], scratch: Path, folder: Path) -> None:
    """Put the compiled modules beside their sources, each at once."""
    for path in compiled:
        beside = (folder / path).with_suffix(".new")
        shutil.copyfile(scratch / "lib" / path, beside)
        beside.replace(folder / path)


def list_for_pip(engine: importlib.metadata.Distribution, compiled: list[Path]) -> None:
    """Add the modules to what pip will remove with the engine."""
    (record,) = (file for file in engine.files or () if file.name == "RECORD")
    path = Path(str(engine.locate_file(record)))
    known = {row[0] for row in csv.reader(path.read_text(encoding="utf-8").splitlines())}
    with path.open("a", encoding="utf-8") as file:
        for each in compiled:
            if each.as_posix() not in known:
                file.write(f"{each.as_posix()},,\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
