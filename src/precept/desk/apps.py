"""Where ``desk`` stands in the house: it joins the parts, and so tells the lower ones of each other."""

from django.apps import AppConfig


class Part(AppConfig):
    """The part as Django knows it."""

    name = "precept.desk"
    label = "desk"
