"""Pictures and logos: inside the workspace, really pictures, and safe to open.

A picture's size in pixels is read from its header: a file that would unfold to gigabytes is refused
before anything is unfolded. What the content is decides, not what the file's name claims.
"""

import warnings
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from io import BytesIO
from pathlib import Path, PurePosixPath
from posixpath import normpath
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import normalize

from loftespdf.language.slugs import slug
from loftespdf.loading.files import read_bounded
from loftespdf.loading.guesses import near
from loftespdf.loading.picture_cleaning import cleaned
from loftespdf.loading.sites import Site
from loftespdf.model.area import Area
from loftespdf.model.assets import Asset
from loftespdf.model.document import YamlPath, path_words
from loftespdf.model.pledge import Pledge
from loftespdf.model.problem import Message, Problem, say
from loftespdf.model.rules import find_pictures

if TYPE_CHECKING:
    from PIL.ImageFile import ImageFile

#: The largest picture file that is read, in bytes.
MAX_BYTES = 25_000_000
#: The most pixels a picture may have: an A3 page at 400 ppi has 31 million.
MAX_PIXELS = 60_000_000

#: How alike a file's name must be to be suggested: endings are alike anyway.
_ALIKE = 0.75
_KINDS: Mapping[str, tuple[str, ...]] = {
    "PNG": (".png",),
    "JPEG": (".jpg", ".jpeg"),
    "SVG": (".svg",),
}
#: What else people have pictures in: its name, and the bytes that tell it and where they stand.
_OTHER_KINDS = (
    ("HEIC (iPhone)", 4, b"ftyphe"),
    ("HEIC (iPhone)", 4, b"ftypmif1"),
    ("AVIF", 4, b"ftypavif"),
    ("WebP", 8, b"WEBP"),
    ("GIF", 0, b"GIF8"),
    ("TIFF", 0, b"II*\0"),
    ("TIFF", 0, b"MM\0*"),
    ("BMP", 0, b"BM"),
    ("PDF", 0, b"%PDF"),
    ("EPS", 0, b"%!PS"),
    ("PSD (Photoshop)", 0, b"8BPS"),
)

Words = tuple[str, Message, Message]


def named_files(area: Area, pledge: Pledge) -> Iterator[tuple[YamlPath, str]]:
    """Yield every picture and logo file with the path of its key."""
    for path, picture in find_pictures(pledge):
        if picture.file:
            yield (*path, "fil"), picture.file
    for party, logo in area.brand.logos.items():
        yield ("varumärke", "logotyper", party, "fil"), logo.file
        if logo.press:
            yield ("varumärke", "logotyper", party, "tryck"), logo.press


def read_pictures(
    root: Path, area: str, named: Iterable[tuple[YamlPath, str]], site: Site
) -> tuple[Mapping[str, Asset], tuple[Problem, ...]]:
    """Read the named files of an area's folder.

    Returns them by their path in the assets, as composed pages name them
    (``content/grastorp/bilder/x.jpg``), and what is wrong with the others, placed in ``site``.
    """
    files: dict[str, Asset] = {}
    problems: list[Problem] = []
    for path, name in named:
        found = _read(root, area, name)
        if isinstance(found, Asset):
            files |= {f"content/{area}/{name}": found, found.origin: found}
        else:
            problems.append(_problem(found, path, site))
    return MappingProxyType(files), tuple(problems)


class Remembered(NamedTuple):
    """What is kept of a picture that was read, to read it again: where it is and its digest."""

    origin: str
    digest: str


def remembered(files: Mapping[str, Asset]) -> dict[str, Remembered]:
    """Return what ``read_again`` needs to read these pictures."""
    return {path: Remembered(one.origin, one.digest) for path, one in files.items()}


def read_again(root: Path, pictures: Mapping[str, Remembered]) -> Mapping[str, Asset]:
    """Read pictures that were read and judged before.

    One that has been changed since is judged again; one that is gone, or no picture any more, is
    left out, and whatever needs it fails.
    """
    files: dict[Remembered, Asset] = {}
    for one in dict.fromkeys(pictures.values()):
        content = read_bounded(root, root / one.origin, MAX_BYTES)
        if isinstance(content, Problem):
            continue
        file = sha256(content).hexdigest()
        if file == one.digest or not _wrong_content(content, one.origin):
            files[one] = Asset(cleaned(content), one.origin, file)
    return MappingProxyType({path: files[one] for path, one in pictures.items() if one in files})


def _problem(words: Words, path: YamlPath, site: Site) -> Problem:
    kind, what, instead = words
    return Problem(kind, what, site.value(path), path_words(path), instead)


def _read(root: Path, area: str, name: str) -> Asset | Words:
    if wrong := _wrong_name(area, name):
        return wrong
    path = root / "content" / area / name
    if path.name not in _names_beside(path):
        return _missing(path, name)
    content = read_bounded(root, path, MAX_BYTES)
    if isinstance(content, Problem):
        fallback = say("lägg en vanlig bildfil på den platsen")
        return content.kind, content.what, content.instead or fallback
    if wrong := _wrong_content(content, name):
        return wrong
    file = sha256(content).hexdigest()
    return Asset(cleaned(content), normpath(f"content/{area}/{name}"), file)


def _wrong_name(area: str, name: str) -> Words | None:
    if "\\" in name:
        better = name.replace("\\", "/")
        return (
            "picture-path",
            say("bildens adress {name} har bakstreck", name=name),
            say("skriv snedstreck: {better}", better=better),
        )
    if PurePosixPath(name).is_absolute() or ":" in name:
        return (
            "picture-path",
            say("bilden {name} ska anges från områdets mapp", name=name),
            say("lägg bilden i mappen bilder bredvid löftets fil, och skriv fil: bilder/namn.jpg"),
        )
    if normpath(f"content/{area}/{name}").startswith(".."):
        return (
            "outside-workspace",
            say("bilden {name} leder ut ur arbetsytan", name=name),
            say("lägg bilden i mappen bilder bredvid löftets fil, och skriv fil: bilder/namn.jpg"),
        )
    return None


def _missing(path: Path, name: str) -> Words:
    what = say("bilden {name} finns inte", name=name)
    if nearest := near(path.name, _names_beside(path), _ALIKE):
        if normalize("NFC", nearest) == normalize("NFC", path.name):
            return _spelt_otherwise(nearest, name)
        better = (PurePosixPath(name).parent / nearest).as_posix()
        if nearest.casefold() == path.name.casefold():
            return (
                "picture-missing",
                what,
                say("skriv {better}: stora och små bokstäver räknas", better=better),
            )
        return "picture-missing", what, say("menade du {better}?", better=better)
    return (
        "picture-missing",
        what,
        say("lägg filen där, eller ta bort fil: så länge; då hålls platsen av en tom ruta"),
    )


def _spelt_otherwise(found: str, name: str) -> Words:
    """A Mac writes å as two signs; the name looks the same, so it is of no use to repeat it."""
    plain = f"{slug(PurePosixPath(found).stem)}{PurePosixPath(found).suffix}"
    return (
        "picture-missing",
        say("bilden {name} finns, men bokstäverna å, ä och ö är sparade på ett annat sätt i filens "
            "namn", name=name),
        say("döp om filen till {better}, både på disken och här",
            better=(PurePosixPath(name).parent / plain).as_posix()),
    )  # fmt: skip


def _names_beside(path: Path) -> list[str]:
    """The files of the picture's folder as spelled: some systems would also open ``X.JPG``."""
    try:
        return sorted(one.name for one in path.parent.iterdir())
    except OSError:
        return []


def _wrong_content(content: bytes, name: str) -> Words | None:
    if content.lstrip()[:1] == b"<" or name.casefold().endswith(".svg"):
        kind, wrong = "SVG", _wrong_svg(content)
    else:
        kind, wrong = _raster(content, name)
    return wrong or _wrong_end(kind, name)


def _wrong_svg(content: bytes) -> Words | None:
    from loftespdf.loading.svg import judge_svg  # noqa: PLC0415 - most pictures are photographs

    words = judge_svg(content)
    return ("picture-unsafe", *words) if words else None


def _wrong_end(kind: str, name: str) -> Words | None:
    """A name that claims another kind misleads whoever handles the file next."""
    if name.casefold().endswith(_KINDS[kind]):
        return None
    better = PurePosixPath(name).with_suffix(_KINDS[kind][0]).as_posix()
    return (
        "picture-kind",
        say("bilden {name} är i själva verket en {kind}-bild", name=name, kind=kind),
        say("döp om filen till {better}, både på disken och här", better=better),
    )


def _raster(content: bytes, name: str) -> tuple[str, Words | None]:
    """Return the kind of a PNG or JPEG, or what is wrong with it."""
    from PIL import Image  # noqa: PLC0415 - most pledges have no picture to pay for it

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image = Image.open(BytesIO(content), formats=("PNG", "JPEG"))
        if image.width * image.height > MAX_PIXELS:
            return "", _bomb(name)
        kind = "PNG" if image.format == "PNG" else "JPEG"
        image.verify()
        if kind == "JPEG":
            _read_through(Image.open(BytesIO(content), formats=("JPEG",)))
    except Image.DecompressionBombError:
        return "", _bomb(name)
    except Exception:  # noqa: BLE001 - a decoder raises anything at all on broken bytes
        return "", _no_picture(content, name)
    return kind, None


def _read_through(image: "ImageFile") -> None:
    """Read a JPEG to its end, at an eighth of its size: only that tells a file cut short."""
    from PIL import ImageFile as reading  # noqa: N813, PLC0415 - the module, not the class

    image.draft("L", (image.width // 8, image.height // 8))
    # WeasyPrint lets the whole process read pictures that end too soon; here they must not pass.
    lenient, reading.LOAD_TRUNCATED_IMAGES = reading.LOAD_TRUNCATED_IMAGES, False
    try:
        image.load()
    finally:
        reading.LOAD_TRUNCATED_IMAGES = lenient


def _bomb(name: str) -> Words:
    return (
        "picture-too-large",
        say("bilden {name} har orimligt många bildpunkter", name=name),
        say("spara en mindre variant; 4 000 bildpunkter på bredden räcker till en hel sida"),
    )


def _no_picture(content: bytes, name: str) -> Words:
    kinds = (kind for kind, at, sign in _OTHER_KINDS if content.startswith(sign, at))
    if kind := next(kinds, None):
        what = say("filen {name} är i formatet {kind}, som inte används här", name=name, kind=kind)
    else:
        what = say("filen {name} är ingen hel PNG-, JPEG- eller SVG-bild", name=name)
    better = say("öppna bilden i ett bildprogram och spara den som JPEG eller PNG")
    return "picture-broken", what, better
