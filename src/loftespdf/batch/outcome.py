"""What came of each product of a run, and of the run as a whole."""

from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from msgspec import Struct, field

from loftespdf.loading.signatures import Signature
from loftespdf.model.problem import ExitCode, Problem
from loftespdf.model.product import Product

if TYPE_CHECKING:
    from loftespdf.operations.build import Finished


class Stored(Struct, frozen=True):
    """A file as it was left: for telling later whether it is still that one."""

    signature: Signature | None
    digest: str


class Made(Struct, frozen=True):
    """What was stored of a product: the file itself and those beside it, by path.

    ``asked`` is every file that its making looked for: path → digest, None where there was none.
    """

    stored: Mapping[str, Stored]
    asked: dict[str, str | None]


class Outcome(Struct, frozen=True):
    """What came of one job. ``seconds`` is wall time.

    ``output`` is what its file, ``file``, stands below by the product's path; None when it failed.
    ``is_fresh`` tells that the file was up to date and left alone; ``trace`` is the traceback of a
    bug of ours; ``details`` is what a report tells of an advertisement; ``finished`` is
    what was made, until it is stored; ``beside`` are files that go with it, by their paths.
    """

    product: Product
    output: Path | None
    pages: int
    size: int
    seconds: float
    problems: tuple[Problem, ...]
    code: ExitCode
    made: Made | None = None
    is_fresh: bool = False
    trace: str = ""
    details: Mapping[str, object] = field(default_factory=dict)
    finished: "Finished | None" = None
    beside: tuple[PurePosixPath, ...] = ()

    @property
    def file(self) -> Path | None:
        """The file that was made or left alone; None where there is none."""
        return self.output / self.product.path if self.output else None

    @property
    def state(self) -> str:
        """One word for machines: ``made``, ``up-to-date`` or ``failed``."""
        if self.code is not ExitCode.DONE:
            return "failed"
        return "up-to-date" if self.is_fresh else "made"


def exit_code(outcomes: tuple[Outcome, ...], refused: int) -> ExitCode:
    """The run's exit code; ``refused`` counts documents that could not even be read.

    Where nothing came of it all, the first failure's code; where something did, code 5. A bug of
    ours beats all.
    """
    failed = [outcome.code for outcome in outcomes if outcome.code is not ExitCode.DONE]
    if ExitCode.OUR_BUG in failed:
        return ExitCode.OUR_BUG
    if not failed and not refused:
        return ExitCode.DONE
    if len(failed) == len(outcomes):
        return failed[0] if failed else ExitCode.CONTENT_REFUSED
    return ExitCode.SOME_FAILED
