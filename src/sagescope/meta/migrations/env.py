"""What Alembic executes: the steps, on the connection of `Database.migrate` and inside its transaction."""

from alembic import context

from sagescope.meta.tables import Row

context.configure(
    connection=context.config.attributes["connection"], target_metadata=Row.metadata, transactional_ddl=True
)
with context.begin_transaction():
    context.run_migrations()
