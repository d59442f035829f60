"""What the commands do: gather files, audit them, tell about rules and documents."""

from __future__ import annotations

import glob
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from auditor import __version__, reports
from auditor.engine import audit_file
from auditor.model.pack import Rule
from auditor.model.report import Report, Run
from auditor.rulebook import Rulebook
from auditor.wording import say

READABLE = (".docx", ".txt", ".md")


def check(book: Rulebook, options: Mapping[str, Any]) -> Run:
    """Audit every file that the paths name."""
    book = book.only(_prefixes(options["select"]), _prefixes(options["ignore"]))
    lang = options["lang"]
    found = [
        audit_file(path, book, profile=options["profile"], lang=lang) for path in files(options["paths"])
    ]  # fmt: skip
    if not found:
        where = " ".join(options["paths"])
        found = [Report(where, "incomplete", say("output.nothing", lang, paths=where))]
    return Run(tuple(found), __version__, book.digest, book.rules, options["fail_on"], lang)


def _prefixes(values: Sequence[str]) -> tuple[str, ...]:
    return tuple(part.strip() for value in values for part in value.split(",") if part.strip())


def files(paths: Sequence[str]) -> Iterator[str]:
    """The files of paths, folders and patterns, each once; lock files of Word (~$…) are left out."""
    seen: set[str] = set()
    for path in paths:
        if os.path.isdir(path):
            found = sorted(_inside(path))
        elif glob.has_magic(path) and not os.path.exists(path):
            found = sorted(name for name in glob.glob(path, recursive=True) if os.path.isfile(name)) or [path]
        else:
            found = [path]
        for name in found:
            if name not in seen and not os.path.basename(name).startswith("~$"):
                seen.add(name)
                yield name


def _inside(folder: str) -> Iterator[str]:
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in names:
            if name.lower().endswith(READABLE) and not name.startswith((".", "~$")):
                yield os.path.join(root, name)


def write(run: Run, outputs: Sequence[str], complain: Callable[[str], None]) -> int:
    """Write the run to files, each whole or not at all. Returns 2 when one could not be written."""
    code = 0
    for name in outputs:
        form = reports.by_suffix(name)
        if form is None:
            complain(say("output.unknown", run.lang, path=name))
            code = 2
            continue
        data = reports.output(form).render(run)
        target = Path(name)
        beside = target.with_name(f".{target.name}.tmp")
        try:
            beside.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8"))
            beside.replace(target)
        except OSError as problem:
            complain(say("output.failed", run.lang, path=name, why=problem.strerror or str(problem)))
            beside.unlink(missing_ok=True)
            code = 2
    return code


def explain(book: Rulebook, rule_id: str, lang: str) -> str:
    """The page of one rule, or the nearest ids."""
    from auditor.pages import page
    from auditor.rulebook.problems import nearest

    rule = book.rules.get(rule_id.upper())
    if rule is None:
        perhaps = nearest(rule_id.upper(), book.rules)
        return say("explain.unknown", lang, id=rule_id) + (say("author.perhaps", lang, name=perhaps) if perhaps else "")
    return page(rule, lang)


def rules(book: Rulebook, form: str, lang: str) -> str:
    """The list of rules, as text or JSON."""
    if form == "json":
        import json

        return json.dumps([_rule_object(rule) for rule in book.rules.values()], ensure_ascii=False, indent=1)
    return "\n".join(
        f"{rule.id}  {say(f'severity.{rule.severity}', lang)}  "
        f"{rule.told('title', lang)}"
        for rule in book.rules.values()
    )


def _rule_object(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id, "title": rule.title, "title_en": rule.english.get("title"), "severity": rule.severity,
        "tier": rule.tier, "check": rule.check, "basis": rule.basis, "why": rule.why, "fix": rule.fix,
        "status": rule.status,
    }  # fmt: skip


def show(book: Rulebook, path: str, options: Mapping[str, Any]) -> tuple[str, int]:
    """What was read of a file and what binds its figures; exit code 2 when it cannot be read."""
    from auditor.showing import coverage, overview

    report: Report = audit_file(path, book, profile=options["profile"], lang=options["lang"])
    if report.facts is None:
        return f"{path}：{report.reason}", 2
    text = coverage(report, options["lang"]) if options["coverage"] else overview(report, options["lang"])
    return text, 0 if report.status == "complete" else 2


def test(book: Rulebook, paths: Sequence[str]) -> tuple[str, int]:
    """Run the examples of all rules, or of those in the files and folders named."""
    from auditor import trial

    wanted = [str(Path(path).resolve()) for path in paths]
    lines: list[str] = []
    count = examples = 0
    for rule in book.rules.values():
        if wanted and not any(str(Path(rule.source).resolve()).startswith(path) for path in wanted):
            continue
        count += 1
        examples += len(rule.examples)
        lines += [f"× {fault}" for fault in trial.faults(rule, book)]
        lines += [f"× {missed}：改一位数字没有发现" for missed in trial.bites(rule, book)[2]]
    failed = len(lines)
    lines.append(f"{count} 条规则，{examples} 个例子，{failed} 个问题")
    return "\n".join(lines), 1 if failed else 0
