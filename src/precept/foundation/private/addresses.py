"""Addresses that could lead an abuser to somebody's door."""

from typing import Final, Never, NoReturn, Self, SupportsIndex

_SHOWN: Final = "<protected address>"


class CannotBePrinted(TypeError):
    """Somebody tried to print, format, store or copy out a protected address."""

    def __init__(self) -> None:
        super().__init__("A protected address cannot be printed, written out or compared.")


class ProtectedAddress:
    """An address that no page, file, log or message can show by mistake; only `reveal` gives it.

    Two of them are equal only where they are the same object: neither `==` nor a hash tells whether
    two addresses match. It guards against mistakes, not against code that means harm. ValueError
    where the text is blank, TypeError where it is no text.
    """

    __slots__ = ("_open",)

    def __init__(self, text: str) -> None:
        if not isinstance(text, str):
            raise TypeError("A protected address is made from text.")
        if not text.strip():
            raise ValueError("A protected address is not blank.")
        # Held by a function and not as an attribute: what lists the attributes of things
        # (debuggers, error reports, serialisers) finds no text.
        object.__setattr__(self, "_open", lambda: text)

    def reveal(self) -> str:
        """The address itself; each call is found by searching the code for this name."""
        text: str = self._open()  # type: ignore[attr-defined]  # set past the refusal to be changed
        return text

    def __repr__(self) -> str:
        # Says what it is and no more: raising here would hide the error that is being reported.
        return _SHOWN

    def __str__(self) -> NoReturn:
        raise CannotBePrinted

    def __format__(self, _specification: str) -> NoReturn:
        raise CannotBePrinted

    def __reduce_ex__(self, _protocol: SupportsIndex) -> NoReturn:
        raise CannotBePrinted

    def __getstate__(self) -> NoReturn:
        raise CannotBePrinted

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, _memo: dict[int, object]) -> Self:
        return self

    def __setattr__(self, _name: str, _value: Never) -> NoReturn:
        raise AttributeError("A protected address does not change.")

    def __delattr__(self, _name: str) -> NoReturn:
        raise AttributeError("A protected address does not change.")

    def __init_subclass__(cls) -> NoReturn:
        raise TypeError("A protected address has no other kinds, which might be printable.")
