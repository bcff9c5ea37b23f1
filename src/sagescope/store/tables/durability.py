"""What makes an insert survive a kill, and a repeated one harmless."""

from sagescope.sql.nodes import Setting

DURABLE = (Setting("fsync_after_insert", 1), Setting("fsync_part_directory", 1))
"""Settings of tables whose inserts are on the disk when they return."""

DEDUPLICATED = Setting("non_replicated_deduplication_window", 10_000)
"""The setting of tables that know the tokens of their last inserts."""
