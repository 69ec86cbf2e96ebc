"""What each database needs to find words: SQLite a full-text table in step, PostgreSQL a vector.

A later migration that changes ``search_entry`` on SQLite makes the table anew and loses the triggers:
it must end with ``make_findable`` again.
"""

from typing import Any

from django.db import migrations

# FTS5's own numbers are the place among the newest, then the id: reading them in order is reading the
# newest first. ``detail=none``: no phrases and no ranking are asked for, which keeps it small.
# ``prefix``: the beginnings that so many words share that reading each of them would take long.
SQLITE = (
    "CREATE VIRTUAL TABLE search_words USING fts5("
    "terms, content='search_entry', content_rowid='id', tokenize=\"ascii tokenchars '_'\","
    " detail=none, columnsize=0, prefix='2 3 4')",
    "CREATE TRIGGER search_entry_put AFTER INSERT ON search_entry BEGIN"
    " INSERT INTO search_words(rowid, terms)"
    " VALUES ((new.newest_place << 40) + new.id, new.terms); END",
    "CREATE TRIGGER search_entry_dropped AFTER DELETE ON search_entry BEGIN"
    " INSERT INTO search_words(search_words, rowid, terms)"
    " VALUES ('delete', (old.newest_place << 40) + old.id, old.terms); END",
    "CREATE TRIGGER search_entry_put_again AFTER UPDATE ON search_entry"
    " WHEN old.terms IS NOT new.terms OR old.newest_place IS NOT new.newest_place"
    " OR old.id IS NOT new.id BEGIN"
    " INSERT INTO search_words(search_words, rowid, terms)"
    " VALUES ('delete', (old.newest_place << 40) + old.id, old.terms);"
    " INSERT INTO search_words(rowid, terms)"
    " VALUES ((new.newest_place << 40) + new.id, new.terms); END",
)
SQLITE_BACK = (
    "DROP TRIGGER search_entry_put",
    "DROP TRIGGER search_entry_dropped",
    "DROP TRIGGER search_entry_put_again",
    "DROP TABLE search_words",
)

# COLLATE "C": the orders are folded already, and are the same in every office's database.
# The terms are split already too, so no parser of PostgreSQL's has a say in what a word is.
POSTGRESQL = (
    'ALTER TABLE search_entry ALTER COLUMN title_place TYPE varchar(120) COLLATE "C",'
    ' ALTER COLUMN key_place TYPE varchar(240) COLLATE "C"',
    'ALTER TABLE search_facet ALTER COLUMN value TYPE varchar(200) COLLATE "C",'
    ' ALTER COLUMN kind TYPE varchar(40) COLLATE "C"',
    "ALTER TABLE search_entry ADD COLUMN vector tsvector"
    " GENERATED ALWAYS AS (array_to_tsvector(string_to_array(trim(terms), ' '))) STORED",
    "CREATE INDEX search_vector ON search_entry USING gin (vector)"
    " WITH (gin_pending_list_limit = 512)",
)
POSTGRESQL_BACK = ("ALTER TABLE search_entry DROP COLUMN vector",)


def make_findable(_apps: Any, schema_editor: Any) -> None:
    """Make the words of the entries findable, those already there too."""
    vendor = schema_editor.connection.vendor
    for sql in SQLITE if vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(sql)
    if vendor == "sqlite":
        schema_editor.execute(
            "INSERT INTO search_words(rowid, terms)"
            " SELECT (newest_place << 40) + id, terms FROM search_entry"
        )


def make_unfindable(_apps: Any, schema_editor: Any) -> None:
    """Take it back."""
    vendor = schema_editor.connection.vendor
    for sql in SQLITE_BACK if vendor == "sqlite" else POSTGRESQL_BACK:
        schema_editor.execute(sql)


class Migration(migrations.Migration):

    dependencies = [("search", "0001_entries")]

    operations = [migrations.RunPython(make_findable, make_unfindable)]
