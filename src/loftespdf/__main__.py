"""``python -m loftespdf`` is the same as ``loftespdf``."""

from typing import NoReturn

from loftespdf.batch.garbage import gathering


def main() -> NoReturn:
    """Load the command line and run it."""
    with gathering():
        from loftespdf import cli  # noqa: PLC0415 - the loading is what is watched over

    cli.main()


if __name__ == "__main__":  # a worker started from nothing imports this file too
    main()
