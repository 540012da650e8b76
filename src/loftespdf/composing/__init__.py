"""Records → HTML: decides wording and order, knows nothing of files or pages."""
