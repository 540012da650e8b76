"""``python -m loftespdf`` is the same as ``loftespdf``."""

from typing import NoReturn

from loftespdf.batch.garbage import importing


def main() -> NoReturn:
    """Load the command line and run it."""
    with importing():
        from loftespdf import cli  # noqa: PLC0415 - the loading is what is watched over

    cli.main()


if __name__ == "__main__":  # a worker started from nothing imports this file too
    main()
