"""An area's brand as CSS custom properties, laid over the theme's own."""

from decimal import ROUND_DOWN, Decimal

from loftespdf.model.area import Area

#: Cyan, magenta, yellow and black, each 0–100.
Inks = tuple[Decimal, Decimal, Decimal, Decimal]
_HUNDREDTH = Decimal("0.01")
#: Presses and programs count ink in steps of 1/255, and round.
_STEPS, _ONE_STEP = Decimal(255), Decimal("0.4")


def brand_css(area: Area) -> str:
    """Return a ``:root`` rule with the area's screen colours by kind of party, or nothing.

    The first party of a kind gives its colour: the rule beside a promise tells police from
    municipality, the words above it tell which.
    """
    colours: dict[str, str] = {}
    for party_id, party in area.parties.items():
        if colour := area.brand.colours.get(party_id):
            colours.setdefault(f"--colour-{party.kind.name.lower()}", colour.screen)
    if not colours:
        return ""
    return f":root {{ {' '.join(f'{name}: {value};' for name, value in colours.items())} }}"


def press_css(area: Area, max_ink: Decimal) -> str:
    """Return a ``:root`` rule with the area's press colours by kind of party, in CMYK, or nothing.

    A colour that is only known for screens is left out: its party's rule is then black. One with
    more ink than the paper takes (``max_ink``, percent) is held to that.
    """
    colours: dict[str, str] = {}
    for party_id, party in area.parties.items():
        colour = area.brand.colours.get(party_id)
        if colour and colour.press:
            inks = " ".join(f"{share / 100:f}" for share in held_to(colour.press, max_ink))
            colours.setdefault(f"--colour-{party.kind.name.lower()}", f"device-cmyk({inks})")
    if not colours:
        return ""
    return f":root {{ {' '.join(f'{name}: {value};' for name, value in colours.items())} }}"


def held_to(inks: Inks, most: Decimal) -> Inks:
    """Return the colour with at most so much ink in all, in percent.

    What cyan, magenta and yellow have in common is grey, and black says it with a third of the
    ink (grey component replacement); only what is still too much is taken off all three alike.
    """
    over = sum(inks) - most
    if over <= 0:
        return _on_plates(inks, most)
    *colour, black = inks
    grey = min(*colour, over / 2, 100 - black)
    colour, black = [share - grey for share in colour], black + grey
    over = sum(colour) + black - most
    if over > 0:
        colour = [share - over * share / sum(colour) for share in colour]
    cyan, magenta, yellow = (share.quantize(_HUNDREDTH, ROUND_DOWN) for share in colour)
    return _on_plates((cyan, magenta, yellow, black), most)


def _on_plates(inks: Inks, most: Decimal) -> Inks:
    """Return the colour so that also what plates of 256 steps make of it is within the limit."""
    *colours, black = inks
    limit = int(most * _STEPS / 100)
    while any(colours) and sum(round(e * _STEPS / 100) for e in (*colours, black)) > limit:
        largest = colours.index(max(colours))
        colours[largest] -= min(colours[largest], _ONE_STEP)
    cyan, magenta, yellow = colours
    return cyan, magenta, yellow, black
