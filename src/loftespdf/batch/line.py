"""A line to a Dask cluster: what is asked, and the answers, which nobody has to wait for.

``distributed`` is imported here and nowhere else, and has a thread of its own for the talking.
"""

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import CancelledError, Future
from contextlib import suppress
from threading import Event
from typing import Any

from msgspec import Struct

from loftespdf.batch.connecting import (
    distrusted,
    missing_package,
    no_certificates,
    unencrypted,
    unreachable,
)
from loftespdf.model.problem import MachineLacks

#: So long a scheduler may take to answer, in seconds.
_PATIENCE = 5.0
#: What is raised where the other end is no more.
GONE = (OSError, CancelledError, asyncio.CancelledError)
#: What writes to stderr on its own; what matters of it we tell in our own words.
_SILENT = ("distributed", "distributed.client", "tornado.application", "asyncio")


class Errand(Struct, frozen=True):
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

        try:
            return getattr(import_module(module), name)(*arguments)
        except OSError as error:  # here an OSError is a worker that is gone (GONE)
            raise RuntimeError(f"{type(error).__name__}: {error}") from None

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
        from distributed.comm.core import CommClosedError  # noqa: PLC0415
    except ModuleNotFoundError as error:
        raise MachineLacks(missing_package(error.name)) from error
    settings = _settings(address)
    try:
        asyncio.run(_knock(address, settings))
        return Client(address, timeout=_PATIENCE, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        # Somebody answered and hung up, or (ValueError) spoke before there was TLS.
        is_refused = _is_tls(address) and isinstance(error, (CommClosedError, ValueError))
        raise MachineLacks((distrusted if is_refused else unreachable)(address)) from error


async def _knock(address: str, settings: dict[str, Any]) -> None:
    """Raise OSError where no scheduler answers in time.

    A client would wait for ever where something listens that says nothing.
    """
    from distributed.comm.core import connect  # noqa: PLC0415

    connecting = connect(address, _PATIENCE, **settings)  # type: ignore[no-untyped-call]
    comm = await asyncio.wait_for(connecting, _PATIENCE)
    await comm.close()


def _is_tls(address: str) -> bool:
    return address.startswith("tls:")


def _settings(address: str) -> dict[str, Any]:
    """Return Dask's for a client. Raises MachineLacks where they do not go with the address."""
    from distributed.security import Security  # noqa: PLC0415

    try:
        found: dict[str, Any] = Security().get_connection_args("client")  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise MachineLacks(no_certificates()) from error
    if _is_tls(address) and found.get("ssl_context") is None:
        raise MachineLacks(no_certificates())
    if found["require_encryption"] and not _is_tls(address):
        raise MachineLacks(unencrypted())
    return found
