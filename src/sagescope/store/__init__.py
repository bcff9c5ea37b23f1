"""The store: ClickHouse, embedded or on a server. The only package that knows its client."""
