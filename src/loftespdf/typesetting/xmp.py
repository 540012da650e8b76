"""What a finished PDF says of itself: the XMP packet, and ``/Info`` agreeing with it.

Both standards are claimed in one rdf:RDF. PDF/A only knows the properties of its own list, so the
PDF/UA identifier and our fingerprint come with a description of their schema (ISO 19005-2, 6.6.2.3;
ISO 14289-1, clause 5).
"""

from xml.sax.saxutils import escape

from msgspec import Struct

#: The namespace of the fingerprint. A name only: nothing is ever fetched from it.
FINGERPRINT_NAMESPACE = "urn:x-loftespdf:1.0/"


class FileFacts(Struct, frozen=True):
    """What the file says of itself. ``date`` is an ISO day; its time is 00:00 UTC.

    ``description`` is said by press files only.
    """

    title: str
    language: str
    author: str
    creator: str
    producer: str
    date: str
    fingerprint: str
    description: str = ""


def info_of(facts: FileFacts) -> dict[str, str]:
    """Return the entries of ``/Info``; each is also in the XMP, as PDF/A demands (6.6.3)."""
    moment = f"D:{facts.date.replace('-', '')}000000Z"
    entries = {
        "Title": facts.title,
        "Author": facts.author,
        "Creator": facts.creator,
        "Producer": facts.producer,
        "CreationDate": moment,
        "ModDate": moment,
    }
    return {name: value for name, value in entries.items() if value}


def xmp_of(facts: FileFacts) -> bytes:
    """Return the whole XMP packet, in UTF-8."""
    return _PACKET.format(
        title=escape(facts.title),
        language=escape(facts.language),
        author=_AUTHOR.format(escape(facts.author)) if facts.author else "",
        creator=_CREATOR.format(escape(facts.creator)) if facts.creator else "",
        producer=escape(facts.producer),
        moment=f"{facts.date}T00:00:00Z",
        fingerprint=escape(facts.fingerprint),
        namespace=FINGERPRINT_NAMESPACE,
    ).encode()


_AUTHOR = "\n   <dc:creator><rdf:Seq><rdf:li>{}</rdf:li></rdf:Seq></dc:creator>"
_CREATOR = "\n   <xmp:CreatorTool>{}</xmp:CreatorTool>"
_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about=""
    xmlns:dc="http://purl.org/dc/elements/1.1/"
    xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
    xmlns:xmp="http://ns.adobe.com/xap/1.0/"
    xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
    xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
    xmlns:loftespdf="{namespace}">
   <pdfaid:part>2</pdfaid:part>
   <pdfaid:conformance>A</pdfaid:conformance>
   <pdfuaid:part>1</pdfuaid:part>
   <dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
   <dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>{author}
   <pdf:Producer>{producer}</pdf:Producer>{creator}
   <xmp:CreateDate>{moment}</xmp:CreateDate>
   <xmp:ModifyDate>{moment}</xmp:ModifyDate>
   <xmp:MetadataDate>{moment}</xmp:MetadataDate>
   <loftespdf:fingerprint>{fingerprint}</loftespdf:fingerprint>
  </rdf:Description>
  <rdf:Description rdf:about=""
    xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
    xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
    xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
   <pdfaExtension:schemas>
    <rdf:Bag>
     <rdf:li rdf:parseType="Resource">
      <pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
      <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
      <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
      <pdfaSchema:property>
       <rdf:Seq>
        <rdf:li rdf:parseType="Resource">
         <pdfaProperty:name>part</pdfaProperty:name>
         <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
         <pdfaProperty:category>internal</pdfaProperty:category>
         <pdfaProperty:description>Part of ISO 14289 the file follows</pdfaProperty:description>
        </rdf:li>
       </rdf:Seq>
      </pdfaSchema:property>
     </rdf:li>
     <rdf:li rdf:parseType="Resource">
      <pdfaSchema:schema>loftespdf Schema</pdfaSchema:schema>
      <pdfaSchema:namespaceURI>{namespace}</pdfaSchema:namespaceURI>
      <pdfaSchema:prefix>loftespdf</pdfaSchema:prefix>
      <pdfaSchema:property>
       <rdf:Seq>
        <rdf:li rdf:parseType="Resource">
         <pdfaProperty:name>fingerprint</pdfaProperty:name>
         <pdfaProperty:valueType>Text</pdfaProperty:valueType>
         <pdfaProperty:category>external</pdfaProperty:category>
         <pdfaProperty:description>SHA-256 of the text of the pledge</pdfaProperty:description>
        </rdf:li>
       </rdf:Seq>
      </pdfaSchema:property>
     </rdf:li>
    </rdf:Bag>
   </pdfaExtension:schemas>
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""
