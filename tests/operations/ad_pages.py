"""An advertisement laid out, to be looked at as a typographer would: lines, columns, space."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from weasyprint.formatting_structure import boxes

from loftespdf.model.assets import Reading
from loftespdf.operations.advertise import PANEL, Order, ways
from loftespdf.operations.build import Job, Workshop
from loftespdf.typesetting.advert import Fitting, lay_out_fit
from loftespdf.typesetting.sheet_css import Space

MM_PER_PX = 25.4 / 96
BREAK_HYPHENS = ("\u2010", "\N{SOFT HYPHEN}")


@dataclass(frozen=True)
class AdPage:
    """A laid-out page with its size of type in pt; lengths in mm."""

    page: Any
    size: float
    room: float
    code: bool

    @cached_property
    def boxes(self) -> tuple[Any, ...]:
        """Every box of the page, also of what is placed at its bottom."""
        return tuple(self.page.descendants(placeholders=True))

    def of(self, name: str) -> Iterator[Any]:
        """Yield the block boxes of a class or an element."""
        for box in self.boxes:
            if not isinstance(box, boxes.BlockLevelBox | boxes.TableCellBox):
                continue
            if name == box.element_tag or name in classes_of(box):
                yield box

    @property
    def headline(self) -> tuple[str, ...]:
        """The headline's lines."""
        return tuple(text_of(line) for line in lines_of(next(self.of("h1"))))

    @property
    def paragraphs(self) -> Iterator[tuple[Any, ...]]:
        """The lines of each paragraph of the promises."""
        for promise in self.of("promise"):
            for box in promise.descendants():
                if box.element_tag == "p" and isinstance(box, boxes.BlockBox):
                    yield tuple(lines_of(box))

    @property
    def columns(self) -> int:
        """How many columns of promises there are."""
        return len({round(box.position_x) for box in self.of("promise")})

    @property
    def hole(self) -> float:
        """The free height between the promises and what stands at the bottom, of the whole."""
        bottom = max(line.position_y + line.height for p in self.paragraphs for line in p)
        top = next(box.position_y for box in self.boxes if "l-sink" in classes_of(box))
        return float(top - bottom) * MM_PER_PX / self.room


def classes_of(box: Any) -> list[str]:  # noqa: ANN401 - a box of the engine
    """Return the classes of the element that a box stands for."""
    return box.element.get("class", "").split() if box.element is not None else []


def lines_of(box: Any) -> Iterator[Any]:  # noqa: ANN401 - a box of the engine
    """Yield the line boxes inside a box."""
    return (each for each in box.descendants() if isinstance(each, boxes.LineBox))


def text_of(line: Any) -> str:  # noqa: ANN401 - a box of the engine
    """Return a line's text."""
    texts = (box.text for box in line.descendants() if isinstance(box, boxes.TextBox))
    return "".join(texts).strip(" ")


def laid_out(job: Job, tools: Workshop) -> AdPage:
    """Fit and lay out one advertisement. Raises ContentRefused as a build would."""
    assert job.sheet
    arrangement, variants = ways(
        Order(job.product, job.document, job.layout, job.assets, job.sheet), tools.templates
    )
    framed = job.layout.frame and not job.sheet.bleed and job.product.edition != PANEL
    space = Space(job.sheet, framed=framed)
    reading = Reading(job.assets.with_files(variants[0].files))
    fit = Fitting(tools.typesetter, variants, space, reading).fit(arrangement.composition)
    laid = lay_out_fit(tools.typesetter, fit, space, reading)
    assert laid
    document, _, _ = laid
    page = document.pages[0]._page_box  # noqa: SLF001
    return AdPage(page, fit.size, space.room, code=bool(job.document.area.link))
