"""The database's revisions, kept by Alembic."""
