"""Documents to compare reports with (--with): each is read once, whatever the number of reports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from auditor import pairing
from auditor.meaning import understand
from auditor.model.document import Unreadable
from auditor.model.partners import Partner
from auditor.reading import read
from auditor.reading.text import read_text
from auditor.rulebook import Rulebook
from auditor.wording import say


@dataclass(frozen=True, eq=False)
class Partners:
    """What was read, and in a sentence each what could not be."""

    documents: tuple[Partner, ...] = ()
    faults: tuple[str, ...] = ()


def drawn(texts: Sequence[str], rulebook: Rulebook) -> Partners:
    """The documents drawn in those texts, named by their numbers from 1."""
    read = [understand(read_text(text, str(index)), rulebook.vocabulary) for index, text in enumerate(texts, start=1)]
    return Partners(tuple(pairing.partner(facts, rulebook.vocabulary.pairing) for facts in read))


def wanted(rulebook: Rulebook) -> bool:
    """Whether any rule compares a report with other documents."""
    names = tuple(name + mark for name in rulebook.vocabulary.pairing.kinds for mark in "《〔")
    said = (str(rule.settings.get("assert", "")) for rule in rulebook.rules.values())
    return any(name in source for source in said for name in names)


def opened(at: Path, path: str, rulebook: Rulebook, profile: str | None, lang: str) -> Partner | str:
    """The document at `at`, named by its path; when it cannot be read, a sentence that says so."""
    try:
        facts = understand(read(at), rulebook.vocabulary, profile)
    except Unreadable as problem:
        why = say(f"unreadable.{problem.key}", lang, **problem.slots)
    except MemoryError:
        raise
    except Exception as problem:
        why = say("unreadable.crashed", lang, why=f"{type(problem).__name__}: {problem}"[:200])
    else:
        made = pairing.partner(facts, rulebook.vocabulary.pairing)
        return replace(made, card=made.card._replace(path=path))
    return unreadable(path, why, lang)


def unreadable(path: str, why: str, lang: str) -> str:
    """The sentence about a document that was to be compared with."""
    return say("partner.unreadable", lang, path=path, why=why)
