"""The kinds of finished file. Apart from the layouts, since planning nothing needs no pydantic."""

from enum import StrEnum


class Format(StrEnum):
    """Kinds of finished file."""

    PDF = "pdf"
    DOCX = "docx"
    HTML = "html"
