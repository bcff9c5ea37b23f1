"""Decoders of wire formats: text or bytes in, messages or points out, without any input or output."""
