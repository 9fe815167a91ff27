"""The tests of the desk run on SQLite and on PostgreSQL."""

from tests.databases import database_url, postgres, postgres_url, sqlite_template, sqlite_url

__all__ = ["database_url", "postgres", "postgres_url", "sqlite_template", "sqlite_url"]
