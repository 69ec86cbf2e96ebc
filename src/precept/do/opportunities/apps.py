"""Where ``opportunities`` stands in the house."""

from django.apps import AppConfig


class Part(AppConfig):
    """The part as Django knows it."""

    name = "precept.do.opportunities"
    label = "opportunities"
