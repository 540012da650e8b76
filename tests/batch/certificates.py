"""Certificates for a cluster over TLS, made for a test and worth nothing outside it."""

from pathlib import Path
from typing import NamedTuple

import trustme


class Certificates(NamedTuple):
    """Whom one trusts, and what one shows of oneself."""

    authority: Path
    own: Path

    @property
    def settings(self) -> dict[str, str]:
        """Return Dask's settings for all roles, as environment variables."""
        comm = "DASK_DISTRIBUTED__COMM__TLS__"
        own = {
            f"{comm}{role}__{what}": str(self.own)
            for role in ("SCHEDULER", "WORKER", "CLIENT")
            for what in ("CERT", "KEY")
        }
        return {f"{comm}CA_FILE": str(self.authority), **own}


def certificates(folder: Path) -> Certificates:
    """Make an authority, and a certificate of its for this machine."""
    folder.mkdir()
    made = Certificates(folder / "utfardare.pem", folder / "eget.pem")
    authority = trustme.CA(organization_name="Testutfärdaren")
    authority.cert_pem.write_to_path(str(made.authority))
    authority.issue_cert("127.0.0.1").private_key_and_cert_chain_pem.write_to_path(str(made.own))
    return made
