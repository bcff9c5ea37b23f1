"""The HTTP API: routes over the use cases. The only package that knows the web framework."""
