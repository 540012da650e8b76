"""Pure functions on Swedish text. May read the model; knows nothing of files or pages."""
