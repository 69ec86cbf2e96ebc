"""Where the calendar of the year stands in the house."""

from django.apps import AppConfig


class Part(AppConfig):
    """The part as Django knows it."""

    name = "precept.review.year"
    label = "year"
