"""The page of a rule: one text for `audit explain`, the documentation and the links of reports."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.model.examples import examples
from auditor.model.pack import Rule
from auditor.wording import say

_SHOWN = ("assert", "agree", "where", "between", "needs")


def page(rule: Rule, lang: str = "zh") -> str:
    """The page as Markdown, with the examples."""
    return "\n".join([*_lines(rule, lang), *_examples(rule, lang)]) + "\n"


def summary(rule: Rule, lang: str = "zh") -> str:
    """The page without its examples."""
    return "\n".join(_lines(rule, lang)) + "\n"


def _lines(rule: Rule, lang: str) -> Iterator[str]:
    yield f"# {rule.id} {rule.told('title', lang)}"
    yield ""
    state = "" if rule.status == "stable" else f" · {rule.status}"
    yield f"{say(f'severity.{rule.severity}', lang)} · {rule.tier}{state}"
    yield ""
    yield f"**{say('explain.why', lang)}** {rule.told('why', lang)}"
    yield ""
    yield f"**{say('explain.basis', lang)}** {rule.basis}"
    yield ""
    yield f"**{say('explain.says', lang)}**"
    yield ""
    yield "```"
    yield from _settings(rule)
    yield "```"
    if rule.fix:
        yield ""
        yield f"**{say('explain.fix', lang)}** {rule.told('fix', lang)}"


def _examples(rule: Rule, lang: str) -> Iterator[str]:
    yield ""
    yield f"## {say('explain.examples', lang)}"
    for example in examples(rule):
        yield ""
        yield f"### {example.name}（{say('explain.' + example.kind, lang)}）"
        yield ""
        yield "```"
        yield example.text.rstrip("\n")
        yield "```"
        for text in example.beside:
            yield f"{say('explain.with', lang)}"
            yield "```"
            yield text.rstrip("\n")
            yield "```"


def _settings(rule: Rule) -> Iterator[str]:
    """What the rule demands, as it is written in its file."""
    ordered = [key for key in _SHOWN if key in rule.settings] + [key for key in rule.settings if key not in _SHOWN]
    for key in ordered:
        value = rule.settings[key]
        if isinstance(value, str):
            yield f"{key}: {value}"
        elif isinstance(value, list):
            yield f"{key}:"
            for item in value:
                yield f"  - {item}"
        else:
            yield f"{key}: " + ", ".join(f"{k}={v}" for k, v in value.items())
