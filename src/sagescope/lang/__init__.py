"""The log search language: text to plan. Pure, so that all of it runs without a database."""
