"""Preflight of what stands on the page: pictures' resolution, type, lines, fonts, margins."""

from collections.abc import Iterator

from loftespdf.inspecting.ink import is_ground
from loftespdf.inspecting.matrix import Area
from loftespdf.inspecting.preflight_colour import MOST_GROUNDS
from loftespdf.inspecting.preflight_line import Case, Level, Line, figure, size_words
from loftespdf.inspecting.press_reading import Shape
from loftespdf.model.problem import say
from loftespdf.model.sheets import PrintSheet

#: Thinner lines do not hold on a plate.
HAIRLINE = 0.25
_POINTS_PER_MM = 72 / 25.4
#: Sizes are computed from matrices: so much, in points, is no difference.
_ROUNDING = 0.02
#: Type with less than half the ink of its ground is negative.
_LIGHTER = 0.5
#: A ground this light, in percent of ink, is paper.
_PAPER = 20.0


def _texts(case: Case) -> Iterator[Shape]:
    return (s for page in case.reading.pages for s in page.shapes if s.kind == "text")


def resolution(case: Case) -> Line:
    """Every picture is fine enough at the size it is printed."""
    title = say("bildupplösning i ppi")
    placed = [picture for page in case.reading.pages for picture in page.pictures]
    least, default = case.limit("min_ppi"), case.default("min_ppi")
    limit = None if least is None else say("minst {least}", least=figure(least, 0))
    if not placed:
        return Line("resolution", title, Level.OK, say("inga bilder"), limit, default)
    worst = min(placed, key=lambda picture: picture.ppi)
    value = say("lägst {ppi}", ppi=figure(worst.ppi, 0))
    if least is None or worst.ppi >= least - 0.5:
        return Line("resolution", title, Level.OK, value, limit, default)
    scale = worst.ppi / least / _POINTS_PER_MM
    width, height = (worst.area[2] - worst.area[0]), (worst.area[3] - worst.area[1])
    instead = say(
        "använd en större bild; den som är grövst räcker till {width} × {height} mm",
        width=int(width * scale), height=int(height * scale),
    )  # fmt: skip
    return Line("resolution", title, Level.ERROR, value, limit, default, instead)


def type_size(case: Case) -> Line:
    """No type is too small to read in print."""
    title = say("minsta text i punkter")
    texts = list(_texts(case))
    least, default = case.limit("min_type"), case.default("min_type")
    limit = None if least is None else say("minst {least}", least=figure(least))
    if not texts:
        return Line("type-size", title, Level.OK, say("ingen text"), limit, default)
    smallest = min(texts, key=lambda shape: shape.size)
    value = say("{size} (”{text}”)", size=figure(smallest.size), text=_short(smallest))
    if least is None or smallest.size >= least - _ROUNDING:
        return Line("type-size", title, Level.OK, value, limit, default)
    instead = say("sätt texten större, eller korta den")
    return Line("type-size", title, Level.ERROR, value, limit, default, instead)


def _short(shape: Shape) -> str:
    return shape.text.strip()[:40]


def negative_type(case: Case) -> Line:
    """Light type on a dark ground runs together sooner than dark on light."""
    title = say("minsta negativa text i punkter")
    texts = [shape for page in case.reading.pages for shape in _negative(page.shapes)]
    least, default = case.limit("min_negative_type"), case.default("min_negative_type")
    limit = None if least is None else say("minst {least}", least=figure(least))
    if not texts:
        return Line("negative-type", title, Level.OK, say("ingen"), limit, default)
    smallest = min(texts, key=lambda shape: shape.size)
    value = say("{size} (”{text}”)", size=figure(smallest.size), text=_short(smallest))
    if least is None or smallest.size >= least - _ROUNDING:
        return Line("negative-type", title, Level.OK, value, limit, default)
    instead = say("sätt ljus text på mörk botten större")
    return Line("negative-type", title, Level.ERROR, value, limit, default, instead)


def _negative(shapes: tuple[Shape, ...]) -> Iterator[Shape]:
    """Yield text that is lighter than the ground painted below it last."""
    below: list[Shape] = []
    for shape in shapes:
        if shape.kind != "text":
            if len(below) < MOST_GROUNDS and is_ground(shape):
                below.append(shape)
            continue
        ground = next((each for each in reversed(below) if _holds(each, shape.area)), None)
        if ground is None or (own := shape.colour.total) is None:
            continue
        found = _ground_ink(ground)
        if found > _PAPER and own < found * _LIGHTER:
            yield shape


def _ground_ink(ground: Shape) -> float:
    """Ink of a ground, in percent; a picture or a shading counts as dark."""
    if ground.pixels is not None:
        return ground.pixels.total
    return 100.0 if ground.colour.total is None else ground.colour.total


def _holds(ground: Shape, area: Area) -> bool:
    """Tell whether the middle of ``area`` lies on a ground."""
    x, y = (area[0] + area[2]) / 2, (area[1] + area[3]) / 2
    return _within(x, y, ground.area) and not (ground.hole and _within(x, y, ground.hole))


def _within(x: float, y: float, area: Area) -> bool:
    return area[0] <= x <= area[2] and area[1] <= y <= area[3]


def hairlines(case: Case) -> Line:
    """No line is too thin to hold on a plate."""
    title = say("tunnaste linje i punkter")
    lines = [
        shape
        for page in case.reading.pages
        for shape in page.shapes
        if shape.kind == "stroke" or (shape.kind == "fill" and _is_line(shape))
    ]
    limit = say("minst {least}", least=figure(HAIRLINE, 2))
    if not lines:
        return Line("hairlines", title, Level.OK, say("inga linjer"), limit)
    thinnest = min(shape.size for shape in lines)
    value = say("{size}", size=figure(thinnest, 2))
    if thinnest >= HAIRLINE - _ROUNDING:
        return Line("hairlines", title, Level.OK, value, limit)
    instead = say("gör linjerna minst 0,25 punkter")
    return Line("hairlines", title, Level.ERROR, value, limit, instead=instead)


def _is_line(shape: Shape) -> bool:
    """A filled shape is a line when it is long and thin, or a frame around a hole."""
    longest = max(shape.area[2] - shape.area[0], shape.area[3] - shape.area[1])
    return shape.framed or (shape.size < 1 and longest > 10 * shape.size)


def fonts(case: Case) -> Line:
    """Every font lies in the file."""
    title = say("typsnitt")
    known = case.reading.text.fonts
    missing = [font.name for font in known if not font.embedded]
    limit = say("alla inbäddade")
    if fontless := sum(page.fontless for page in case.reading.pages):
        value = say("textbitar vars typsnitt inte finns i filen: {count}", count=fontless)
        instead = say("bädda in typsnitten när filen exporteras")
        return Line("fonts", title, Level.ERROR, value, limit, instead=instead)
    if missing:
        value = say("saknas: {names}", names=", ".join(missing))
        instead = say("bädda in typsnitten när filen exporteras")
        return Line("fonts", title, Level.ERROR, value, limit, instead=instead)
    value = say("{names}", names=", ".join(dict.fromkeys(font.name for font in known)) or "–")
    return Line("fonts", title, Level.OK, value, limit)


def searchable(case: Case) -> Line:
    """The text can be read out of the file again."""
    title = say("sökbar text")
    count = case.reading.unmapped
    limit = say("all text")
    if count:
        value = say("textbitar som inte går att läsa ut: {count}", count=count)
        instead = say("exportera med typsnittens teckentabeller (ToUnicode)")
        return Line("searchable", title, Level.WARNING, value, limit, instead=instead)
    if not any(True for _ in _texts(case)):
        value = say("ingen text: allt är bild eller kurvor")
        return Line("searchable", title, Level.WARNING, value, limit)
    return Line("searchable", title, Level.OK, say("ja"), limit)


def margin(case: Case) -> Line:
    """No text stands outside the trim, or nearer to it than is safe."""
    title = say("textens avstånd till kanten i mm")
    texts = list(_texts(case))
    safe, default = case.limit("safe_margin"), case.default("safe_margin")
    limit = None if safe is None else say("minst {safe}", safe=figure(safe))
    if not texts or case.page is None:
        return Line("margin", title, Level.OK, say("ingen text"), limit, default)
    trim = case.page.boxes.finished
    nearest = min(_distance(shape, trim) for shape in texts) / _POINTS_PER_MM
    value = say("{distance}", distance=figure(nearest))
    if nearest < -_ROUNDING:
        instead = say("flytta in texten på sidan")
        return Line("margin", title, Level.ERROR, value, limit, default, instead)
    if safe is not None and nearest < safe - _ROUNDING:
        instead = say("flytta in texten från kanten")
        return Line("margin", title, Level.WARNING, value, limit, default, instead)
    if case.sheet and case.sheet.type_area and (out := _outside(texts, trim, case.sheet)):
        width, height = case.sheet.type_area
        limit = say("inom satsytan {size}", size=size_words(float(width), float(height)))
        value = say("{distance}, och utanför satsytan står ”{text}”",
                    distance=figure(nearest), text=_short(out))  # fmt: skip
        instead = say("flytta in texten till satsytan")
        return Line("margin", title, Level.WARNING, value, limit, instead=instead)
    return Line("margin", title, Level.OK, value, limit, default)


def _outside(texts: list[Shape], trim: Area, sheet: PrintSheet) -> Shape | None:
    """Return the first text outside the type area, which lies in the middle of the page."""
    assert sheet.type_area  # noqa: S101 - asked before
    across, up = (
        (float(side - inner) / 2 - _ROUNDING) * _POINTS_PER_MM
        for side, inner in zip((sheet.width, sheet.height), sheet.type_area, strict=True)
    )
    room = (trim[0] + across, trim[1] + up, trim[2] - across, trim[3] - up)
    return next((text for text in texts if _distance(text, room) < 0), None)


def _distance(shape: Shape, trim: Area) -> float:
    """Return how far a text lies inside the trim, in points, by its letters' usual reach."""
    left, low, right, high = shape.area
    return min(left - trim[0], low - trim[1], trim[2] - right, trim[3] - high)
