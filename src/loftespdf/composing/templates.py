"""The layouts' templates: Jinja, strict and escaping, fed from assets only.

Each literal tag of a template is stamped with the line it stands on before Jinja sees it, so that
whatever goes wrong with an element later can be told by template and line. The stamps are taken off
again before anything is typeset (``composing/markup.py``).
"""

import re
from collections.abc import Callable

from jinja2 import (
    BaseLoader,
    Environment,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
    UndefinedError,
)

from loftespdf.model.assets import Assets, Reading
from loftespdf.model.problem import ContentRefused, Message, Place, Problem, say

FOLDER = "templates"
STAMP = "data-origin"

_SKIPPED_OR_TAG = re.compile(
    r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<(?P<tag>[a-zA-Z][\w-]*)(?=[\s/>])", re.DOTALL
)


class Templates:
    """All templates of one set of assets, each compiled once.

    ``reading.asked`` tells every file that was looked for, found or not.
    """

    def __init__(self, assets: Assets) -> None:
        self.reading = Reading(assets)
        self._environment = Environment(
            loader=_AssetLoader(self.reading),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            cache_size=-1,
            auto_reload=False,
        )

    def render(self, name: str, **values: object) -> str:
        """Return the template's text, its tags still stamped.

        Raises ContentRefused when the template is missing or wrong, with its file and line.
        """
        try:
            return self._environment.get_template(name).render(**values)
        except TemplateError as error:
            raise ContentRefused(_problem(error, name)) from error


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
        return _stamped(asset.content.decode(), template), f"{FOLDER}/{template}", lambda: True


def _stamped(source: str, template: str) -> str:
    line, position, parts = 1, 0, []
    for match in _SKIPPED_OR_TAG.finditer(source):
        if match["tag"]:
            line += source.count("\n", position, match.end())
            parts += [source[position : match.end()], f' {STAMP}="{template}:{line}"']
            position = match.end()
    return "".join((*parts, source[position:]))


def _problem(error: TemplateError, asked: str) -> Problem:
    file, line = _where(error, asked)
    return Problem(
        kind="template-error",
        what=_what(error),
        place=Place(file, line),
        instead=say(
            "rätta mallen på den raden; docs/new-layout.md har alla namn en mall får använda"
        ),
    )


def _where(error: TemplateError, asked: str) -> tuple[str, int | None]:
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


def _what(error: TemplateError) -> Message:
    match error:
        case TemplateNotFound():
            return say("mallen {name} finns inte", name=str(error.name))
        case UndefinedError():
            return say("mallen använder ett namn som inte finns ({detail})", detail=str(error))
        case _:
            return say("mallen kan inte läsas ({detail})", detail=str(error))
