"""The skip rule: a test that cannot run says so by name, is counted, and fails in CI.

A test that asks an outside program carries ``@pytest.mark.needs("qpdf")``. Without the program it
is skipped, and a line before the closing one counts and names all that were. With CI=true every
skip, of whatever origin, is a failure: there, nothing may go unproven.

And the engine is started as the product starts it, before a test's module imports it.
"""

import os
import shutil
from collections.abc import Generator

import pytest

from loftespdf.operations.starting import start_engine

start_engine()


def pytest_configure(config: pytest.Config) -> None:
    """Make the marker known."""
    config.addinivalue_line(
        "markers", "needs(command, …): outside programs the test asks; skipped without them"
    )


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a test whose programs are not on this machine."""
    commands = [command for mark in item.iter_markers("needs") for command in mark.args]
    if missing := [command for command in commands if not shutil.which(command)]:
        pytest.skip(f"needs {', '.join(missing)}")


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Let a skipped test fail in CI."""
    report = yield
    _fail_if_skipped_in_ci(report)
    return report


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Let a whole file that skips itself fail in CI."""
    report = yield
    _fail_if_skipped_in_ci(report)
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Count and name the skipped tests."""
    if skipped := terminalreporter.stats.get("skipped"):
        names = ", ".join(report.nodeid for report in skipped)
        terminalreporter.write_line(f"{len(skipped)} test(s) skipped: {names}", yellow=True)


def _fail_if_skipped_in_ci(report: pytest.TestReport | pytest.CollectReport) -> None:
    expected_to_fail = hasattr(report, "wasxfail")  # pytest reports these as skipped
    if os.environ.get("CI") != "true" or not report.skipped or expected_to_fail:
        return
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
    report.outcome = "failed"
    report.longrepr = f"{report.nodeid}: a skip is a failure in CI ({reason})"
