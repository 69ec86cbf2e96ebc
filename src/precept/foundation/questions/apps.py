"""Where ``questions`` stands in the house."""

from django.apps import AppConfig


class Part(AppConfig):
    """The part as Django knows it."""

    name = "precept.foundation.questions"
    label = "questions"
