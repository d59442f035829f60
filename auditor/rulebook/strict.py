"""Read rule files strictly and judge them together: shapes, names, labels, tables, duplicates."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from auditor import checks
from auditor.model.examples import KINDS
from auditor.model.pack import Vocabulary
from auditor.model.shape import Keys
from auditor.model.template import Template
from auditor.needles import Needles, needles
from auditor.rulebook import build
from auditor.rulebook.checker import Checker
from auditor.rulebook.files import RULE_COMMON, RULE_REQUIRED, VOCABULARY
from auditor.rulebook.problems import Problem, RulebookError, nearest
from auditor.rulebook.yaml_strict import List, Map, Text, load_file, mark_of

Entry = tuple[str, str, dict[str, Any]]


def read_strictly(paths: Sequence[Path]) -> tuple[list[Entry], dict[str, Needles]]:
    """All files as (check, file, data), `check` empty for vocabulary, and what the rules' patterns need to match. Raises
    RulebookError with every mistake."""
    problems: list[Problem] = []
    patterns: dict[str, Needles] = {}
    read: list[tuple[Path, Map, str, str]] = []
    for path in paths:
        try:
            data, source = load_file(path)
        except RulebookError as error:
            problems.extend(error.problems)
            continue
        checker = Checker(source)
        kind = _kind(data, checker)
        if kind is not None:
            read.append((path, data, source, kind))
            patterns.update((pattern, needles(pattern)) for pattern in checker.patterns if kind)
        problems.extend(checker.problems)
    if problems:
        raise RulebookError(problems)
    problems.extend(_duplicates(read))
    words = [plain(data) for _, data, _, kind in read if not kind]
    vocabulary = build.vocabulary(words)
    known_basis = build.basis(words)
    for path, data, source, kind in read:
        checker = Checker(source)
        if kind:
            _judge_rule(path, data, kind, vocabulary, known_basis, checker)
        elif "table" in data:
            _judge_table(data, vocabulary, checker)
        problems.extend(checker.problems)
    if problems:
        raise RulebookError(problems)
    return [(kind, str(path), plain(data)) for path, data, _, kind in read], patterns


def plain(value: Any) -> Any:
    """The data without places, fit for JSON."""
    if isinstance(value, Map):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, List):
        return [plain(item) for item in value]
    return str(value)


def _kind(data: Any, checker: Checker) -> str | None:
    """Check the shape of a file; the name of its check, "" for vocabulary, None when it cannot be told."""
    if not isinstance(data, Map):
        checker.fault(data.mark, "want-mapping")
        return None
    kinds = checks.kinds()
    if "id" not in data:
        for key, shape in VOCABULARY.items():
            if key in data:
                checker.check(data, shape)
                return ""
        known = [*VOCABULARY, "id"]
        wrong = next(iter(data), None)
        checker.fault(data.mark, "unknown-file", nearest(wrong, known) if wrong else None, keys=" ".join(known))
        return None
    found = [key for key in data if key in kinds]
    if len(found) != 1:
        key = "two-checks" if found else "no-check"
        checker.fault(data.mark, key, keys=" ".join(found or sorted(kinds)))
        return None
    name = kinds[found[0]]
    settings = checks.module(name).SETTINGS
    checker.check(data, Keys({**RULE_COMMON, **settings}, RULE_REQUIRED))
    return name


def _duplicates(read: Sequence[tuple[Path, Map, str, str]]) -> list[Problem]:
    problems, seen = [], dict[tuple[str, str], Path]()
    for path, data, source, kind in read:
        key = "id" if kind else next(name for name in VOCABULARY if name in data)
        value = data[key]
        if not isinstance(value, Text) or key == "captions":
            continue
        other = seen.setdefault((key, str(value)), path)
        if other != path:
            problems.append(Problem.at(value.mark, source, "duplicate-name", name=value, other=other))
    return problems


def _judge_rule(
    path: Path, data: Map, kind: str, vocabulary: Vocabulary, known_basis: dict[str, str], checker: Checker
) -> None:
    if path.stem != data["id"]:
        checker.fault(data["id"].mark, "file-name", name=data["id"])
    for name in data["basis"]:
        if name not in known_basis:
            checker.fault(name.mark, "unknown-basis", nearest(name, known_basis), name=name)
    _judge_examples(data, checker)
    for mistake in checks.mistakes(kind, data, vocabulary):
        text = mistake.text
        if isinstance(text, Text):
            checker.fault_in(text, mistake.at, mistake.key, mistake.perhaps, **dict(mistake.slots))
        else:
            checker.fault(data.mark, mistake.key, mistake.perhaps, **dict(mistake.slots))


def _judge_examples(data: Map, checker: Checker) -> None:
    """Every rule shows a pass and a failure; a changed example names another and text that stands there once."""
    texts = {
        example["name"]: next(("\n".join((example[kind], *example.get("with", ()))) for kind in KINDS if kind in example), None)
        for example in data["examples"]
    }
    shown = set()
    for example in data["examples"]:
        kinds = [kind for kind in (*KINDS, "like") if kind in example]
        if len(kinds) != 1:
            checker.fault(example.mark, "example-kind")
            continue
        shown.add("fail" if "finds" in example else "skip" if "skips" in example else "pass" if kinds == ["like"] else kinds[0])
        if kinds == ["like"]:
            base = texts.get(example["like"])
            if base is None:
                checker.fault(example["like"].mark, "example-like", nearest(example["like"], texts), name=example["like"])
                continue
            for old in example.get("change", {}):
                if base.count(old) != 1:
                    checker.fault(mark_of(old), "example-change", name=old, n=base.count(old))
    for kind in ("pass", "fail"):
        if kind not in shown and data.get("status") != "deprecated":
            checker.fault(data["examples"].mark, "example-missing", kind=kind)


def _judge_table(data: Map, vocabulary: Vocabulary, checker: Checker) -> None:
    names = {axis["name"] for axis in data["axes"]}

    def meaning(text: Text) -> None:
        made = Template.parse(text)
        if made is None:
            checker.fault(text.mark, "meaning")
            return
        for _, value, from_axis in made.parts:
            if from_axis and value not in names:
                checker.fault(text.mark, "unknown-axis", nearest(value, names), table=data["table"], name=value)

    if "means" in data:
        meaning(data["means"])
    for name in data.get("complete", ()):
        if name not in names:
            checker.fault(name.mark, "unknown-axis", nearest(name, names), table=data["table"], name=name)
    for axis in data["axes"]:
        if "means" in axis:
            meaning(axis["means"])
        classification = axis.get("classification")
        if classification is not None and vocabulary.tables[data["table"]].axis(axis["name"]).classification is None:  # type: ignore[union-attr]
            checker.fault(classification.mark, "unknown-classification", name=classification)
        members = axis.get("members", {})
        for said in members.values():
            if "means" in said:
                meaning(said["means"])
            for key in ("of", "after"):
                if key in said and said[key] not in members:
                    name = said[key]
                    checker.fault(name.mark, "unknown-label", nearest(name, members), table=data["table"], name=name)
