"""Problems and outcomes as the journal keeps them, and back."""

from pathlib import Path, PurePosixPath
from types import MappingProxyType

from loftespdf.batch.outcome import Made, Outcome
from loftespdf.model.problem import Message, Place, Problem
from loftespdf.model.product import Product
from loftespdf.storing.records import MessageRecord, ProblemRecord, ProductRecord, StoredRecord


def problem_record(problem: Problem) -> ProblemRecord:
    """Return a problem as the journal keeps it."""
    place = problem.place
    return ProblemRecord(
        kind=str(problem.kind),
        what=_message_record(problem.what),
        place=(place.file, place.line, place.column),
        path=problem.path,
        instead=_message_record(problem.instead) if problem.instead else None,
        severity=problem.severity,
    )


def problem_of(record: ProblemRecord) -> Problem:
    """Return the problem that a record tells of."""
    return Problem(
        record.kind,
        _message(record.what),
        Place(*record.place),
        record.path,
        _message(record.instead) if record.instead else None,
        record.severity,
    )


def _message_record(message: Message) -> MessageRecord:
    values = {name: _value_record(value) for name, value in message.values.items()}
    return MessageRecord(message.text, values)


def _value_record(value: object) -> MessageRecord | str | int:
    # Whatever a message is filled with is printed as text: text says the same.
    if isinstance(value, Message):
        return _message_record(value)
    return value if isinstance(value, int) else str(value)


def _message(record: MessageRecord) -> Message:
    plain = {
        name: _message(value) if isinstance(value, MessageRecord) else value
        for name, value in record.values.items()
    }
    return Message(record.text, MappingProxyType(plain))


def product_record(outcome: Outcome, key: str, environment: str, asked: str) -> ProductRecord:
    """Return what is worth knowing of an outcome in a later run; ``asked`` names a set."""
    product = outcome.product
    return ProductRecord(
        product=(
            product.area, product.period, product.layout, product.format,
            product.sheet, product.edition, product.language,
        ),
        pages=outcome.pages,
        size=outcome.size,
        seconds=round(outcome.seconds, 3),
        code=outcome.code,
        problems=tuple(problem_record(problem) for problem in outcome.problems),
        details=dict(outcome.details),
        key=key,
        environment=environment,
        asked=asked,
        stored=_stored(outcome.made) if outcome.made else {},
    )  # fmt: skip


def _stored(made: Made) -> dict[str, StoredRecord]:
    return {
        name: StoredRecord(one.signature or (), one.digest) for name, one in made.stored.items()
    }


def fresh_outcome(path: str, record: ProductRecord, output: Path) -> Outcome:
    """Return the outcome of a product that is up to date; ``path`` is the product's."""
    return Outcome(
        product=Product(*record.product),
        output=output,
        pages=record.pages,
        size=record.size,
        seconds=0.0,
        problems=tuple(problem_of(problem) for problem in record.problems),
        code=record.code,
        is_fresh=True,
        details=record.details,
        beside=tuple(map(PurePosixPath, record.stored.keys() - {path})),
    )
