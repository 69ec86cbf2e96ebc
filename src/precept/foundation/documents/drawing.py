"""Which drawings may stand in a document: shapes and words, nothing that runs or fetches."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator

SVG = "http://www.w3.org/2000/svg"

_SHAPES = frozenset(
    (
        *("svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon"),
        *("text", "tspan", "title", "desc"),
        *("defs", "marker", "linearGradient", "stop", "clipPath"),
    )
)
_ATTRIBUTES = frozenset(
    (
        # where
        *("viewBox", "width", "height", "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx"),
        *("ry", "dx", "dy", "d", "points", "transform", "preserveAspectRatio", "overflow"),
        # how it looks
        *("fill", "fill-opacity", "fill-rule", "opacity", "stroke", "stroke-width"),
        *("stroke-dasharray", "stroke-linecap", "stroke-linejoin", "stroke-opacity"),
        *("font-family", "font-size", "font-weight", "font-style", "text-anchor"),
        *("dominant-baseline", "letter-spacing", "textLength"),
        # ends of lines, shades, edges
        *("clip-path", "marker-start", "marker-mid", "marker-end", "markerWidth", "markerHeight"),
        *("markerUnits", "refX", "refY", "orient", "offset", "stop-color", "stop-opacity"),
        *("gradientUnits", "gradientTransform"),
        # what it is
        *("class", "id", "role", "focusable", "aria-label", "aria-labelledby"),
        *("aria-describedby", "aria-hidden"),
    )
)
_REFERENCE = re.compile(r"url\(", re.IGNORECASE)
_OWN_REFERENCE = re.compile(r"url\(#[A-Za-z][\w-]*\)")
_VIEW_BOX = re.compile(r"-?[\d.]+ -?[\d.]+ ([1-9]\d{0,4}(?:\.\d+)?) ([1-9]\d{0,4}(?:\.\d+)?)")
_LARGEST = 500_000
# Millimetres: the line of an upright page, and the tallest drawing that leaves room for its words.
_LINE, _TALLEST = 166.0, 170.0


def check_drawing(svg: str) -> str:
    """What is wrong with a drawing, in words fit to show; empty where nothing is.

    Drawings are made by our own macros; this stands between a fault in one of them and a page that
    runs a stranger's script, so it is a list of what is allowed. At most 500,000 characters.
    """
    if len(svg) > _LARGEST:
        return "The drawing is too large."
    # Before parsing: a document type is the only way to entities that grow or fetch.
    if "<!" in svg or "<?" in svg:
        return "The drawing holds more than shapes and words."
    try:
        root = ET.fromstring(svg)  # noqa: S314 - no document type, so no entities: see above
    except (ET.ParseError, ValueError):
        return "The drawing is not SVG."
    if root.tag != f"{{{SVG}}}svg" or not _VIEW_BOX.fullmatch(root.get("viewBox", "")):
        return "The drawing is not SVG with a viewBox of a width and a height."
    for fault in _faults(root):
        return fault
    return ""


def _faults(root: ET.Element) -> Iterator[str]:
    for element in root.iter():
        namespace, _, name = element.tag.rpartition("}")
        if namespace != f"{{{SVG}" or name not in _SHAPES:
            yield f"A drawing may not hold “{name}”."
        for attribute, value in element.attrib.items():
            if attribute not in _ATTRIBUTES:
                yield f"A drawing may not hold the attribute “{attribute}”."
            if _REFERENCE.search(_OWN_REFERENCE.sub("", value)):
                yield "A drawing may refer only to itself."


def drawing_markup(svg: str, description: str) -> str:
    """A checked drawing, written anew as one image with its description for a screen reader."""
    root = ET.fromstring(svg)  # noqa: S314 - checked when the figure was made
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
    for attribute in ("aria-labelledby", "aria-describedby", "aria-hidden"):
        root.attrib.pop(attribute, None)
    root.set("xmlns", SVG)
    root.set("role", "img")
    root.set("aria-label", description)
    return ET.tostring(root, encoding="unicode")


def drawing_width(svg: str) -> float:
    """How wide a checked drawing stands on A4, in millimetres: the line, or less if it is tall."""
    root = ET.fromstring(svg)  # noqa: S314 - checked when the figure was made
    size = _VIEW_BOX.fullmatch(root.get("viewBox", ""))
    assert size is not None
    return min(_LINE, _TALLEST * float(size.group(1)) / float(size.group(2)))
