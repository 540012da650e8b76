"""How a colour's contrast is told in words."""

from math import floor

from loftespdf.model.problem import Figure, with_comma


def contrast_in_text(ratio: float) -> Figure:
    """Return ``4,4`` for 4.48: rounded down, so that what is too low never reads as enough."""
    return with_comma(f"{floor(ratio * 10) / 10:.1f}")
