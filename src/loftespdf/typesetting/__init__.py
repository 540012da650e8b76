"""HTML → bytes: makes pages, never decides words and never touches the disk."""
