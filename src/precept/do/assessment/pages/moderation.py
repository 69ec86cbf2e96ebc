"""Pages: moderation."""

from django.urls import URLPattern

ADDRESSES: list[URLPattern] = []
