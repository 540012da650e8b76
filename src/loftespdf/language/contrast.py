"""How a colour's contrast is told in words."""

from math import floor


def contrast_in_text(ratio: float) -> str:
    """Return ``4,4`` for 4.48: rounded down, so that what is too low never reads as enough."""
    return f"{floor(ratio * 10) / 10:.1f}".replace(".", ",")
