"""Problems and outcomes as the journal keeps them, and back."""

from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Any

from loftespdf.batch.outcome import Outcome
from loftespdf.model.file_format import Format
from loftespdf.model.problem import ExitCode, Message, Place, Problem, Severity
from loftespdf.model.product import Product


def problem_record(problem: Problem) -> dict[str, Any]:
    """Return a problem as JSON values."""
    place = problem.place
    return {
        "kind": str(problem.kind),
        "what": _message_record(problem.what),
        "place": [place.file, place.line, place.column],
        "path": problem.path,
        "instead": _message_record(problem.instead) if problem.instead else None,
        "severity": problem.severity.value,
    }


def problem_of(record: dict[str, Any]) -> Problem:
    """Return the problem that a record tells of."""
    return Problem(
        record["kind"],
        _message(record["what"]),
        Place(*record["place"]),
        record["path"],
        _message(record["instead"]) if record["instead"] else None,
        Severity(record["severity"]),
    )


def _message_record(message: Message) -> list[Any]:
    # Whatever a message is filled with is printed as text: text says the same.
    return [message.text, {name: _value_record(value) for name, value in message.values.items()}]


def _value_record(value: object) -> object:
    if isinstance(value, Message):
        return _message_record(value)
    return value if isinstance(value, int) else str(value)


def _message(record: list[Any]) -> Message:
    text, values = record
    # a list can only be a message inside the message
    plain = {name: _message(v) if isinstance(v, list) else v for name, v in values.items()}
    return Message(text, MappingProxyType(plain))


def outcome_record(outcome: Outcome) -> dict[str, Any]:
    """Return what is worth knowing of an outcome in a later run."""
    product = outcome.product
    return {
        "product": [
            product.area, product.period, product.layout, product.format.value,
            product.sheet, product.edition, product.language,
        ],
        "pages": outcome.pages,
        "size": outcome.size,
        "seconds": round(outcome.seconds, 3),
        "code": int(outcome.code),
        "problems": [problem_record(problem) for problem in outcome.problems],
        "details": dict(outcome.details),
    }  # fmt: skip


def fresh_outcome(path: str, record: dict[str, Any], output: Path) -> Outcome:
    """Return the outcome of a product that is up to date; ``path`` is the product's."""
    area, period, layout, file_format, *rest = record["product"]
    return Outcome(
        product=Product(area, period, layout, Format(file_format), *rest),
        output=output,
        pages=record["pages"],
        size=record["size"],
        seconds=0.0,
        problems=tuple(problem_of(problem) for problem in record["problems"]),
        code=ExitCode(record["code"]),
        is_fresh=True,
        details=record["details"],
        beside=tuple(map(PurePosixPath, record["stored"].keys() - {path})),
    )
