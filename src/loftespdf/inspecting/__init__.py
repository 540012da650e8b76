"""Bytes → verdict: judges the very file that will be written, and never changes it."""
