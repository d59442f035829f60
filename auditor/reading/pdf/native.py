"""Calls into pdfium by the thousand. Called from `map` over ready-made addresses they cost a third of what a Python loop
costs, and `PYFUNCTYPE` saves letting go of the interpreter lock for each."""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Callable
from typing import Any

import pypdfium2.raw as pdfium

ADDRESS, INT = ctypes.c_void_p, ctypes.c_int
Bounds = tuple[float, float, float, float]
"""Left, bottom, right, top."""


def batched(function: Any, result: Any, *arguments: Any) -> Callable[..., Any]:
    """A function of pdfium that takes plain addresses, for use with `map`."""
    address = ctypes.cast(function, ctypes.c_void_p).value or 0
    made: Callable[..., Any] = ctypes.PYFUNCTYPE(result, *arguments)(address)
    return made


_bounds = batched(pdfium.FPDFPageObj_GetBounds, INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS)


def bounds(handles: list[int]) -> list[Bounds]:
    """The bounds of page objects, in the space of the page or form that holds them."""
    count = len(handles)
    buffer = (ctypes.c_float * (4 * count))()
    start = ctypes.addressof(buffer)
    parts = [range(start + 4 * part, start + 4 * part + 16 * count, 16) for part in range(4)]
    deque(map(_bounds, handles, *parts), 0)
    edges = buffer[:]
    return list(zip(edges[0::4], edges[1::4], edges[2::4], edges[3::4], strict=True))
