"""The office's pages of rounds and calls."""

from precept.do.opportunities.pages.register import change, new, one, publish, rounds, spend

__all__ = ["change", "new", "one", "publish", "rounds", "spend"]
