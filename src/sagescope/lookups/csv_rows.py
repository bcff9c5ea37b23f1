"""CSV files to rows of a lookup table: a header line, then a row a line, quoted as RFC 4180 says.

The header is matched with the table's columns without case. What is wrong with a file is told with its
line and column, the first few of all; whoever reads the rows has to drop them then.
"""

import codecs
import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO, Protocol

from sagescope.errors import Fault, Refusal
from sagescope.lookups.limits import LookupLimits
from sagescope.lookups.rows import BATCH_ROWS, Batch, RowCheck
from sagescope.model.lookup import LookupTable

MOST_FAULTS = 20
"""Faults of one file that are told; further ones are the same kind of trouble."""


class Reader(Protocol):
    """What reads the lines of a CSV."""

    @property
    def line_num(self) -> int:
        """The lines read so far."""
        ...

    def __next__(self) -> list[str]: ...


@dataclass(slots=True)
class CsvRows:
    """The rows of a file for a table, batch by batch; `warnings` fill as the file is read."""

    file: BinaryIO
    table: LookupTable
    limits: LookupLimits
    encoding: str = "utf-8"
    warnings: list[Fault] = field(default_factory=list)

    def batches(self) -> Iterator[Batch]:
        """The rows. Raises Refusal with what is wrong with the file, after having looked at all of it."""
        text = _text(self.file, self.encoding)
        try:
            yield from self._read(text)
        finally:
            # Or the file would be closed with the text.
            text.detach()

    def _read(self, text: io.TextIOWrapper) -> Iterator[Batch]:
        # A value that is longer than a row may be is not read to its end.
        csv.field_size_limit(self.limits.row_bytes)
        reader = csv.reader(text, strict=True)
        faults: list[Fault] = []
        places = self._header(reader)
        check = RowCheck(self.table, self.limits)
        batch = Batch.of(self.table)
        for line, cells in self._lines(reader, faults):
            if len(cells) != places.width:
                faults.append(_uneven(line, len(cells), places.width))
            elif fault := check.texts(batch, [cells[i] for i in places.of_columns], f"Line {line}"):
                faults.append(fault)
            if len(faults) >= MOST_FAULTS:
                break
            if batch.rows >= BATCH_ROWS:
                if not faults:
                    yield batch
                batch = Batch.of(self.table)
        if faults:
            raise Refusal(faults)
        if batch.rows:
            yield batch

    def _lines(self, reader: Reader, faults: list[Fault]) -> Iterator[tuple[int, list[str]]]:
        """The rows with the lines on which they begin; blank lines say nothing."""
        while True:
            first = reader.line_num + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as wrong:
                faults.append(_broken(first, reader.line_num, str(wrong)))
                return
            except UnicodeError:
                faults.append(self._undecodable(first))
                return
            if cells:
                yield first, cells

    def _header(self, reader: Reader) -> "_Places":
        faults: list[Fault] = []
        _, cells = next(self._lines(reader, faults), (1, []))
        if faults:
            raise Refusal(faults)
        names = [cell.strip() for cell in cells]
        if not any(names):
            raise Refusal(
                Fault(
                    "csv.header",
                    "The file has no header line.",
                    f"Begin it with the names of the columns: {', '.join(c.name for c in self.table.columns)}.",
                )
            )
        folded = [name.lower() for name in names]
        for name in dict.fromkeys(folded):
            if name and folded.count(name) > 1:
                faults.append(
                    Fault("csv.header_twice", f"The header has {name!r} twice.", "Rename one of them.")
                )
        wanted = [column.name.lower() for column in self.table.columns]
        missing = [c.name for c in self.table.columns if c.name.lower() not in folded]
        if missing:
            faults.append(
                Fault(
                    "csv.header_missing",
                    f"The header lacks {', '.join(map(repr, missing))}; it has {', '.join(map(repr, names))}.",
                    "A file has all columns of its table.",
                )
            )
        if faults:
            raise Refusal(faults)
        dropped = [name for name in names if name.lower() not in wanted]
        if dropped:
            self.warnings.append(
                Fault(
                    "csv.header_more",
                    f"The table has no column {', '.join(map(repr, dropped))}.",
                    "What the file has there was left out.",
                )
            )
        return _Places(len(names), [folded.index(name) for name in wanted])

    def _undecodable(self, line: int) -> Fault:
        at = _first_undecodable(self.file, self.encoding)
        where = f"Line {at[0]}, character {at[1]}" if at else f"Line {line} or a later one"
        return Fault(
            "csv.encoding",
            f"{where}: the text is not in {self.encoding}.",
            "Save the file in UTF-8, or name its encoding.",
        )


@dataclass(frozen=True, slots=True)
class _Places:
    """How many cells a line has, and which of them belong to the columns of the table."""

    width: int
    of_columns: Sequence[int]


def _text(file: BinaryIO, encoding: str) -> io.TextIOWrapper:
    try:
        name = codecs.lookup(encoding).name
        b"abcd".decode(name, "replace")
    except (LookupError, ValueError):
        raise Refusal(
            Fault(
                "csv.unknown_encoding",
                f"There is no text encoding {encoding!r}.",
                "Name one such as UTF-8, UTF-16 or ISO-8859-1.",
            )
        ) from None
    file.seek(0)
    # A mark at the start that says UTF-8 is no part of the first name.
    return io.TextIOWrapper(file, "utf-8-sig" if name == "utf-8" else name, newline="")


def _first_undecodable(file: BinaryIO, encoding: str) -> tuple[int, int] | None:
    """Line and character of the first bytes that are not in the encoding; None where lines cannot be told."""
    file.seek(0)
    for number, line in enumerate(file, 1):
        try:
            line.decode(encoding)
        except UnicodeDecodeError as wrong:
            return number, len(line[: wrong.start].decode(encoding, "replace")) + 1
    return None


def _uneven(line: int, got: int, wanted: int) -> Fault:
    return Fault(
        "csv.cells",
        f"Line {line}: there {'is' if got == 1 else 'are'} {got} value{'' if got == 1 else 's'}, "
        f"and the header has {wanted} names.",
        "Put values with commas into double quotes, and write every value, an empty one too.",
    )


def _broken(first: int, last: int, reason: str) -> Fault:
    where = f"Line {first}" if first >= last else f"Lines {first} to {last}"
    if "field larger" in reason:
        return Fault(
            "csv.long",
            f"{where}: a value is longer than a row may be.",
            "A double quote may lack its partner; else shorten the value.",
        )
    if "unexpected end" in reason:
        return Fault(
            "csv.unclosed", f"{where}: a double quote is opened and not closed.", "Close it, or double it."
        )
    return Fault(
        "csv.quote",
        f"{where}: a double quote ends a value, and more of it follows.",
        'Write a double quote inside a value twice: "say ""so""".',
    )
