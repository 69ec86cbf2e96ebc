"""The marks of a sheet that was submitted can neither be changed, added to nor taken away, on either database.

On SQLite ``INSERT OR REPLACE`` deletes what it replaces: it meets the triggers because every connection
sets ``recursive_triggers``. On PostgreSQL a statement trigger refuses TRUNCATE as well.
"""

from django.db import migrations

SHEETS, MARKS = "assessment_marksheet", "assessment_mark"


def _submitted(row):
    return f"EXISTS (SELECT 1 FROM {SHEETS} WHERE id = {row}.sheet_id AND state = 'submitted')"


SQLITE = (
    (SHEETS, "update", "OLD.state = 'submitted'"),
    (SHEETS, "delete", "OLD.state = 'submitted'"),
    (MARKS, "insert", _submitted("NEW")),
    (MARKS, "update", f"{_submitted('OLD')} OR {_submitted('NEW')}"),
    (MARKS, "delete", _submitted("OLD")),
)
"""On which act of which table a trigger looks, and when it refuses."""


def protect(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for table, act, submitted in SQLITE:
            schema_editor.execute(
                f"CREATE TRIGGER {table}_kept_on_{act} BEFORE {act.upper()} ON {table}"
                f" WHEN {submitted} BEGIN"
                " SELECT RAISE(ABORT, 'submitted marks are never changed'); END"
            )
        return
    schema_editor.execute(
        "CREATE FUNCTION assessment_refuse() RETURNS trigger LANGUAGE plpgsql AS $$"
        " DECLARE found boolean := false;"
        " BEGIN"
        "  IF TG_LEVEL = 'STATEMENT' THEN"
        f"   SELECT EXISTS (SELECT 1 FROM {SHEETS} WHERE state = 'submitted') INTO found;"
        f"  ELSIF TG_TABLE_NAME = '{SHEETS}' THEN"
        "   found := OLD.state = 'submitted';"
        "  ELSE"
        f"   IF TG_OP <> 'INSERT' THEN SELECT {_submitted('OLD')} INTO found; END IF;"
        "   IF NOT found AND TG_OP <> 'DELETE' THEN"
        f"    SELECT {_submitted('NEW')} INTO found;"
        "   END IF;"
        "  END IF;"
        "  IF found THEN RAISE EXCEPTION 'submitted marks are never changed'; END IF;"
        "  IF TG_LEVEL = 'STATEMENT' THEN RETURN NULL; END IF;"
        "  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;"
        "  RETURN NEW;"
        " END $$"
    )
    for table, acts in ((SHEETS, "UPDATE OR DELETE"), (MARKS, "INSERT OR UPDATE OR DELETE")):
        schema_editor.execute(
            f"CREATE TRIGGER {table}_kept BEFORE {acts} ON {table}"
            " FOR EACH ROW EXECUTE FUNCTION assessment_refuse()"
        )
        schema_editor.execute(
            f"CREATE TRIGGER {table}_not_emptied BEFORE TRUNCATE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION assessment_refuse()"
        )


def release(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for table, act, _ in SQLITE:
            schema_editor.execute(f"DROP TRIGGER {table}_kept_on_{act}")
        return
    for table in (SHEETS, MARKS):
        schema_editor.execute(f"DROP TRIGGER {table}_kept ON {table}")
        schema_editor.execute(f"DROP TRIGGER {table}_not_emptied ON {table}")
    schema_editor.execute("DROP FUNCTION assessment_refuse()")


class Migration(migrations.Migration):
    dependencies = [("assessment", "0001_initial")]
    operations = [migrations.RunPython(protect, release)]
