"""Protobuf messages from tables of their fields, for formats whose classes no kept package has.

The decoding is that of the protobuf library; only the tables are ours.
"""

from collections.abc import Mapping
from typing import Any

from google.protobuf import descriptor_pb2, descriptor_pool, message_factory

Fields = Mapping[str, tuple[int, str]]
"""Fields of a message by name: the number on the wire, and the type.

A type is one of protobuf's scalars or the name of a message of the same table; `*` behind it means repeated.
"""

_SCALARS = {
    name: getattr(descriptor_pb2.FieldDescriptorProto, f"TYPE_{name.upper()}")
    for name in ("bytes", "double", "fixed64", "int32", "int64", "sint32", "sint64", "uint32", "uint64")
}
_FIELD = descriptor_pb2.FieldDescriptorProto


def message_classes(package: str, messages: Mapping[str, Fields]) -> dict[str, Any]:
    """The class of each message of a table.

    The rules are those of proto2, so that whether a field was sent can be asked of each. Texts are declared as
    `bytes`: one that is not UTF-8 then does not cost the whole body.
    """
    file = descriptor_pb2.FileDescriptorProto(name=f"{package}.proto", package=package, syntax="proto2")
    for name, fields in messages.items():
        message = file.message_type.add(name=name)
        for field_name, (number, type_) in fields.items():
            plain = type_.rstrip("*")
            message.field.add(
                name=field_name,
                number=number,
                label=_FIELD.LABEL_REPEATED if type_.endswith("*") else _FIELD.LABEL_OPTIONAL,
                type=_SCALARS.get(plain, _FIELD.TYPE_MESSAGE),
                type_name=None if plain in _SCALARS else f".{package}.{plain}",
            )
    pool = descriptor_pool.DescriptorPool()
    pool.Add(file)
    return {
        name: message_factory.GetMessageClass(pool.FindMessageTypeByName(f"{package}.{name}"))
        for name in messages
    }
