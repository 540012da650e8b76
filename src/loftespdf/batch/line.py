"""A line to a Dask cluster: what is asked, and the answers, which nobody has to wait for.

``distributed`` is imported here and nowhere else, and has a thread of its own for the talking.
"""

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import CancelledError, Future
from contextlib import suppress
from dataclasses import dataclass
from threading import Event
from typing import Any

from loftespdf.batch.connecting import missing_package, no_certificates, unreachable
from loftespdf.model.problem import MachineLacks

#: So long a scheduler may take to answer, in seconds.
_PATIENCE = 5.0
#: What is raised where the other end is no more.
GONE = (OSError, CancelledError, asyncio.CancelledError)
#: What writes to stderr on its own; what matters of it we tell in our own words.
_SILENT = ("distributed", "distributed.client", "tornado.application", "asyncio")


@dataclass(frozen=True)
class Errand:
    """Something a worker was asked to do. ``answer`` is done when the answer is here."""

    answer: "Future[Any]"

    def drop(self) -> None:
        """Wait no longer; the scheduler forgets it."""
        self.answer.cancel()


class Line:
    """An open line. Raises MachineLacks without the package or where no scheduler answers."""

    def __init__(self, address: str) -> None:
        self._client = _client(address)
        self._news = Event()

    @property
    def is_open(self) -> bool:
        """Tell whether the scheduler is still there."""
        return bool(self._client.status == "running")

    def wait(self, seconds: float) -> None:
        """Return when something was answered, or the time is up."""
        self._news.wait(seconds)
        self._news.clear()

    def workers(self) -> "Future[Any]":
        """Ask which workers there are: address → what the scheduler knows of each."""
        return self._soon(self._workers())

    async def _workers(self) -> object:
        if (scheduler := self._client.scheduler) is None:
            raise ConnectionError
        return (await scheduler.identity(n_workers=-1))["workers"]

    def send(self, worker: str, function: Callable[..., object], *arguments: object) -> Errand:
        """Ask this worker, and no other, to call a function; what goes and comes is plain data."""
        carried = _carried(function.__module__, function.__name__)
        work = self._client.submit(
            carried, *arguments, workers=[worker], allow_other_workers=False, pure=False
        )
        return Errand(self._soon(self._client.gather(work, asynchronous=True)))

    def lend(self, worker: str, value: bytes) -> Errand:
        """Leave something with a worker that several errands need; answered is what stands for it.

        A worker that stopped takes nothing, so this must not be waited for.
        """
        lent = self._client.scatter(value, workers=[worker], hash=False, asynchronous=True)
        return Errand(self._soon(lent))

    def _soon(self, answer: Coroutine[Any, Any, Any]) -> "Future[Any]":
        found = asyncio.run_coroutine_threadsafe(answer, self._client.loop.asyncio_loop)
        found.add_done_callback(lambda _: self._news.set())
        return found

    def close(self) -> None:
        """Hang up; the scheduler forgets what was not done."""
        with suppress(*GONE):
            self._client.close(timeout=_PATIENCE)


def _carried(module: str, name: str) -> Callable[..., object]:
    """Return a function that is sent as it stands, not as a name to look up.

    A scheduler looks up what it passes on, and a worker without our package ends when it cannot:
    so the one needs no package of ours, and the other can say that it has none.
    """

    def call(*arguments: object) -> object:
        from importlib import import_module  # noqa: PLC0415 - it has nothing else with it

        return getattr(import_module(module), name)(*arguments)

    return call


def _client(address: str) -> Any:  # noqa: ANN401 - what distributed says of types is half
    try:
        import dask  # noqa: PLC0415 - half a second, and an extra

        dask.config.set(
            {
                "logging": dict.fromkeys(_SILENT, "critical"),
                # A document brings its pictures; it is forgotten as soon as it is made.
                "distributed.admin.large-graph-warning-threshold": "1 GB",
            }
        )
        from distributed import Client  # noqa: PLC0415
    except ModuleNotFoundError as error:
        raise MachineLacks(missing_package(error.name)) from error
    if address.startswith("tls:"):
        _require_certificates()
    try:
        return Client(address, timeout=_PATIENCE, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise MachineLacks(unreachable(address)) from error


def _require_certificates() -> None:
    """Raise MachineLacks where Dask's settings name none that can be read."""
    from distributed.security import Security  # noqa: PLC0415

    try:
        found = Security().get_connection_args("client").get("ssl_context")  # type: ignore[no-untyped-call]
    except OSError as error:
        raise MachineLacks(no_certificates()) from error
    if found is None:
        raise MachineLacks(no_certificates())
