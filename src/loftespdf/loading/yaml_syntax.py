"""YAML that cannot be read, explained to somebody who has never seen YAML.

What went wrong is told by the error's type, by what stands at its two marks (where the parser
stopped, and where it had begun) and by the lines around: never by the parser's own words, which
change with its version. The usual mistakes have a sentence each; the rest share one.
"""

import re
from collections.abc import Callable

import yaml
from yaml.tokens import FlowMappingEndToken, FlowSequenceEndToken, ScalarToken

from loftespdf.loading.lines import Lines
from loftespdf.loading.yaml_mistake import Mistake, indent, quotable, short, special_start
from loftespdf.model.problem import Message, Problem, say

_QUOTES = ("'", '"')
#: What a text may not begin with unless it is quoted (YAML 1.1, § 5.3, indicators).
_SPECIAL = frozenset("*&!@`%?-,[]{}|>")
_KEY_AND_MORE = re.compile(r"(?P<before>\s*(?:- +)*)(?P<key>[^\s:#'\"-][^:]*?):\s+(?P<text>\S.*)")
_GLUED_KEY = re.compile(r"\s*(?:- +)*[^\W\d_][\w ]*(?P<colon>:)[^\s/]")
_GLUED_DASH = re.compile(r"\s*(?P<dash>-)[^\s-]")
_BLOCK_TEXT = re.compile(r".*[|>][+-]?\s*")


def explain(text: str, error: yaml.MarkedYAMLError, file: str) -> Problem:
    """Say what is wrong with ``text``, which YAML's parser refused with ``error``."""
    mistake = Mistake(text, error, Lines(text, file))
    found = (check(mistake) for check in _CHECKS)
    return next(problem for problem in found if problem)


def _in_quotes(mistake: Mistake) -> Problem | None:
    if not mistake.scanned or mistake.character(mistake.since) not in _QUOTES:
        return None
    if "\\" in mistake.text[mistake.at - 1 : mistake.at + 1]:
        return mistake.problem(
            "yaml-backslash",
            mistake.at,
            say("mellan raka citattecken har bakstreck (\\) en särskild betydelse"),
            say("skriv två bakstreck (\\\\), eller byt till enkla citattecken runt texten: '…'"),
        )
    return _unclosed(mistake, mistake.since)


def _unclosed(mistake: Mistake, start: int) -> Problem:
    return mistake.problem(
        "yaml-unclosed-quote",
        start,
        say("citattecknet som börjar här avslutas aldrig"),
        say(
            "sätt ett likadant citattecken ({quote}) sist i texten; citat inne i den skrivs ”så”",
            quote=mistake.character(start),
        ),
    )


def _colon(mistake: Mistake) -> Problem | None:
    """A colon where no key can be: in a text, or because the line above went wrong."""
    if mistake.character(mistake.at) != ":" or mistake.since != mistake.at:
        return None
    start = mistake.lines.start(mistake.at)
    match = _KEY_AND_MORE.fullmatch(mistake.line(mistake.at))
    if match and start + match.start("text") < mistake.at:
        return _colon_in_text(mistake, match)
    if not mistake.scanned:
        return _glued(mistake, mistake.at)
    return _after_line_above(mistake)


def _colon_in_text(mistake: Mistake, match: re.Match[str]) -> Problem:
    return mistake.problem(
        "yaml-colon-in-text",
        mistake.at,
        say(
            "texten efter ”{key}:” innehåller ett kolon, och då tror YAML att en ny nyckel börjar",
            key=match["key"],
        ),
        say(
            'sätt raka citattecken runt hela texten: {key}: "{text}"',
            key=match["key"],
            text=quotable(match["text"]),
        ),
    )


def _after_line_above(mistake: Mistake) -> Problem | None:
    number = mistake.line_above(mistake.at)
    if number is None:
        return None
    above, here = mistake.lines.text_of(number), mistake.line(mistake.at)
    start = mistake.lines.start_of(number)
    if match := _GLUED_KEY.match(above):
        return _glued(mistake, start + match.start("colon"))
    if indent(here) > indent(above):
        return _indented(mistake, mistake.lines.start(mistake.at) + indent(here))
    return _no_colon(mistake, start + indent(above), above)


def _glued(mistake: Mistake, colon: int) -> Problem:
    return mistake.problem(
        "yaml-missing-space",
        colon,
        say("efter kolonet saknas ett mellanslag"),
        say(
            "skriv ”{key}: ” med mellanslag före värdet",
            key=mistake.text[mistake.lines.start(colon) : colon].strip(" -"),
        ),
    )


def _no_colon(mistake: Mistake, start: int, line: str) -> Problem:
    return mistake.problem(
        "yaml-missing-colon",
        start,
        say("raden saknar kolon: ”{line}”", line=short(line)),
        say("skriv ”nyckel: text”; om raden fortsätter texten ovanför ska den dras in mer än den"),
    )


def _lonely_line(mistake: Mistake) -> Problem | None:
    """A line that should be a key but has no ``: ``."""
    if not mistake.scanned or mistake.since == mistake.at:
        return None
    if not re.match(r"[\w-]", mistake.character(mistake.since)):
        return None
    line, start = mistake.line(mistake.since), mistake.lines.start(mistake.since)
    if match := _GLUED_DASH.match(line):
        return _glued_dash(mistake, start + match.start("dash"))
    if match := _GLUED_KEY.match(line):
        return _glued(mistake, start + match.start("colon"))
    above = mistake.line_above(mistake.since)
    if above and _BLOCK_TEXT.fullmatch(mistake.lines.text_of(above)):
        return _block_text_outside(mistake)
    return _no_colon(mistake, mistake.since, line)


def _block_text_outside(mistake: Mistake) -> Problem:
    return mistake.problem(
        "yaml-indentation",
        mistake.since,
        say(
            "texten ”{line}” hör till raden ovanför men är inte indragen",
            line=short(mistake.line(mistake.since)),
        ),
        say("dra in varje rad av texten två mellanslag mer än nyckeln ovanför"),
    )


def _glued_dash(mistake: Mistake, dash: int) -> Problem:
    return mistake.problem(
        "yaml-missing-space",
        dash,
        say("efter strecket saknas ett mellanslag"),
        say("skriv ”- ” och sedan punktens text"),
    )


def _block_text(mistake: Mistake) -> Problem | None:
    if not mistake.scanned or mistake.character(mistake.since) not in ("|", ">"):
        return None
    return mistake.problem(
        "yaml-block-text",
        mistake.at,
        say(
            "efter tecknet {sign} får ingen text stå på samma rad",
            sign=mistake.character(mistake.since),
        ),
        say("börja texten på nästa rad, indragen två mellanslag"),
    )


def _special_start(mistake: Mistake) -> Problem | None:
    """A text that begins with a sign that means something in YAML."""
    sign = mistake.character(mistake.since)
    if sign not in _SPECIAL or not (mistake.scanned or mistake.since == mistake.at):
        return None
    return special_start(mistake.text, mistake.since, mistake.lines)


def _after_something(mistake: Mistake) -> Problem | None:
    """More text after what was already whole: a quoted text, a bracket, a block text."""
    match mistake.token_before:
        case ScalarToken(style=style, start_mark=start, end_mark=end) if style in _QUOTES:
            if mistake.lines.number(start.index) != mistake.lines.number(end.index):
                return _unclosed(mistake, start.index)
            return _more_text(mistake, say("efter det avslutande citattecknet kommer mer text"))
        case FlowSequenceEndToken() | FlowMappingEndToken():
            return _more_text(mistake, say("efter parentesen kommer mer text"))
        case _:
            return None


def _more_text(mistake: Mistake, what: Message) -> Problem:
    return mistake.problem(
        "yaml-text-after-end",
        mistake.at,
        what,
        say('sätt raka citattecken runt hela texten, och skriv citat inne i den ”så”: "… ”så” …"'),
    )


def _bracket(mistake: Mistake) -> Problem | None:
    sign = mistake.character(mistake.since)
    if sign not in ("[", "{"):
        return None
    return mistake.problem(
        "yaml-unclosed-bracket",
        mistake.since,
        say("parentesen {sign} som börjar här avslutas inte som den ska", sign=sign),
        say(
            "avsluta med {end} och sätt kommatecken mellan delarna; hör {sign} till texten, sätt "
            "raka citattecken runt hela texten",
            end="]" if sign == "[" else "}",
            sign=sign,
        ),
    )


def _misplaced_line(mistake: Mistake) -> Problem | None:
    """A whole line that stands too far in or out, or is an item where a key should be."""
    start, line = mistake.lines.start(mistake.at), mistake.line(mistake.at)
    if mistake.text[start : mistake.at].strip(" ") or not line.strip():
        return None
    if line.strip()[0] in _SPECIAL - {"-"}:
        return special_start(mistake.text, mistake.at, mistake.lines)
    if match := _GLUED_DASH.match(line):
        return _glued_dash(mistake, start + match.start("dash"))
    levels = mistake.levels_above(mistake.at)
    if levels and indent(line) not in levels:
        return _indented(mistake, mistake.at)
    return _item_or_key(mistake, line.lstrip())


def _item_or_key(mistake: Mistake, line: str) -> Problem | None:
    """A line as far in as those above, but of the other kind."""
    if line.startswith("-"):
        return mistake.problem(
            "yaml-indentation",
            mistake.at,
            say("här står en punkt (-) bland nycklar"),
            say(
                "skriv nyckeln som listan hör till på raden ovanför, till exempel ”punkter:”, "
                "eller ändra indraget"
            ),
        )
    if mistake.character(mistake.since) == "-":
        return mistake.problem(
            "yaml-indentation",
            mistake.at,
            say("här står en nyckel där nästa punkt i listan väntas"),
            say("börja raden med ”- ”, eller ändra indraget så att den hör till rätt del"),
        )
    return None


def _indented(mistake: Mistake, offset: int) -> Problem:
    line, levels = mistake.line(offset), mistake.levels_above(offset)
    return mistake.problem(
        "yaml-indentation",
        offset,
        say(
            "raden ”{line}” är indragen {count} mellanslag; raderna ovanför är indragna {levels}",
            line=short(line),
            count=indent(line),
            levels=", ".join(str(level) for level in sorted(levels)) or "0",
        ),
        say(
            "dra in raden lika mycket som de rader den hör ihop med; fortsätter den en text som "
            "innehåller kolon, sätt raka citattecken runt hela texten"
        ),
    )


def _anything(mistake: Mistake) -> Problem:
    return mistake.problem(
        "yaml-syntax",
        mistake.at,
        say("härifrån går filen inte att läsa"),
        say(
            "jämför med raderna ovanför: lika stort indrag, ”nyckel: värde” med mellanslag efter "
            "kolonet, ”- ” före varje punkt, och citattecken som avslutas"
        ),
    )


_CHECKS: tuple[Callable[[Mistake], Problem | None], ...] = (
    _in_quotes,
    _colon,
    _lonely_line,
    _block_text,
    _special_start,
    _after_something,
    _bracket,
    _misplaced_line,
    _anything,
)
