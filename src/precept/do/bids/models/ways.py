"""Other ways of applying, entry for somebody else, and why some who started did not submit."""

from django.db import models

from precept.do.bids import rules
from precept.do.bids.models.bids import Bid
from precept.do.opportunities.models import Opportunity
from precept.foundation import clock
from precept.foundation.people.models import Person


class OtherWay(models.Model):
    """Somebody asks to apply in another way: by phone, easy read, on paper, in British Sign Language."""

    opportunity = models.ForeignKey(
        Opportunity, on_delete=models.PROTECT, related_name="other_ways"
    )
    channel = models.CharField(max_length=10, choices=rules.channels)
    name = models.CharField(max_length=120)
    contact = models.CharField(max_length=200)
    words = models.TextField(blank=True)
    asked = models.DateTimeField(default=clock.now)
    asked_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    settled = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    how_settled = models.TextField(blank=True)
    bid = models.ForeignKey(
        Bid, null=True, blank=True, on_delete=models.PROTECT, related_name="other_ways"
    )


class AssistedEntry(models.Model):
    """An officer entered what somebody said, read it back, and they confirmed it."""

    bid = models.ForeignKey(Bid, on_delete=models.PROTECT, related_name="assisted")
    officer = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=10, choices=rules.channels)
    for_whom = models.CharField(max_length=120)
    began = models.DateTimeField(default=clock.now)
    read_back = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.CharField(max_length=120, blank=True)
    confirmed_how = models.TextField(blank=True)


class WhyNot(models.Model):
    """Why somebody who started did not submit: asked once, answered if they like, read without a name."""

    bid = models.OneToOneField(Bid, on_delete=models.CASCADE, related_name="why_not")
    asked = models.DateTimeField(default=clock.now)
    answered = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=40, blank=True)
    words = models.TextField(blank=True)
