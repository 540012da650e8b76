"""The only writer: whole file or no file."""
