"""The registry that all tables belong to, and their column types."""

from typing import Annotated, Any, ClassVar

from sqlalchemy import JSON, BigInteger, Integer, MetaData, String
from sqlalchemy.orm import DeclarativeBase, mapped_column

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
"""Constraints have names so that migrations and error messages can refer to them on each database."""

BigNumber = BigInteger().with_variant(Integer(), "sqlite")
"""64 bits; SQLite's INTEGER has them all, and is the only type that may be a row id."""

HexKey = Annotated[str, mapped_column(String(16), primary_key=True)]
NumberKey = Annotated[int, mapped_column(BigNumber, primary_key=True, autoincrement=False)]
Millis = Annotated[int, mapped_column(BigNumber)]
Hash = Annotated[str, mapped_column(String(64))]


class Row(DeclarativeBase):
    """A row of a table of the metadata store."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar[dict[Any, Any]] = {dict[str, Any]: JSON(), list[Any]: JSON()}
