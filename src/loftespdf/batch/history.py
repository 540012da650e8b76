"""What the journal knows of the files in ``output/``: exactly whether they still hold."""

from pathlib import Path

from loftespdf.batch.environment import environment
from loftespdf.batch.staleness import Ledger
from loftespdf.batch.survey import Survey
from loftespdf.model.document import PledgeDocument
from loftespdf.model.problem import ExitCode
from loftespdf.operations.built import Built, FileHistory, History
from loftespdf.storing.journal import Journal, read_journal


def read_history(root: Path, output: Path) -> History:
    """Return what is known of what was built; the files themselves are asked without a journal."""
    journal = read_journal(output)
    return FileHistory(output) if journal is None else JournalHistory(root, output, journal)


class JournalHistory:
    """Built, stale and failed as the next run would find them."""

    def __init__(self, root: Path, output: Path, journal: Journal) -> None:
        self._files = FileHistory(output)
        survey = Survey(root, journal)
        self._ledger = Ledger(journal, survey, environment(survey), output)
        self._layouts: dict[str, set[str]] = {}
        self._failed: set[str] = set()
        for path, record in journal.records["products"].items():
            area, period, layout, *_ = record["product"]
            if record["code"] != ExitCode.DONE:
                self._failed.add(f"{area}/{period}")
            elif (output / path).is_file():
                self._layouts.setdefault(f"{area}/{period}", set()).add(layout)

    def files(self, name: str) -> tuple[str, ...]:
        """Return the names of the files there are of a document, sorted."""
        return self._files.files(name)

    def state(self, name: str, document: PledgeDocument | None) -> Built:
        """Tell whether the layouts that were built are up to date, by the run's own rule."""
        if document is None or name in self._failed:
            return Built.FAILED
        if not self._files.files(name):
            return Built.NOT_BUILT
        layouts = self._layouts.get(name)
        is_fresh = layouts and self._ledger.unchanged(name, layouts) is not None
        return Built.BUILT if is_fresh else Built.STALE
