"""Events, their facts, seals and checkpoints cannot be changed or taken away, on either database.

On SQLite ``INSERT OR REPLACE`` deletes what it replaces: it meets the triggers because every connection
sets ``recursive_triggers``. On PostgreSQL a statement trigger refuses TRUNCATE as well.
"""

from django.db import migrations

PROTECTED = ("ledger_event", "ledger_checkpoint", "ledger_sealed", "ledger_part")


def protect(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    if vendor == "sqlite":
        for table in PROTECTED:
            erasable = " WHEN OLD.name <> 'personal'" if table == "ledger_part" else ""
            schema_editor.execute(
                f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} BEGIN"
                f" SELECT RAISE(ABORT, '{table} is never changed'); END"
            )
            schema_editor.execute(
                f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table}{erasable} BEGIN"
                f" SELECT RAISE(ABORT, '{table} is never deleted from'); END"
            )
        return
    schema_editor.execute(
        "CREATE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS $$"
        " BEGIN"
        "  IF TG_TABLE_NAME = 'ledger_part' AND TG_OP = 'DELETE' AND TG_LEVEL = 'ROW' THEN"
        "   IF OLD.name = 'personal' THEN RETURN OLD; END IF;"
        "  END IF;"
        "  RAISE EXCEPTION '%% is never changed or deleted from', TG_TABLE_NAME;"
        " END $$"
    )
    for table in PROTECTED:
        schema_editor.execute(
            f"CREATE TRIGGER {table}_kept BEFORE UPDATE OR DELETE ON {table}"
            " FOR EACH ROW EXECUTE FUNCTION ledger_refuse()"
        )
        schema_editor.execute(
            f"CREATE TRIGGER {table}_not_emptied BEFORE TRUNCATE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse()"
        )


def release(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for table in PROTECTED:
            schema_editor.execute(f"DROP TRIGGER {table}_no_update")
            schema_editor.execute(f"DROP TRIGGER {table}_no_delete")
        return
    for table in PROTECTED:
        schema_editor.execute(f"DROP TRIGGER {table}_kept ON {table}")
        schema_editor.execute(f"DROP TRIGGER {table}_not_emptied ON {table}")
    schema_editor.execute("DROP FUNCTION ledger_refuse()")


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]
    operations = [migrations.RunPython(protect, release)]
