"""Which products are up to date: the verdict may be too wide, never too narrow.

A product is up to date when its job's key is the recorded one, when every file that its making
asked for is what it was (also those that were looked for and absent), when our code, the engine and
its libraries are the same, and when the file in ``output/`` is the one that was written.

A document that would be read exactly as last time needs not be read: then the keys of its products
are known too, and a run in which nothing changed parses no YAML and imports no engine.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from sys import intern
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from loftespdf.batch.outcome import Outcome
from loftespdf.batch.records import fresh_outcome, problem_of, problem_record, product_record
from loftespdf.batch.survey import Survey, set_name
from loftespdf.loading.signatures import Signature, clock, digest, signature
from loftespdf.model.problem import ExitCode, Problem, Severity
from loftespdf.storing.journal import Journal
from loftespdf.storing.records import (
    DocumentRecord,
    ProductRecord,
    StoredRecord,
    ThemeRecord,
)


class Unchanged(Struct, frozen=True):
    """A document with the files it was read from: what reading it told then, and its products."""

    problems: tuple[Problem, ...]
    outcomes: tuple[Outcome, ...]
    lpo: str


class LastPlan(Struct, frozen=True):
    """All layouts there were when a document was read last, and the paths a plain run makes."""

    layouts: frozenset[str]
    paths: frozenset[str]


class _Looked(NamedTuple):
    """An area's files before a document of it was read: signatures, and digests taken after."""

    signatures: dict[str, Signature | None]
    files: dict[str, str | None]


class Ledger:
    """The journal in the words of a run: what is up to date, and what was done."""

    def __init__(self, journal: Journal, survey: Survey, environment: str, output: Path) -> None:
        self._journal = journal
        self._survey = survey
        self._environment = environment
        self._output = output
        self._rules = survey.rules()
        self._now = clock()
        self._looked: dict[str, _Looked] = {}

    def unchanged(self, name: str, layouts: Iterable[str]) -> Unchanged | None:
        """Return the document ("grastorp/2021") if it needs not be read, and is all up to date.

        ``layouts`` are those asked for; none are all.
        """
        record = self._journal.documents.get(name)
        if record is None or not self._is_same(name, record):
            return None
        wanted = tuple(dict.fromkeys(layouts)) or record.layouts
        if not set(wanted) <= set(record.layouts):
            return None
        outcomes = []
        for layout in wanted:
            for path, key in record.planned.get(layout, {}).items():
                if (outcome := self.fresh(path, key)) is None:
                    return None
                outcomes.append(outcome)
        problems = tuple(problem_of(problem) for problem in record.problems)
        return Unchanged(problems, tuple(outcomes), record.lpo)

    def last_plan(self, name: str) -> LastPlan | None:
        """Return what was planned for a document when it was read last; None where nobody knows."""
        record = self._journal.documents.get(name)
        if record is None:
            return None
        paths = (path for keys in record.planned.values() for path in keys)
        return LastPlan(frozenset(record.layouts), frozenset(paths))

    def _is_same(self, name: str, record: DocumentRecord) -> bool:
        recorded = self._journal.sets.get(record.inputs)
        return (
            record.environment == self._environment
            and record.rules == self._rules
            and recorded is not None
            and self._survey.is_same_area(name.partition("/")[0], recorded)
        )

    def fresh(self, path: str, key: str) -> Outcome | None:
        """Return the outcome of a product that is up to date, or None."""
        record = self._journal.products.get(path)
        if (
            record is None
            or record.code is not ExitCode.DONE
            or record.key != key
            or not self._holds(path, record)
        ):
            return None
        return fresh_outcome(path, record, self._output)

    def holds(self, path: str) -> bool:
        """Tell whether a product was made, lies there as it was, and was made of what is there.

        But for its document, of which its key would tell.
        """
        record = self._journal.products.get(path)
        return record is not None and record.code is ExitCode.DONE and self._holds(path, record)

    def _holds(self, path: str, record: ProductRecord) -> bool:
        if record.environment != self._environment or not self._survey.holds(record.asked):
            return False
        anew: dict[str, StoredRecord] = {}
        for name, written in record.stored.items():
            seen = self._seen(name, written)
            if seen is None:
                return False
            if seen is not written:
                anew[name] = seen
        if anew:
            self._journal.products.put(path, replace(record, stored=record.stored | anew))
        return True

    def _seen(self, name: str, written: StoredRecord) -> StoredRecord | None:
        """Return a file as it is now, if it is the one written, by its signature or its bytes."""
        where = f"{self._output}/{name}"
        seen = signature(where)
        if seen is None:
            return None
        if written.signature != seen:
            if digest(where) != written.digest:
                return None
            if seen.is_settled(self._now):
                return StoredRecord(seen, written.digest)
        return written

    def note_theme(self, problems: Iterable[Problem]) -> None:
        """Record the warnings of what all documents are made on, told when it was read."""
        told = tuple(problem_record(one) for one in problems if one.severity is Severity.WARNING)
        self._journal.notes.put("theme", ThemeRecord(self._rules, told))

    def theme_problems(self) -> tuple[Problem, ...]:
        """Return the warnings that reading the theme told, if it reads as it did then."""
        record = self._journal.notes.get("theme")
        if not isinstance(record, ThemeRecord) or record.rules != self._rules:
            return ()
        return tuple(problem_of(problem) for problem in record.problems)

    def look(self, name: str) -> None:
        """Look at the files a document is read from; to be done before it is read."""
        area = name.partition("/")[0]
        signatures = self._survey.look_again(area)
        self._looked[name] = _Looked(signatures, self._survey.area_files(area))

    def note_document(  # noqa: PLR0913 - one argument for each thing a record holds
        self,
        name: str,
        *,
        read: Mapping[str, str | None],
        problems: Iterable[Problem],
        layouts: Iterable[str],
        planned: Mapping[str, Mapping[str, str]],
        lpo: str,
    ) -> None:
        """Record a document without errors, as its files were when they were looked at.

        Where one of them was written since, nobody knows which of the two was read: then nothing is
        recorded, and the next run reads it again.

        Args:
            name: "grastorp/2021".
            read: the pictures that were read with it: path → digest.
            problems: what reading it told, of what was booked too.
            layouts: all layouts there are.
            planned: layout → path → key, for every product of the document.
            lpo: the area's local police district, for packing; may be empty.
        """
        looked, area = self._looked.pop(name), name.partition("/")[0]
        if self._survey.reaches_out(area):
            return  # read it every time: what reading it read is not all known here
        if self._survey.look_again(area) != looked.signatures:
            return
        inputs = {**looked.files, **read}
        record = DocumentRecord(
            environment=self._environment,
            rules=self._rules,
            inputs=self._note_set(inputs),
            problems=tuple(problem_record(problem) for problem in problems),
            layouts=tuple(layouts),
            planned={layout: dict(keys) for layout, keys in planned.items()},
            lpo=lpo,
        )
        self._journal.documents.put(name, record)

    def note_product(self, outcome: Outcome, key: str) -> None:
        """Record what came of one product, made or failed."""
        asked = self._note_set(outcome.made.asked) if outcome.made else ""
        path = outcome.product.path.as_posix()
        record = product_record(outcome, key, self._environment, asked)
        self._journal.products.put(path, record)

    def _note_set(self, entries: Mapping[str, str | None]) -> str:
        name = set_name(entries)
        # The same paths and digests come again with every product: each is kept once.
        kept = {intern(path): wanted and intern(wanted) for path, wanted in entries.items()}
        self._journal.sets.put(name, kept)
        return name
