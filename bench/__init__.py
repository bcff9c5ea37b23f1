"""Measurements, each as a ratio to the engine itself in the same run."""
