"""What can be wrong with a Dask cluster as such, in words. Nothing heavy is imported here."""

import re

from loftespdf.model.problem import Message, Place, Problem, WrongUsage, say

_ADDRESS = re.compile(r"(tcp|tls)://[^/\s:]+:\d{1,5}|(tcp|tls)://\[[0-9a-fA-F:.]+\]:\d{1,5}")
_PLACE = Place("--dask")


def require_address(address: str) -> None:
    """Raise WrongUsage where this can be no scheduler's address."""
    if not _ADDRESS.fullmatch(address):
        raise WrongUsage(
            _problem(
                "dask-address",
                say("”{address}” är ingen adress till en Dask-schemaläggare", address=address),
                say("skriv till exempel tcp://127.0.0.1:8786"),
            )
        )


def missing_package(name: str | None) -> Problem:
    """Return the problem of an installation without the extra."""
    return _problem(
        "dask-missing",
        say("paketet {package} saknas, och --dask behöver det", package=name),
        say('skriv: pip install "loftespdf[dask]"'),
    )


def unreachable(address: str) -> Problem:
    """Return the problem of a scheduler that does not answer."""
    return _problem(
        "dask-unreachable",
        say("ingen Dask-schemaläggare svarar på {address}", address=address),
        say(
            "skriv adressen som schemaläggaren själv visar när den startar, och se efter att den "
            "är i gång"
        ),
    )


def no_certificates() -> Problem:
    """Return the problem of a tls:// address without what Dask needs for it."""
    return _problem(
        "dask-tls",
        say("tls:// behöver certifikat, och Dasks inställningar nämner inga som går att läsa"),
        say(
            "skriv tls: ca-file och client: cert och key under distributed: comm: i "
            "~/.config/dask/distributed.yaml"
        ),
    )


def no_workers(address: str) -> Problem:
    """Return the problem of a cluster without workers."""
    return _problem(
        "dask-no-workers",
        say("klustret på {address} har inga arbetare", address=address),
        say("starta minst en: dask worker {address}", address=address),
    )


def lost(address: str) -> Problem:
    """Return the problem of a scheduler that went away in the middle."""
    return _problem(
        "dask-lost",
        say("schemaläggaren på {address} försvann; resten är inte gjort", address=address),
        say("starta klustret igen och kör samma kommando: det som är klart är klart"),
    )


def deserted(address: str, seconds: float) -> Problem:
    """Return the problem of a cluster whose workers are all gone."""
    return _problem(
        "dask-deserted",
        say(
            "klustret på {address} har inte haft någon arbetare som duger på {seconds} sekunder; "
            "resten är inte gjort",
            address=address,
            seconds=f"{seconds:g}",
        ),
        say("starta fler arbetare och kör samma kommando: det som är klart är klart"),
    )


#: Of a document, with what to do: whom it was given to was lost or stuck, as was the next.
LOST_TWICE = (
    "worker-died",
    say("två av klustrets arbetare fick dokumentet och försvann eller slutade svara"),
    say("kör samma kommando igen; händer det på nytt, gör dokumentet utan --dask"),
)


def _problem(kind: str, what: Message, instead: Message) -> Problem:
    return Problem(kind, what, _PLACE, instead=instead)
