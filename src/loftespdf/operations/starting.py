"""The engine, started before anything imports it, with what earlier processes kept of it."""

from loftespdf.operations.compiled import compiled_folder
from loftespdf.typesetting.engine import EngineFacts, require_engine


def start_engine() -> EngineFacts:
    """Return the engine's facts.

    To be asked for before any module that needs it: a missing library is told, not a traceback.
    Raises MachineLacks with the command that installs it.
    """
    return require_engine(compiled_folder())
