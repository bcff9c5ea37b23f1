"""Nodes to text. The only place that quotes, so the only place where quoting can be wrong."""

import math
import re
from collections.abc import Iterable

from sagescope.sql.nodes import (
    ArrayOf,
    Call,
    Cast,
    Column,
    Constants,
    Cte,
    Derived,
    Expr,
    Infix,
    InList,
    InQuery,
    Item,
    Joined,
    Lambda,
    Literal,
    Not,
    Op,
    Order,
    Over,
    Query,
    Relation,
    Select,
    Table,
    TupleOf,
    UnionAll,
)

_ESCAPES = {
    "\\": "\\\\",
    "'": "\\'",
    "\0": "\\0",
    "\n": "\\n",
    "\t": "\\t",
    "\r": "\\r",
    "\b": "\\b",
    "\f": "\\f",
}
# Control characters would not survive a terminal, and private ones (see lang.terms) cannot be seen.
_ESCAPED = re.compile(r"[\\'\x00-\x1f\x7f\ue000-\uf8ff]")
_PLAIN_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
# Words that ClickHouse would not take for a column where an expression is expected.
_RESERVED = frozenset(
    {
        "all",
        "and",
        "any",
        "array",
        "as",
        "asc",
        "asof",
        "between",
        "by",
        "case",
        "cast",
        "desc",
        "distinct",
        "else",
        "end",
        "except",
        "exists",
        "false",
        "final",
        "format",
        "from",
        "full",
        "global",
        "group",
        "having",
        "ilike",
        "in",
        "inf",
        "inner",
        "interval",
        "into",
        "is",
        "join",
        "left",
        "like",
        "limit",
        "nan",
        "not",
        "null",
        "offset",
        "on",
        "or",
        "order",
        "outer",
        "prewhere",
        "right",
        "sample",
        "select",
        "semi",
        "settings",
        "then",
        "true",
        "union",
        "using",
        "when",
        "where",
        "with",
    }
)


def string(text: str) -> str:
    """A string literal: what ClickHouse reads back is `text` to the byte."""
    return "'" + _ESCAPED.sub(_escape, text) + "'"


def _escape(match: re.Match[str]) -> str:
    ch = match[0]
    return _ESCAPES.get(ch) or "".join(f"\\x{byte:02x}" for byte in ch.encode())


def identifier(name: str) -> str:
    """A name, quoted where it has to be."""
    if _PLAIN_NAME.fullmatch(name) and name.lower() not in _RESERVED:
        return name
    return "`" + _ESCAPED.sub(_escape, name).replace("`", "\\`") + "`"


def literal(value: str | int | float | bool | None) -> str:
    """A constant as ClickHouse writes it."""
    match value:
        case None:
            return "NULL"
        case bool():
            return "true" if value else "false"
        case str():
            return string(value)
        case float():
            if math.isnan(value):
                return "nan"
            if math.isinf(value):
                return "inf" if value > 0 else "-inf"
            return repr(value)
        case int():
            # Outside 64 bits ClickHouse would turn the number into a float by itself: do it visibly.
            return str(value) if -(2**63) <= value < 2**64 else repr(float(value))


_DEEPEST_INDENT = 40
"""Blocks in each other beyond which lines are not indented further."""


def expression(expr: Expr) -> str:
    """An expression on one line."""
    return _expr(expr, 0)


def query(node: Query) -> str:
    """A whole query over several lines, indented so that a person can read it."""
    return "\n".join(_query(node))


def _expr(expr: Expr, outer: int) -> str:
    """`outer` is the strength of the operator around; a weaker one inside needs parentheses."""
    match expr:
        case Literal(value):
            text = literal(value)
            return f"({text})" if text.startswith("-") and outer else text
        case Column(name, source):
            return f"{identifier(source)}.{identifier(name)}" if source else identifier(name)
        case Call(name, args, params):
            inside = _list(args)
            return f"{name}({_list(params)})({inside})" if params else f"{name}({inside})"
        case Over():
            return f"{_expr(expr.call, 0)} OVER ({_window(expr)})"
        case Infix(op, left, right):
            # AND and OR associate; the others bind to the left, and comparisons do not chain.
            loose = op in (Op.AND, Op.OR)
            ours = op.strength
            first = _expr(left, ours if loose or op.strength > 4 else ours + 1)
            text = f"{first} {op.text} {_expr(right, ours if loose else ours + 1)}"
            return f"({text})" if ours < outer else text
        case Not(operand):
            text = f"NOT {_expr(operand, 4)}"
            return f"({text})" if outer > 3 else text
        case Lambda(names, body):
            head = identifier(names[0]) if len(names) == 1 else f"({', '.join(map(identifier, names))})"
            return f"{head} -> {_expr(body, 0)}"
        case ArrayOf(items):
            return f"[{_list(items)}]"
        case Constants(values, type_):
            inside = string(f"[{','.join(map(literal, values))}]")
            return f"CAST({inside} AS Array({type_}))"
        case TupleOf(items):
            return f"tuple({_list(items)})"
        case Cast(operand, type_):
            return f"CAST({_expr(operand, 0)} AS {type_})"
        case InList(operand, items):
            text = f"{_expr(operand, 5)} IN ({_list(items)})"
            return f"({text})" if outer > 4 else text
        case InQuery(operand, inner):
            text = f"{_expr(operand, 5)} IN ({' '.join(line.strip() for line in _query(inner))})"
            return f"({text})" if outer > 4 else text


def _window(over: Over) -> str:
    parts: list[str] = []
    if over.partition:
        parts.append(f"PARTITION BY {_list(over.partition)}")
    if over.order:
        keys = (Order(key, down) for key, down in zip(over.order, over.descending, strict=True))
        parts.append("ORDER BY " + ", ".join(map(_order, keys)))
        before = "UNBOUNDED" if over.preceding is None else str(over.preceding)
        match over.following:
            case None:
                after = "UNBOUNDED FOLLOWING"
            case 0:
                after = "CURRENT ROW"
            case rows:
                after = f"{rows} FOLLOWING" if rows > 0 else f"{-rows} PRECEDING"
        frame = "RANGE" if over.by_value else "ROWS"
        parts.append(f"{frame} BETWEEN {before} PRECEDING AND {after}")
    return " ".join(parts)


def _list(exprs: Iterable[Expr]) -> str:
    return ", ".join(_expr(e, 0) for e in exprs)


def _query(node: Query, depth: int = 0) -> list[str]:
    match node:
        case Select():
            return _select(node, depth)
        case UnionAll(queries):
            lines: list[str] = []
            for i, part in enumerate(queries):
                if i:
                    lines.append("UNION ALL")
                lines += _select(part, depth)
            return lines


def _select(s: Select, depth: int) -> list[str]:
    lines: list[str] = []
    heads = [line for cte in s.ctes for line in _cte(cte, depth)] + [f"  {_item(let)}," for let in s.lets]
    if heads:
        lines += ["WITH", *heads[:-1], heads[-1].removesuffix(",")]
    lines.append("SELECT " + ", ".join(map(_item, s.items)))
    if s.source is not None:
        lines += _indented("FROM ", _relation(s.source, depth))
    if s.where is not None:
        lines.append("WHERE " + _expr(s.where, 0))
    if s.group_by:
        lines.append("GROUP BY " + _list(s.group_by))
    if s.having is not None:
        lines.append("HAVING " + _expr(s.having, 0))
    if s.order_by:
        lines.append("ORDER BY " + ", ".join(map(_order, s.order_by)))
    if s.limit_by is not None:
        lines.append(f"LIMIT {s.limit_by[0]} BY {_list(s.limit_by[1])}")
    if s.limit is not None:
        lines.append(f"LIMIT {s.limit}")
    if s.settings:
        lines.append("SETTINGS " + ", ".join(f"{p.name} = {literal(p.value)}" for p in s.settings))
    return lines


def _cte(cte: Cte, depth: int) -> list[str]:
    word = "MATERIALIZED " if cte.materialized else ""
    inner = _query(cte.query, depth + 1)
    return [f"  {identifier(cte.name)} AS {word}(", *("    " + line for line in inner), "  ),"]


def _item(item: Item) -> str:
    if item.expr == Column(item.alias):
        return identifier(item.alias)
    return f"{_expr(item.expr, 0)} AS {identifier(item.alias)}"


def _order(order: Order) -> str:
    return f"{_expr(order.expr, 0)} {'DESC' if order.descending else 'ASC'} NULLS LAST"


def _relation(relation: Relation, depth: int) -> list[str]:
    match relation:
        case Table(name, final):
            return [f"{identifier(name)} FINAL" if final else identifier(name)]
        case Derived(inner, alias):
            # Hundreds of blocks in each other would be blanks for the most part.
            pad = "  " if depth < _DEEPEST_INDENT else ""
            return ["(", *(pad + line for line in _query(inner, depth + 1)), f") AS {identifier(alias)}"]
        case Joined(kind, left, right, on, left_alias, right_alias):
            first = _relation(left, depth)
            if left_alias:
                first[-1] += f" AS {identifier(left_alias)}"
            second = _indented(f"{kind.value} ", _relation(right, depth))
            if right_alias:
                second[-1] += f" AS {identifier(right_alias)}"
            second[-1] += f" ON {_expr(on, 0)}"
            return first + second


def _indented(head: str, lines: list[str]) -> list[str]:
    return [head + lines[0], *lines[1:]]
