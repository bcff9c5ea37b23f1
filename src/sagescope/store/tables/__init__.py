"""The tables of the store, as data."""
