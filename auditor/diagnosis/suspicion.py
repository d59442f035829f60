"""What a diagnosis says: figures that may be wrong, the values that would mend them, and how the slip came about."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Literal, NamedTuple

from auditor.model.document import Location
from auditor.model.facts import Fact
from auditor.model.report import Comparison

Spot = tuple[Location, str]
"""A printed number: where it stands and its text."""

Slip = Literal["", "swapped", "columns", "shifted", "unit"]
"""How several figures went wrong together: two exchanged, two columns (or rows) exchanged, a row moved by a column, all in
another unit. Empty: one figure, or it is not known."""


def spot(fact: Fact) -> Spot:
    return fact.at, fact.text


class Suspicion(NamedTuple):
    """A figure that may be wrong, and the values (low…high, base units) that would satisfy all its relations."""

    fact: Fact
    low: Decimal
    high: Decimal


class Meant(NamedTuple):
    """What a number was probably meant to be; `text` as it would have been typed, "" when that is not known."""

    value: Decimal
    text: str = ""


class Cause(NamedTuple):
    """Failed comparisons with one explanation. Without a `slip` several suspects are a tie; none means that no figure
    explains. `meant` tells what suspects were probably meant to be, as far as that is known."""

    failed: tuple[Comparison, ...]
    suspects: tuple[Suspicion, ...]
    meant: Mapping[Spot, Meant] = {}
    slip: Slip = ""

    @property
    def culprit(self) -> Suspicion | None:
        """The one figure that is suspected, if it is one."""
        return self.suspects[0] if len(self.suspects) == 1 else None
