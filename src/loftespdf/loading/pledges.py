"""One pledge: its layers read, merged, split into area and pledge, and judged as a whole.

All problems of all layers are told at once, in the order of files and lines.
"""

from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import Path
from types import MappingProxyType

from msgspec import Struct, field

from loftespdf.language.fingerprint import fingerprint
from loftespdf.language.slugs import slug
from loftespdf.loading.complaints import complaints, in_order
from loftespdf.loading.guesses import near
from loftespdf.loading.layers import read_layers
from loftespdf.loading.merging import Merged, merge
from loftespdf.loading.pictures import named_files, read_pictures
from loftespdf.loading.sites import Site
from loftespdf.loading.workspace import Workspace
from loftespdf.model.area import Area
from loftespdf.model.assets import Asset
from loftespdf.model.document import Places, PledgeDocument, YamlPath, path_words
from loftespdf.model.pledge import Pledge
from loftespdf.model.problem import Place, Problem, Severity, say
from loftespdf.model.register import Register
from loftespdf.model.rules import Rule, broken_rules
from loftespdf.model.salvage import read_as_far_as_possible, touches
from loftespdf.model.shape import all_keys, keys_at
from loftespdf.model.values import Node
from loftespdf.model.violations import Kind, Violation, unknown_key

#: What a half-read content seems to lack may stand in the half that could not be read.
_LACKING = frozenset({Kind.MISSING_KEY, Kind.NO_PARTIES})


class Loaded(Struct, frozen=True):
    """A pledge as far as it could be read.

    ``document`` is None when a problem is an error; ``problems`` also holds warnings. ``files`` are
    the pictures and logos it names, by their path in the assets.
    """

    document: PledgeDocument | None
    problems: tuple[Problem, ...]
    files: Mapping[str, Asset] = field(default_factory=lambda: MappingProxyType({}))


def load_document(workspace: Workspace, area: str, period: str) -> Loaded:
    """Read the pledge ``content/<area>/<period>.yaml`` with the layers under it."""
    layers = read_layers(workspace.root, area, period)
    content = _Content(merge(layers), layers[-1].file, is_whole=all(one.is_whole for one in layers))
    files, picture_problems = content.pictures(workspace.root, area)
    problems = in_order(
        (
            *chain.from_iterable(layer.problems for layer in layers),
            *content.shape_problems(Site(content.merged.notes, f"content/{area}/omrade.yaml")),
            *content.rule_problems(period, workspace.register),
            *picture_problems,
        )
    )
    if any(problem.severity is Severity.ERROR for problem in problems):
        return Loaded(None, problems, files)
    return Loaded(content.document(area, period), problems, files)


class _Content:
    """Merged content, its two halves read as far as possible."""

    def __init__(self, merged: Merged, file: str, *, is_whole: bool) -> None:
        self.merged = merged
        self.is_whole = is_whole
        self.site = Site(merged.notes, file)
        self.area = read_as_far_as_possible(Area, _half(merged, Area))
        self.pledge = read_as_far_as_possible(Pledge, _half(merged, Pledge))
        self.unknown = tuple(_unknown_keys(merged))
        unknown = {violation.path for violation in self.unknown}
        self.damage = self.area.damage | self.pledge.damage | unknown

    def shape_problems(self, area_site: Site) -> Iterator[Problem]:
        """What the model refuses; what an area lacks belongs in ``area_site``'s file."""
        everything = (*self.unknown, *self.pledge.violations, *self.area.violations)
        for violations, site in (
            (self.unknown, self.site),
            (self.pledge.violations, self.site),
            (self.area.violations, area_site),
        ):
            told = (one for one in violations if self.is_whole or one.kind not in _LACKING)
            yield from complaints(told, site, among=everything)
        yield from _glued_keys(self.merged)

    def rule_problems(self, period: str, register: Register) -> Iterator[Problem]:
        """What goes against a rule, where it does not merely follow from something told before."""
        if self.is_whole and self.area.model and self.pledge.model:
            broken = broken_rules(self.area.model, self.pledge.model, period, register)
            yield from complaints((one for one in broken if not self._follows(one)), self.site)

    def _follows(self, violation: Violation) -> bool:
        """Tell whether a broken rule comes from something that is told already."""
        if touches(violation.path, self.damage):
            return True
        if violation.kind == Rule.UNKNOWN_PARTY:
            return any(_may_declare(path, violation.values["given"]) for path in self.damage)
        if violation.kind == Rule.MISSING_OWNER:
            return any(_may_own(path, violation.path) for path in self.damage)
        if violation.kind == Rule.TITLE_OF_OTHER_YEAR:
            return touches(("period",), self.damage)
        return False

    def pictures(self, root: Path, area: str) -> tuple[Mapping[str, Asset], tuple[Problem, ...]]:
        """Read the pictures and logos that the content names."""
        if not (self.area.model and self.pledge.model):
            return MappingProxyType({}), ()
        named = (
            (path, name)
            for path, name in named_files(self.area.model, self.pledge.model)
            if not touches(path, self.damage)
        )
        return read_pictures(root, area, named, self.site)

    def document(self, area: str, period: str) -> PledgeDocument:
        """Make the document; only for content without errors."""
        if self.area.model is None or self.pledge.model is None:
            raise AssertionError("a document without problems has both its halves")
        known = {path: note.place for path, note in self.merged.notes.items() if not note.is_empty}
        return PledgeDocument(
            area_slug=area,
            period_slug=period,
            area=self.area.model,
            pledge=self.pledge.model,
            places=Places(self.site.file, MappingProxyType(known)),
            fingerprint=fingerprint(self.merged.value),
        )


def _may_declare(damaged: YamlPath, party: object) -> bool:
    """Tell whether what is damaged may have been the declaration of ``party``."""
    if damaged[0] != "parter":
        return False
    return len(damaged) == 1 or party in (damaged[1], slug(str(damaged[1])))


def _may_own(damaged: YamlPath, promise: YamlPath) -> bool:
    """Tell whether what is damaged may have been the owner that ``promise`` inherits."""
    key, around = damaged[-1], damaged[:-1]
    is_around = len(around) > 0 and promise[: len(around)] == around
    return is_around and isinstance(key, str) and near(key, ("part", "slag")) is not None


def _half(merged: Merged, model: type[Node]) -> dict[str, object]:
    """Return what ``model`` owns of the content, by the names of its keys."""
    keys = keys_at(model, ())
    return {key: value for key, value in merged.value.items() if key in keys}


def _unknown_keys(merged: Merged) -> Iterator[Violation]:
    """Keys that neither half owns at the top; and, anywhere, those with nothing after them.

    The latter are gone from the merged value, so no model sees them.
    """
    top = (*keys_at(Pledge, ()), *keys_at(Area, ()))
    for key in merged.value:
        if key not in top:
            yield unknown_key((key,), Pledge, Area)
    for path, note in merged.notes.items():
        if note.is_empty and isinstance(path[-1], str) and not _is_known(path):
            yield unknown_key(path, Pledge, Area)


def _is_known(path: YamlPath) -> bool:
    known = (*keys_at(Pledge, path[:-1]), *keys_at(Area, path[:-1]))
    return path[-1] in known or not known


def _glued_keys(merged: Merged) -> Iterator[Problem]:
    """Texts that begin like ``text:Hej``: the key was meant to be one."""
    keys = all_keys(Pledge, Area)
    for path, note in merged.notes.items():
        if note.glued in keys:
            yield _glued_key(note.glued or "", path, note.place)


def _glued_key(key: str, path: YamlPath, place: Place) -> Problem:
    return Problem(
        "yaml-missing-space",
        say("efter kolonet saknas ett mellanslag, så ”{key}:” läses som en del av texten", key=key),
        place,
        path_words(path),
        instead=say(
            "skriv ”{key}: ” med mellanslag; hör det verkligen till texten, sätt raka citattecken "
            "runt hela texten",
            key=key,
        ),
    )
