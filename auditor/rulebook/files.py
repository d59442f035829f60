"""The kinds of file in a pack, told by a key at their top level, and the shape of each."""

from __future__ import annotations

from typing import Final

from auditor.model.kinds import PLACES
from auditor.model.shape import Either, Keys, Many, Regex, Scalar, Shape, TableName

TEXT: Final = Scalar()
TEXTS: Final = Many(TEXT)
YES: Final = Scalar(choices=("true", "false", "是", "否"))

MEMBER: Final = Keys(
    {
        "labels": TEXTS, "side": TEXT, "after": TEXT, "of": TEXT, "partial": YES, "optional": YES, "value": TEXT, "means": TEXT,
        "measure": Scalar(choices=("money", "count", "percent", "score", "text", "target")),
        "below": YES, "quotient": TEXTS, "before": TEXTS, "behind": TEXTS,
    }
)  # fmt: skip
AXIS: Final = Keys(
    {
        "name": TEXT, "on": Scalar(choices=("row", "column", "either")), "default": TEXT, "classification": TEXT,
        "side": TEXT, "within": Keys(others=TEXT), "by_name": YES, "means": TEXT, "members": Keys(others=MEMBER),
    },
    required=("name", "on"),
)  # fmt: skip
COUNT: Final = Scalar(pattern=r"\d+")
TABLE: Final = Keys(
    {
        "table": TEXT, "code": TEXT, "titles": TEXTS, "title_like": Regex(), "requires": Many(TEXTS), "excludes": TEXTS,
        "by_title_only": YES,
        "measure": Scalar(choices=("money", "count", "score", "text")), "axes": Many(AXIS), "means": TEXT, "complete": TEXTS,
        "part": Scalar(choices=("fields", "grid", "records")), "least": COUNT, "levels": TEXTS, "weight": TEXT,
        "score": TEXT, "total": TEXT, "declared": TEXT, "given": TEXTS, "target": TEXT, "actual": TEXT, "reason": TEXT,
        "lower": Regex(), "numbered": Regex(), "subtotal": TEXT, "reports": TEXTS,
    },
    required=("table", "code", "axes"),
)  # fmt: skip
FORM: Final = Keys(
    {
        "form": TEXT,
        "code": TEXT,
        "titles": TEXTS,
        "requires": Many(TEXTS),
        "excludes": TEXTS,
        "quoted": YES,
        "shared": YES,
        "blocks": TEXTS,
    },
    required=("form", "code", "blocks"),
)
_OPERATORS: Final = Keys(others=TEXTS)
VALUES: Final = Keys(
    {
        "values": Keys(
            {
                "before": _OPERATORS, "behind": _OPERATORS, "lead": TEXTS, "tail": TEXTS, "units": Keys(others=TEXTS),
                "tiers": Keys(others=Keys({"low": COUNT, "high": COUNT, "words": Regex()}, required=("low", "high", "words"))),
                "dates": Regex(), "weighted": Regex(), "points": Regex(),
            },
            required=("before", "behind", "lead", "tail", "units", "tiers", "dates", "weighted", "points"),
        )
    },
    required=("values",),
)  # fmt: skip
MENTIONS: Final = Keys(
    {
        "mentions": TEXT,
        "quantities": Keys(others=Scalar(choices=("money", "count", "percent", "score", "text", "nothing"))),
        "phrases": Many(Keys({"name": TEXT, "says": TEXT, "unless": Regex(), "within": Regex()}, required=("name", "says"))),
    },
    required=("mentions", "quantities", "phrases"),
)
CLASSIFICATION: Final = Keys(
    {
        "classification": TEXT,
        "levels": Many(Keys({"name": TEXT, "digits": Scalar(pattern=r"\d+")}, required=("name", "digits"))),
        "names": Keys(others=TEXTS),
        "details": Keys(others=TEXTS),
        "details_since": Scalar(pattern=r"\d{4}"),
        "renamed": Many(
            Keys({"old": TEXT, "new": TEXT, "since": Scalar(pattern=r"\d{4}"), "marked": YES}, required=("old", "new", "since"))
        ),
    },
    required=("classification", "levels", "names"),
)
CAPTIONS: Final = Keys(
    {
        "captions": Keys(others=Regex()), "ordinals": TEXTS, "totals": TEXTS, "code_heads": TEXTS, "name_heads": TEXTS,
    },
    required=("captions", "ordinals", "totals", "code_heads", "name_heads"),
)  # fmt: skip
BASIS: Final = Keys(
    {"basis": Keys(others=Keys({"title": TEXT, "sure": YES, "quote": TEXT}, required=("title",)))}, required=("basis",)
)
SIGNS: Final = Many(
    Keys(
        {"in": Scalar(choices=PLACES), "says": Regex(), "weight": Scalar(pattern=r"-?\d{1,2}(?:\.\d)?")},
        required=("in", "says", "weight"),
    )
)
REPORT: Final = Keys(
    {
        "report": TEXT, "signs": SIGNS, "tables": Many(TableName()), "order": Scalar(pattern=r"\d+"), "own_tables": YES,
        "min-checked": Scalar(pattern=r"\d{1,2}|100"),
    },
    required=("report",),
)  # fmt: skip
REQUIRED: Final = Keys(
    {"tables": TEXTS, "parts": Keys(others=Many(Regex(), single=True)), "since": Keys(others=Scalar(pattern=r"\d{4}"))}
)
PROFILE: Final = Keys(
    {
        "profile": TEXT, "default": YES, "detect": Many(Regex()), "signs": SIGNS,
        "required": Keys(others=REQUIRED),
        "settings": Keys(others=Either((TEXT, TEXTS, Keys(others=TEXT)))),
    },
    required=("profile",),
)  # fmt: skip
PARTNERS: Final = Keys(
    {
        "partners": Keys(
            others=Keys(
                {
                    "reports": TEXTS, "holds": Many(TableName()), "year": Scalar(pattern=r"-?\d"), "many": YES,
                    "listed": Regex(), "titled": Regex(), "own_level": TEXT, "levels": TEXTS, "about": YES,
                }
            )
        ),
        "levels": Keys(others=Regex()), "affixes": Regex(), "suffixes": Regex(), "head": Regex(), "marked": TEXTS,
        "owners": TEXTS, "subjects": TEXTS,
    },
    required=("partners",),
)  # fmt: skip
CHECKLIST: Final = Keys(
    {"checklist": Keys(others=Keys({"en": TEXT, "rules": Many(Scalar(pattern=r"[A-Z]+\d*[a-z]?"))}, required=("en", "rules")))},
    required=("checklist",),
)
DIMENSIONS: Final = Keys({"dimensions": Keys(others=Keys({"default": TEXT}))}, required=("dimensions",))

WORDS: Final = Keys(
    {
        "words": Keys(others=Many(Regex())), "among": Many(Regex()), "joined": TEXTS,
        "periods": Keys(others=Regex()), "owners": Many(Regex()), "compared_year": TEXT, "fillers": TEXTS,
        "ignored": Many(Regex()), "classifiers": TEXTS,
        "names": Keys({part: Many(Regex()) for part in ("before", "owners", "leading", "manner", "cause")}),
        "quantities": Keys(
            others=Keys(
                {
                    "words": TEXTS, "dimensions": Keys(others=TEXT), "completion": TEXT, "default": YES, "rate": YES,
                    "nought": Many(Regex()),
                }
            )
        ),
        "derived": Keys(others=TEXT),
    },
    required=("words", "compared_year", "quantities", "derived"),
)  # fmt: skip
CONCEPTS: Final = Keys(
    {
        "concepts": TEXT,
        "not_within": Regex(),
        "whole": YES,
        "dims": Keys(others=TEXTS),
        "classified": Many(Keys({"classification": TEXT, "tables": Many(TableName()), "means": TEXT})),
        "subjects": Many(
            Keys(
                {
                    "words": TEXTS,
                    "means": TEXTS,
                    "every": YES,
                    "alone": YES,
                    "within": Regex(),
                    "quantity": TEXT,
                    "otherwise": TEXTS,
                },
                required=("words", "means"),
            )
        ),
        "phrases": Many(
            Keys(
                {"phrase": Scalar(pattern=r".*\{[NAPS]\}.*"), "means": TEXT, "under": TEXT, "quantity": TEXT},
                required=("phrase", "means"),
            )
        ),
        "sections": Many(Keys({"match": Regex(), "scope": Keys(others=TEXTS)}, required=("match", "scope"))),
    },
    required=("concepts", "subjects"),
)

VOCABULARY: Final[dict[str, Shape]] = {
    "table": TABLE,
    "form": FORM,
    "values": VALUES,
    "mentions": MENTIONS,
    "classification": CLASSIFICATION,
    "captions": CAPTIONS,
    "basis": BASIS,
    "report": REPORT,
    "profile": PROFILE,
    "dimensions": DIMENSIONS,
    "checklist": CHECKLIST,
    "partners": PARTNERS,
    "words": WORDS,
    "concepts": CONCEPTS,
}
"""File kinds besides rules, by the key that tells them."""

EXAMPLE: Final = Keys(
    {
        "name": TEXT, "pass": TEXT, "fail": TEXT, "skip": TEXT, "note": TEXT, "profile": TEXT, "like": TEXT,
        "change": Keys(others=TEXT), "with": TEXTS, "without": Many(COUNT), "skips": YES,
        "finds": Many(Keys({"at": TEXT, "quote": TEXT, "expected": TEXT, "actual": TEXT, "difference": TEXT,
                            "says": TEXT, "severity": TEXT})),
    },
    required=("name",),
)  # fmt: skip
RULE_COMMON: Final[dict[str, Shape]] = {
    "id": Scalar(pattern=r"[A-Z]{2,4}\d{3}[a-z]?"),
    "title": TEXT,
    "severity": Scalar(choices=("error", "warning", "info")),
    "tier": Scalar(choices=("基本平衡", "逻辑性", "核实性", "规范性")),
    "basis": TEXTS,
    "why": TEXT,
    "message": TEXT,
    "fix": TEXT,
    "en": Keys({"title": TEXT, "message": TEXT, "fix": TEXT, "why": TEXT}),
    "reports": TEXTS,
    "once": YES,
    "examples": Many(EXAMPLE),
    "status": Scalar(choices=("stable", "preview", "deprecated")),
    "since": TEXT,
}
RULE_REQUIRED: Final = ("id", "title", "severity", "tier", "basis", "why", "en", "examples")
