"""Settings."""

from sagescope.config.root import Settings

__all__ = ["Settings"]
