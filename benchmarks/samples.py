"""The same documents for all who print them: made up (benchmarks/country.py), or one's own."""

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import Element

from benchmarks.country import make_country
from loftespdf.batch.plan import plan
from loftespdf.loading.workspace import builtin_theme
from loftespdf.model.composed import Composed
from loftespdf.operations.build import Job, Workshop, compose_product
from loftespdf.operations.check import read_everything

AREAS, CHOSEN = 290, 12


@dataclass(frozen=True)
class Sample:
    """One pledge in every form the peers take."""

    job: Job
    word: Job
    page: Composed
    folder: Path
    html: Path
    typst: Path


def made_up(folder: Path) -> list[Sample]:
    """Make the country, and the chosen documents of it in every form."""
    make_country(folder / "land", AREAS)
    areas = sorted(path.name for path in (folder / "land" / "content").iterdir() if path.is_dir())
    return samples(folder, folder / "land", areas[:: len(areas) // CHOSEN][:CHOSEN])


def samples(folder: Path, workspace: Path, areas: Sequence[str]) -> list[Sample]:
    """Make the areas' documents in every form; all areas where none is named."""
    everything = read_everything(workspace, areas)
    workshop = Workshop(everything.theme)
    shutil.copytree(builtin_theme() / "styles", folder / "styles", dirs_exist_ok=True)
    jobs = plan(everything, ("lofte", "kontor"))
    by_area: dict[str, dict[str, Job]] = {}
    for job in jobs:
        by_area.setdefault(job.product.area, {})[job.product.path.name.rsplit("-", 1)[1]] = job
    return [_sample(folder, each, workshop) for each in by_area.values()]


def _sample(folder: Path, jobs: dict[str, Job], workshop: Workshop) -> Sample:
    job = jobs["lofte.pdf"]
    page = compose_product(job, workshop.templates)
    stem = folder / job.product.area
    html, source = stem.with_suffix(".html"), stem.with_suffix(".typ")
    for path, asset in job.assets.files.items():
        if path.startswith("content/"):
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(asset.content)
    links = "".join(f'<link rel="stylesheet" href="{path}">' for path in page.stylesheets)
    style = f"{links}<style>{page.brand_css}</style></head>"
    html.write_text(page.markup.replace("</head>", style), encoding="utf-8")
    source.write_text("".join(typst_of(page.tree)), encoding="utf-8")
    return Sample(job, jobs["kontor.docx"], page, folder, html, source)


_ESCAPED = str.maketrans({sign: f"\\{sign}" for sign in '\\#*_`$<>@~/[]"'})
_TYPST_HEAD = """#set document(title: [{title}])
#set page(paper: "a4", margin: 25mm, footer: context [#counter(page).display("1 / 1", both: true)])
#set text(lang: "sv", font: "Source Sans 3", size: 11pt, hyphenate: true)
"""


def typst_of(tree: Element) -> Iterator[str]:
    """Yield the page as Typst: the same text, headings, lists, pictures and tables."""
    title = next(tree.iter("title")).text or ""
    yield _TYPST_HEAD.format(title=title.translate(_ESCAPED))
    yield from _typst(next(tree.iter("body")))


def _typst(element: Element) -> Iterator[str]:
    match element.tag:
        case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
            words = " ".join("".join(_inside(element)).split())
            yield f"\n\n{'=' * int(element.tag[1])} {words}\n\n"
        case "li":
            yield f"\n#list.item[{''.join(_inside(element))}]\n"
        case "p" | "div" | "section" | "header" | "figure" | "address" | "main" | "ol" | "ul":
            yield f"\n\n{''.join(_inside(element))}\n\n"
        case "table":
            rows = list(element.iter("tr"))
            columns = max(len(row) for row in rows)
            cells = "".join(f"[{''.join(_inside(cell))}]," for row in rows for cell in row)
            yield f"\n#table(columns: {columns}, stroke: none, {cells})\n"
        case "img":
            alt = (element.get("alt") or "").replace('"', "")
            yield f'#image("{element.get("src")}", alt: "{alt}", width: 100%)'
        case "strong":
            yield f"#strong[{''.join(_inside(element))}]"
        case _:
            yield from _inside(element)


def _inside(element: Element) -> Iterator[str]:
    yield (element.text or "").translate(_ESCAPED)
    for child in element:
        yield from _typst(child)
        yield (child.tail or "").translate(_ESCAPED)
