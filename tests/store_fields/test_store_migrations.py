"""A store that an earlier version wrote is brought up to date with what it holds."""

from sagescope.store.fields import Schema
from sagescope.store.schema import STATUS
from sagescope.store.tables.logs import LANDING, LOGS
from store_world import world


def test_words_are_parted_anew_in_a_store_whose_index_knew_ascii_alone() -> None:
    here = world()
    here.apply(Schema())
    here.empty()
    old = "replaceAll(lower(raw), '_', '\ue000')"
    for statement in (
        f"ALTER TABLE {LOGS} DROP INDEX raw_terms",
        f"ALTER TABLE {LOGS} DROP COLUMN terms",
        f"ALTER TABLE {LANDING} DROP COLUMN terms",
        f"ALTER TABLE {LOGS} ADD INDEX raw_terms {old} TYPE text(tokenizer = 'splitByNonAlpha')",
        f"ALTER TABLE {STATUS} DELETE WHERE number = 4 SETTINGS mutations_sync = 1",
    ):
        here.store.engine.command(statement)
    here.insert([{"_raw": "an “error”"}, {"_raw": "no_error"}])
    assert here.store.migrate() == 1
    assert [row["_raw"] for row in here.rows("error")] == ["an “error”"]
    assert here.store.migrate() == 0
    [made] = here.store.engine.query_text(f"SHOW CREATE TABLE {LOGS}").table.to_pylist()
    assert "INDEX raw_terms terms TYPE text" in made["statement"]
