"""Where each area belongs, read from its omrade.yaml alone: quick, and without judging it."""

from collections.abc import Iterable

from loftespdf.language.belonging import AreaFacts
from loftespdf.loading.layers import read_area_layers, read_shared_layer
from loftespdf.loading.merging import merge
from loftespdf.loading.workspace import Workspace
from loftespdf.loading.yaml_reader import Value
from loftespdf.model.area import AreaKind


def read_area_facts(workspace: Workspace, areas: Iterable[str]) -> tuple[AreaFacts, ...]:
    """Return the facts of each area named; what the shared file says holds for all of them."""
    return tuple(_facts(workspace, area) for area in areas)


def _facts(workspace: Workspace, area: str) -> AreaFacts:
    layers = read_area_layers(workspace.root, area)
    if not all(layer.is_whole for layer in layers):
        return AreaFacts(area, is_known=False)
    found = merge(layers).value
    return AreaFacts(
        slug=area,
        name=_text(found.get("namn")),
        is_municipality=found.get("slag", AreaKind.MUNICIPALITY.value) == AreaKind.MUNICIPALITY,
        codes=_texts(found.get("koder")),
        municipalities=_texts(found.get("kommuner")),
        local_police=_text(found.get("lpo")),
        police_area=_text(found.get("polisområde")),
        police_region=_text(found.get("region")),
    )


def _text(value: Value) -> str:
    return value.strip() if isinstance(value, str) else ""


def _texts(value: Value) -> tuple[str, ...]:
    if isinstance(value, list):
        return tuple(text for text in map(_text, value) if text)
    return tuple(text for text in (_text(value),) if text)


def has_shared_police(workspace: Workspace) -> bool:
    """Tell whether the shared file declares the party ``polisen`` for every area."""
    layers = read_shared_layer(workspace.root)
    parties = merge(layers).value.get("parter")
    return isinstance(parties, dict) and "polisen" in parties
