"""The demo's incidents against the monitors that a SageMaker team has: what should fire is worked out apart."""
