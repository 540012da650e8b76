"""Small documents for tests: no real area, no real person."""

from pathlib import Path
from types import MappingProxyType
from typing import Any

from loftespdf.composing.templates import Templates
from loftespdf.loading.layouts import load_layouts
from loftespdf.loading.workspace import read_theme
from loftespdf.model.area import Area
from loftespdf.model.assets import Asset, Assets
from loftespdf.model.document import Places, PledgeDocument
from loftespdf.model.layout import Layout
from loftespdf.model.pledge import Pledge

REPOSITORY = Path(__file__).parent.parent

AREA: dict[str, Any] = {
    "namn": "Exempelby",
    "parter": {
        "polisen": {"namn": "Polisen", "slag": "polis", "organisation": "Lokalpolisområde Exempel"},
        "kommunen": {"namn": "Exempelby kommun", "slag": "kommun"},
        "bolaget": {"namn": "Bolaget"},
    },
}
PLEDGE: dict[str, Any] = {
    "titel": "Medborgarlöfte för Exempelby",
    "period": "2021",
    "avsnitt": [
        {"slag": "ingress", "text": "Vi lovar."},
        {
            "slag": "löften",
            "rubrik": "Det här lovar vi",
            "part": ["polisen"],
            "punkter": [
                {"id": "forsta", "text": "Polisen ska synas."},
                {
                    "id": "andra",
                    "text": "Polisen ska kontrollera trafiken.",
                    "mål": [{"minst": "8", "enhet": "kontroller", "per": "år"}],
                    "ansvarig": "Trafikgruppen",
                },
            ],
        },
    ],
    "underskrifter": [{"part": "polisen", "titel": "Chef"}, {"part": "kommunen"}],
}


def document(
    pledge: dict[str, Any] | None = None, area: dict[str, Any] | None = None
) -> PledgeDocument:
    """Return a document of the samples above, with some top-level keys changed."""
    return PledgeDocument(
        area_slug="exempel",
        period_slug="2021",
        area=Area.model_validate({**AREA, **(area or {})}),
        pledge=Pledge.model_validate({**PLEDGE, **(pledge or {})}),
        places=Places("content/exempel/2021.yaml", MappingProxyType({})),
        fingerprint="0123456789abcdef" * 4,
    )


def theme(**changed: str) -> Assets:
    """Return the built-in theme, with files changed: ``theme(**{"styles/lofte.css": "…"})``."""
    more = {path: Asset(text.encode(), path) for path, text in changed.items()}
    return read_theme(REPOSITORY).with_files(more)


def layout(name: str = "lofte") -> Layout:
    """Return a built-in layout's rules."""
    return load_layouts(theme())[0][name]


def templates(**changed: str) -> Templates:
    """Return the templates of the built-in theme, with files changed."""
    return Templates(theme(**changed))
