"""``python -m loftespdf`` is the same as ``loftespdf``."""

from loftespdf.cli import main

main()
