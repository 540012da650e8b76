"""Colours as a reader sees them on white paper, and how well they stand out from it."""

from collections.abc import Sequence
from functools import lru_cache

from loftespdf.inspecting.reading import Rgb

BLACK: Rgb = (0.0, 0.0, 0.0)
_GRAY, _RGB, _CMYK = 1, 3, 4
_LINEAR_BELOW = 0.04045


def to_rgb(values: Sequence[float]) -> Rgb | None:
    """Return a DeviceGray, DeviceRGB or DeviceCMYK colour as RGB; None for any other number.

    CMYK by the plain formula of ISO 32000-1, 10.3.4: near enough to judge a contrast.
    """
    if len(values) == _GRAY:
        return (values[0],) * 3
    if len(values) == _RGB:
        return (values[0], values[1], values[2])
    if len(values) == _CMYK:
        cyan, magenta, yellow, black = values
        return (
            1 - min(1.0, cyan + black), 1 - min(1.0, magenta + black), 1 - min(1.0, yellow + black),
        )  # fmt: skip
    return None


@lru_cache(maxsize=64)
def on_white(colour: Rgb, alpha: float) -> Rgb:
    """Return what a colour of this opacity looks like on white."""
    red, green, blue = (1 - alpha * (1 - channel) for channel in colour)
    return (red, green, blue)


def contrast_on_white(colour: Rgb) -> float:
    """Return the contrast ratio against white, 1–21 (WCAG 2.1, definition of contrast ratio)."""
    red, green, blue = map(_linear, colour)
    luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return 1.05 / (luminance + 0.05)


def _linear(channel: float) -> float:
    channel = min(max(channel, 0.0), 1.0)
    return channel / 12.92 if channel <= _LINEAR_BELOW else ((channel + 0.055) / 1.055) ** 2.4


def in_hex(colour: Rgb) -> str:
    """Return ``#rrggbb``."""
    return "#" + "".join(f"{round(min(max(channel, 0), 1) * 255):02x}" for channel in colour)
