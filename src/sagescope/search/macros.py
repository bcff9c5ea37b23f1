"""Macros: kept in the metadata, checked when they are saved, and told to queries."""

import threading

from sagescope.clock import Clock
from sagescope.errors import Fault, Refusal
from sagescope.ids import hex_id
from sagescope.lang.macro_condition import check_condition
from sagescope.lang.macros import MacroText, ValueType
from sagescope.lang.substitution import parameters_in
from sagescope.meta.db import Database, Session
from sagescope.meta.repositories import macros
from sagescope.model.macro import Macro, MacroArgument, MacroValidation
from sagescope.store.schema import Store
from sagescope.syntax.cursor import StageFault


class MacroService:
    """The one place that changes macros. `load` comes first."""

    def __init__(self, database: Database, store: Store, clock: Clock) -> None:
        self._database = database
        self._store = store
        self._clock = clock
        self._lock = threading.Lock()

    def load(self) -> None:
        """Tell queries which macros there are."""
        with self._database.reading() as session:
            self._publish(session)

    def listed(self) -> list[Macro]:
        """All macros, by their names."""
        with self._database.reading() as session:
            return macros.listed(session)

    def get(self, macro_id: str) -> Macro:
        """The macro of an id. Raises Refusal NOT_FOUND."""
        with self._database.reading() as session:
            return macros.get(session, macro_id)

    def find(self, name: str) -> Macro | None:
        """The macro of a name, in any case."""
        with self._database.reading() as session:
            return macros.find_by_name(session, name)

    def add(
        self,
        name: str,
        definition: str,
        *,
        by: str,
        description: str = "",
        enabled: bool = True,
        arguments: tuple[MacroArgument, ...] = (),
        validations: tuple[MacroValidation, ...] = (),
    ) -> Macro:
        """Make a macro. Raises Refusal with all that is wrong with it, or where its name is taken."""
        now = self._clock.now()
        macro = Macro(
            id=hex_id(),
            name=name,
            description=description,
            definition=definition,
            enabled=enabled,
            arguments=arguments,
            validations=validations,
            created_at=now,
            created_by=by,
            modified_at=now,
            modified_by=by,
        )
        return self._save(macro, new=True)

    def change(
        self,
        macro_id: str,
        name: str,
        definition: str,
        *,
        by: str,
        description: str = "",
        enabled: bool = True,
        arguments: tuple[MacroArgument, ...] = (),
        validations: tuple[MacroValidation, ...] = (),
    ) -> Macro:
        """Replace a macro; queries get the new one from then on."""
        macro = self.get(macro_id).changed(
            name=name,
            description=description,
            definition=definition,
            enabled=enabled,
            arguments=arguments,
            validations=validations,
            modified_at=self._clock.now(),
            modified_by=by,
        )
        return self._save(macro, new=False)

    def remove(self, macro_id: str) -> None:
        """Delete a macro; queries that use it are at fault from then on. Raises Refusal NOT_FOUND."""
        with self._lock, self._database.session() as session:
            macros.remove(session, macro_id)
            self._publish(session)

    def _save(self, macro: Macro, *, new: bool) -> Macro:
        if faults := _faults(macro):
            raise Refusal(faults)
        with self._lock, self._database.session() as session:
            (macros.add if new else macros.save)(session, macro)
            self._publish(session)
        return macro

    def _publish(self, session: Session) -> None:
        self._store.set_macros(_text(macro) for macro in macros.listed(session) if macro.enabled)


def _text(macro: Macro) -> MacroText:
    return MacroText(
        macro.name,
        macro.definition,
        tuple((a.name, ValueType(a.type.value)) for a in macro.arguments),
        tuple((v.expression, v.message) for v in macro.validations),
    )


def _faults(macro: Macro) -> list[Fault]:
    """What of a macro could never work: placeholders without an argument, conditions that cannot be read."""
    names = frozenset(a.name.lower() for a in macro.arguments)
    used = {name.lower(): name for name in parameters_in(macro.definition)}
    faults: list[Fault] = []
    undeclared = [name for folded, name in used.items() if folded not in names]
    if undeclared:
        faults.append(
            Fault(
                "macro.undeclared",
                f"The definition names {', '.join(map(repr, undeclared))}, and there is no such argument.",
                "Declare an argument for each {{name}} of the definition.",
            )
        )
    unused = [a.name for a in macro.arguments if a.name.lower() not in used]
    if unused:
        faults.append(
            Fault(
                "macro.unused",
                f"The definition does not use the argument {', '.join(map(repr, unused))}.",
                "Write it as {{name}} in the definition, or take the argument away.",
            )
        )
    for validation in macro.validations:
        try:
            check_condition(validation.expression, names)
        except StageFault as wrong:
            faults.append(
                Fault(
                    wrong.fault.code,
                    f"The condition {validation.expression}: {wrong.fault.message}",
                    wrong.fault.hint,
                )
            )
    return faults
