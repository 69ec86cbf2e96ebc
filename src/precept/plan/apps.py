"""Where ``plan`` stands in the house."""

from django.apps import AppConfig


class Part(AppConfig):
    """The part as Django knows it."""

    name = "precept.plan"
    label = "plan"
