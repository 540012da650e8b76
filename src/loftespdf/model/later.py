"""Parts of libraries that others import and ordinary documents do without, loaded on need."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import Any


@contextmanager
def later(*names: str) -> Iterator[None]:
    """Let what is imported meanwhile take a stand-in for each part that is not loaded yet.

    They must be modules of which others only call functions and classes.
    """
    absent = [name for name in names if name not in sys.modules]
    sys.modules.update({name: _Later(name) for name in absent})
    try:
        yield
    finally:
        for name in absent:
            del sys.modules[name]


class _Later(ModuleType):
    """Stands for a module of which functions and classes are called, and loads it then."""

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name.startswith("__"):  # the import system asks whether it is a package
            raise AttributeError(name)

        def call(*values: object, **named: object) -> Any:  # noqa: ANN401 - as the module's own
            return getattr(import_module(self.__name__), name)(*values, **named)

        return call
