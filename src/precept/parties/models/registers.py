"""What public registers say of charities and companies, loaded from their own files."""

from django.db import models

from precept.foundation import clock
from precept.parties import rules


class RegisterRow(models.Model):
    """One charity or company as its register had it when the file was made."""

    scheme = models.CharField(max_length=20, choices=rules.scheme_choices)
    number = models.CharField(max_length=60)
    name = models.CharField(max_length=300)
    name_key = models.CharField(max_length=200, db_index=True)
    status = models.CharField(max_length=120)
    registered = models.DateField(null=True, blank=True)
    removed = models.DateField(null=True, blank=True)
    people = models.JSONField(default=list)
    """Names of trustees or officers, where the file has them."""
    loaded = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scheme", "number"], name="parties_register_row_once")
        ]

    @property
    def subject(self) -> str:
        """What the ledger calls this row."""
        return f"register-row:{rules.org_id(self.scheme, self.number)}"
