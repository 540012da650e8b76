"""A whole country to measure on: an area for each municipality, with content that varies.

    python benchmarks/country.py FOLDER [AREAS]

Varied are the number and length of promises, pictures, parties, targets, signers and follow-ups.
What an area gets follows from its number alone, so the same call makes the same bytes. More areas
than there are municipalities are made by going round again. The texts are made up.
"""

import csv
import json
import sys
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any

from PIL import Image, ImageDraw

from loftespdf.language.slugs import slug

_REGISTER = Path(__file__).parent.parent / "src" / "loftespdf" / "register" / "kommuner.csv"
COUNTRY = 290
PERIOD = "2026"
_OF_TEN_WITH_TARGET, _OF_TEN_WITH_OWNER = 6, 3

_PLACES = (
    "torget",
    "resecentrum",
    "badhusparken",
    "skolorna i tätorten",
    "centrum",
    "idrottsplatsen",
)
_WHO = ("unga", "äldre", "boende", "resande", "föreningar", "näringsidkare", "vårdnadshavare")
_DEEDS = (
    "genomföra trafikkontroller med fokus på hastighet och drogpåverkade förare vid {place}",
    "fotpatrullera på {place} under kvällar och helger för att öka tryggheten för {who}",
    "bjuda in {who} till dialog om vad som känns otryggt kring {place}",
    "förbättra belysningen och klippa buskage vid {place} efter trygghetsvandringar med {who}",
    "informera {who} om hur man skyddar sig mot bedrägerier och inbrott",
    "tillsammans med skolan tidigt upptäcka {who} som riskerar att fara illa",
)
_WHY = (
    "Det är en fråga som många {who} har tagit upp i medborgardialogen.",
    "Insatserna planeras utifrån den gemensamma lägesbilden och följs upp varje tertial.",
    "Särskilt gäller det {place}, där flest händelser har anmälts under året.",
    "Arbetet sker i nära samverkan med föreningar och lokala handlare.",
)


def make_country(folder: Path, areas: int = COUNTRY) -> None:
    """Write a workspace with that many areas into ``folder``."""
    with _REGISTER.open(encoding="utf-8") as file:
        rows = tuple(csv.DictReader(file))
    _write(folder / "content" / "_gemensamt.yaml", {
        "parter": {"polisen": {"slag": "polis", "namn": "Polisen"}},
    })  # fmt: skip
    for number in range(areas):
        row, again = rows[number % len(rows)], number // len(rows)
        name = row["kortnamn"] + (f" {again + 1}" if again else "")
        area = folder / "content" / slug(name)
        if area.exists():  # Habo and Håbo
            area = area.with_name(f"{area.name}-{row['kommunkod']}")
        _area(area, name, row, number)


def _area(folder: Path, name: str, row: dict[str, str], number: int) -> None:
    rng = Random(number)  # noqa: S311 - varied, not secret
    pictures = [_picture(folder, rng, i) for i in range(rng.choice((0, 0, 0, 1, 2)))]
    parties = ["polisen", "kommunen", "bolaget", "regionen"][: rng.choice((1, 2, 2, 2, 3, 4))]
    _write(folder / "omrade.yaml", _district(name, row, parties))
    pledge = _pledge(name, rng, parties, pictures)
    _write(folder / f"{PERIOD}.yaml", pledge)
    if number % 4 == 0:
        _write(folder / f"{PERIOD}.uppfoljning.yaml", _follow_up(pledge, rng))


def _district(name: str, row: dict[str, str], parties: list[str]) -> dict[str, Any]:
    known = {
        "kommunen": {"slag": "kommun", "namn": row["kommun"]},
        "bolaget": {"slag": "annan", "namn": "Bostadsbolaget"},
        "regionen": {"slag": "annan", "namn": "Kollektivtrafiken"},
    }
    return {
        "namn": name,
        "slag": "kommun",
        "koder": [row["kommunkod"]],
        "kommuner": [row["kommun"]],
        "lpo": f"{row['lan'].removesuffix(' län')} {int(row['kommunkod'][2:]) % 3 + 1}",
        "region": row["polisregion"],
        "parter": {party: known[party] for party in parties if party in known},
        "underskrifter": [{"part": party} for party in parties],
    }


def _pledge(
    name: str, rng: Random, parties: list[str], pictures: list[dict[str, str]]
) -> dict[str, Any]:
    count = rng.randint(3, 14)
    promises = [_promise(rng, number, parties) for number in range(count)]
    background = "\n\n".join(_said(rng, rng.randint(2, 8)) for _ in range(rng.randint(1, 5)))
    return {
        "titel": f"Medborgarlöfte för {name} {PERIOD}",
        "period": PERIOD,
        "status": "gällande",
        **({"bilder": pictures} if pictures else {}),
        "avsnitt": [
            {"slag": "ingress", "text": _said(rng, 2)},
            {
                "slag": "löften", "rubrik": "Det här lovar vi", "part": parties[:1],
                "punkter": promises,
            },
            {"slag": "bakgrund", "rubrik": "Bakgrund", "text": background},
            {"slag": "uppföljning", "rubrik": "Uppföljning", "text": _said(rng, 2)},
        ],
    }  # fmt: skip


def _promise(rng: Random, number: int, parties: list[str]) -> dict[str, Any]:
    promise: dict[str, Any] = {
        "id": f"lofte-{number + 1}",
        "text": f"Vi ska {_filled(rng, _DEEDS)}. {_said(rng, rng.randint(0, 3))}".strip(),
        "part": sorted(rng.sample(parties, rng.randint(1, len(parties)))),
    }
    if rng.randrange(10) < _OF_TEN_WITH_TARGET:
        promise["mål"] = [{"minst": rng.randint(2, 40), "enhet": "insatser", "per": "år"}]
    if rng.randrange(10) < _OF_TEN_WITH_OWNER:
        promise["ansvarig"] = "Samordnaren"
    return promise


def _follow_up(pledge: dict[str, Any], rng: Random) -> dict[str, Any]:
    promises = pledge["avsnitt"][1]["punkter"]
    outcomes = []
    for promise in promises:
        outcome = {
            "löfte": promise["id"], "datum": f"{PERIOD}-08-31",
            "grad": rng.choice(("uppfyllt", "delvis", "pågår")), "kommentar": _said(rng, 1),
        }  # fmt: skip
        outcomes.append({**outcome, **({"värde": rng.randint(5, 40)} if "mål" in promise else {})})
    return {"datum": f"{PERIOD}-09-15", "utfall": outcomes}


def _said(rng: Random, sentences: int) -> str:
    return " ".join(_filled(rng, _WHY) for _ in range(sentences))


def _filled(rng: Random, sentences: tuple[str, ...]) -> str:
    return rng.choice(sentences).format(place=rng.choice(_PLACES), who=rng.choice(_WHO))


def _picture(folder: Path, rng: Random, number: int) -> dict[str, str]:
    """Draw something like a photograph: many colours and soft edges, some 100 kB."""
    size = (rng.choice((800, 1200, 1600)), 900)
    picture = Image.linear_gradient("L").resize(size)
    colours = Image.merge(
        "RGB",
        (picture, picture.rotate(180), picture.transpose(Image.Transpose.ROTATE_90).resize(size)),
    )
    draw = ImageDraw.Draw(colours)
    for _ in range(120):
        x, y, r = rng.randrange(size[0]), rng.randrange(size[1]), rng.randrange(10, 120)
        colour = (rng.randrange(256), rng.randrange(256), rng.randrange(256))
        draw.ellipse((x - r, y - r, x + r, y + r), fill=colour)
    buffer = BytesIO()
    colours.save(buffer, "JPEG", quality=85)
    file = folder / "bilder" / f"bild-{number + 1}.jpg"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(buffer.getvalue())
    return {
        "fil": f"bilder/{file.name}", "alt": "Färgade ringar", "bildtext": "En påhittad bild",
        "foto": "Namn Namnsson",
    }  # fmt: skip


def _write(file: Path, content: dict[str, Any]) -> None:
    """Write a map as YAML; JSON texts are YAML texts, and the keys stand one per line."""
    lines = (f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in content.items())
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    make_country(Path(sys.argv[1]), *(int(number) for number in sys.argv[2:]))
