"""The way down to a page: from the office's home, or from where people outside begin."""

Trail = list[dict[str, str]]

HOME = {"href": "/office/", "text": "Office"}


def trail(*places: tuple[str, str]) -> Trail:
    """Breadcrumbs from the office down: (address, words) each, an empty address for where one is."""
    return [HOME, *outside_trail(*places)]


def outside_trail(*places: tuple[str, str]) -> Trail:
    """Breadcrumbs of pages that are not the office's: they begin with the first place named."""
    return [{"href": href, "text": text} if href else {"text": text} for href, text in places]
