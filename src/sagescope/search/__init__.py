"""Running queries: compile, engine, local stages, and the result."""
