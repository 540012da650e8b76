"""What the sentences about wrong content share: their two halves, and how a place is called."""

from collections.abc import Callable

from loftespdf.loading.sites import Site
from loftespdf.model.document import YamlPath
from loftespdf.model.problem import Message
from loftespdf.model.violations import Violation

#: What is wrong, and what to write instead.
Words = tuple[Message, Message]
Writer = Callable[[Violation, Site], Words]


def listed(value: object) -> str:
    """Write the words of a tuple after each other, with commas."""
    return ", ".join(str(word) for word in value) if isinstance(value, tuple) else str(value)


def name_of(path: YamlPath) -> str:
    """Return the nearest key of a path: what the user would call the place."""
    return next((part for part in reversed(path) if isinstance(part, str)), "")


def given(violation: Violation) -> str:
    """Return what the user wrote, as spelled; nothing where it is no single word."""
    return str(violation.values["given"] or "")
