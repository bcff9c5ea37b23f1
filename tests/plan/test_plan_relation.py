"""Relations keep what they know of their rows in step: order, keys, names."""

from sagescope.plan.nodes import Match, Scan, SortKey, Window
from sagescope.plan.relation import Relation
from sagescope.plan.schema import Col, Ids, Kind
from sagescope.sql.build import col, f
from sagescope.sql.nodes import Column, Over

H = Col("h", "h", Kind.TEXT)


def _messages() -> Relation:
    order = (SortKey("time", descending=True),)
    return Relation(Scan("t"), Ids(), {"h": H}, order=order, natural=True)


def _records() -> Relation:
    return _messages().aggregate([("h", H)], [("n", f.count(), Kind.INT)])


def test_messages_are_numbered_and_records_have_an_order_of_their_own() -> None:
    messages, keys = _messages().placed()
    assert isinstance(messages.node, Window)
    assert keys == messages.order
    assert messages.placed() == (messages, keys), "once is enough"
    records = _records()
    assert records.placed() == (records, records.order)


def test_a_whole_order_stays_whole() -> None:
    records = _records()
    key, count = records.columns["h"], records.columns["n"]
    later = (
        records.sort([SortKey(count.sql, descending=True)])
        .extend({"x": (f.lower(col(key.sql)), Kind.TEXT)})
        .filter(f.isNotNull(col(key.sql)))
        .window({"w": (Over(f.count()), Kind.LONG)})
        .limit(3)
        .limit_by(1, [key])
        .keep([count])
    )
    assert later.total
    assert [k.column for k in later.order] == [count.sql, key.sql]
    assert not later.explode("e", f.array(1), Kind.INT)[0].total
    assert not _messages().sort([SortKey("h", descending=False)]).total


def test_a_join_has_the_order_of_both_where_rows_are_multiplied() -> None:
    records = _records()
    other = records.aggregate([("h", records.columns["h"])], [("m", f.count(), Kind.INT)])
    on = [(records.columns["h"], other.columns["h"])]
    pairs = records.join(other, Match.INNER, on)
    assert pairs.total
    assert len(pairs.order) == 2
    assert records.join(other, Match.SEMI, on).order == records.order
    assert not _messages().join(other, Match.INNER, [(H, other.columns["h"])]).total
    kept = records.join(other, Match.INNER, on, [("theirs", other.columns["h"])])
    assert kept.order[1].column == kept.columns["theirs"].sql, "a column that goes along anyway orders too"


def test_a_column_is_its_own_helper() -> None:
    rel, made = _messages().value(Column("h"), "key", Kind.TEXT)
    assert rel == _messages() or rel.node == Scan("t")
    assert (made.sql, made.label) == ("h", "key")


def test_what_a_key_is_given_anew_stays_a_key() -> None:
    records = _records().extend({"H": (f.upper(col("h")), Kind.TEXT), "new": (f.upper(col("h")), Kind.TEXT)})
    assert [(c.label, c.key) for c in records.columns.values()] == [("H", True), ("n", False), ("new", False)]


def test_a_column_goes_by_any_of_its_names() -> None:
    base = _messages()
    rel = Relation(base.node, base.ids, base.columns, aliases={"t_h": "h"})
    assert rel.find("T_H") == H
    assert rel.drop(["t_h"]).find("h") is None
