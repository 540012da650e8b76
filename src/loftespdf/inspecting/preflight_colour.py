"""Preflight of colours: spaces, ink, black, overprint, and what is seen through."""

from loftespdf.inspecting.ink import is_ground, overlaps
from loftespdf.inspecting.inking import PRESS_KINDS, Colour, Space, SpaceKind
from loftespdf.inspecting.preflight_line import Case, Level, Line, figure, in_a_row
from loftespdf.inspecting.press_reading import Shape
from loftespdf.model.problem import Message, say
from loftespdf.model.sheets import PressStandard

#: A colour is near black when each of what it leaves of red, green and blue is at most this.
_NEAR_BLACK = 0.15
#: Ink of another colour that a press operator would not call pure black, as a share.
_TRACE = 0.01
_LONG = 40
#: So many things that text may stand on are remembered of a page.
MOST_GROUNDS = 1000
_ONLY_CMYK = say("bara CMYK")


def operators(case: Case) -> Line:
    """Every operator, picture and shading is in the press's inks."""
    title = say("färgrymder")
    spaces = dict.fromkeys(space for page in case.reading.pages for space in page.spaces)
    wrong = [space for space in spaces if space.kind not in PRESS_KINDS]
    value = say("{spaces}", spaces=_names(spaces) or "–")
    if wrong:
        spot = all(space.kind is SpaceKind.SPOT for space in wrong)
        instead: Message = (
            say("gör om dekorfärger till CMYK")
            if spot
            else say("gör om alla färger till CMYK med tidningens profil")
        )
        return Line("colours", title, Level.ERROR, value, _ONLY_CMYK, instead=instead)
    return Line("colours", title, Level.OK, value, _ONLY_CMYK)


def _names(spaces: dict[Space, None]) -> str:
    return ", ".join(sorted({space.name for space in spaces}))


def pictures(case: Case) -> Line:
    """Every picture and shading is in the press's inks."""
    title = say("bilder och toningar")
    placed = [picture for page in case.reading.pages for picture in page.pictures]
    shaded = [shape for page in case.reading.pages for shape in page.shapes
              if shape.kind == "shading"]  # fmt: skip
    spaces = [picture.space for picture in placed if picture.space]
    spaces += [shape.colour.space for shape in shaded]
    wrong = [space for space in spaces if space.kind not in PRESS_KINDS]
    value = say(
        "bilder: {pictures}, toningar: {shadings} ({spaces})",
        pictures=len(placed), shadings=len(shaded),
        spaces=_names(dict.fromkeys(spaces)) or "–",
    )  # fmt: skip
    if not wrong:
        return Line("pictures", title, Level.OK, value, _ONLY_CMYK)
    instead = say("gör om bilderna till CMYK med tidningens profil")
    return Line("pictures", title, Level.ERROR, value, _ONLY_CMYK, instead=instead)


def ink(case: Case) -> Line:
    """No spot takes more ink than the paper bears."""
    title = say("total färgmängd i procent")
    most, default = case.limit("max_ink"), case.default("max_ink")
    limit = None if most is None else say("högst {most}", most=figure(most))
    if case.ink is None or (case.ink.percent is None and case.ink.dpi and not case.ink.failed):
        instead = say("installera Ghostscript (Debian/Ubuntu: sudo apt install ghostscript)")
        return Line("ink", title, Level.WARNING, say("inte mätt"), limit, default, instead)
    if case.ink.failed:
        value = say("gick inte att mäta: Ghostscript kan inte tolka hela filen")
        instead = say("exportera filen på nytt")
        return Line("ink", title, Level.WARNING, value, limit, default, instead)
    if case.ink.percent is None:
        value = say("går inte att räkna ut förrän alla färger är CMYK")
        return Line("ink", title, Level.WARNING, value, limit, default)
    found = case.ink
    percent = case.ink.percent
    value = (
        say("{percent} (mätt på separationerna vid {dpi} dpi)",
            percent=figure(percent), dpi=found.dpi)
        if found.dpi
        else say("högst {percent} (räknat ur färger och bildpunkter)", percent=figure(percent))
    )  # fmt: skip
    if most is None or percent <= most + 0.05:
        return Line("ink", title, Level.OK, value, limit, default)
    where = say(
        "minska färgen vid {x} mm från vänster och {y} mm uppifrån på sida {page}",
        x=figure(found.x or 0, 0), y=figure(found.y or 0, 0), page=found.page,
    )  # fmt: skip
    return Line("ink", title, Level.ERROR, value, limit, default, where)


def black_text(case: Case) -> Line:
    """Black text is black ink and nothing else: four plates never meet exactly."""
    title, limit = say("svart text"), say("bara svart (K)")
    texts = [shape for page in case.reading.pages for shape in page.shapes if shape.kind == "text"]
    black = [shape for shape in texts if _near_black(shape.colour)]
    mixed = [shape for shape in black if any(ink > _TRACE for ink in (shape.colour.inks or ())[:3])]
    screen = [shape for shape in texts if shape.colour.space.kind not in PRESS_KINDS]
    instead = say("sätt svart text i 0/0/0/100")
    if mixed:
        value = say(
            "textbitar i blandad svart: {count}, först ”{text}” ({inks})",
            count=len(mixed), text=mixed[0].text.strip()[:_LONG],
            inks=_percents(mixed[0].colour),
        )  # fmt: skip
        return Line("black-text", title, Level.ERROR, value, limit, instead=instead)
    if screen:  # black there becomes all four inks when somebody converts it
        value = say(
            "textbitar i annat än tryckfärger: {count}, först ”{text}” ({space})",
            count=len(screen), text=screen[0].text.strip()[:_LONG],
            space=screen[0].colour.space.name,
        )  # fmt: skip
        return Line("black-text", title, Level.ERROR, value, limit, instead=instead)
    value = say("textbitar i ren svart färg: {count}", count=len(black))
    return Line("black-text", title, Level.OK, value, limit)


def _near_black(colour: Colour) -> bool:
    if colour.inks is None:
        return False
    cyan, magenta, yellow, black = colour.inks
    return all(1 - min(1.0, each + black) <= _NEAR_BLACK for each in (cyan, magenta, yellow))


def _percents(colour: Colour) -> str:
    return "/".join(str(round(100 * ink)) for ink in colour.inks or ())


def overprint(case: Case) -> Line:
    """Black text overprints what is below it; nothing without ink overprints and disappears."""
    title = say("övertryck (overprint)")
    shapes = [shape for page in case.reading.pages for shape in page.shapes]
    lost = [shape for shape in shapes if shape.over and shape.colour.total == 0]
    if lost:
        return Line(
            "overprint", title, Level.ERROR,
            say("vita föremål som trycks över och försvinner: {count}", count=len(lost)),
            say("vitt sparar ur"), instead=say("ta bort övertryck på vitt"),
        )  # fmt: skip
    black = [shape for shape in shapes if shape.kind == "text" and _is_black(shape.colour)]
    knocked = [shape for page in case.reading.pages for shape in _knocked_out(page.shapes)]
    limit = say("svart text trycks över")
    value = say("svarta textbitar: {over} av {all}",
                over=sum(shape.over for shape in black), all=len(black))  # fmt: skip
    if not knocked:
        return Line("overprint", title, Level.OK, value, limit)
    return Line(
        "overprint", title, Level.WARNING, value, limit,
        instead=say("låt svart text på färgad botten tryckas över (overprint), från ”{text}”",
                    text=knocked[0].text.strip()[:_LONG]),
    )  # fmt: skip


def _knocked_out(shapes: tuple[Shape, ...]) -> list[Shape]:
    """Black text that cuts a hole in a colour below it."""
    found: list[Shape] = []
    below: list[Shape] = []
    for shape in shapes:
        if shape.kind == "text":
            if _is_black(shape.colour) and not shape.over and _coloured(below, shape):
                found.append(shape)
        elif len(below) < MOST_GROUNDS and is_ground(shape):
            below.append(shape)
    return found


def _coloured(below: list[Shape], text: Shape) -> bool:
    """Tell whether the ground that the text stands on, the last painted, has colour in it."""
    ground = next((each for each in reversed(below) if overlaps(each, text.area)), None)
    if ground is None:
        return False
    inks = ground.colour.inks
    return ground.pixels is not None or inks is None or any(inks[:3])


def _is_black(colour: Colour) -> bool:
    return colour.inks is not None and colour.inks[3] >= 1 - _TRACE and not any(colour.inks[:3])


def transparency(case: Case) -> Line:
    """Nothing is seen through where the standard forbids it."""
    title = say("genomskinlighet")
    wanted = case.sheet.standard if case.sheet else None
    found = dict.fromkeys(name for page in case.reading.pages for name in page.see_through)
    if wanted is not PressStandard.X_1A:  # a group alone lets nothing be seen through
        found.pop("Group", None)
    limit = None if wanted is None else (
        say("tillåten i {standard}", standard="PDF/X-4")
        if wanted is PressStandard.X_4
        else say("ingen")
    )  # fmt: skip
    if not found:
        return Line("transparency", title, Level.OK, say("ingen"), limit)
    value = in_a_row([_see_through(name) for name in found])
    if wanted is PressStandard.X_4 and (blending := _blends_in(case)):
        value = say("{found}; blandas i {space}", found=value, space=blending)
        instead = say("välj CMYK som blandningsrymd (transparency blend space) vid exporten")
        return Line("transparency", title, Level.WARNING, value, limit, instead=instead)
    if wanted is PressStandard.X_4:
        return Line("transparency", title, Level.OK, value, limit)
    level = Level.ERROR if wanted is PressStandard.X_1A else Level.WARNING
    instead = say("platta till genomskinlighet när filen exporteras (PDF 1.3 eller PDF/X-1a)")
    return Line("transparency", title, level, value, limit, instead=instead)


_SEE_THROUGH = {
    "ca": say("genomskinliga ytor"),
    "CA": say("genomskinliga linjer"),
    "SMask": say("mjuk mask"),
    "Group": say("genomskinlig grupp"),
}


def _see_through(name: str) -> Message:
    """Return in words what the PDF names ``ca``, or ``BM Multiply``."""
    return _SEE_THROUGH.get(name) or say("blandningsläge {mode}", mode=name.removeprefix("BM "))


def _blends_in(case: Case) -> str:
    """Return the name of a page's blending space where that is not the press's, or nothing."""
    spaces = (page.blending for page in case.reading.pages if page.see_through)
    return next((s.name for s in spaces if s and s.kind not in PRESS_KINDS), "")
