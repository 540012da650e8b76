"""HTML → bytes: makes pages, never decides words and never touches the disk."""

import warnings

# The engine warns when it is imported on a machine without typefaces; ours are not the machine's.
warnings.filterwarnings("ignore", message=".*Expect ugly output")
