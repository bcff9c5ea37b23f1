"""ClickHouse SQL as data: nodes, types, builders and the printer."""
