"""The time a pledge is valid: a year, years, a season, odd dates, or until further notice."""

import re
from datetime import date
from typing import Annotated, Any

from pydantic import (
    BeforeValidator,
    Field,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError

from loftespdf.model.values import Day, Node

UNTIL_FURTHER_NOTICE = "tillsvidare"

_YEAR = re.compile(r"\d{4}")
_YEARS = re.compile(r"(\d{4})\s*[-–]\s*(\d{4})")


def _end(value: object) -> object:
    """``tillsvidare`` is an open end, kept as None."""
    return None if value == UNTIL_FURTHER_NOTICE else value


_OpenEnd = Annotated[
    Day | None,
    BeforeValidator(_end),
    WithJsonSchema({"type": "string", "description": "ett datum, eller tillsvidare"}),
]


class Period(Node):
    """First and last day. ``end`` None means until further notice."""

    start: Day = Field(alias="från", description="första dagen, till exempel 2023-06-01")
    end: _OpenEnd = Field(alias="till", description="sista dagen, eller tillsvidare")

    @model_validator(mode="before")
    @classmethod
    def _short_forms(cls, value: Any) -> Any:  # noqa: ANN401 - whatever the file holds
        """Read ``2021`` and ``2023–2026``."""
        if not isinstance(value, str):
            return value
        if _YEAR.fullmatch(value.strip()):
            value = f"{value.strip()}-{value.strip()}"
        if not (match := _YEARS.fullmatch(value.strip())):
            raise PydanticCustomError("not_a_period", "not a period")
        return {"från": f"{match[1]}-01-01", "till": f"{match[2]}-12-31"}

    @model_validator(mode="after")
    def _ordered(self) -> "Period":
        if self.end is not None and self.end < self.start:
            raise PydanticCustomError("ends_before_start", "ends before it starts")
        return self

    @property
    def whole_years(self) -> tuple[int, int] | None:
        """First and last year when the period is whole calendar years, otherwise None."""
        if self.end is None:
            return None
        if (self.start.month, self.start.day, self.end.month, self.end.day) != (1, 1, 12, 31):
            return None
        return self.start.year, self.end.year

    def contains(self, day: date) -> bool:
        """Tell whether ``day`` falls within the period, both ends included."""
        return self.start <= day and (self.end is None or day <= self.end)
