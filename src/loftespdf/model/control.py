"""Blanks that are filled in on a screen: the kinds there are, and what may be chosen."""

from enum import StrEnum

from loftespdf.model.followup import Degree

#: What may be chosen where a blank is for a degree.
DEGREES = tuple(degree.value for degree in Degree)


class ControlKind(StrEnum):
    """What is written in a blank. ``LONG`` is text of several lines."""

    TEXT = "text"
    LONG = "long"
    DATE = "date"
    DEGREE = "degree"
