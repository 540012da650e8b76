"""What a press PDF says of itself: output intent, ``/Info`` and XMP (ISO 15930-7 and -4).

The identifiers are hashes of the content, so that the same input gives the same bytes.
"""

import zlib
from collections.abc import Iterator
from functools import lru_cache
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from uuid import UUID
from xml.sax.saxutils import escape

import pydyf
from PIL import ImageCms

from loftespdf.model.sheets import PressStandard, PrintSheet
from loftespdf.typesetting.xmp import FINGERPRINT_NAMESPACE, FileFacts

_CLAIMS = {PressStandard.X_4: "PDF/X-4", PressStandard.X_1A: "PDF/X-1a:2003"}
#: The condition a profile was made for, where the ICC's registry of conditions knows it.
_REGISTERED = {"ISO Coated v2": "FOGRA39"}
_QUICKLY = 1
#: The profile that comes with the program by its digest, and packed (``tools/packed_profile.py``),
#: by the digest of that.
_OWN = "b424c77f40c3423c925536f8ae08634985ccd0fe80eb253d5d229197ded7e886"
_OWN_PACKED = Path(__file__).with_name("profile.z")
_PACKED = "a9528e85b8bbef0f1b160a70fe9ec80d72184c014a167884542504429f726357"
_REGISTRY = "http://www.color.org"


def add_intent(pdf: pydyf.PDF, sheet: PrintSheet, profile: bytes) -> None:
    """Say for which printing condition the inks are meant, with its profile in the file."""
    extra = {"N": 4, "Alternate": "/DeviceCMYK", "Filter": "/FlateDecode"}
    stream = pydyf.Stream([_packed(profile)], extra)
    pdf.add_object(stream)
    name = profile_name(profile)
    condition = condition_of(sheet, name)
    intent = pydyf.Dictionary({"Type": "/OutputIntent", "S": "/GTS_PDFX"})
    intent["OutputConditionIdentifier"] = pydyf.String(condition)
    if condition in _REGISTERED.values():
        intent["RegistryName"] = pydyf.String(_REGISTRY)
    intent["Info"] = pydyf.String(name)
    intent["DestOutputProfile"] = stream.reference
    pdf.catalog["OutputIntents"] = pydyf.Array([intent])


@lru_cache(maxsize=4)
def _packed(profile: bytes) -> bytes:
    """Pack a profile once: it is tables of numbers, of which packing saves a quarter.

    The program's own is packed already, as small as can be; that took longer than setting an
    advertisement. Another is packed quickly, which leaves it 3 % larger.
    """
    if sha256(profile).hexdigest() == _OWN:
        packed = _OWN_PACKED.read_bytes()
        if sha256(packed).hexdigest() == _PACKED:
            return packed
    return zlib.compress(profile, _QUICKLY)


def condition_of(sheet: PrintSheet, profile: str) -> str:
    """Return the printing condition's name: the paper's own where its profile is really used."""
    if sheet.icc_condition and not sheet.missing_profile:
        return sheet.icc_condition
    known = (name for start, name in _REGISTERED.items() if profile.startswith(start))
    return next(known, profile)


@lru_cache(maxsize=4)
def profile_name(profile: bytes) -> str:
    """Return what an ICC profile calls itself."""
    described = ImageCms.ImageCmsProfile(BytesIO(profile)).profile.profile_description
    return (described or "").strip() or "ICC"


def describe(pdf: pydyf.PDF, facts: FileFacts, sheet: PrintSheet) -> None:
    """Write ``/Info`` and the XMP packet. To be called when all else is in the file."""
    content = sha256()
    for each in pdf.objects[1:]:  # the first stands for the head of the free list
        content.update(each.data)
    claim = _CLAIMS.get(sheet.standard, "")
    pdf.info.clear()
    pdf.info.update(_info(facts, claim))
    packet = _packet(facts, claim, content.digest())
    metadata = pydyf.Stream([packet], {"Type": "/Metadata", "Subtype": "/XML"})
    pdf.add_object(metadata)
    pdf.catalog["Metadata"] = metadata.reference
    pdf.catalog["Lang"] = pydyf.String(facts.language)


def _info(facts: FileFacts, claim: str) -> dict[str, object]:
    moment = f"D:{facts.date.replace('-', '')}000000Z"
    entries = {
        "Title": facts.title,
        "Author": facts.author,
        "Subject": facts.description,
        "Creator": facts.creator or facts.producer,
        "Producer": facts.producer,
        "CreationDate": moment,
        "ModDate": moment,
        "GTS_PDFXVersion": claim,
    }
    texts = {name: pydyf.String(text) for name, text in entries.items() if text}
    return {**texts, "Trapped": "/False"}


def _packet(facts: FileFacts, claim: str, content: bytes) -> bytes:
    document = sha256(f"{facts.fingerprint} {facts.title}".encode()).digest()
    moment = f"{facts.date}T00:00:00Z"
    lines = "\n   ".join(
        (
            *_described(facts),
            f"<pdf:Producer>{escape(facts.producer)}</pdf:Producer>",
            "<pdf:Trapped>False</pdf:Trapped>",
            f"<xmp:CreatorTool>{escape(facts.creator or facts.producer)}</xmp:CreatorTool>",
            f"<xmp:CreateDate>{moment}</xmp:CreateDate>",
            f"<xmp:ModifyDate>{moment}</xmp:ModifyDate>",
            f"<xmp:MetadataDate>{moment}</xmp:MetadataDate>",
            f"<xmpMM:DocumentID>{_urn(document)}</xmpMM:DocumentID>",
            f"<xmpMM:InstanceID>{_urn(content)}</xmpMM:InstanceID>",
            "<xmpMM:RenditionClass>default</xmpMM:RenditionClass>",
            "<xmpMM:VersionID>1</xmpMM:VersionID>",
            *([f"<pdfxid:GTS_PDFXVersion>{claim}</pdfxid:GTS_PDFXVersion>"] if claim else []),
            f"<loftespdf:fingerprint>{escape(facts.fingerprint)}</loftespdf:fingerprint>",
        )
    )
    return _PACKET.format(namespace=FINGERPRINT_NAMESPACE, lines=lines).encode()


def _described(facts: FileFacts) -> Iterator[str]:
    texts = {"title": facts.title, "description": facts.description}
    for name, text in texts.items():
        if text:
            item = f'<rdf:li xml:lang="x-default">{escape(text)}</rdf:li>'
            yield f"<dc:{name}><rdf:Alt>{item}</rdf:Alt></dc:{name}>"
    yield "<dc:format>application/pdf</dc:format>"
    language = escape(facts.language)
    yield f"<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>"
    if facts.author:
        author = escape(facts.author)
        yield f"<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>"


def _urn(digest: bytes) -> str:
    """Return a UUID of version 5 (RFC 9562, 5.5): made of a hash, not of chance."""
    return f"uuid:{UUID(bytes=digest[:16], version=5)}"


_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about=""
    xmlns:dc="http://purl.org/dc/elements/1.1/"
    xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
    xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/"
    xmlns:xmp="http://ns.adobe.com/xap/1.0/"
    xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/"
    xmlns:loftespdf="{namespace}">
   {lines}
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""
