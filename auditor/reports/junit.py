"""JUnit XML for continuous integration: one suite per report, one test per rule."""

from __future__ import annotations

import re
from typing import Final
from xml.etree import ElementTree as ET

from auditor.model.report import Finding, Report, Run, Verdict
from auditor.reports import sentences
from auditor.reports.paths import relative
from auditor.wording import say

NAME: Final = "junit"
SUFFIXES: Final = (".xml",)

_UNFIT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(run: Run) -> bytes:
    """Failures are the findings that `--fail-on` counts, errors the reports not audited; a rule that was not checked or does
    not apply is skipped with its reason, never passed. No times, so that the same input gives the same bytes."""
    root = ET.Element("testsuites", name="auditor")
    for report in run.reports:
        root.append(_suite(report, run))
    for count in ("tests", "failures", "errors", "skipped"):
        root.set(count, str(sum(int(suite.get(count, "0")) for suite in root)))
    ET.indent(root, " ")
    data: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return data + b"\n"


def _suite(report: Report, run: Run) -> ET.Element:
    suite = ET.Element("testsuite", name=_clean(relative(report.path)))
    properties = ET.SubElement(suite, "properties")
    for name, value in (("coverage", sentences.coverage(report, run.lang)), ("status", report.state)):
        ET.SubElement(properties, "property", name=name, value=value)
    if report.state != "complete":
        case = ET.SubElement(suite, "testcase", classname=suite.get("name", ""), name=say(f"state.{report.state}", run.lang))
        if report.failing:
            _said(case, "error", report.reason or "", report.state)
        else:
            ET.SubElement(case, "skipped", message=_clean(report.reason or ""))
    for verdict in report.verdicts:
        suite.append(_case(verdict, report, run, suite.get("name", "")))
    suite.set("tests", str(len(suite.findall("testcase"))))
    for count, name in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        suite.set(count, str(sum(case.find(name) is not None for case in suite)))
    return suite


def _case(verdict: Verdict, report: Report, run: Run, suite: str) -> ET.Element:
    title = run.rules[verdict.rule].told("title", run.lang)
    case = ET.Element("testcase", classname=suite, name=_clean(f"{verdict.rule} {title}"))
    if verdict.state in {"not_checked", "not_applicable"}:
        reason = verdict.reason or ""
        ET.SubElement(case, "skipped", message=_clean(f"{say(f'state.{verdict.state}', run.lang)} {reason}".strip()))
    elif verdict.state == "failed":
        _failed(case, verdict.rule, report, run)
    return case


def _failed(case: ET.Element, rule: str, report: Report, run: Run) -> None:
    """Its open findings; those that stand under another rule with the same cause are told by that rule's name."""
    led = [finding for finding in report.findings if finding.rule == rule]
    about = led or [finding for finding in report.findings if rule in finding.also]
    counted = [finding for finding in about if run.fails(report, finding.severity)]
    if counted:
        head = counted[0].title if led else say("junit.also", run.lang, rule=counted[0].rule)
        _said(case, "failure", head, counted[0].severity, _text(counted, run.lang))
    elif about:
        ET.SubElement(case, "system-out").text = _clean(_text(about, run.lang))
    else:
        ET.SubElement(case, "skipped", message=_clean(say("state.accepted", run.lang)))


def _text(findings: list[Finding], lang: str) -> str:
    return "\n\n".join(
        f"{say(f'severity.{finding.severity}', lang)} {finding.title}\n{sentences.body(finding, lang)}" for finding in findings
    )


def _said(case: ET.Element, tag: str, message: str, kind: str, text: str = "") -> None:
    ET.SubElement(case, tag, message=_clean(message), type=kind).text = _clean(text or message)


def _clean(text: str) -> str:
    """Without the control characters that XML cannot hold."""
    return _UNFIT.sub("", text)
