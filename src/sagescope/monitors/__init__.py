"""Monitors: queries that are run by the clock, alerts that come of them, and who is told."""
