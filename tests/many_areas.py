"""Many made-up areas, the same each time: every state a report tells of, in plausible shares."""

from itertools import product
from pathlib import Path

FIRST = ("Al", "Berg", "Björk", "Ek", "Fors", "Gran", "Hav", "Is", "Kvarn", "Ling", "Mos", "Norr",
         "Sand", "Sten", "Vass", "Väster", "Å", "Ås", "Älm", "Öst")  # fmt: skip
LAST = ("by", "vik", "holm", "sund", "arp", "näs", "ås", "torp", "berga", "hult", "mark", "stad",
        "ö", "lunda", "fors")  # fmt: skip
THEMES = ("Narkotika", "Trafik", "Ungdomar", "Trygghet i centrum", "Brott i nära relation",
          "Synlighet", "Ordningsstörningar", "Samverkan")  # fmt: skip
RHYTHMS = ("tertialvis", "varje halvår", "en gång per år", "varje kvartal", "vid behov")
DEGREES = ("uppfyllt", "uppfyllt", "delvis", "ej uppfyllt", "pågår")
POLICE = tuple(f"{quarter} {place}" for quarter in ("Norra", "Södra", "Västra")
               for place in ("Bergslagen", "Kusten", "Slätten", "Skogsbygden"))  # fmt: skip
YEAR = 2026


def name(index: int) -> str:
    """Return the area's name: 300 different ones."""
    return "".join(tuple(product(FIRST, LAST))[index])


def write_areas(root: Path, count: int) -> None:
    """Write ``count`` areas, at most 300, into the workspace at ``root``."""
    for index in range(count):
        folder = root / "content" / f"omrade-{index:03}"
        folder.mkdir(parents=True)
        _write(folder / "omrade.yaml", _area(index))
        if index % 20 == 7:
            continue  # no pledge at all
        year = YEAR - 1 if index % 9 == 4 else YEAR
        _write(folder / f"{year}.yaml", _pledge(index, year))
        if index % 3 == 0:
            _write(folder / f"{year}.uppfoljning.yaml", _follow_up(index, year))
        if index % 6 == 2:
            _write(folder / f"{YEAR + 1}.yaml", _pledge(index, YEAR + 1, status="utkast"))


def _write(file: Path, lines: list[str]) -> None:
    file.write_text("\n".join((*lines, "")), encoding="utf-8")


def _area(index: int) -> list[str]:
    return [
        f"namn: {name(index)}",
        f"lpo: {POLICE[index % len(POLICE)]}",
        "parter:",
        "  polisen: {slag: polis, namn: Polisen}",
        f"  kommunen: {{slag: kommun, namn: {name(index)}s kommun}}",
    ]


def _pledge(index: int, year: int, status: str = "") -> list[str]:
    status = status or ("utkast" if index % 10 == 5 else "gällande")
    if index == 11:
        status = "gälande"  # an error in the content
    lines = [f"titel: Medborgarlöfte för {name(index)} {year}", f"period: {year}"]
    lines += [f"status: {status}", "avsnitt:"]
    for number in range(_promises(index)):
        theme = THEMES[(index * 3 + number) % len(THEMES)]
        owner = ("polisen", "kommunen", "[polisen, kommunen]")[(index + number) % 3]
        theme = f"{theme} i {name(index)}" if number == 5 else theme
        lines += ["  - slag: löften", f"    rubrik: {theme}", f"    part: {owner}", "    punkter:"]
        lines += [f"      - id: l{number}", f"        text: Vi ska göra sak nummer {number}."]
        lines += ["        ansvarig: Områdespoliserna"] if number == 0 else []
    lines += ["  - slag: uppföljning", f"    när: {RHYTHMS[index % len(RHYTHMS)]}"]
    lines += ["underskrifter:"]
    for party, signed in (("polisen", index % 4), ("kommunen", index % 8)):
        day = f", datum: {year}-01-{10 + index % 15}" if signed else ""
        lines.append(f"  - {{part: {party}, namn: Namn Namnsson{day}}}")
    return lines


def _promises(index: int) -> int:
    return 3 + index % 5


def _follow_up(index: int, year: int) -> list[str]:
    day = f"{year}-{8 if index % 2 else 4}-28"
    lines = ["utfall:"]
    for number in range(_promises(index) - index % 2):
        degree = DEGREES[(index // 3 + number) % len(DEGREES)]
        lines.append(f"  - {{löfte: l{number}, datum: {day}, grad: {degree}}}")
    return [line.replace("-8-", "-08-").replace("-4-", "-04-") for line in lines]
