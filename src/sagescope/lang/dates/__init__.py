"""Date patterns in the form of Java's SimpleDateFormat: read, and turned into SQL that writes or reads dates."""
