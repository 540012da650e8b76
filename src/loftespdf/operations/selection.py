"""Which documents and areas a command is asked for."""

from functools import cached_property
from re import compile as pattern

from msgspec import Struct

from loftespdf.language.belonging import (
    NEAREST_FIRST,
    AreaFacts,
    Facet,
    answers,
    facet_and_value,
    meant,
    registered,
    registered_under,
)
from loftespdf.language.slugs import slug
from loftespdf.loading.workspace import Workspace
from loftespdf.model.problem import Problem, WrongUsage
from loftespdf.operations.selection_words import (
    no_name_but_value,
    no_pledge,
    no_such_facet,
    no_such_name,
    no_such_value,
    nobody_here,
    none_of_year,
    not_here,
)
from loftespdf.operations.split_words import each_found

Name = tuple[str, str]

_YEAR = pattern(r"(?<!\d)\d{4}(?!\d)")


class Selection(Struct, frozen=True):
    """What was asked for: (area, period) pairs, and the areas asked for that have no such pledge.

    Both are in the workspace's order.
    """

    documents: tuple[Name, ...]
    bare_areas: tuple[str, ...] = ()


def select(workspace: Workspace, which: tuple[str, ...], year: int | None) -> Selection:
    """Return what ``which`` names, everything when it names nothing.

    A word is an area ("grastorp"), an area and a period ("grastorp/2021") or what areas belong to
    ("region:väst"); several words give all that any of them names. ``year`` keeps the pledges whose
    name holds it. An area whose file cannot be read may belong anywhere, and is never left out.
    Raises WrongUsage for every word that names nothing, with a near one, and once for words that a
    shell took apart.
    """
    there = _There(workspace)
    found = each_found(which, there.found, there.why_nothing, workspace.register)
    chosen = {pair for pairs in found or [there.everything()] for pair in pairs}
    documents = tuple(
        pair for pair in workspace.documents if pair in chosen and _is_of(pair[1], year)
    )
    having = {area for area, _ in documents}
    bare = (area for area in there.areas if (area, "") in chosen and area not in having)
    return Selection(documents, tuple(bare))


def select_pledges(
    workspace: Workspace, which: tuple[str, ...], year: int | None
) -> tuple[Name, ...]:
    """Return the (area, period) pairs that ``which`` names, as ``select``.

    Raises WrongUsage also where areas are named and none of them has such a pledge, or nobody has
    one of that year.
    """
    chosen = select(workspace, which, year)
    if year is not None and not chosen.documents:
        periods = tuple(period for _, period in select(workspace, which, None).documents)
        if periods:
            raise WrongUsage(none_of_year(year, periods))
    if (which or year is not None) and chosen.bare_areas and not chosen.documents:
        raise WrongUsage(*workspace.problems_in(chosen.bare_areas), no_pledge(chosen.bare_areas))
    return chosen.documents


def _stem(name: str) -> str:
    return name.partition(".")[0]


def _is_of(period: str, year: int | None) -> bool:
    """Tell whether a period's name holds the year: ``2023-2026`` holds 2024."""
    years = [int(found) for found in _YEAR.findall(period)]
    return year is None or (bool(years) and min(years) <= year <= max(years))


class _There:
    """What stands in a workspace, looked up as it is asked for."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._register = workspace.register
        self.areas = workspace.areas

    def everything(self) -> frozenset[Name]:
        """Return every document and, as (area, ""), every area."""
        return self._with_documents(self.areas)

    def found(self, word: str) -> frozenset[Name]:
        """Return what one word names: documents and, as (area, ""), areas; nothing is unknown."""
        if ":" not in word:
            return self._by_name(word.strip("/"))
        facet, value = facet_and_value(word)
        return frozenset() if facet is None else self._by_facet(facet, value)

    def why_nothing(self, word: str) -> Problem:
        """Return what is wrong with a word that names nothing, and what to write instead."""
        prefix, colon, _ = word.partition(":")
        if not colon:
            return self._unknown_name(word.strip("/"))
        facet, value = facet_and_value(word)
        return no_such_facet(prefix) if facet is None else self._unknown_value(facet, value)

    def _with_documents(self, areas: tuple[str, ...]) -> frozenset[Name]:
        own = (pair for pair in self._workspace.documents if pair[0] in areas)
        return frozenset((*own, *((area, "") for area in areas)))

    def _by_name(self, word: str) -> frozenset[Name]:
        area, _, period = word.partition("/")
        areas = self._areas_called(area)
        if not period:
            return self._with_documents(areas)
        return frozenset(
            pair
            for pair in self._workspace.documents
            if pair[0] in areas and slug(pair[1]) == slug(period)
        )

    def _areas_called(self, word: str) -> tuple[str, ...]:
        """The folder of that name; else areas that say it is theirs; else the nearly same folder.

        Letters may be large or small and å ä ö may be a and o: "Grastorp" is Grästorp.
        """
        if word in self.areas:
            return (word,)
        if names := meant(word, (facts.name for facts in self._facts if facts.name)):
            return tuple(facts.slug for facts in self._facts if facts.name in names)
        return tuple(area for area in self.areas if area == slug(word))

    def _unknown_name(self, word: str) -> Problem:
        area = word.partition("/")[0]
        areas = self._areas_called(area)
        own = tuple("/".join(pair) for pair in self._workspace.documents if pair[0] in areas)
        if passed_over := self._passed_over(word, areas):
            return passed_over
        if areas:
            return no_such_name(word, own) if own else no_pledge(areas)
        called = {one.short: one for one in self._register.municipalities}
        if found := sorted(meant(area, called)):
            municipality = called[found[0]]
            covering = self._by_facet(Facet.MUNICIPALITY, municipality.code)
            return not_here(municipality, has_areas=bool(covering))
        for facet in NEAREST_FIRST:
            if self._by_facet(facet, word):
                return no_name_but_value(word, facet)
        everything = ("/".join(pair) for pair in self._workspace.documents)
        return no_such_name(word, (*self.areas, *everything), tuple(called))

    def _passed_over(self, word: str, areas: tuple[str, ...]) -> Problem | None:
        """Return why nothing was read that is called so, if it is there after all.

        That is a folder, a period's file, or any file in a folder that is no area without it.
        """
        area, _, period = word.partition("/")
        for one in self._workspace.problems:
            folder, _, file = one.place.file.removeprefix("content/").partition("/")
            is_of_area = folder in areas or slug(folder) == slug(area)
            is_it = slug(_stem(file)) == slug(_stem(period)) if period else not areas
            if is_of_area and (is_it or not file):
                return one
        return None

    @cached_property
    def _facts(self) -> tuple[AreaFacts, ...]:
        # Asked for by name alone, nothing needs to be read, nor what reads it imported.
        from loftespdf.loading.area_facts import read_area_facts  # noqa: PLC0415

        return read_area_facts(self._workspace, self.areas)

    @cached_property
    def _answers(self) -> dict[str, dict[Facet, frozenset[str]]]:
        return {one.slug: answers(one, self._register) for one in self._facts}

    def _named_here(self, facet: Facet) -> frozenset[str]:
        return frozenset(name for own in self._answers.values() for name in own[facet])

    def _meant(self, facet: Facet, value: str) -> frozenset[str]:
        return meant(value, self._named_here(facet).union(registered(facet, self._register)))

    def _by_facet(self, facet: Facet, value: str) -> frozenset[Name]:
        names = self._meant(facet, value)
        belonging = {area for area, own in self._answers.items() if names & own[facet]}
        if not belonging:
            return frozenset()
        maybe = (one.slug for one in self._facts if one.slug in belonging or not one.is_known)
        return self._with_documents(tuple(maybe))

    def _unknown_value(self, facet: Facet, value: str) -> Problem:
        if names := self._meant(facet, value):
            return nobody_here(facet, value, registered_under(facet, names, self._register))
        here = self._named_here(facet)
        return no_such_value(facet, value, here, here.union(registered(facet, self._register)))
