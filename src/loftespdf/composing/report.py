"""A report over many areas becomes one composed page, by the templates in ``_rapport``."""

from decimal import Decimal

from loftespdf.composing.markup import parse
from loftespdf.composing.page import STYLES
from loftespdf.composing.templates import Templates
from loftespdf.composing.vocabulary import outside
from loftespdf.language.report_words import CountText, report_leaves, report_text
from loftespdf.language.swedish import day_in_table
from loftespdf.model.composed import Composed
from loftespdf.model.problem import ContentRefused
from loftespdf.model.report import Report

#: The folder of the template; an underscore keeps it from being a layout for pledges.
NAME = "_rapport"
_SHOWN_FINGERPRINT = 16


def compose_report(report: Report, templates: Templates) -> Composed:
    """Merge a report into its template. The file's date is the day it is made for.

    Raises ContentRefused when the template is wrong or goes outside the vocabulary.
    """
    template, text = f"{NAME}/page.html.j2", report_text(report)
    shown = report.fingerprint[:_SHOWN_FINGERPRINT]
    rendered = templates.render(
        template,
        report=text,
        day=day_in_table(report.today),
        fingerprint=" ".join(shown[at : at + 4] for at in range(0, len(shown), 4)),
    )
    tree, origins = parse(rendered, template)
    if problems := outside(tree, NAME, origins):
        raise ContentRefused(*problems)
    return Composed(
        tree=tree,
        title=text.title,
        language="sv",
        date=report.today.isoformat(),
        fingerprint=report.fingerprint,
        stylesheets=(*STYLES, f"styles/{NAME}.css"),
        brand_css=_drawn(text.counts),
        leaves=report_leaves(report, text),
        origins=origins,
    )


def _drawn(counts: tuple[CountText, ...]) -> str:
    """The lengths of the strip's segments: they are data, and no element has a style of its own."""
    total = sum(one.count for one in counts)
    return "\n".join(
        f".l-strip .l-{one.standing.name.lower()}"
        f" {{ width: calc({Decimal(one.count * 100) / total:.4f}% - 0.01mm) }}"
        for one in counts
    )
