"""The functions of expressions, one table a family."""

from sagescope.lang.functions import conditional, numbers, texts, times

__all__ = ["conditional", "numbers", "texts", "times"]
