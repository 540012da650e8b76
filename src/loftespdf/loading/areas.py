"""An area by itself: its omrade.yaml, whether it has a pledge or not."""

from collections.abc import Iterator

from msgspec import Struct

from loftespdf.loading.complaints import complaints, in_order
from loftespdf.loading.layers import read_area_layers
from loftespdf.loading.merging import Merged, merge
from loftespdf.loading.sites import Site
from loftespdf.loading.workspace import Workspace
from loftespdf.model.area import Area
from loftespdf.model.pledge import Pledge
from loftespdf.model.problem import Problem, Severity
from loftespdf.model.salvage import read_as_far_as_possible
from loftespdf.model.shape import keys_at
from loftespdf.model.violations import Violation, unknown_key


class LoadedArea(Struct, frozen=True):
    """An area without its pledges; ``area`` is None where a problem is an error."""

    area: Area | None
    problems: tuple[Problem, ...]


def load_area(workspace: Workspace, slug: str) -> LoadedArea:
    """Read ``content/<slug>/omrade.yaml`` over the shared file, and judge what is the area's."""
    layers = read_area_layers(workspace.root, slug)
    merged = merge(layers)
    own = {key: value for key, value in merged.value.items() if key in keys_at(Area, ())}
    attempt = read_as_far_as_possible(Area, own)
    found = complaints(
        (*_unknown_keys(merged), *attempt.violations), Site(merged.notes, layers[-1].file)
    )
    problems = in_order((*(one for layer in layers for one in layer.problems), *found))
    refused = any(one.severity is Severity.ERROR for one in problems)
    return LoadedArea(None if refused else attempt.model, problems)


def _unknown_keys(merged: Merged) -> Iterator[Violation]:
    """The area's file may also hold what its pledges share, such as the usual signers."""
    known = (*keys_at(Area, ()), *keys_at(Pledge, ()))
    return (unknown_key((key,), Pledge, Area) for key in merged.value if key not in known)
