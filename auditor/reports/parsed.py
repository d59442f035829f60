"""Reports back from their JSON: what `json.report_object` wrote, here or on another machine."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import partial
from pathlib import Path
from sys import intern
from typing import Any, NamedTuple

from auditor.model.document import Location
from auditor.model.facts import Identity
from auditor.model.report import (
    Accepted,
    Details,
    Evidence,
    Finding,
    Findings,
    Number,
    Operand,
    Place,
    Report,
    Suspect,
    Verdict,
)

_NOWHERE = Location(-1)
_VERDICTS: dict[Verdict, Verdict] = {}
"""Thousands of reports say the same of most rules: each verdict is kept once."""


def report_of(data: Mapping[str, Any], *, details: Callable[[], Details] | None = None) -> Report:
    """That report. Its places know no location in the file unless the data has `at`, which published JSON has not. Raises
    KeyError and TypeError when it is no report."""
    known, counted = data["document"], data["coverage"]
    identity = Identity(known["kind"], known["year"], known["entity"], known["unit"], known["profile"])
    at = data.get("at") or [()] * len(data["findings"])
    findings = Findings(_finding(finding, places) for finding, places in zip(data["findings"], at, strict=True))
    verdicts = tuple(_shared(Verdict(v["rule"], v["state"], v["compared"], v["reason"])) for v in data["verdicts"])
    told = details or partial(_details, counted.get("certificate") or ())
    return Report(
        data["path"], data["status"], data["reason"], identity, findings, verdicts, counted["figures"], counted["checked"],
        tuple(data["remarks"]), told, accepted=tuple(_accepted(data.get("accepted", ()))),
        printed=counted.get("printed", counted["figures"]), least=counted.get("least"), audited=data.get("audited", True),
        named=data.get("named", True),
        seconds={intern(rule): spent for rule, spent in data.get("seconds", {}).items()},
    )  # fmt: skip


def _details(certificate: Sequence[Mapping[str, Any]]) -> Details:
    """The numbers of a clean report."""
    return Details(
        None, tuple(Number(_NOWHERE, n["table"], n["row"], n["column"], n["text"], tuple(n["rules"])) for n in certificate)
    )


class Made(NamedTuple):
    """A report, and the version and rules that it was made with."""

    report: Report
    version: str
    pack: str


def reports(path: Path) -> Iterator[Made]:
    """The reports of a file of JSON Lines. Raises ValueError with file and line, and OSError."""
    with path.open(encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            try:
                data = json.loads(line)
                yield Made(report_of(data), data["tool"]["version"], data["tool"]["pack"])
            except (ValueError, LookupError, TypeError, AttributeError, ArithmeticError) as problem:
                raise ValueError(f"{path}:{number}") from problem


def _shared(verdict: Verdict) -> Verdict:
    return _VERDICTS.setdefault(verdict, verdict)


def _finding(data: Mapping[str, Any], at: Sequence[Sequence[int]] = ()) -> Finding:
    places = [Location(*one) for one in at] or [_NOWHERE] * len(data["places"])
    return Finding(
        data["rule"], data["severity"], data["title"], data["message"],
        tuple(_place(place, where) for place, where in zip(data["places"], places, strict=True)),
        data["expected"], data["actual"], data["difference"], data["tolerance"],
        tuple(Suspect(s["place"], s["suggestion"], s["reason"]) for s in data["suspects"]),
        tuple(data["also"]), data["basis"], data["fix"], data["fingerprint"],
        tuple(_evidence(evidence) for evidence in data.get("evidence", ())), data.get("unit", ""),
    )  # fmt: skip


def _evidence(data: Mapping[str, Any]) -> Evidence:
    operands = tuple(
        Operand(o["place"], o["text"], Decimal(o["value"]), Decimal(o["half"]), Decimal(o["factor"])) for o in data["operands"]
    )
    return Evidence(
        data["rule"], data["relation"], data["shape"], operands, Decimal(data["constant"]), Decimal(data["difference"]),
        Decimal(data["tolerance"]),
    )  # fmt: skip


def _place(data: Mapping[str, Any], at: Location) -> Place:
    return Place(
        data["quote"], data["context"], tuple(data["section"]), data["table"], data["row"], data["column"], data["address"],
        data["page"], data["role"], at, data.get("path"),
    )  # fmt: skip


def _accepted(data: Sequence[Mapping[str, Any]]) -> Iterator[Accepted]:
    for one in data:
        said = one["acceptance"]
        yield Accepted(_finding(one), said["reason"], said["author"], said["date"], said["expires"])
