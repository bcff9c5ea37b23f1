"""The relational kernel: a few nodes that every operator lowers to, and their packing into SELECTs."""
