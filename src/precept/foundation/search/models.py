"""The read model of search. It holds nothing that cannot be made again from what it was made from."""

from django.db import models

from precept.foundation.search.rules import ORDERS


class EntryRow(models.Model):
    """An entry as it is kept: what a list shows, what it is found by, and its place in each order.

    The ``…_place`` columns all ascend; what has no date or amount comes last. On PostgreSQL the
    database makes a further column ``vector`` of ``terms``; on SQLite triggers keep ``search_words``
    in step with it.
    """

    scope = models.CharField(max_length=40)
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=200)
    title = models.TextField()
    href = models.TextField()
    date = models.DateField(null=True)
    amount = models.BigIntegerField(null=True)
    newest_place = models.IntegerField()
    oldest_place = models.IntegerField()
    title_place = models.CharField(max_length=120)
    dearest_place = models.BigIntegerField()
    cheapest_place = models.BigIntegerField()
    key_place = models.CharField(max_length=240)
    # The long ones last: SQLite reads a row only as far as it must.
    facets = models.TextField()
    shown = models.TextField()
    terms = models.TextField()

    class Meta:
        db_table = "search_entry"
        constraints = [
            models.UniqueConstraint(fields=["scope", "kind", "key"], name="search_one_entry_a_key")
        ]
        indexes = [
            *(
                models.Index(
                    fields=["scope", "kind", f"{order}_place", "id"], name=f"search_k_{order}"
                )
                for order in ORDERS
            ),
            *(
                models.Index(fields=["scope", f"{order}_place", "id"], name=f"search_s_{order}")
                for order in ORDERS
            ),
        ]


class FacetRow(models.Model):
    """A facet's value that an entry has: from here come the values that a list offers."""

    pk = models.CompositePrimaryKey("scope", "name", "kind", "value", "entry_id")
    scope = models.CharField(max_length=40)
    name = models.CharField(max_length=40)
    kind = models.CharField(max_length=40)
    value = models.CharField(max_length=200)
    # Nothing cascades in Python: the actions delete both, whole kinds at a time.
    entry = models.ForeignKey(EntryRow, on_delete=models.DO_NOTHING, related_name="facet_rows")

    class Meta:
        db_table = "search_facet"
