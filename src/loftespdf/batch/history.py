"""What the journal knows of the files in ``output/``: exactly whether they still hold."""

from pathlib import Path
from typing import NamedTuple

from loftespdf.batch.environment import environment
from loftespdf.batch.staleness import Ledger
from loftespdf.batch.survey import Survey
from loftespdf.inspecting.fingerprint import fingerprint_in
from loftespdf.model.document import PledgeDocument
from loftespdf.model.problem import ExitCode
from loftespdf.operations.built import Built, FileHistory, History
from loftespdf.storing.journal import Journal, read_journal


class _Record(NamedTuple):
    """What is known of one product."""

    layout: str
    is_done: bool


def read_history(root: Path, output: Path) -> History:
    """Return what is known of what was built; the files themselves are asked without a journal."""
    journal = read_journal(output)
    return FileHistory(output) if journal is None else JournalHistory(root, output, journal)


class JournalHistory:
    """Built, stale and failed as the next run would find them.

    It may be told that a file is stale which that run leaves alone: after a comment, say, of which
    only reading tells that nothing was said. Of what no plain run makes, as ads in formats that a
    command named, the text tells whether it is the document's.
    """

    def __init__(self, root: Path, output: Path, journal: Journal) -> None:
        self._files = FileHistory(output)
        survey = Survey(root, journal)
        self._ledger = Ledger(journal, survey, environment(survey), output)
        self._output = output
        self._records: dict[str, dict[str, _Record]] = {}
        for path, record in journal.products.records.items():
            area, period, layout, *_ = record.product
            found = _Record(layout, is_done=record.code is ExitCode.DONE)
            self._records.setdefault(f"{area}/{period}", {})[path] = found

    def files(self, name: str) -> tuple[str, ...]:
        """Return the names of the files there are of a document, sorted."""
        return self._files.files(name)

    def state(self, name: str, document: PledgeDocument | None) -> Built:
        """Tell whether what was built is up to date, by the run's own rule."""
        records, planned = self._records.get(name, {}), self._ledger.last_plan(name)
        own = {p: r for p, r in records.items() if planned is None or p in planned.paths}
        if document is None or not all(record.is_done for record in own.values()):
            return Built.FAILED
        if not self._files.files(name):
            return Built.NOT_BUILT
        layouts = set() if planned is None else {record.layout for record in own.values()}
        if layouts and self._ledger.unchanged(name, layouts) is None:
            return Built.STALE
        rest = [
            path
            for path, record in records.items()
            if self._is_made(path, record)
            and (planned is None or (path not in own and record.layout in planned.layouts))
        ]
        is_known = layouts or rest
        is_fresh = is_known and all(self._is_of(path, document) for path in rest)
        return Built.BUILT if is_fresh else Built.STALE

    def _is_made(self, path: str, record: _Record) -> bool:
        return record.is_done and (self._output / path).is_file()

    def _is_of(self, path: str, document: PledgeDocument) -> bool:
        """Tell whether a file has the document's text, and all else it was made of is the same."""
        text = fingerprint_in((self._output / path).read_bytes())
        return text in {None, document.fingerprint} and self._ledger.holds(path)
