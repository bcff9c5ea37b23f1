"""Sumo's JSON shapes of our types."""
