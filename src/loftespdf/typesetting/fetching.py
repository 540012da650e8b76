"""What the engine asks for is answered from the assets; there is no disk and no network."""

from email.message import EmailMessage, Message
from pathlib import PurePosixPath
from urllib.parse import unquote

from weasyprint.urls import URLFetcherResponse

from loftespdf.model.assets import Reading
from loftespdf.model.drawing import drawing_of
from loftespdf.typesetting.drawing import svg_of

#: Assets have no place on any disk: the engine sees them below this address, which never resolves
#: (RFC 2606). Its scheme must be one that urllib joins relative addresses to.
BASE = "https://assets.invalid/"


class AssetFetcher:
    """Answers the engine's every question from the assets of a reading, which notes it.

    The engine calls it, and asks no more of it; its own fetcher makes a dozen handlers for the
    network each time. Checked against WeasyPrint 70.0, which is pinned.
    """

    _fail_on_errors = False

    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    def __call__(self, url: str) -> URLFetcherResponse:
        """Return the asset at ``url``, or raise, which the engine logs and we lift."""
        path = unquote(url.removeprefix(BASE))
        if url.startswith(BASE) and (drawing := drawing_of(path)):
            return _answer(url, svg_of(drawing), _TYPES[".svg"])
        if not url.startswith(BASE) or (asset := self._reading.get(path)) is None:
            raise ValueError(f"not among the assets: {path}")
        return _answer(url, asset.content, _type(path))


def _answer(url: str, content: str | bytes, content_type: str) -> URLFetcherResponse:
    """By the simplest rules for headers; those by default are read by a grammar of e-mail."""
    headers = EmailMessage(Message().policy)
    headers["Content-Type"] = content_type
    return URLFetcherResponse(url, content, headers)


_TYPES = {
    ".css": "text/css",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".ttf": "font/ttf",
}


def _type(path: str) -> str:
    return _TYPES.get(PurePosixPath(path).suffix.lower(), "application/octet-stream")
