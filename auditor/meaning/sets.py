"""Which tables belong together: the sets of tables of the offices that one file holds."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.meaning.joined import Whole


def numbered(wholes: Sequence[Whole]) -> list[int]:
    """The number of the set of each table.

    A kind of table that comes again begins another office's set when that one begins as this did, names another owner, or
    goes on with what this has as well; else it stands alone, and the set goes on behind it."""
    found: list[int] = []
    current = last = 0
    seen: list[str] = []
    owner: str | None = None
    for at, whole in enumerate(wholes):
        name = whole.kind.name if whole.kind and not whole.kind.blocks else None
        number = current
        if name in seen:
            last += 1
            number = last
            if name == seen[0] or _other(whole.caption.entity, owner) or _next(wholes[at + 1 :], str(name)) in seen:
                current, seen, owner = last, [], None
        if name and number == current:
            seen.append(name)
            owner = owner or whole.caption.entity
        found.append(number)
    return found


def _other(entity: str | None, owner: str | None) -> bool:
    return bool(entity and owner and entity != owner)


def _next(wholes: Sequence[Whole], name: str) -> str | None:
    """The next kind of table that is another one."""
    names = (whole.kind.name for whole in wholes if whole.kind and not whole.kind.blocks)
    return next((other for other in names if other != name), None)
