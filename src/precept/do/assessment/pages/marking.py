"""Pages: marking."""

from django.urls import URLPattern

ADDRESSES: list[URLPattern] = []
