"""Pages: ranking."""

from django.urls import URLPattern

ADDRESSES: list[URLPattern] = []
