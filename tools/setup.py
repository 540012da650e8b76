"""Sets this checkout up: `.venv` with the pinned packages, and the system libraries they need.

    tools/setup.py        what `make build` needs
    tools/setup.py dev    that, and what `make test` needs

It uses the standard library alone, since nothing else is there yet. System packages are installed
with apt where that needs no password; elsewhere, or with NO_APT=1, one line says what to write.
Exit code 3, as in the program itself: something is missing on this machine.
"""

import os
import shutil
import subprocess
import sys
import venv
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
RUN, DEV, BUILD = "requirements.lock", "requirements-dev.lock", "requirements-build.lock"
MISSING_ON_THIS_MACHINE = 3
INTERRUPTED = 130

# Asks the engine itself, by the names under which it looks for its libraries on each system.
PROBE = "import sys; from weasyprint.text import ffi; sys.exit(ffi.harfbuzz_subset is None)"


@dataclass(frozen=True)
class SystemPackages:
    """What one need is called by the package managers we can name a command for."""

    apt: tuple[str, ...]
    dnf: tuple[str, ...]
    brew: tuple[str, ...]


LIBRARIES = SystemPackages(
    apt=("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz0b", "libharfbuzz-subset0"),
    dnf=("pango", "harfbuzz"),
    brew=("python", "pango", "harfbuzz"),  # Homebrew's own Python finds its libraries
)
# Command → package: the outside programs that tests ask a second opinion of.
TEST_TOOLS = {
    "pdftoppm": SystemPackages(("poppler-utils",), ("poppler-utils",), ("poppler",)),
    "qpdf": SystemPackages(("qpdf",), ("qpdf",), ("qpdf",)),
    "chromium": SystemPackages(("chromium",), ("chromium",), ("chromium",)),
    "npm": SystemPackages(("npm",), ("npm",), ("node",)),
    "soffice": SystemPackages(
        ("libreoffice-writer-nogui",), ("libreoffice-writer",), ("libreoffice",)
    ),
    "gs": SystemPackages(("ghostscript",), ("ghostscript",), ("ghostscript",)),
}
WEB_TESTS = ROOT / "tests" / "web"  # its package-lock.json pins what judges the web page


class Stop(Exception):  # noqa: N818 - not an error of ours: the user has something to do
    """Something only the user can do; the text says what."""


def main(arguments: list[str]) -> int:
    """Set up; return the exit code. ``arguments`` is empty, or ``["dev"]`` for the tests too."""
    dev = "dev" in arguments
    try:
        refuse_plain_windows()
        make_environment()
        install_packages(dev=dev)
        ensure_libraries()
    except Stop as stop:
        print(stop, file=sys.stderr)
        return MISSING_ON_THIS_MACHINE
    except KeyboardInterrupt:
        return INTERRUPTED
    if dev:
        ensure_test_tools()
    for stamp in (".ready", ".ready-dev")[: 1 + dev]:
        (VENV / stamp).write_text(f"{ROOT}\n", encoding="utf-8")
    return 0


def refuse_plain_windows() -> None:
    """Windows is served through WSL: nothing here has been tried on Windows itself."""
    if sys.platform == "win32":
        raise Stop("I Windows: kör i WSL (wsl --install -d Ubuntu), se docs/installation.md")


# The virtual environment


def make_environment() -> None:
    """Make `.venv`, also where Debian's python3-venv (that is, ensurepip) is missing."""
    if is_sound():
        return
    shutil.rmtree(VENV, ignore_errors=True)
    if find_spec("ensurepip"):
        venv.create(VENV, with_pip=True, symlinks=True)
    elif find_spec("pip"):
        venv.create(VENV, symlinks=True)
        run_pip([sys.executable, "-m", "pip", "--python", str(python())], locked(BUILD))
    else:
        make_environment_with_apt()


def is_sound() -> bool:
    """Tell whether `.venv` runs, has pip, and was made for this folder and not moved here."""
    if not python().exists():
        return False
    command = [str(python()), "-c", "import pip, sys; print(sys.prefix)"]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    pip = VENV / "bin" / "pip"
    moved = pip.exists() and str(VENV) not in pip.read_text(encoding="utf-8")
    return answer.returncode == 0 and not moved


def make_environment_with_apt() -> None:
    """Install what Debian and Ubuntu cut out of Python, then make the environment with it."""
    package = f"python3.{sys.version_info.minor}-venv"
    if not install_with_apt((package,)):
        raise Stop(
            "Python saknar både venv och pip (Python lacks both venv and pip). Skriv: "
            f"sudo apt install {package}"
        )
    subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=True)


def python() -> Path:
    """Return the environment's Python."""
    return VENV / "bin" / "python"


def locked(*files: str) -> list[str]:
    """Return pip's arguments that install lock files, and nothing whose hash is not in them."""
    return ["--require-hashes", *(part for file in files for part in ("-r", str(ROOT / file)))]


def install_packages(*, dev: bool) -> None:
    """Install the pinned packages, and this checkout itself so that edits count at once."""
    print("Installerar Pythonpaket i .venv (en till två minuter första gången) …", flush=True)
    pip = [str(python()), "-m", "pip"]
    run_pip(pip, locked(BUILD, DEV if dev else RUN))
    run_pip(pip, ["--no-deps", "--no-build-isolation", "--editable", str(ROOT)])


def run_pip(pip: list[str], arguments: list[str]) -> None:
    """Run ``pip install`` quietly; its own words stand above ours when it fails."""
    quiet = ["--quiet", "--no-input", "--disable-pip-version-check"]
    command = [*pip, "install", *quiet, *arguments]
    if subprocess.run(command, stdin=subprocess.DEVNULL, check=False).returncode:
        raise Stop(
            "Pythonpaketen kunde inte installeras; pip säger varför här ovan "
            "(pip could not install the packages, and says why above)."
        )


# The system libraries and tools


def ensure_libraries() -> None:
    """See that the engine finds its libraries; install them where we may."""
    if finds_libraries():
        return
    if install_with_apt(LIBRARIES.apt) and finds_libraries():
        return
    raise Stop(f"Systembiblioteken Pango och HarfBuzz saknas. Skriv: {hint(LIBRARIES)}")


def finds_libraries() -> bool:
    """Ask the engine whether it finds every library it can use."""
    command = [str(python()), "-W", "ignore", "-c", PROBE]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def ensure_test_tools() -> None:
    """Install the programs tests ask; without them, those tests say that they were skipped."""
    missing = [tool for command, tool in TEST_TOOLS.items() if not shutil.which(command)]
    packages = SystemPackages(
        apt=tuple(name for tool in missing for name in tool.apt),
        dnf=tuple(name for tool in missing for name in tool.dnf),
        brew=tuple(name for tool in missing for name in tool.brew),
    )
    if missing and not install_with_apt(packages.apt):
        print(f"Prov som saknar program hoppas över. Skriv: {hint(packages)}", file=sys.stderr)
    if shutil.which("npm"):
        subprocess.run(["npm", "ci", "--silent"], cwd=WEB_TESTS, check=False)


def install_with_apt(packages: tuple[str, ...]) -> bool:
    """Install ``packages`` if that takes no password; tell whether it was done."""
    prefix = administrator()
    if prefix is None or not shutil.which("apt-get") or os.environ.get("NO_APT"):
        return False
    print(f"Installerar med apt: {' '.join(packages)}", flush=True)
    apt = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    install = [*apt, "install", "-y", "--no-install-recommends", *packages]
    # A fresh machine has no package lists yet: only then are they fetched.
    return succeeds(install) or (succeeds([*apt, "update"]) and succeeds(install, show=True))


def administrator() -> list[str] | None:
    """Return what to put before a command to run it as root, or None where that is not ours."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") and succeeds(["sudo", "-n", "true"]):
        return ["sudo", "-n"]
    return None


def succeeds(command: list[str], *, show: bool = False) -> bool:
    """Run a command; tell whether it went well. With ``show``, its complaints are shown."""
    done = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=None if show else subprocess.DEVNULL,
        check=False,
    )
    return done.returncode == 0


def hint(packages: SystemPackages) -> str:
    """Return the command for this machine, or for every kind we know when it is none of them."""
    commands = {
        "apt-get": f"sudo apt install {' '.join(packages.apt)}",
        "dnf": f"sudo dnf install {' '.join(packages.dnf)}",
        "brew": f"brew install {' '.join(packages.brew)}",
    }
    for program, command in commands.items():
        if shutil.which(program):
            return command
    debian, fedora, mac = commands.values()
    return f"{debian} (Debian, Ubuntu, WSL) · {fedora} (Fedora) · {mac} (macOS)"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
