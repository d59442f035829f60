"""Documents to compare reports with (--with): each is read once, whatever the number of reports."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

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
    """What was read, and in a sentence each what could not be. It can be pickled; `digest` changes with what it holds, and is
    the same for the same documents in whatever order."""

    documents: tuple[Partner, ...] = ()
    faults: tuple[str, ...] = ()
    digest: str = ""


def drawn(texts: Sequence[str], rulebook: Rulebook) -> Partners:
    """The documents drawn in those texts, named by their numbers from 1."""
    read = [understand(read_text(text, str(index)), rulebook.vocabulary) for index, text in enumerate(texts, start=1)]
    return Partners(tuple(pairing.partner(facts, rulebook.vocabulary.pairing) for facts in read))


def gather(
    paths: Sequence[str], rulebook: Rulebook, *, audited: Sequence[str] = (), profile: str | None = None, lang: str = "zh"
) -> Partners:
    """The documents in those files. One that is audited itself tells there that it cannot be read."""
    found: list[Partner] = []
    faults: list[str] = []
    for path in paths:
        try:
            found.append(pairing.partner(understand(read(path), rulebook.vocabulary, profile), rulebook.vocabulary.pairing))
        except Unreadable as problem:
            why = say(f"unreadable.{problem.key}", lang, **problem.slots)
        except MemoryError:
            raise
        except Exception as problem:
            why = say("unreadable.crashed", lang, why=f"{type(problem).__name__}: {problem}"[:200])
        else:
            continue
        if path not in audited:
            faults.append(say("partner.unreadable", lang, path=path, why=why))
    said = sorted(f"{one.path}|{one.content}|{one.names}|{one.level}|{one.facts.document.unread}" for one in found)
    digest = hashlib.sha256("\n".join([*said, *faults, rulebook.digest]).encode()).hexdigest()
    return Partners(tuple(found), tuple(faults), digest)
