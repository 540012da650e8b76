"""The pages the five pledges come from: every heading, sentence and list item, and where it went.

``seeds/<area>.tsv`` was cut from the page's own text, not from the YAML. One line holds a path in
the YAML, the paragraph inside that text (from 1), the words, and for words that are no content the
reason. Such a line has a mark for a path: ``!chrome`` belongs to the website, ``!repetition``
repeats the line before, ``!layout`` is what a layout prints by itself. Other tests use
``seed_sentences`` to hold a finished file against the page.
"""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

SEEDS = Path(__file__).parent / "seeds"
PLEDGES = {
    "bromma": "2021",
    "grastorp": "2021",
    "malmo-oster": "2018",
    "sundbyberg": "2021",
    "upplands-bro": "2018",
}
REASONED = {"!chrome", "!repetition", "!layout"}


@dataclass(frozen=True)
class SeedLine:
    """One heading, sentence or list item of a page, in the page's order."""

    path: str
    paragraph: int | None
    text: str
    reason: str

    @property
    def is_content(self) -> bool:
        """Whether the words stand in the YAML."""
        return not self.path.startswith("!")


def seed_lines(area: str) -> list[SeedLine]:
    """Return the whole page of ``area``, with what was set aside."""
    rows = (SEEDS / f"{area}.tsv").read_text(encoding="utf-8").splitlines()[2:]
    return [_seed_line(row) for row in rows]


def _seed_line(row: str) -> SeedLine:
    path, paragraph, text, reason = [*row.split("\t"), ""][:4]
    return SeedLine(path, int(paragraph) if paragraph else None, text, reason)


def seed_sentences(area: str) -> list[str]:
    """Return what must stand in every finished document of ``area``, in the page's order."""
    return [line.text for line in seed_lines(area) if line.is_content]


def stated_digest(area: str) -> str:
    """Return the digest of the page that stands first in the table."""
    first = (SEEDS / f"{area}.tsv").read_text(encoding="utf-8").splitlines()[0]
    return first.rpartition(" ")[2]


def digest_of_lines(area: str) -> str:
    """Return the SHA-256 of all the words of the table, white space taken out."""
    words = "".join("".join(line.text.split()) for line in seed_lines(area))
    return sha256(words.encode()).hexdigest()
