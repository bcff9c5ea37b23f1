"""Self-hosted observability for Amazon SageMaker."""

__version__ = "0.1.0"
