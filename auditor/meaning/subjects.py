"""What a clause is about: words of the pack, and the names of codes that the report itself prints in its tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise, product
from typing import NamedTuple

from auditor.labels import bare, squeeze
from auditor.model.facts import Facts, Meaning
from auditor.model.pack import ClassifiedNames, Concepts, Subject
from auditor.model.template import Template


class Mention(NamedTuple):
    """Words that name a subject: where, and what they may mean. `unknown` is a code's name that no table prints; `implied`
    are the dimensions that a code's name has by the way, `otherwise` what the words mean where the number shows it."""

    start: int
    end: int
    templates: tuple[Template, ...]
    every: bool = False
    unknown: str = ""
    path: bool = False
    quantity: str | None = None
    implied: frozenset[str] = frozenset()
    otherwise: tuple[Template, ...] = ()

    @property
    def learned(self) -> bool:
        """Whether the name is that of a code."""
        return bool(self.implied)


class Subjects:
    """Finds mentions in folded text, for one report; `bare` are the concepts that a word by itself may name."""

    def __init__(self, concepts: Concepts, facts: Facts, defaults: Mapping[str, str]) -> None:
        self.concepts, self.defaults, self._titles = concepts, defaults, facts.titles
        self._index: dict[str, list[tuple[str, Subject]]] = {}
        for subject in concepts.subjects:
            for word in subject.words:
                self._add(word, subject)
        self._names: dict[str, dict[str, list[str]]] = {}
        for classified in concepts.classified:
            self._learn(classified, facts)
        for entries in self._index.values():
            entries.sort(key=lambda entry: -len(entry[0]))
        alone = (subject for subject in concepts.subjects if subject.alone and len(subject.means) == 1)
        self.bare = {template.concept for subject in alone for template in subject.means}
        self._paths = [(classified, _path_patterns(classified)) for classified in concepts.classified]

    def _add(self, word: str, subject: Subject) -> None:
        self._index.setdefault(word[0], []).append((word, subject))

    def _learn(self, classified: ClassifiedNames, facts: Facts) -> None:
        """The names that the tables print beside codes, and the current names of the highest level."""
        names = self._names.setdefault(classified.classification.name, {})
        for code, labels in classified.classification.names.items():
            for label in labels:
                names.setdefault(squeeze(label), []).append(code)
        for table in classified.tables:
            for sheet in facts.of(table):
                for code, label in sheet.names.items():
                    known = names.setdefault(bare(label), [])
                    if code not in known:
                        known.append(code)
        for name, codes in names.items():
            if len(codes) == 1 and len(name) > 2:
                self._add(name, Subject((name,), (_coded(classified, codes[0]),), implied=_implied(classified)))

    def mentions(self, text: str, section: str) -> Iterator[Mention]:
        """The mentions in a folded text, longest first at each place, not overlapping."""
        paths = sorted(self._path_mentions(text), key=lambda mention: mention.start)
        at, barred = 0, -1
        for path in paths:
            yield from self._plain(text, at, path.start, section, barred)
            yield path
            at = barred = path.end
        yield from self._plain(text, at, len(text), section, barred)

    def _plain(self, text: str, start: int, end: int, section: str, barred: int = -1) -> Iterator[Mention]:
        """Mentions by word. A word that must stand alone does not begin at `barred`, right behind a path of names."""
        index = self._index
        at = start
        while at < end:
            found = None
            for word, subject in index.get(text[at], ()):
                stop = at + len(word)
                if text.startswith(word, at) and stop <= end and _fits(subject, text, at, stop, section, barred):
                    found = Mention(
                        at, stop, subject.means, subject.every, quantity=subject.quantity, implied=subject.implied,
                        otherwise=subject.otherwise,
                    )  # fmt: skip
                    break
            if found:
                yield found
                at = found.end
            else:
                at += 1

    def _path_mentions(self, text: str) -> Iterator[Mention]:
        """Names with their level (一般公共服务支出（类）…（款）…（项）) or with their code (…（201）…（20108）…（2010801）).

        Where the heading has named the highest level, a path begins with the next."""
        for classified, patterns in self._paths:
            if patterns is None:
                continue
            for match in patterns.coded.finditer(text):
                codes = [code for code in match.groups() if code]
                if all(below.startswith(above) for above, below in pairwise(codes)):
                    yield Mention(match.start(), match.end(), (_coded(classified, codes[-1]),), path=True)
            whole = list(patterns.whole.finditer(text))
            lower = [m for m in patterns.rest.finditer(text) if not any(w.start() <= m.start() < w.end() for w in whole)]
            for match, level in (*((m, 0) for m in whole), *((m, 1) for m in lower)):
                names = [name for name in match.groups() if name]
                resolved = self._resolve(classified, names, level)
                if resolved is None:
                    yield Mention(match.start(), match.end(), (), False, match[0], True)
                    continue
                code, extra, rest = resolved
                end = match.end() + (len(rest) if text.startswith(rest, match.end()) else 0)
                yield Mention(match.start() + extra, end, (_coded(classified, code),), path=True)

    def _resolve(self, classified: ClassifiedNames, names: list[str], level: int) -> tuple[str, int, str] | None:
        """The code of a path of names from that level on, how many words before the first name are let go, and what the
        last name left unsaid (its level was put before its last word). None when a name is not known, or of several codes."""
        known = self._names[classified.classification.name]
        parent, extra, rest = "", 0, ""
        for position, name in enumerate(names):
            codes, rest = self._codes(known, name)
            if position == 0 and not codes:
                for cut in range(1, len(name) - 2):
                    codes, rest = self._codes(known, name[cut:])
                    if codes:
                        extra = cut
                        break
            digits = classified.classification.levels[level + position].digits
            fitting = [code for code in codes if len(code) == digits and code.startswith(parent)]
            if not fitting or (level and len(fitting) > 1):
                return None
            parent = fitting[0]
        return parent, extra, rest

    @staticmethod
    def _codes(known: Mapping[str, list[str]], name: str) -> tuple[list[str], str]:
        """The codes of a name, or of the names that lack only their last word, and that word."""
        codes = known.get(name) or known.get(bare(name))
        if codes:
            return codes, ""
        longer = [full for full in known if full.startswith(name) and len(full) - len(name) <= _LAST_WORD]
        return (known[longer[0]], longer[0][len(name) :]) if len(longer) == 1 else ([], "")

    def meanings(self, templates: tuple[Template, ...], section: tuple[str, ...]) -> tuple[Meaning, ...]:
        """What templates may mean under those headings: dimensions left open take the headings' choices."""
        scope = self._scope(section)
        found: dict[Meaning, None] = {}
        for template in templates:
            said = {name for name, _, _ in template.parts}
            open_names = [n for n in self.concepts.dimensions.get(template.concept, ()) if n in scope and n not in said]
            for values in product(*(scope[name] for name in open_names)):
                parts = (*template.parts, *((n, v, False) for n, v in zip(open_names, values, strict=True)))
                made = Template(template.concept, tuple(sorted(parts)))
                found[made.fill({}, self.defaults)] = None
        return tuple(found)

    def _scope(self, section: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
        for heading in reversed(section):
            for known in self.concepts.sections:
                if known.match.search(squeeze(heading)):
                    return dict(known.scope)
        return {}

    def allowed(self, section: tuple[str, ...]) -> bool:
        """Whether sentences under those headings are about the report's own totals at all. The title of the whole report
        (…决算及绩效自评公开) is no section of it."""
        forbidden = self.concepts.not_within
        return forbidden is None or not any(
            forbidden.search(heading) and squeeze(heading) not in self._titles for heading in section
        )


def _fits(subject: Subject, text: str, start: int, stop: int, section: str, barred: int) -> bool:
    """Whether the word may name the subject there; a word that must stand `alone` opens its clause and its number follows."""
    if subject.within is not None and not subject.within.search(section):
        return False
    if not subject.alone:
        return True
    return start != barred and (_OPENS.search(text[:start][-1:]) is not None and _AMOUNT_NEXT.match(text, stop) is not None)


_LAST_WORD = 2
_OPENS = re.compile(r"^$|[,;。:、()度年中各]")
_AMOUNT_NEXT = re.compile(r"[^\d,;。:、]{0,2}-?\d")


def _coded(classified: ClassifiedNames, code: str) -> Template:
    parts = tuple((name, code if from_axis else value, False) for name, value, from_axis in classified.means.parts)
    return Template(classified.means.concept, parts)


def _implied(classified: ClassifiedNames) -> frozenset[str]:
    """The dimensions that every name of the classification brings along, and that of its code."""
    return frozenset(name for name, _, _ in classified.means.parts)


class _Paths(NamedTuple):
    """Patterns of paths: from the highest level on, as far as the levels are written; from the next level on; with codes,
    of two levels at least."""

    whole: re.Pattern[str]
    rest: re.Pattern[str]
    coded: re.Pattern[str]


def _path_patterns(classified: ClassifiedNames) -> _Paths | None:
    levels = classified.classification.levels
    if len(levels) < 3:
        return None
    word = r"[^,，;；。:：、()\d\s.]{2,40}(?:\([^()]{1,12}\)[^,，;；。:：、()\d\s.]{0,30})?"
    named = [rf"({word})\({level.name}\)" for level in levels]
    coded = [rf"{word}\((\d{{{level.digits}}})\)" for level in levels]
    whole, rest = named[0] + _optional(named[1:]), named[1] + _optional(named[2:])
    return _Paths(re.compile(whole), re.compile(rest), re.compile(coded[0] + coded[1] + _optional(coded[2:])))


def _optional(patterns: list[str]) -> str:
    """Each of them may follow the one before it."""
    tail = ""
    for pattern in reversed(patterns):
        tail = f"(?:{pattern}{tail})?"
    return tail
