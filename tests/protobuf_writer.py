"""A writer of protobuf by field numbers, for tests of formats whose classes no package has.

It shares nothing with the decoders, which read by tables of their own.
"""

import struct


def varint(number: int) -> bytes:
    """An unsigned LEB128 number; negative ones are written in ten bytes, as protobuf does."""
    number &= 2**64 - 1
    out = bytearray()
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    out.append(number)
    return bytes(out)


def number(field: int, value: int) -> bytes:
    """A field of an integer type."""
    return varint(field << 3) + varint(value)


def signed(field: int, value: int) -> bytes:
    """A field of a zigzag type (sint32, sint64)."""
    return number(field, value << 1 ^ value >> 63)


def double(field: int, value: float) -> bytes:
    """A field of type double."""
    return varint(field << 3 | 1) + struct.pack("<d", value)


def fixed(field: int, value: int) -> bytes:
    """A field of type fixed64."""
    return varint(field << 3 | 1) + struct.pack("<Q", value)


def block(field: int, *parts: bytes | str) -> bytes:
    """A field with a length: a message of its fields, a text, or packed numbers."""
    content = b"".join(part.encode() if isinstance(part, str) else part for part in parts)
    return varint(field << 3 | 2) + varint(len(content)) + content
