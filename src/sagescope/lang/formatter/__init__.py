"""Format texts in the form of Java's Formatter: read, checked, and turned into SQL."""
