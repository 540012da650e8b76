"""A sixth area, wholly made up, with all that an advertisement may hold.

A photograph, a link, and a logo in each of SVG, PNG and CMYK JPEG: drawn here, so that nobody's
mark and nobody's face lies in the repository.
"""

from io import BytesIO
from pathlib import Path
from textwrap import dedent

from PIL import Image, ImageDraw, ImageFilter

AREA = """
namn: Exempelby
genitiv: Exempelbys
slag: kommun
lpo: Mellersta Exempel
länk: https://exempelby.se/medborgarlofte
parter:
  polisen: {slag: polis, namn: Polisen, organisation: Lokalpolisområde Mellersta Exempel}
  kommunen: {slag: kommun, namn: Exempelby kommun, organisation: Trygghetsenheten}
  bolaget: {slag: annan, namn: Exempelbyhus, organisation: Allmännyttan}
varumärke:
  färger:
    polisen: {skärm: "#003366", tryck: [100, 75, 0, 35]}
    kommunen: {skärm: "#0b5d3b", tryck: [90, 20, 85, 45]}
"""
LOGOS = """
  logotyper:
    polisen: {fil: bilder/ostra.svg, alt: Polisen}
    kommunen: {fil: bilder/vastra.png, alt: Exempelby kommun}
    bolaget: {fil: bilder/norra.jpg, alt: Exempelbyhus}
"""
PLEDGE = """
titel: Medborgarlöfte för Exempelby 2026
period: 2026
bilder:
  - {fil: bilder/torget.jpg, alt: Torget i Exempelby en kväll i november, foto: Namn Namnsson}
annons:
  rubrik: Tryggare kvällar i Exempelby
avsnitt:
  - {slag: ingress, text: Det här lovar vi dig som bor och rör dig i Exempelby under 2026.}
  - slag: löften
    rubrik: Våra löften
    avsnitt:
      - rubrik: "Polisen lovar att:"
        part: polisen
        punkter:
          - id: gangpass
            text: Polisen ska gå till fots vid resecentrum och torget minst tre kvällar i veckan.
            kort: Fotpatrull vid resecentrum och torget minst tre kvällar i veckan
            mål: [{minst: 3, enhet: kvällar, per: vecka}]
          - id: trafik
            text: Polisen ska genomföra trafikkontroller vid skolorna, särskilt vid terminsstart.
            kort: Trafikkontroller vid skolorna
            mål: [{minst: 40, enhet: kontroller, per: år}]
          - id: dialog
            text: Polisen ska finnas på biblioteket en eftermiddag i månaden för samtal.
            kort: Polisen på biblioteket en eftermiddag i månaden
      - rubrik: "Kommunen lovar att:"
        part: kommunen
        punkter:
          - id: belysning
            text: Kommunen ska byta belysningen mellan resecentrum och Norra skolan under 2026.
            kort: Ny belysning mellan resecentrum och Norra skolan
          - id: faltare
            text: Kommunen ska ha fältare ute varje fredag och lördag kväll under skolloven.
            kort: Fältare ute varje fredag och lördag under loven
      - rubrik: "Tillsammans lovar vi att:"
        part: [polisen, kommunen]
        punkter:
          - id: vandringar
            text: Vi ska bjuda in till trygghetsvandringar i fyra bostadsområden, med återkoppling.
            kort: Trygghetsvandringar i fyra bostadsområden
  - slag: uppföljning
    rubrik: Uppföljning
    när: tertialvis
    kanaler: [exempelby.se, polisens sida]
kontakt:
  - {namn: Trygghetsenheten, telefon: 0501-12 34 56, epost: trygghet@exempelby.se}
"""


def make_workspace(
    root: Path, *, area: str = AREA + LOGOS, pledge: str = PLEDGE, name: str = "exempelby"
) -> Path:
    """Write a workspace with the area below ``root`` and return ``root``."""
    folder = root / "content" / name
    (folder / "bilder").mkdir(parents=True)
    (folder / "omrade.yaml").write_text(dedent(area), encoding="utf-8")
    (folder / "2026.yaml").write_text(dedent(pledge), encoding="utf-8")
    for file, content in {
        "torget.jpg": photograph(),
        "ostra.svg": _svg_logo().encode(),
        "vastra.png": _png_logo(),
        "norra.jpg": _cmyk_logo(),
    }.items():
        (folder / "bilder" / file).write_bytes(content)
    return root


def photograph(width: int = 3000, height: int = 1700) -> bytes:
    """Return a JPEG with the depth of a photograph: an evening square, dark below, lamps."""
    image = Image.new("RGB", (300, 170))
    draw = ImageDraw.Draw(image)
    for y in range(170):
        draw.line((0, y, 300, y), fill=(20 + y // 2, 25 + y // 4, max(10, 90 - y // 2)))
    for x in range(0, 300, 23):
        top = 60 + (x * 37) % 45
        draw.rectangle((x, top, x + 20, 130), fill=(12 + x % 17, 14, 22 + x % 29))
        draw.rectangle((x + 5, top + 8, x + 9, top + 14), fill=(255, 214, 120))
    draw.rectangle((0, 130, 300, 170), fill=(6, 6, 10))
    for x in (40, 120, 205, 270):
        draw.ellipse((x - 9, 84, x + 9, 102), fill=(255, 236, 190))
        draw.line((x, 98, x, 150), fill=(0, 0, 0), width=2)
    image = image.resize((width, height), Image.Resampling.BICUBIC)
    return _jpeg(image.filter(ImageFilter.GaussianBlur(4)))


def _jpeg(image: Image.Image) -> bytes:
    out = BytesIO()
    image.save(out, "JPEG", quality=90)
    return out.getvalue()


def _svg_logo() -> str:
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 40">'
        '<circle cx="20" cy="20" r="18" fill="#003366"/>'
        '<path d="M10 24 L20 10 L30 24 Z" fill="#ffffff"/>'
        '<rect x="46" y="14" width="70" height="4" fill="#003366"/>'
        '<rect x="46" y="23" width="50" height="4" fill="#003366"/></svg>'
    )


def _png_logo() -> bytes:
    image = Image.new("RGB", (1200, 400), "white")
    draw = ImageDraw.Draw(image)
    draw.rounded_rectangle((20, 20, 380, 380), 60, fill=(11, 93, 59))
    draw.rectangle((150, 80, 250, 320), fill="white")
    draw.rectangle((460, 140, 1160, 185), fill=(11, 93, 59))
    draw.rectangle((460, 230, 960, 275), fill=(11, 93, 59))
    out = BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def _cmyk_logo() -> bytes:
    image = Image.new("CMYK", (1200, 400), (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    draw.polygon([(20, 380), (200, 20), (380, 380)], fill=(0, 160, 255, 60))
    draw.rectangle((460, 140, 1160, 185), fill=(0, 160, 255, 60))
    draw.rectangle((460, 230, 900, 275), fill=(0, 160, 255, 60))
    return _jpeg(image)
