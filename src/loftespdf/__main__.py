"""``python -m loftespdf`` is the same as ``loftespdf``."""

from loftespdf.cli import main

if __name__ == "__main__":  # a worker started from nothing imports this file too
    main()
