"""The engine's parts: what its values are called here, and where it holds its functions."""

import sys
from collections.abc import Callable
from typing import Any, TypeAlias

# The engine has no types; the names say what a value is.
Style: TypeAlias = Any
Box: TypeAlias = Any
Line: TypeAlias = Any
Part: TypeAlias = Any


def replace_everywhere(old: Callable[..., Part], new: Callable[..., Part]) -> None:
    """Put ``new`` in the place of a function of the engine, in each module that has imported it."""
    for name, module in tuple(sys.modules.items()):
        if name.startswith("weasyprint"):
            for key in [key for key, value in vars(module).items() if value is old]:
                setattr(module, key, new)
