"""The steps that bring a metadata database to the tables of this version.

A change of a table adds a file `versions/NNNN_name.py` with the next number, whose `down_revision` is
the number before. Steps spell their tables out instead of importing them, run on SQLite and PostgreSQL
alike, and go forwards only; a test holds their outcome equal to `meta.tables`.
"""
