"""JSON Schemas for editors, made from the very shapes by which files are judged."""

from __future__ import annotations

import json
from typing import Any, Final

from auditor import checks
from auditor.model.shape import Either, Formula, Keys, Many, Regex, Scalar, Shape, TableName
from auditor.rulebook.files import RULE_COMMON, RULE_REQUIRED, VOCABULARY

_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_SCALAR: Final = ["string", "number", "boolean"]


def text(shape: Shape | None, name: str) -> str:
    """The schema of files of that shape as JSON text; without a shape that of rule files."""
    body = _schema(shape) if shape else rules()
    return json.dumps({"$schema": _DIALECT, "title": f"auditor {name}", **body}, ensure_ascii=False, indent=1) + "\n"


def rules() -> dict[str, Any]:
    """Any file of a pack: a rule with one of the kinds of check, or vocabulary."""
    kinds: list[dict[str, Any]] = []
    for key, module in sorted(checks.kinds().items()):
        shape = Keys({**RULE_COMMON, **checks.module(module).SETTINGS}, (*RULE_REQUIRED, key))
        kinds.append({"title": key, **_schema(shape)})
    for key, vocabulary in VOCABULARY.items():
        kinds.append({"title": key, "required": [key], **_schema(vocabulary)})
    return {"anyOf": kinds}


def _schema(shape: Shape) -> dict[str, Any]:
    if isinstance(shape, Keys):
        found: dict[str, Any] = {"type": "object"}
        if shape.known:
            found["properties"] = {key: _schema(item) for key, item in shape.known.items()}
        if shape.required:
            found["required"] = list(shape.required)
        found["additionalProperties"] = _schema(shape.others) if shape.others is not None else False
        return found
    if isinstance(shape, Many):
        many = {"type": "array", "items": _schema(shape.item)}
        return {"anyOf": [many, _schema(shape.item)]} if shape.single else many
    if isinstance(shape, Either):
        return {"anyOf": [_schema(item) for item in shape.shapes]}
    return _scalar(shape)


def _scalar(shape: Scalar | Formula | Regex | TableName) -> dict[str, Any]:
    """The loader takes every scalar for text; an editor sees numbers and truth values where they look like such."""
    if isinstance(shape, Regex):
        return {"type": "string", "format": "regex"}
    if isinstance(shape, Scalar) and shape.choices:
        truths = {"true": True, "false": False}
        return {"enum": [*shape.choices, *(truths[choice] for choice in shape.choices if choice in truths)]}
    if isinstance(shape, Scalar) and shape.pattern:
        return {"type": _SCALAR, "pattern": f"^(?:{shape.pattern})$"}
    return {"type": _SCALAR}
