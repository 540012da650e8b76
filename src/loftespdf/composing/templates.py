"""The layouts' templates: Jinja, strict, escaping and in its sandbox, fed from assets only.

Each literal tag of a template is stamped with the line it stands on before Jinja sees it, so that
whatever goes wrong with an element later can be told by template and line. The stamps are taken off
again before anything is typeset (``composing/markup.py``).
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, MutableMapping
from typing import Any

from jinja2 import (
    BaseLoader,
    Environment,
    StrictUndefined,
    Template,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
    UndefinedError,
)
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from msgspec import Struct

from loftespdf.composing.compiled import CompiledTemplates
from loftespdf.model.assets import Asset, Assets, Reading
from loftespdf.model.kept import Kept
from loftespdf.model.problem import ContentRefused, Message, Place, Problem, say

FOLDER = "templates"
STAMP = "data-origin"

#: What Python says of a template's own expression: ``1 + "a"``, ``1 / 0``, a call of a number, a
#: template that includes itself.
_MISTAKES = (
    ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError,
)  # fmt: skip
#: How templates are compiled.
_SETTINGS = {
    "autoescape": True, "undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True,
}  # fmt: skip
_SKIPPED_OR_TAG = re.compile(
    r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<(?P<tag>[a-zA-Z][\w-]*)(?=[\s/>])", re.DOTALL
)


class Templates:
    """All templates of one set of assets, each compiled once.

    ``kept`` holds what earlier processes compiled.
    """

    def __init__(self, assets: Assets, kept: Kept | None = None) -> None:
        self._assets = assets
        self._rendered: set[str] = set()
        self._environment = _Environment(
            loader=_AssetLoader(Reading(assets)),
            cache_size=-1,
            auto_reload=False,
            bytecode_cache=None if kept is None else CompiledTemplates(kept, repr(_SETTINGS)),
            **_SETTINGS,
        )

    def render(self, name: str, **values: object) -> str:
        """Return the template's text, its tags still stamped.

        Raises ContentRefused when the template is missing or wrong, with its file and line.
        """
        self._rendered.add(name)
        try:
            return self._environment.get_template(name).render(**values)
        except TemplateError as error:
            raise ContentRefused(_problem(error, name)) from error
        except _MISTAKES as error:
            if _is_ours(error):
                raise
            raise ContentRefused(_problem(error, name)) from error

    def asked_since(self) -> dict[str, str | None]:
        """Return what was rendered since the last call, with all it includes, found or not.

        A compiled template does not ask for its parts again, so who asks for whom is remembered
        once for all documents: a part that only another document needed is listed too.
        """
        reading = Reading(self._assets)
        for name in self._environment.reached_from(self._rendered):
            reading.get(f"{FOLDER}/{name}")
        self._rendered.clear()
        return reading.asked


class _Environment(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, remembering which template asks for which.

    A workspace's templates come with a colleague's folder: they may use what they are given, and
    reach neither Python's insides nor change a value that another layout is made of.
    """

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - Jinja's own options
        super().__init__(**options)
        self._parts: defaultdict[str, set[str]] = defaultdict(set)

    def get_template(
        self,
        name: str | Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 - Jinja's name
    ) -> Template:
        """Return one template, noting who asks."""
        self._note(name, parent)
        return super().get_template(name, parent, globals)

    def select_template(
        self,
        names: Iterable[str | Template],
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 - Jinja's name
    ) -> Template:
        """Return the first template there is, noting who asks for all of them."""
        listed = list(names)
        for name in listed:
            self._note(name, parent)
        return super().select_template(listed, parent, globals)

    def is_safe_attribute(self, obj: object, attr: str, value: object) -> bool:
        """Tell what the sandbox does, of our own values at once: they are none of Python's insides.

        Templates ask for hardly anything else, and the sandbox would look for thirteen kinds first.
        """
        if isinstance(obj, Struct):
            return not attr.startswith("_")
        return super().is_safe_attribute(obj, attr, value)

    def _note(self, name: str | Template, parent: str | None) -> None:
        if parent is not None and isinstance(name, str):
            self._parts[parent].add(name)

    def reached_from(self, names: Iterable[str]) -> Iterator[str]:
        """Yield the templates and all that they ask for, once each."""
        waiting, seen = list(names), set[str]()
        while waiting:
            name = waiting.pop()
            if name not in seen:
                seen.add(name)
                yield name
                waiting += self._parts.get(name, ())


class _AssetLoader(BaseLoader):
    """Answers only from the assets, and lets the reading note what was asked for."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    def get_source(
        self, _environment: Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        asset = self._reading.get(f"{FOLDER}/{template}")
        if asset is None:
            raise TemplateNotFound(template)
        return (
            _stamped(_text(asset, template), template),
            f"{FOLDER}/{template}",
            lambda: True,
        )


def _text(asset: Asset, template: str) -> str:
    try:
        return asset.text
    except UnicodeDecodeError as error:
        line = asset.content.count(b"\n", 0, error.start) + 1
        raise TemplateSyntaxError(str(error), line, template, f"{FOLDER}/{template}") from error


def _stamped(source: str, template: str) -> str:
    line, position, parts = 1, 0, []
    for match in _SKIPPED_OR_TAG.finditer(source):
        if match["tag"]:
            line += source.count("\n", position, match.end())
            parts += [source[position : match.end()], f' {STAMP}="{template}:{line}"']
            position = match.end()
    return "".join((*parts, source[position:]))


def _is_ours(error: Exception) -> bool:
    """Tell whether our own code raised, called by the template: then it is our bug."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    module = trace.tb_frame.f_globals.get("__name__", "") if trace else ""
    return str(module).startswith("loftespdf.") and not isinstance(error, RecursionError)


def _problem(error: Exception, asked: str) -> Problem:
    file, line = _where(error, asked)
    return Problem(
        kind="template-error",
        what=_what(error),
        place=Place(file, line),
        instead=say(
            "rätta mallen på den raden; docs/new-layout.md har alla namn en mall får använda"
        ),
    )


def _where(error: Exception, asked: str) -> tuple[str, int | None]:
    if isinstance(error, TemplateSyntaxError):
        return error.filename or f"{FOLDER}/{error.name or asked}", error.lineno
    place: tuple[str, int | None] = (f"{FOLDER}/{asked}", None)
    trace = error.__traceback__
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        if file.startswith(f"{FOLDER}/"):
            place = file, trace.tb_lineno
        trace = trace.tb_next
    return place


def _what(error: Exception) -> Message:
    match error:
        case TemplateNotFound():
            return say("mallen {name} finns inte", name=str(error.name))
        case UndefinedError():
            return say("mallen använder ett namn som inte finns ({detail})", detail=str(error))
        case SecurityError():
            return say(
                "mallen försöker göra något som ingen mall får ({detail})", detail=str(error)
            )
        case RecursionError():
            return say("mallen ligger i för många nivåer, eller hämtar sig själv utan slut")
        case TemplateError():
            return say("mallen kan inte läsas ({detail})", detail=str(error))
        case _:
            return say("mallen räknar med något som inte går ({detail})", detail=str(error))
