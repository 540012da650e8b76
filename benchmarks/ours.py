"""Our own ways of making a document, warm, as a worker of a run makes one after the other."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from benchmarks.samples import Sample
from loftespdf.batch.garbage import housekeeping
from loftespdf.batch.serving import work_alone
from loftespdf.model.assets import Reading
from loftespdf.operations.build import Workshop, make
from loftespdf.operations.stack import in_one_piece

PROVEN = "ours, warm: the proven file"
ENGINE = "ours, warm: the engine only"
WORD = "ours, warm: the proven Word file"

Way = Callable[[Sample], None]


@contextmanager
def our_ways(chosen: Sequence[Sample]) -> Iterator[dict[str, Way]]:
    """Yield what makes one document, by name; each was made once before."""
    work_alone()
    workshop = Workshop(chosen[0].job.assets)
    for sample in chosen:
        make(sample.job, workshop)
    with housekeeping() as tidy:

        def proven(sample: Sample) -> None:
            make(sample.job, workshop)
            tidy()

        @in_one_piece
        def engine(sample: Sample) -> None:
            workshop.typesetter.typeset(sample.page, Reading(sample.job.assets))
            tidy()

        def word(sample: Sample) -> None:
            make(sample.word, workshop)
            tidy()

        yield {PROVEN: proven, ENGINE: engine, WORD: word}
