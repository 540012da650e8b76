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
from typing import Any, NamedTuple

from msgspec import Struct

from loftespdf.batch.outcome import Outcome
from loftespdf.batch.records import fresh_outcome, outcome_record, problem_of, problem_record
from loftespdf.batch.survey import Survey, set_name
from loftespdf.loading.signatures import Signature, digest, signature
from loftespdf.model.problem import ExitCode, Problem, Severity
from loftespdf.storing.journal import Journal


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
        self._looked: dict[str, _Looked] = {}

    def unchanged(self, name: str, layouts: Iterable[str]) -> Unchanged | None:
        """Return the document ("grastorp/2021") if it needs not be read, and is all up to date.

        ``layouts`` are those asked for; none are all.
        """
        record = self._journal.get("documents", name)
        if record is None or not self._is_same(name, record):
            return None
        wanted = tuple(dict.fromkeys(layouts)) or record["layouts"]
        if not set(wanted) <= set(record["layouts"]):
            return None
        outcomes = []
        for layout in wanted:
            for path, key in record["planned"].get(layout, {}).items():
                if (outcome := self.fresh(path, key)) is None:
                    return None
                outcomes.append(outcome)
        problems = tuple(problem_of(problem) for problem in record["problems"])
        return Unchanged(problems, tuple(outcomes), record["lpo"])

    def last_plan(self, name: str) -> LastPlan | None:
        """Return what was planned for a document when it was read last; None where nobody knows."""
        record = self._journal.get("documents", name)
        if record is None:
            return None
        paths = (path for keys in record["planned"].values() for path in keys)
        return LastPlan(frozenset(record["layouts"]), frozenset(paths))

    def _is_same(self, name: str, record: Mapping[str, Any]) -> bool:
        recorded = self._journal.get("sets", record["inputs"])
        return (
            record["environment"] == self._environment
            and record["rules"] == self._rules
            and recorded is not None
            and self._survey.is_same_area(name.partition("/")[0], recorded)
        )

    def fresh(self, path: str, key: str) -> Outcome | None:
        """Return the outcome of a product that is up to date, or None."""
        record = self._journal.get("products", path)
        if (
            record is None
            or record["code"] != ExitCode.DONE
            or record["key"] != key
            or not self._holds(path, record)
        ):
            return None
        return fresh_outcome(path, record, self._output)

    def holds(self, path: str) -> bool:
        """Tell whether a product was made, lies there as it was, and was made of what is there.

        But for its document, of which its key would tell.
        """
        record = self._journal.get("products", path)
        return record is not None and record["code"] == ExitCode.DONE and self._holds(path, record)

    def _holds(self, path: str, record: dict[str, Any]) -> bool:
        return (
            record["environment"] == self._environment
            and self._survey.holds(record["asked"])
            and all(self._is_intact(path, name, record) for name in record["stored"])
        )

    def _is_intact(self, path: str, name: str, record: dict[str, Any]) -> bool:
        """Tell whether a file is the one written: by its signature, else by its bytes."""
        where = f"{self._output}/{name}"
        signed, written = record["stored"][name]
        seen = signature(where)
        if seen is None:
            return False
        if signed and Signature(*signed) == seen:
            return True
        if digest(where) != written:
            return False
        record["stored"][name] = [list(seen), written]
        self._journal.put("products", path, record)
        return True

    def note_theme(self, problems: Iterable[Problem]) -> None:
        """Record the warnings of what all documents are made on, told when it was read."""
        told = [problem_record(one) for one in problems if one.severity is Severity.WARNING]
        self._journal.put("notes", "theme", {"rules": self._rules, "problems": told})

    def theme_problems(self) -> tuple[Problem, ...]:
        """Return the warnings that reading the theme told, if it reads as it did then."""
        record = self._journal.get("notes", "theme") or {}
        told = record["problems"] if record.get("rules") == self._rules else ()
        return tuple(problem_of(problem) for problem in told)

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
        record = {
            "environment": self._environment,
            "rules": self._rules,
            "inputs": self._note_set(inputs),
            "problems": [problem_record(problem) for problem in problems],
            "layouts": list(layouts),
            "planned": {layout: dict(keys) for layout, keys in planned.items()},
            "lpo": lpo,
        }
        self._journal.put("documents", name, record)

    def note_product(self, outcome: Outcome, key: str) -> None:
        """Record what came of one product, made or failed."""
        made = outcome.made
        rest: dict[str, Any] = {"key": key, "environment": self._environment}
        if made is not None:
            rest |= {
                "asked": self._note_set(made.asked),
                "stored": {
                    name: [list(one.signature or ()), one.digest]
                    for name, one in made.stored.items()
                },
            }
        path = outcome.product.path.as_posix()
        self._journal.put("products", path, {**outcome_record(outcome), **rest})

    def _note_set(self, entries: Mapping[str, str | None]) -> str:
        name = set_name(entries)
        # The same paths and digests come again with every product: each is kept once.
        kept = {intern(path): wanted and intern(wanted) for path, wanted in entries.items()}
        self._journal.put("sets", name, kept)
        return name
