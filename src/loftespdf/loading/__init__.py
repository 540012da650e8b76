"""Load: files become records. Nothing here decides wording, makes a page or writes a file."""
