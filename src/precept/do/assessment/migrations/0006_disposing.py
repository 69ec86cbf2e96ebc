"""Marks and locked scores may go with a bid that is being disposed of, and in no other way, on either database.

The row that says so is written and deleted in the transaction that disposes of the bid: outside it the table is
empty, and everything is kept as before.
"""

import django.db.models.deletion
from django.db import migrations, models

SHEETS, MARKS = "assessment_marksheet", "assessment_mark"
AGREED, CORRECTION = "assessment_agreedscore", "assessment_scorecorrection"
OPEN = "assessment_disposing"
MARKS_WORDS = "submitted marks are never changed"
SCORES_WORDS = "locked scores and frozen recommendations are never changed"


def _goes(bid):
    return f"EXISTS (SELECT 1 FROM {OPEN} WHERE bid_id = {bid})"


_OF_SHEET = f"(SELECT bid_id FROM {SHEETS} WHERE id = OLD.sheet_id)"
_OF_AGREED = f"(SELECT bid_id FROM {AGREED} WHERE id = OLD.agreed_id)"
_SUBMITTED = f"EXISTS (SELECT 1 FROM {SHEETS} WHERE id = OLD.sheet_id AND state = 'submitted')"
_SETTLED = "(OLD.approved IS NOT NULL OR OLD.refused_by_id IS NOT NULL)"
LET = (
    (SHEETS, f"{SHEETS}_kept_on_delete", "DELETE", "OLD.state = 'submitted'", "OLD.bid_id", MARKS_WORDS),
    (MARKS, f"{MARKS}_kept_on_delete", "DELETE", _SUBMITTED, _OF_SHEET, MARKS_WORDS),
    (AGREED, f"{AGREED}_locked_update", "UPDATE", "OLD.is_locked", "OLD.bid_id", SCORES_WORDS),
    (CORRECTION, f"{CORRECTION}_locked_update", "UPDATE", _SETTLED, _OF_AGREED, SCORES_WORDS),
)
"""Table, trigger, act, when it refuses, the bid of the row, its words."""
SCORE_STAYS = "NEW.score IS NOT OLD.score"
SCORES_STAY = "(NEW.before <> OLD.before OR NEW.after <> OLD.after)"
MOVED = {AGREED: SCORE_STAYS, CORRECTION: SCORES_STAY}
"""What does not change even then: the scores that were decided on."""


def _sqlite(editor, lets):
    for table, trigger, act, when, bid, words in LET:
        editor.execute(f"DROP TRIGGER {trigger}")
        refuses = when
        if lets:
            moved = f" OR {MOVED[table]}" if table in MOVED else ""
            refuses = f"({when}) AND (NOT {_goes(bid)}{moved})"
        editor.execute(
            f"CREATE TRIGGER {trigger} BEFORE {act} ON {table} WHEN {refuses} BEGIN"
            f" SELECT RAISE(ABORT, '{words}'); END"
        )


def _marks_function(lets):
    sheet = f" AND NOT {_goes('OLD.bid_id')}" if lets else ""
    mark = f" AND NOT {_goes(_OF_SHEET)}" if lets else ""
    new = f"EXISTS (SELECT 1 FROM {SHEETS} WHERE id = NEW.sheet_id AND state = 'submitted')"
    return (
        "CREATE OR REPLACE FUNCTION assessment_refuse() RETURNS trigger LANGUAGE plpgsql AS $$"
        " DECLARE found boolean := false;"
        " BEGIN"
        "  IF TG_LEVEL = 'STATEMENT' THEN"
        f"   SELECT EXISTS (SELECT 1 FROM {SHEETS} WHERE state = 'submitted') INTO found;"
        f"  ELSIF TG_TABLE_NAME = '{SHEETS}' THEN"
        "   found := OLD.state = 'submitted';"
        f"   IF found AND TG_OP = 'DELETE' THEN SELECT true{sheet} INTO found; END IF;"
        "  ELSE"
        f"   IF TG_OP <> 'INSERT' THEN SELECT {_SUBMITTED} INTO found; END IF;"
        f"   IF found AND TG_OP = 'DELETE' THEN SELECT true{mark} INTO found; END IF;"
        "   IF NOT found AND TG_OP <> 'DELETE' THEN"
        f"    SELECT {new} INTO found;"
        "   END IF;"
        "  END IF;"
        f"  IF found THEN RAISE EXCEPTION '{MARKS_WORDS}'; END IF;"
        "  IF TG_LEVEL = 'STATEMENT' THEN RETURN NULL; END IF;"
        "  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;"
        "  RETURN NEW;"
        " END $$"
    )


def _postgres_scores(editor, lets):
    for table, _, act, when, bid, words in LET[2:]:
        editor.execute(f"DROP TRIGGER {table}_locked_update ON {table}")
        function = "assessment_refuse_locked"
        if lets:
            function = f"{table}_refuse"
            moved = MOVED[table].replace("IS NOT OLD.score", "IS DISTINCT FROM OLD.score")
            editor.execute(
                f"CREATE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $$"
                f" BEGIN IF NOT {_goes(bid)} OR {moved} THEN RAISE EXCEPTION '{words}'; END IF;"
                " RETURN NEW; END $$"
            )
        editor.execute(
            f"CREATE TRIGGER {table}_locked_update BEFORE {act} ON {table}"
            f" FOR EACH ROW WHEN ({when}) EXECUTE FUNCTION {function}()"
        )
        if not lets:
            editor.execute(f"DROP FUNCTION {table}_refuse()")


def let(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        _sqlite(schema_editor, True)
        return
    schema_editor.execute(_marks_function(True))
    _postgres_scores(schema_editor, True)


def refuse_again(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        _sqlite(schema_editor, False)
        return
    schema_editor.execute(_marks_function(False))
    _postgres_scores(schema_editor, False)


class Migration(migrations.Migration):

    dependencies = [
        ('assessment', '0005_given_back'),
        ('bids', '0004_disposed'),
    ]

    operations = [
        migrations.CreateModel(
            name='Disposing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('bid', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='bids.bid')),
            ],
        ),
        migrations.RunPython(let, refuse_again),
    ]
