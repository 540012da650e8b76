"""Medborgarlöften: one YAML file per area becomes every document the pledge needs."""

__version__ = "0.1.0"
