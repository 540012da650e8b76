"""SVG logos: real ones, with nothing in them that runs, opens another file or unfolds.

The parser is expat with every way to more text closed: a document type is refused where it begins,
so no entity is ever declared.
"""

import re
from collections.abc import Mapping
from xml.parsers import expat

from loftespdf.loading.svg_unfolding import Unfolding
from loftespdf.model.problem import Message, say

#: The largest SVG that is read, in bytes, and the most elements it may have.
MAX_BYTES = 2_000_000
MAX_ELEMENTS = 50_000
#: The most elements that are drawn when each ``use`` and pattern stands for what it names.
MAX_UNFOLDED = 500_000

_RUNS = frozenset({"script", "foreignobject", "iframe", "handler", "listener"})
_ADDRESS = frozenset({"href", "src"})
_OWN = re.compile(r"\s*(#|data:image/(png|jpeg);base64,)", re.IGNORECASE)
_STYLE_ADDRESS = re.compile(
    r"@import|url\s*\(\s*+['\"]?+\s*+(?!#|data:image/(?:png|jpeg);)|\\", re.IGNORECASE
)

Words = tuple[Message, Message]


class _Refused(Exception):  # noqa: N818 - it carries words for the user
    def __init__(self, what: Message, instead: Message) -> None:
        super().__init__()
        self.words = (what, instead)


def judge_svg(content: bytes) -> Words | None:
    """Return what is wrong with an SVG file and what to do, or None."""
    if len(content) > MAX_BYTES:
        return say("SVG-filen är orimligt stor"), say("spara logotypen som en enklare SVG")
    judge = _Judge()
    try:
        judge.parser.Parse(content, True)  # noqa: FBT003 - expat takes no names
        _judge_size(judge.unfolding.size())
    except _Refused as refused:
        return refused.words
    except (expat.ExpatError, ValueError, LookupError):
        return say("filen går inte att läsa som SVG"), say("exportera logotypen på nytt som SVG")
    return None


class _Judge:
    """Hears of each piece as expat reads it, and refuses what must not be there."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler = self._element
        self.parser.CharacterDataHandler = self._text
        self.parser.StartDoctypeDeclHandler = self._document_type
        self.parser.ProcessingInstructionHandler = self._instruction
        self._count = 0
        self._style: list[str] = []
        self.parser.EndElementHandler = self._end
        self._inside_style = False
        self.unfolding = Unfolding()

    def _element(self, name: str, attributes: Mapping[str, str]) -> None:
        local = _local(name)
        self._count += 1
        if self._count == 1 and local != "svg":
            raise _Refused(
                say("filen är ingen SVG-bild"), say("exportera logotypen på nytt som SVG")
            )
        if self._count > MAX_ELEMENTS:
            raise _Refused(
                say("SVG-filen har orimligt många delar"), say("spara en enklare variant")
            )
        if local in _RUNS:
            raise _runs(local)
        self._inside_style = local == "style"
        named = [(_local(attribute), value) for attribute, value in attributes.items()]
        for attribute, value in named:
            _judge_attribute(attribute, value)
        self.unfolding.begin(local, named)

    def _text(self, text: str) -> None:
        if self._inside_style:
            self._style.append(text)

    def _end(self, name: str) -> None:
        if _local(name) == "style" and _STYLE_ADDRESS.search("".join(self._style)):
            raise _fetches("style")
        self._inside_style = False
        self.unfolding.end()

    def _document_type(self, *_: object) -> None:
        raise _Refused(
            say("SVG-filen har en dokumenttyp (<!DOCTYPE …>), som kan gömma annat innehåll"),
            say("ta bort den raden i filen, eller exportera logotypen som ”vanlig SVG”"),
        )

    def _instruction(self, target: str, _: str) -> None:
        raise _fetches(target)


def _local(name: str) -> str:
    """Return a name without its namespace."""
    return name.rpartition(" ")[2].casefold()


def _judge_attribute(name: str, value: str) -> None:
    if name.startswith("on"):
        raise _runs(name)
    if name in _ADDRESS and not _OWN.match(value):
        raise _fetches(name)
    if name not in _ADDRESS and _STYLE_ADDRESS.search(value):
        raise _fetches(name)


def _judge_size(unfolded: int | None) -> None:
    if unfolded is None:
        raise _Refused(
            say("SVG-filens delar hänvisar till varandra i en cirkel"),
            say("exportera logotypen på nytt utan ”use” och mönster som innehåller sig själva"),
        )
    if unfolded > MAX_UNFOLDED:
        raise _Refused(say("SVG-filen har orimligt många delar"), say("spara en enklare variant"))


def _runs(name: str) -> _Refused:
    return _Refused(
        say("SVG-filen innehåller ett program ({name})", name=name),
        say("exportera logotypen på nytt utan skript och länkar"),
    )


def _fetches(name: str) -> _Refused:
    return _Refused(
        say("SVG-filen hämtar något från en annan plats ({name})", name=name),
        say("exportera logotypen på nytt med allt inbäddat och utan länkar"),
    )
