"""Whatever the text and the place, completion answers, and every proposal fits where it is offered."""

from hostile_texts import hostile
from hypothesis import example, given
from hypothesis import strategies as st

from sagescope.lang.completion.complete import complete, note_at
from sagescope.lang.operator import REGISTRY
from sagescope.store.fields import Schema, catalog

CATALOG = catalog(
    Schema(
        ("namespace", 'a "b" \\'), (("eventName",), ("a", -1, "b'c")), geo=frozenset({"location", "network"})
    )
)

_PIECES = (
    "* ", "| ", "count", "by ", "sum(", "namespace", "_sourceHost=", "where ", "json ", '"a.b" ', "as ", "x", ", ",
    "(", ") ", "join ", "filter ", "in ", "[subquery: ", "] ", "compose ", "timeslice ", "15", "m ", "lookup ",
    "from ", "geo://location ", "on ip=", '%"', '"', "// ", "/* ", "*/ ", "\n", "/", "nodrop ", "field=", "if(",
    "= ", "!", "{{p}}", "`m`", "transpose row ", "column ", "outlier ", "window=", "values(", "😀",
)  # fmt: skip
_EXAMPLES = tuple(dict.fromkeys(e for cls in REGISTRY.values() for e in cls.about.examples))

_queries = (
    st.lists(st.sampled_from(_PIECES), max_size=14).map("".join)
    | st.sampled_from(_EXAMPLES)
    | st.tuples(st.sampled_from(_EXAMPLES), hostile).map("".join)
    | hostile
    | st.text(max_size=30)
)


@given(_queries, st.integers(-3, 400))
@example("* | join (", 10)
@example("* | where [subquery: a | where [subquery: b | ", 46)
@example('* | json "', 10)
def test_completion_answers(text: str, position: int) -> None:
    found = complete(text, position, CATALOG)
    place = min(max(position, 0), len(text))
    for proposal in found.proposals:
        assert 0 <= proposal.span.start <= place <= proposal.span.end <= len(text)
        assert proposal.label and proposal.insert
    if found.wanted is not None:
        assert 0 <= found.wanted.span.start <= place <= found.wanted.span.end <= len(text)
    if found.signature is not None and found.signature.active is not None:
        assert 0 <= found.signature.active < max(1, len(found.signature.arguments))
    note = note_at(text, position, CATALOG)
    if note is not None:
        assert 0 <= note.span.start <= position < note.span.end <= len(text)


@given(st.sampled_from(_EXAMPLES), st.data())
def test_what_is_cut_off_at_a_place_is_completed_alike(text: str, data: st.DataObject) -> None:
    """The text behind the cursor does not change which fields and words are known before it."""
    position = data.draw(st.integers(0, len(text)))
    cut = complete(text[:position], position, CATALOG)
    for proposal in cut.proposals:
        assert proposal.span.end == position
