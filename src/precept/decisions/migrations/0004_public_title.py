from django.db import migrations, models


def keep_titles(apps, schema_editor):
    """Words redacted in every part are redacted in the title too from now on."""
    from precept.decisions.queries import mark_of
    from precept.decisions.rules import EVERYWHERE, LIVE, Span, cut

    redactions = apps.get_model("decisions", "Redaction").objects
    spans = {}
    for row in redactions.filter(part=EVERYWHERE, state__in=LIVE).order_by("decision", "number"):
        span = Span(row.number, row.part, row.words, row.place, mark_of(row.exemption))
        spans.setdefault(row.decision_id, []).append(span)
    for one in apps.get_model("decisions", "Decision").objects.filter(pk__in=spans):
        (shown,) = cut({"title": (one.title,)}, spans[one.pk])["title"]
        if shown != one.title:
            one.public_title = shown[:300]
            one.save(update_fields=["public_title"])


class Migration(migrations.Migration):

    dependencies = [
        ('decisions', '0003_public_copies'),
    ]

    operations = [
        migrations.AddField(
            model_name='decision',
            name='public_title',
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.RunPython(keep_titles, migrations.RunPython.noop, elidable=True),
    ]
