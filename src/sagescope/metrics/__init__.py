"""The metrics query language: text to SQL over series and points. Pure, like `lang`."""
