"""Digests of finished files, made with the engine's shortcuts or without.

    python -m tests.typesetting.engine_arms short|plain AREA…

A process can have them or not, so each arm is a process of its own. Printed as JSON: whether the
shortcuts were taken, and the SHA-256 of each file.
"""

import json
import sys
from hashlib import sha256
from pathlib import Path

from weasyprint import HTML

from loftespdf.batch.plan import plan
from loftespdf.operations.build import Workshop, make
from loftespdf.operations.check import read_everything
from loftespdf.typesetting import shortcuts

ROOT = Path(__file__).parents[2]
LAYOUTS = ("lofte", "kontor", "uppfoljning", "affisch")

#: Every turn a style, box or line can take that the shortcuts treat on their own.
HARD_PAGE = Path(__file__).with_name("hard_page.html")


def digests(areas: list[str]) -> dict[str, str]:
    """Return the digests of the areas' files, or, without areas, of the hard page."""
    if not areas:
        pdf = HTML(filename=HARD_PAGE).write_pdf(pdf_tags=True, uncompressed_pdf=True)
        return {"hard page": sha256(pdf).hexdigest()}
    everything = read_everything(ROOT, areas)
    workshop = Workshop(everything.theme)
    made = (make(job, workshop) for job in plan(everything, LAYOUTS))
    return {str(each.product.path): sha256(each.content).hexdigest() for each in made}


def main() -> None:
    """Print the digests of one arm."""
    arm, *areas = sys.argv[1:]
    if arm == "plain":
        shortcuts.ENGINE = "0"
    taken = shortcuts.take_shortcuts()
    report = {"taken": taken, "files": digests(areas)}
    sys.stdout.write(json.dumps(report))


if __name__ == "__main__":
    main()
