"""Bytes in, rows on disk: decoders, batches and the intake that waits for their commit."""
