"""Agreed minutes can neither be changed nor taken away, on either database. A correction is the next version.

On SQLite ``INSERT OR REPLACE`` deletes what it replaces: it meets the triggers because every connection
sets ``recursive_triggers``. On PostgreSQL a statement trigger refuses TRUNCATE as well.
"""

from django.db import migrations

MINUTES, WORDS = "management_minutes", "agreed minutes are never changed"


def protect(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for act in ("update", "delete"):
            schema_editor.execute(
                f"CREATE TRIGGER {MINUTES}_kept_on_{act} BEFORE {act.upper()} ON {MINUTES} BEGIN"
                f" SELECT RAISE(ABORT, '{WORDS}'); END"
            )
        return
    schema_editor.execute(
        "CREATE FUNCTION management_refuse() RETURNS trigger LANGUAGE plpgsql AS $$"
        f" BEGIN RAISE EXCEPTION '{WORDS}'; END $$"
    )
    schema_editor.execute(
        f"CREATE TRIGGER {MINUTES}_kept BEFORE UPDATE OR DELETE ON {MINUTES}"
        " FOR EACH ROW EXECUTE FUNCTION management_refuse()"
    )
    schema_editor.execute(
        f"CREATE TRIGGER {MINUTES}_not_emptied BEFORE TRUNCATE ON {MINUTES}"
        " FOR EACH STATEMENT EXECUTE FUNCTION management_refuse()"
    )


def release(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for act in ("update", "delete"):
            schema_editor.execute(f"DROP TRIGGER {MINUTES}_kept_on_{act}")
        return
    schema_editor.execute(f"DROP TRIGGER {MINUTES}_kept ON {MINUTES}")
    schema_editor.execute(f"DROP TRIGGER {MINUTES}_not_emptied ON {MINUTES}")
    schema_editor.execute("DROP FUNCTION management_refuse()")


class Migration(migrations.Migration):
    dependencies = [("management", "0001_management")]
    operations = [migrations.RunPython(protect, release)]
