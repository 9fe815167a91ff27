"""Tests of tables, queries and migrations, each on SQLite and on PostgreSQL."""
