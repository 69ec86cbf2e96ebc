"""The way from the office's home down to a page."""

Trail = list[dict[str, str]]

HOME = {"href": "/office/", "text": "Office"}


def trail(*places: tuple[str, str]) -> Trail:
    """Breadcrumbs from the office down: (address, words) each, an empty address for where one is."""
    return [
        HOME,
        *({"href": href, "text": text} if href else {"text": text} for href, text in places),
    ]
