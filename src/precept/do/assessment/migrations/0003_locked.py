"""Agreed scores that a meeting locked, settled corrections and frozen recommendations are never changed.

A correction does not touch the locked row: it stands beside it, and what is in force is worked out. So
no way round the lock is needed, and there is none. On SQLite ``INSERT OR REPLACE`` deletes what it
replaces and meets the triggers, because every connection sets ``recursive_triggers``. On PostgreSQL a
statement trigger refuses TRUNCATE as well.
"""

from django.db import migrations

AGREED = "assessment_agreedscore"
CORRECTION = "assessment_scorecorrection"
RECOMMENDATION = "assessment_recommendation"
PLACING = "assessment_placing"

_SETTLED = "(OLD.approved IS NOT NULL OR OLD.refused_by_id IS NOT NULL)"
_REWRITTEN = (
    "OLD.state <> 'draft' AND (NEW.content <> OLD.content OR NEW.sha256 <> OLD.sha256"
    " OR NEW.state = 'draft')"
)
_FROZEN = (
    f"EXISTS (SELECT 1 FROM {RECOMMENDATION} WHERE id = OLD.recommendation_id AND state <> 'draft')"
)
KEPT = (
    (AGREED, "UPDATE", "OLD.is_locked"),
    (AGREED, "DELETE", "OLD.is_locked"),
    (CORRECTION, "UPDATE", _SETTLED),
    (CORRECTION, "DELETE", _SETTLED),
    (RECOMMENDATION, "UPDATE", _REWRITTEN),
    (RECOMMENDATION, "DELETE", "OLD.state <> 'draft'"),
    (PLACING, "UPDATE", _FROZEN),
    (PLACING, "DELETE", _FROZEN),
)
"""On which act of which table a trigger looks, and when it refuses."""
TABLES = (AGREED, CORRECTION, RECOMMENDATION, PLACING)
WORDS = "locked scores and frozen recommendations are never changed"


def protect(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for table, act, when in KEPT:
            schema_editor.execute(
                f"CREATE TRIGGER {table}_locked_{act.lower()} BEFORE {act} ON {table}"
                f" WHEN {when} BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"
            )
        return
    schema_editor.execute(
        "CREATE FUNCTION assessment_refuse_locked() RETURNS trigger LANGUAGE plpgsql AS $$"
        f" BEGIN RAISE EXCEPTION '{WORDS}'; END $$"
    )
    for table, act, when in KEPT:
        if table == PLACING:
            continue
        schema_editor.execute(
            f"CREATE TRIGGER {table}_locked_{act.lower()} BEFORE {act} ON {table}"
            f" FOR EACH ROW WHEN ({when}) EXECUTE FUNCTION assessment_refuse_locked()"
        )
    # A trigger's WHEN may not look into another table: this one looks for itself.
    schema_editor.execute(
        "CREATE FUNCTION assessment_refuse_frozen() RETURNS trigger LANGUAGE plpgsql AS $$"
        f" BEGIN IF {_FROZEN} THEN RAISE EXCEPTION '{WORDS}'; END IF;"
        " IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$"
    )
    schema_editor.execute(
        f"CREATE TRIGGER {PLACING}_locked BEFORE UPDATE OR DELETE ON {PLACING}"
        " FOR EACH ROW EXECUTE FUNCTION assessment_refuse_frozen()"
    )
    for table in TABLES:
        schema_editor.execute(
            f"CREATE TRIGGER {table}_never_emptied BEFORE TRUNCATE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION assessment_refuse_locked()"
        )


def release(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for table, act, _ in KEPT:
            schema_editor.execute(f"DROP TRIGGER {table}_locked_{act.lower()}")
        return
    for table, act, _ in KEPT:
        if table != PLACING:
            schema_editor.execute(f"DROP TRIGGER {table}_locked_{act.lower()} ON {table}")
    schema_editor.execute(f"DROP TRIGGER {PLACING}_locked ON {PLACING}")
    for table in TABLES:
        schema_editor.execute(f"DROP TRIGGER {table}_never_emptied ON {table}")
    schema_editor.execute("DROP FUNCTION assessment_refuse_locked()")
    schema_editor.execute("DROP FUNCTION assessment_refuse_frozen()")


class Migration(migrations.Migration):
    dependencies = [("assessment", "0002_protected")]
    operations = [migrations.RunPython(protect, release)]
