"""Addresses of assessment: each module of pages lists its own."""

from precept.do.assessment.pages import (
    allocation,
    checks,
    feedback,
    marking,
    moderation,
    ranking,
)

urlpatterns = [
    *checks.ADDRESSES,
    *allocation.ADDRESSES,
    *marking.ADDRESSES,
    *moderation.ADDRESSES,
    *ranking.ADDRESSES,
    *feedback.ADDRESSES,
]
