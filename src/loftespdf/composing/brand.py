"""An area's brand as CSS custom properties, laid over the theme's own."""

from loftespdf.model.area import Area


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
