"""The schema as a service: fields, extraction rules and promotions, from the metadata to the store.

Every change goes through here, one at a time: it is written to the metadata, checked by compiling the
landing view, and applied to the store before the transaction ends; the next batch already goes by it.
"""

import json
import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import structlog

from sagescope.clock import Clock
from sagescope.errors import Refusal
from sagescope.ids import hex_id
from sagescope.lang.catalog import JsonPath
from sagescope.meta.db import Database, Session
from sagescope.meta.repositories import fields as field_rows
from sagescope.meta.repositories import promotions as promotion_rows
from sagescope.meta.repositories import rules as rule_rows
from sagescope.model.field import FIELD_QUOTA, Field, FieldState, FieldType
from sagescope.model.promotion import Promotion, PromotionKind, PromotionState
from sagescope.model.rule import ExtractionRule
from sagescope.store.fields import Schema, pair_column, path_column
from sagescope.store.rules import Rule, RuleCheck, check_rule, rule_fields, rule_paths
from sagescope.store.schema import Store

MOST_PROMOTIONS = 200
"""Paths that get a column of their own at the most; further ones are read from the text."""

_log = structlog.get_logger("sagescope.schema")


@dataclass(frozen=True, slots=True)
class Admitted:
    """Of the fields that a sender set, those that are kept, and the names of those that are not."""

    fields: Mapping[str, str]
    dropped: tuple[str, ...]


class SchemaService:
    """The one place that changes fields, rules and promotions."""

    def __init__(
        self, database: Database, store: Store, clock: Clock, *, accept_new_fields: bool = True
    ) -> None:
        self._database = database
        self._store = store
        self._clock = clock
        self._accept_new = accept_new_fields
        self._lock = threading.RLock()
        self._enabled: frozenset[str] = frozenset()
        self._known: frozenset[str] = frozenset()
        self._geo: frozenset[str] = frozenset()

    def load(self) -> None:
        """Bring the store to what the metadata says."""
        with self._lock, self._database.session() as session:
            self._apply(session)

    def set_geo(self, tables: frozenset[str]) -> None:
        """Tell which address tables queries may look into."""
        with self._lock:
            self._geo = tables
            self.load()

    def admit(self, sent: Mapping[str, str]) -> Admitted:
        """Which of the fields of a request are kept. New names are declared while the quota lasts.

        Blank values are as good as none.
        """
        if not sent:
            return Admitted({}, ())
        new = [name for name in sent if name.lower() not in self._known]
        if new and self._accept_new:
            self._declare_sent(new)
        kept = {name: value for name, value in sent.items() if name.lower() in self._enabled}
        return Admitted(kept, tuple(name for name in sent if name.lower() not in self._enabled))

    def known(self, offered: Mapping[str, str]) -> Mapping[str, str]:
        """Those of some fields that are declared; no other is."""
        return {name: value for name, value in offered.items() if name.lower() in self._enabled}

    def fields(self) -> list[Field]:
        """All declared fields."""
        with self._database.reading() as session:
            return field_rows.listed(session)

    def declare(self, names: Iterable[str]) -> list[Field]:
        """Declare fields, or enable them again; those that are there stay as they are."""
        with self._lock, self._database.session() as session:
            made = field_rows.ensure(session, dict.fromkeys(names, FieldType.STRING), self._clock.now())
            if made:
                self._apply(session)
        return made

    def set_field_state(self, field_id: str, state: FieldState) -> Field:
        """Enable or disable a field."""
        with self._lock, self._database.session() as session:
            field = field_rows.set_state(session, field_id, state)
            self._apply(session)
        return field

    def remove_field(self, field_id: str) -> None:
        """Take a field out of the schema. Raises Refusal while something uses it."""
        with self._lock, self._database.session() as session:
            field_rows.remove(session, field_id)
            self._apply(session)

    def rules(self) -> list[ExtractionRule]:
        """All extraction rules, in the order in which they apply."""
        with self._database.reading() as session:
            return rule_rows.listed(session)

    def rule(self, rule_id: str) -> ExtractionRule:
        """One extraction rule. Raises Refusal NOT_FOUND."""
        with self._database.reading() as session:
            return rule_rows.get(session, rule_id)

    def check_rule(self, scope: str, expression: str) -> RuleCheck:
        """What a rule would do, or all that is wrong with it; nothing is stored."""
        return check_rule(Rule("", scope, expression), self._store.schema)

    def add_rule(
        self, name: str, scope: str, expression: str, *, enabled: bool = True, by: str
    ) -> ExtractionRule:
        """Add an extraction rule; its fields are declared, and the paths that it reads are promoted.

        Raises Refusal with all faults of the rule.
        """
        now = self._clock.now()
        rule = ExtractionRule(
            id=hex_id(),
            name=name,
            scope=scope,
            parse_expression=expression,
            enabled=enabled,
            created_at=now,
            created_by=by,
            modified_at=now,
            modified_by=by,
        )
        return self._save_rule(rule, new=True)

    def change_rule(
        self, rule_id: str, name: str, scope: str, expression: str, *, enabled: bool, by: str
    ) -> ExtractionRule:
        """Replace an extraction rule."""
        old = self.rule(rule_id)
        rule = ExtractionRule(
            id=old.id,
            name=name,
            scope=scope,
            parse_expression=expression,
            enabled=enabled,
            created_at=old.created_at,
            created_by=old.created_by,
            modified_at=self._clock.now(),
            modified_by=by,
        )
        return self._save_rule(rule, new=False)

    def remove_rule(self, rule_id: str) -> None:
        """Remove an extraction rule; its fields stay."""
        with self._lock, self._database.session() as session:
            rule_rows.remove(session, rule_id)
            self._apply(session)

    def promote(self, paths: Sequence[JsonPath], pairs: Sequence[str] = ()) -> int:
        """Give JSON paths and keys columns of their own; returns how many are new."""
        with self._lock, self._database.session() as session:
            added = self._promote(session, paths, pairs)
            if added:
                self._apply(session)
        return added

    def _declare_sent(self, names: list[str]) -> None:
        with self._lock:
            for name in names:
                try:
                    with self._database.session() as session:
                        field_rows.ensure(session, {name: FieldType.STRING}, self._clock.now())
                except Refusal as refused:
                    # A name that cannot be one is dropped with its value, never with its message.
                    _log.warning("field not declared", field=name[:100], reason=str(refused))
                    if len(self._known) < 10 * FIELD_QUOTA:
                        self._known |= {name.lower()}
                        continue
            refused_names = self._known
            with self._database.session() as session:
                self._apply(session)
            self._known |= refused_names

    def _save_rule(self, rule: ExtractionRule, *, new: bool) -> ExtractionRule:
        compact = Rule(rule.name, rule.scope, rule.parse_expression)
        names = rule_fields(compact)
        rule = rule.changed(field_names=names)
        with self._lock, self._database.session() as session:
            field_rows.ensure(session, dict.fromkeys(names, FieldType.STRING), self._clock.now())
            self._promote(session, rule_paths(compact), ())
            (rule_rows.add if new else rule_rows.save)(session, rule)
            self._apply(session)
        return rule

    def _promote(self, session: Session, paths: Sequence[JsonPath], pairs: Sequence[str]) -> int:
        present = {(p.kind, p.path) for p in promotion_rows.listed(session)}
        now = self._clock.now()
        added = 0
        wanted = [(PromotionKind.PATH, json.dumps(path), path_column(path)) for path in paths]
        wanted += [(PromotionKind.PAIR, key.lower(), pair_column(key)) for key in pairs]
        for kind, text, column in wanted:
            if (kind, text) in present or len(present) >= MOST_PROMOTIONS:
                continue
            present.add((kind, text))
            promotion_rows.add(
                session,
                Promotion(
                    path=text,
                    kind=kind,
                    column=column,
                    state=PromotionState.READY,
                    created_at=now,
                    modified_at=now,
                ),
            )
            added += 1
        return added

    def _apply(self, session: Session) -> None:
        fields = field_rows.listed(session)
        enabled = tuple(f.name for f in fields if f.state is FieldState.ENABLED)
        promoted = promotion_rows.listed(session)
        schema = Schema(
            fields=tuple(f.name for f in fields),
            paths=tuple(tuple(json.loads(p.path)) for p in promoted if p.kind is PromotionKind.PATH),
            pairs=tuple(p.path for p in promoted if p.kind is PromotionKind.PAIR),
            geo=self._geo,
        )
        rules = [Rule(r.name, r.scope, r.parse_expression) for r in rule_rows.listed(session, enabled=True)]
        self._store.apply(schema, rules)
        self._enabled = frozenset(n.lower() for n in enabled)
        self._known = frozenset(f.name.lower() for f in fields)
