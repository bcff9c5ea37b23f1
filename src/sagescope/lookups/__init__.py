"""Lookup tables and threat indicators as use cases: definitions, rows, uploads, and what queries save."""
