"""What the public reads of a commissioning project, and who said that they might provide what follows from it."""

from django.db import models

from precept.foundation import clock
from precept.foundation.people.models import Person
from precept.parties.models import Organisation
from precept.plan.models.projects import Project


class ProjectPage(models.Model):
    """A project's page on the public site, in words written for it: nothing typed inside the office stands there."""

    project = models.OneToOneField(Project, on_delete=models.CASCADE, related_name="page")
    title = models.CharField(max_length=200)
    purpose = models.TextField()
    """What is to change."""
    for_whom = models.TextField()
    told = models.TextField(blank=True)
    """What providers should know: what is still open, how to get ready, whom to meet when."""
    opens_on = models.DateField(null=True, blank=True)
    """When a round or tender is expected to open."""
    is_in_market = models.BooleanField(default=False)
    """Whether it stands in the market position statement while nothing is bought or given yet."""
    outcome = models.TextField(blank=True)
    """What came of it."""
    version = models.PositiveIntegerField(default=1)


class MarketInterest(models.Model):
    """A provider that might bid when something opens: it is told, and has no other advantage of it."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="interests")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="market_interests")
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    words = models.TextField(blank=True)
    """What it could offer, and what would keep it from bidding."""
    registered = models.DateTimeField(default=clock.now)
    told = models.JSONField(default=list)
    """The subjects of what it was told of: each once."""

    class Meta:
        ordering = ["registered", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "person"], name="plan_one_interest_of_a_person"
            )
        ]
