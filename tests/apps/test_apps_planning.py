"""Plans: whatever is installed, changed and edited in whichever order, what is the app's is as the app says and nobody's
edit is lost."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from sagescope.apps.planning import (
    Held,
    Key,
    Kind,
    Record,
    Verb,
    Wanted,
    plan,
    read,
    recorded,
    resumed,
    written,
)

KINDS = list(Kind)


@dataclass
class Place:
    """An installation with one app: objects by name, and what is recorded of the app."""

    objects: dict[Key, tuple[dict[str, Any], bool]] = field(default_factory=dict)
    record: Record = field(default_factory=dict)

    def held(self) -> list[Held]:
        return [
            Held(kind, key, key, document, owned) for (kind, key), (document, owned) in self.objects.items()
        ]

    def bring(self, wanted: list[Wanted], most: int | None = None) -> list[Any]:
        """Do the plan, or only so many actions of it, as a crash would."""
        actions = plan(wanted, self.held(), self.record)
        after = recorded(actions, wanted, self.held(), self.record)
        doing = [a for a in actions if a.changes]
        for action in doing[:most]:
            name = (action.kind, action.key)
            if action.verb is Verb.REMOVE:
                del self.objects[name]
            else:
                owned = self.objects[name][1] if name in self.objects else True
                self.objects[name] = (dict(action.document), owned)
        if most is None or most >= len(doing):
            self.record = after
        return actions

    def resume(self, wanted: list[Wanted]) -> None:
        self.record = resumed(self.record, self.held(), wanted)
        self.bring(wanted)


documents = st.fixed_dictionaries({"body": st.integers(0, 3)}, optional={"isDisabled": st.booleans()})
names = st.tuples(st.sampled_from(KINDS), st.sampled_from("abc"))
versions = st.dictionaries(names, documents, max_size=6).map(
    lambda held: [Wanted(kind, key, document) for (kind, key), document in held.items()]
)


def state(wanted: list[Wanted]) -> dict[Key, Mapping[str, Any]]:
    return {one.name: dict(one.document) for one in wanted}


@given(st.lists(versions, min_size=1, max_size=5))
def test_versions_in_any_order_end_where_they_should(steps: list[list[Wanted]]) -> None:
    place = Place()
    for wanted in steps:
        place.bring(wanted)
        fields = {name for name in place.objects if name[0] is Kind.FIELD}
        # Fields stay, since messages carry them; all else is as the version says.
        assert {n: d for n, (d, _) in place.objects.items() if n not in fields} == {
            n: d for n, d in state(wanted).items() if n[0] is not Kind.FIELD
        }
        assert {name for name in state(wanted) if name[0] is Kind.FIELD} <= fields
        assert [a for a in place.bring(wanted) if a.changes] == []
    place.bring([])
    assert {name[0] for name in place.objects} <= {Kind.FIELD}


@given(st.dictionaries(names, documents, max_size=4), st.lists(versions, min_size=1, max_size=4))
def test_what_was_there_before_stays_as_it_is(
    before: dict[Key, dict[str, Any]], steps: list[list[Wanted]]
) -> None:
    place = Place({name: (document, False) for name, document in before.items()})
    for wanted in [*steps, []]:
        place.bring(wanted)
        for name, document in before.items():
            assert place.objects[name] == (document, False)


@given(st.lists(versions, min_size=2, max_size=4), st.data())
def test_edits_are_never_lost(steps: list[list[Wanted]], data: st.DataObject) -> None:
    place = Place()
    edited: dict[Key, dict[str, Any]] = {}
    for wanted in steps:
        place.bring(wanted)
        for name, document in edited.items():
            assert place.objects[name][0] == document
        mine = sorted(n for n, (_, owned) in place.objects.items() if owned and n[0] is not Kind.FIELD)
        if mine:
            name = data.draw(st.sampled_from(mine))
            edited[name] = {"body": f"edit {len(edited)}"}
            place.objects[name] = (edited[name], True)
    actions = {(a.kind, a.key): a.verb for a in place.bring([])}
    for name, document in edited.items():
        assert place.objects[name][0] == document
        assert actions.get(name, Verb.KEEP) is Verb.KEEP


@given(st.lists(versions, min_size=1, max_size=3), versions, st.integers(0, 6), st.booleans())
def test_a_change_that_was_cut_off_is_completed_or_undone(
    steps: list[list[Wanted]], target: list[Wanted], done: int, forward: bool
) -> None:
    place, other = Place(), Place()
    for wanted in steps:
        place.bring(wanted)
        other.bring(wanted)
    before = steps[-1]
    place.bring(target, most=done)
    place.record = resumed(place.record, place.held(), target)
    place.bring(target if forward else before)
    other.bring(target if forward else before)

    def without_fields(of: Place) -> dict[Key, Any]:
        return {name: held for name, held in of.objects.items() if name[0] is not Kind.FIELD}

    assert without_fields(place) == without_fields(other)


def test_a_monitor_keeps_its_switch_and_whom_it_tells() -> None:
    old, new = {"threshold": 1, "isDisabled": True}, {"threshold": 2, "isDisabled": True}
    place = Place()
    place.bring([Wanted(Kind.MONITOR, "m", old)])
    mine = {"threshold": 1, "isDisabled": False, "notifications": ["me"]}
    place.objects[Kind.MONITOR, "m"] = (mine, True)
    [action] = place.bring([Wanted(Kind.MONITOR, "m", new)])
    assert action.verb is Verb.CHANGE
    kept = {"threshold": 2, "isDisabled": False, "notifications": ["me"]}
    assert place.objects[Kind.MONITOR, "m"][0] == kept
    # Going on, it still counts as the app's.
    [action] = place.bring([])
    assert action.verb is Verb.REMOVE


def test_what_was_deleted_stays_away_but_for_what_others_need() -> None:
    place = Place()
    wanted = [Wanted(kind, "x", {"body": 1}) for kind in KINDS]
    place.bring(wanted)
    place.objects.clear()
    verbs = {a.kind: a.verb for a in place.bring(wanted)}
    assert verbs == {
        Kind.FIELD: Verb.CREATE,
        Kind.EXTRACTION_RULE: Verb.GONE,
        Kind.METRIC_RULE: Verb.GONE,
        Kind.ITEM: Verb.CREATE,
        Kind.MONITOR: Verb.GONE,
    }
    assert {a.verb for a in place.bring(wanted)} == {Verb.UNCHANGED, Verb.GONE}


def test_two_apps_with_one_rule_part_without_harm() -> None:
    rule = Wanted(Kind.EXTRACTION_RULE, "r", {"scope": "a"})
    shared = Held(rule.kind, rule.key, "1", rule.document, owned=False, shared=True)
    actions = plan([rule], [shared], {})
    assert [a.verb for a in actions] == [Verb.ADOPT]
    record = recorded(actions, [rule], [shared], {})
    # The app that made it goes: another has it too.
    mine = Held(rule.kind, rule.key, "1", rule.document, owned=True, shared=True)
    assert [a.verb for a in plan([], [mine], record)] == [Verb.STAY]
    # Then the other goes, and is the last.
    last = Held(rule.kind, rule.key, "1", rule.document)
    assert [a.verb for a in plan([], [last], record)] == [Verb.REMOVE]


@given(st.lists(versions, min_size=1, max_size=2))
def test_records_are_read_as_they_were_written(steps: list[list[Wanted]]) -> None:
    place = Place()
    for wanted in steps:
        place.bring(wanted)
    assert read(written(place.record)) == place.record


def test_monitors_go_before_the_rules_they_need_and_folders_last() -> None:
    place = Place()
    wanted = [
        Wanted(Kind.MONITOR, "m", {}),
        Wanted(Kind.ITEM, "folder/inner", {}),
        Wanted(Kind.ITEM, "folder", {}),
        Wanted(Kind.EXTRACTION_RULE, "r", {}),
        Wanted(Kind.FIELD, "f", {}),
    ]
    made = [a.key for a in place.bring(wanted)]
    assert made == ["f", "r", "folder", "folder/inner", "m"]
    assert [a.key for a in place.bring([]) if a.changes] == ["m", "folder/inner", "folder", "r"]
