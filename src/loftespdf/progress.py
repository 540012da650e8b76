"""How far a run has come: a bar on a terminal, a line now and then elsewhere; failures at once."""

import os
import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Self

from loftespdf.batch.outcome import Outcome
from loftespdf.messages import translate as _
from loftespdf.model.problem import ExitCode, Problem
from loftespdf.showing import lines_of, print_lines

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

#: Seconds between lines where there is no terminal, and between drawings of the bar.
_LINE_EVERY = 10.0
_DRAW_EVERY = 0.1
#: What a bar of the least width, rate and time left take, in characters, with the spaces between.
_FIGURES = 34
#: As Rich knows them: it would draw nothing there until the end.
_PLAIN = ("dumb", "unknown")


class Progress:
    """Shows a run on stderr. Use as a context.

    The bar is drawn from the run's own loop, without a thread: workers are forked meanwhile.
    ``heed`` is called as often as that; what it raises ends the run.
    """

    def __init__(self, heed: Callable[[], None]) -> None:
        self._heed = heed
        self._bar: Bar | None = None
        self._task: TaskID | None = None
        self._total = self._left = self._done = self._failed = 0
        self._started = self._shown = time.monotonic()
        self._told: set[str] = set()
        self._refused: set[tuple[object, ...]] = set()

    def __enter__(self) -> Self:
        """Begin silently."""
        return self

    def __exit__(self, *_exception: object) -> None:
        """Leave the terminal as it was."""
        if self._bar:
            self._bar.stop()

    def problems(self, problems: tuple[Problem, ...]) -> None:
        """Tell what is wrong with the content."""
        lines = dict.fromkeys(lines_of(problems))
        # What several files have in common, a missing profile say, is told once.
        print_lines(text for text in lines if text not in self._told)
        self._told.update(lines)

    def begin(self, total: int, fresh: int, workers: int) -> None:
        """Tell how much there is to do."""
        self._total, self._left = total, total - fresh
        self._started = self._shown = time.monotonic()
        if self._left and _can_draw():
            self._draw()
        elif self._left > 1 and workers != 1:
            if workers:
                text = _("filer att göra: {left}, klara sedan förut: {fresh}, processer: {workers}")
            else:  # a cluster's, and as many as it has
                text = _("filer att göra i klustret: {left}, klara sedan förut: {fresh}")
            self._line(text.format(left=self._left, fresh=fresh, workers=workers))

    def made(self, outcome: Outcome) -> None:
        """Count a product; tell what is wrong with it, or should be known of it."""
        self._done += 1
        self._failed += outcome.code is not ExitCode.DONE
        if outcome.problems or outcome.trace:
            self._tell(outcome)
        if self._bar and self._task is not None:
            name = self._cut(outcome.product.path.name, self._bar.console.width)
            self._bar.update(self._task, advance=1, description=name, speed=self._speed())

    def _cut(self, name: str, width: int) -> str:
        """In a narrow terminal the name gives way to the figures."""
        room = max(width - _FIGURES - 2 * len(str(self._left)), 0)
        return name if len(name) <= room else f"{name[: room - 1]}…" if room > 1 else ""

    def _tell(self, outcome: Outcome) -> None:
        if self._bar:
            self._bar.refresh()
            self._bar.console.file.flush()
        self.problems(self._not_told_of_sibling(outcome))
        if outcome.trace:
            print(outcome.trace, file=sys.stderr)

    def _not_told_of_sibling(self, outcome: Outcome) -> tuple[Problem, ...]:
        """An ad and its panel are refused for one reason: it is told once, not with two figures."""
        product = outcome.product
        if outcome.code is not ExitCode.CONTENT_REFUSED or product.sheet is None:
            return outcome.problems
        ad = (product.area, product.period, product.layout, product.sheet)
        keyed = [((*ad, one.kind, one.place), one) for one in outcome.problems]
        found = tuple(one for key, one in keyed if key not in self._refused)
        self._refused.update(key for key, _one in keyed)
        return found

    def tick(self) -> None:
        """Draw the bar, or say now and then how far it has come."""
        self._heed()
        now = time.monotonic()
        if self._bar and now - self._shown > _DRAW_EVERY:
            self._shown = now
            self._bar.refresh()
        elif not self._bar and now - self._shown > _LINE_EVERY:
            self._shown = now
            self._line(self._summary())

    def _summary(self) -> str:
        rate = self._done / (time.monotonic() - self._started)
        left = (self._left - self._done) / rate if rate else 0.0
        return _("filer: {done} av {all}, {speed}, tid kvar: {left}, inte gjorda: {failed}").format(
            done=self._done, all=self._left, speed=self._speed(), left=_spell(left),
            failed=self._failed,
        )  # fmt: skip

    def _speed(self) -> str:
        rate = self._done / max(time.monotonic() - self._started, 0.001)
        return _("{rate} per sekund").format(rate=f"{rate:.1f}".replace(".", _(",")))

    @staticmethod
    def _line(text: str) -> None:
        print(text, file=sys.stderr, flush=True)

    def _draw(self) -> None:
        from rich import progress as rich  # noqa: PLC0415 - slow to import, and rarely wanted
        from rich.console import Console  # noqa: PLC0415
        from rich.table import Column  # noqa: PLC0415

        self._bar = rich.Progress(
            rich.TextColumn("{task.description}"),
            rich.BarColumn(table_column=Column(no_wrap=False)),  # gives way first
            rich.MofNCompleteColumn(),
            rich.TextColumn("{task.fields[speed]}"),
            rich.TimeRemainingColumn(),
            console=Console(stderr=True),
            auto_refresh=False,
        )
        self._task = self._bar.add_task(_("Bygger"), total=self._left, speed="")
        self._bar.start()


def _can_draw() -> bool:
    """Tell whether a bar can be drawn anew in its place: not by a terminal that only writes on."""
    return sys.stderr.isatty() and os.environ.get("TERM", "").lower() not in _PLAIN


def _spell(seconds: float) -> str:
    if seconds < 90:  # noqa: PLR2004 - a minute and a half
        return _("{count} s").format(count=round(seconds))
    return _("{count} min").format(count=round(seconds / 60))
