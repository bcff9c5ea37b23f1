"""What every step of the compiler made of a query, as text for a person."""

from dataclasses import fields, is_dataclass, replace
from enum import Enum

from sagescope.plan.nodes import Scan
from sagescope.search.service import SearchRequest, SearchService
from sagescope.span import Span
from sagescope.sql.nodes import Expr
from sagescope.sql.print import expression


def explain(service: SearchService, request: SearchRequest) -> list[tuple[str, str]]:
    """Names and texts of the steps: the text with its parameters and macros put in where it has any, tokens,
    tree, relation, SQL, and the SQL of each subquery.

    Raises Refusal with all faults of the query.
    """
    compiled = service.compile(request)
    tokens = "\n".join(
        f"{t.span.start:>5}-{t.span.end:<5} {t.kind.name:<7} {t.text}" for t in compiled.tree.lexed.tokens
    )
    source = compiled.tree.source or compiled.tree.scope
    tree = "\n".join([outline(source), *(outline(op) for op in compiled.tree.operators)])
    columns = "\n".join(f"{c.label}  {c.kind.value}  ({c.sql})" for c in compiled.columns)
    relation = f"{outline(compiled.relation.node)}\n\ncolumns\n{columns}"
    put_in = [("text", compiled.tree.text)] if compiled.tree.text != request.query else []
    steps = [
        *put_in,
        ("tokens", tokens),
        ("tree", tree),
        ("relation", relation),
        ("sql", "\n\n".join(service.statements(compiled))),
    ]
    for number, (subquery, _) in enumerate(compiled.tree.inner, 1):
        inner = replace(request, query=compiled.tree.text[subquery.start : subquery.end], inner=True)
        # The text of one is read like a query, and may hold further ones.
        steps += [
            (f"{name} of subquery {number}", text)
            for name, text in explain(service, inner)
            if name.startswith("sql")
        ]
    return steps


def outline(value: object, depth: int = 0, label: str = "") -> str:
    """A value of nested dataclasses as an indented outline; SQL expressions are printed as SQL."""
    pad = "  " * depth
    head = f"{pad}{label}: " if label else pad
    match value:
        case Span() | None:
            return ""
        case _ if isinstance(value, Expr):
            return f"{head}{expression(value)}"
        case Enum():
            return f"{head}{value.name}"
        case Scan(table):
            return f"{head}Scan {table}"
        case tuple() | list():
            inner = [outline(item, depth + 1) for item in value]
            kept = [line for line in inner if line]
            return f"{head.rstrip()}\n" + "\n".join(kept) if kept else ""
        case _ if is_dataclass(value):
            lines = [f"{head}{type(value).__name__}"]
            for f in fields(value):
                if f.name in ("span", "compiled") or not f.repr:
                    continue
                line = outline(getattr(value, f.name), depth + 1, f.name)
                if line:
                    lines.append(line)
            return "\n".join(lines)
        case _:
            return f"{head}{value!r}"
