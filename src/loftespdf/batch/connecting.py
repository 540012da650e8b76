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
            "skriv adressen som schemaläggaren själv visar när den startar, med tcp:// eller "
            "tls:// som där, och se efter att den är i gång"
        ),
    )


#: What a client of a cluster over TLS has to say, and where.
_SETTINGS = say(
    "ange i ~/.config/dask/distributed.yaml, under distributed.comm.tls, de tre filer som den som "
    "sköter klustret delar ut: ca-file (utfärdaren som klustret litar på), client.cert och "
    "client.key (den här datorns certifikat och nyckel); har klustret inga certifikat, skriv tcp://"
)


def no_certificates() -> Problem:
    """Return the problem of a tls:// address without what Dask needs for it."""
    return _problem(
        "dask-tls",
        say("tls:// behöver certifikat, och Dasks inställningar nämner inga som går att läsa"),
        _SETTINGS,
    )


def distrusted(address: str) -> Problem:
    """Return the problem of a TLS connection that one of its ends did not want."""
    return _problem(
        "dask-certificate",
        say(
            "säker förbindelse med {address} blev inte av: den här datorn godtar inte "
            "schemaläggarens certifikat, eller schemaläggaren inte den här datorns",
            address=address,
        ),
        _SETTINGS,
    )


def unencrypted() -> Problem:
    """Return the problem of a tcp:// address where Dask's settings allow none."""
    return _problem(
        "dask-encryption",
        say("Dasks inställningar på den här datorn kräver kryptering, och tcp:// har ingen"),
        say("skriv tls:// i stället, eller ta bort require-encryption ur inställningarna"),
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
