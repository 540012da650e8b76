"""What others find wrong with a Word file."""

from pathlib import Path

import docx_integrity
from openxml_audit import FileFormat, OpenXmlValidator


def findings(content: bytes, folder: Path) -> list[str]:
    """What the two validators have to say."""
    file = folder / "prov.docx"
    file.write_bytes(content)
    found = [str(each) for each in docx_integrity.check(file)]
    for form in (FileFormat.OFFICE_2019, FileFormat.MICROSOFT_365):
        found += map(str, OpenXmlValidator(file_format=form).validate(str(file)).errors)
    return found
