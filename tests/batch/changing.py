"""Every file and every key of a workspace changed in turn; run as a program by its test.

    python -m tests.batch.changing keys|files FOLDER

After each change an incremental run is compared with a full one into an empty folder: the same
outcome for every product, the same bytes, the same problems told. What differs is printed as JSON,
with how much was changed and how much was made anew.
"""

import json
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from PIL import Image

from loftespdf.batch.outcome import Outcome
from loftespdf.batch.session import Session, understood
from loftespdf.batch.wish import Wish
from loftespdf.model.problem import Problem, Refusal
from loftespdf.storing.journal import open_journal
from tests.samples import REPOSITORY

Seen = tuple[dict[str, tuple[int, bytes]], list[str]]
#: The quickest layout that has all the words; the follow-up has the period before in it, too.
WEB, FOLLOW_UP = ("webb",), ("uppfoljning",)
#: Tried with what shows in neither of them: the words that only an ad has.
ALL: tuple[str, ...] = ()


@dataclass
class Ear:
    """Hears a run, and keeps what it tells."""

    told: list[str] = field(default_factory=list)
    made_now: int = 0

    def problems(self, problems: tuple[Problem, ...]) -> None:
        self.told += [f"{p.place} {p.kind} {p.what}" for p in problems]

    def begin(self, total: int, fresh: int, workers: int) -> None:
        pass

    def made(self, outcome: Outcome) -> None:
        self.made_now += 1
        self.problems(outcome.problems)

    def tick(self) -> None:
        pass


@dataclass
class Tally:
    """What came of all changes."""

    changes: int = 0
    made: int = 0
    possible: int = 0
    without_effect: list[str] = field(default_factory=list)
    differing: list[str] = field(default_factory=list)


def run(workspace: Path, output: Path, layouts: tuple[str, ...]) -> tuple[Seen, int]:
    """Build in this process; returns what a user would see, and how many were made."""
    ear, wish = Ear(), Wish(workspace, output, layouts=layouts, workers=1)
    with open_journal(output, lambda: None) as journal:
        try:
            result = Session(understood(wish), journal, ear).run()
        except Refusal as refusal:
            return ({}, [str(refusal)]), 0
    outcomes = {
        one.product.path.as_posix(): (int(one.code), one.file.read_bytes() if one.file else b"")
        for one in result.outcomes
    }
    return (outcomes, sorted(set(ear.told))), ear.made_now  # how often is the screen's affair


def compare(
    workspace: Path, what: str, tally: Tally, layouts: tuple[str, ...], before: Seen
) -> bool:
    """Run once on what is there and once from nothing, note the difference, and tell of any effect.

    That is what differs from ``before``, when nothing was changed.
    """
    output, empty = workspace / "output", workspace / "empty"
    now, made = run(workspace, output, layouts)
    full, possible = run(workspace, empty, layouts)
    shutil.rmtree(empty)
    tally.changes += 1
    tally.made += made
    tally.possible += possible
    if now != full:
        tally.differing.append(what)
    print(f"{what}: {made} of {possible}", file=sys.stderr, flush=True)  # noqa: T201 - for who waits
    return full != before


# Every key of the content


def make_workspace(folder: Path) -> None:
    """A workspace with every key there is, two periods, a follow-up, a picture and a logo."""
    from tests.operations.test_everything import EVERYTHING  # noqa: PLC0415

    area = folder / "content" / "exempel"
    (area / "bilder").mkdir(parents=True)
    for name, colour in (("bild.png", "red"), ("logo.png", "blue"), ("andra.png", "green")):
        Image.new("RGB", (900, 600), colour).save(area / "bilder" / name)
    pledge = json.loads(json.dumps(EVERYTHING))
    pledge["bilder"] = [{"fil": "bilder/bild.png", "alt": "Ordalt", "foto": "Ordfoto"}]
    write(area / "2021.yaml", pledge)
    write(area / "2020.yaml", {**pledge, "period": "2020", "ändrad": "2020-02-03"})
    outcome = {"löfte": "lofte", "datum": "2021-06-01", "grad": "delvis", "värde": "4",
               "enhet": "ordenheter", "kommentar": "Ordkommentar", "orsak": "Ordorsak",
               "källa": "Ordkälla"}  # fmt: skip
    write(area / "2021.uppfoljning.yaml", {
        "titel": "Ordrapport", "datum": "2021-12-01", "text": "Ordtext", "utfall": [outcome],
    })  # fmt: skip
    write(area / "omrade.yaml", {
        "namn": "Exempelby", "genitiv": "Exempelbys", "slag": "kommun", "koder": ["0114"],
        "kommuner": ["Exempelby kommun"], "lpo": "Exempel", "polisområde": "Norra exemplet",
        "region": "Väst", "grannar": ["Grannby"], "länk": "https://exempel.se/lofte",
        "parter": {"bolaget": {"namn": "Bolaget", "slag": "annan", "organisation": "Bolaget AB"}},
        "varumärke": {"logotyper": {"polisen": {"fil": "bilder/logo.png", "alt": "Polisen"}}},
    })  # fmt: skip
    write(folder / "content" / "_gemensamt.yaml", {
        "parter": {"polisen": {"namn": "Polisen", "slag": "polis"}}, "avsändare": ["polisen"],
    })  # fmt: skip


def write(file: Path, content: object) -> None:
    """Write a value as YAML."""
    file.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")


def leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:  # noqa: ANN401
    """Yield the path of every scalar."""
    match value:
        case dict():
            for key, inner in value.items():
                yield from leaves(inner, (*path, key))
        case list():
            for index, inner in enumerate(value):
                yield from leaves(inner, (*path, index))
        case _:
            yield path


def changed(value: Any, path: tuple[Any, ...]) -> Any:  # noqa: ANN401
    """Return a copy with the scalar at ``path`` changed to another of its kind."""
    copy = json.loads(json.dumps(value))
    holder = copy
    for step in path[:-1]:
        holder = holder[step]
    old = str(holder[path[-1]])
    holder[path[-1]] = OTHER.get(old) or (str(int(old) + 1) if old.isdecimal() else f"{old}x")
    return copy


#: Words that are choices or names become another valid one; the rest gets a letter more.
OTHER = {
    "bilder/bild.png": "bilder/andra.png", "bilder/logo.png": "bilder/andra.png",
    "delvis": "uppfyllt", "polis": "kommun", "annan": "kommun", "kommun": "stadsdel",
    "gällande": "utkast", "punkter": "siffror", "siffror": "punkter", "övrigt": "effekt",
    "2021-02-03": "2021-02-04", "2021-06-01": "2021-07-01", "2021-12-01": "2021-11-01",
    "2021-03-04": "2021-03-05", "2021-04-05": "2021-04-06", "2020-02-03": "2020-02-04",
    "2020-05-06": "2020-05-07", "https://exempel.se/lofte": "https://exempel.se/annat",
    "ord@exempel.se": "annat@exempel.se", "exempel.se/ord": "exempel.se/annat",
}  # fmt: skip


def every_key(workspace: Path, tally: Tally) -> None:
    """Change each scalar of each content file; what does not show is tried in every layout."""
    unchanged = {
        layouts: run(workspace, workspace / "output", layouts)[0]
        for layouts in (WEB, FOLLOW_UP, ALL)
    }
    for file in sorted((workspace / "content").rglob("*.yaml")):
        is_followed = file.name in {"2020.yaml", "2021.uppfoljning.yaml"}
        original = yaml.load(file.read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506 - texts only
        for path in leaves(original):
            write(file, changed(original, path))
            what = f"{file.name}: {'.'.join(map(str, path))}"
            shows = (
                compare(workspace, what, tally, layouts, unchanged[layouts])
                for layouts in (FOLLOW_UP if is_followed else WEB, ALL)
            )
            if not any(shows):
                tally.without_effect.append(what)
        write(file, original)


# Every file of content and theme


def every_file(workspace: Path, tally: Tally) -> None:
    """Change, then remove, each picture and each file of the theme; add what was absent."""
    before, _ = run(workspace, workspace / "output", ALL)

    def try_it(what: str) -> None:
        if not compare(workspace, what, tally, ALL, before):
            tally.without_effect.append(what)

    theme = [
        path
        for folder in ("templates", "styles")
        for path in (REPOSITORY / folder).rglob("*.*")
        if not {"_rapport", "_protokoll"} & {path.stem, path.parent.name}  # of no pledge
    ]
    for source in sorted(theme):
        file = workspace / source.relative_to(REPOSITORY)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(altered(source))
        try_it(f"{source.relative_to(REPOSITORY)} changed")
        file.unlink()
    for file in sorted((workspace / "content").rglob("*.png")):
        content = file.read_bytes()
        Image.new("RGB", (900, 600), "black").save(file)
        try_it(f"{file.name} changed")
        file.unlink()
        try_it(f"{file.name} removed")
        file.write_bytes(content)
    for file in sorted((workspace / "content").rglob("*.yaml")):
        content = file.read_bytes()
        file.unlink()
        try_it(f"{file.name} removed")
        file.write_bytes(content)
        try_it(f"{file.name} put back")


def altered(source: Path) -> bytes:
    """Return a theme file with a change that shows: in the pages, or in a refusal of them."""
    content = source.read_bytes()
    match source.suffix:
        case ".css":
            return content + b"\np { letter-spacing: 0.1pt }\n"
        case ".yaml":
            return content + "\nhögst sidor: 1\n".encode()
        case ".j2":
            return content.replace(b'class="', b'class="unknown ')
        case ".ttf":
            other = "Regular" if "Regular" not in source.name else "Bold"
            return source.with_name(f"SourceSans3-{other}.ttf").read_bytes()
        case _:
            return content + b"\n"


def main() -> None:
    """Do it, and print what came of it."""
    which, folder = sys.argv[1], Path(sys.argv[2])
    make_workspace(folder)
    tally = Tally()
    {"keys": every_key, "files": every_file}[which](folder, tally)
    print(json.dumps(vars(tally), ensure_ascii=False))  # noqa: T201 - its test reads it


if __name__ == "__main__":
    main()
