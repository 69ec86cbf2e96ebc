import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='EntryRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('scope', models.CharField(max_length=40)),
                ('kind', models.CharField(max_length=40)),
                ('key', models.CharField(max_length=200)),
                ('title', models.TextField()),
                ('href', models.TextField()),
                ('date', models.DateField(null=True)),
                ('amount', models.BigIntegerField(null=True)),
                ('newest_place', models.IntegerField()),
                ('oldest_place', models.IntegerField()),
                ('title_place', models.CharField(max_length=120)),
                ('dearest_place', models.BigIntegerField()),
                ('cheapest_place', models.BigIntegerField()),
                ('key_place', models.CharField(max_length=240)),
                ('facets', models.TextField()),
                ('shown', models.TextField()),
                ('terms', models.TextField()),
            ],
            options={
                'db_table': 'search_entry',
                'indexes': [models.Index(fields=['scope', 'kind', 'newest_place', 'id'], name='search_k_newest'), models.Index(fields=['scope', 'kind', 'oldest_place', 'id'], name='search_k_oldest'), models.Index(fields=['scope', 'kind', 'title_place', 'id'], name='search_k_title'), models.Index(fields=['scope', 'kind', 'dearest_place', 'id'], name='search_k_dearest'), models.Index(fields=['scope', 'kind', 'cheapest_place', 'id'], name='search_k_cheapest'), models.Index(fields=['scope', 'kind', 'key_place', 'id'], name='search_k_key'), models.Index(fields=['scope', 'newest_place', 'id'], name='search_s_newest'), models.Index(fields=['scope', 'oldest_place', 'id'], name='search_s_oldest'), models.Index(fields=['scope', 'title_place', 'id'], name='search_s_title'), models.Index(fields=['scope', 'dearest_place', 'id'], name='search_s_dearest'), models.Index(fields=['scope', 'cheapest_place', 'id'], name='search_s_cheapest'), models.Index(fields=['scope', 'key_place', 'id'], name='search_s_key')],
                'constraints': [models.UniqueConstraint(fields=('scope', 'kind', 'key'), name='search_one_entry_a_key')],
            },
        ),
        migrations.CreateModel(
            name='FacetRow',
            fields=[
                ('pk', models.CompositePrimaryKey('scope', 'name', 'kind', 'value', 'entry_id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('scope', models.CharField(max_length=40)),
                ('name', models.CharField(max_length=40)),
                ('kind', models.CharField(max_length=40)),
                ('value', models.CharField(max_length=200)),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.DO_NOTHING, related_name='facet_rows', to='search.entryrow')),
            ],
            options={
                'db_table': 'search_facet',
            },
        ),
    ]
