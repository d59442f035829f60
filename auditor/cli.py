"""The command line. It gathers options and prints; it decides nothing."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from auditor import __version__

if TYPE_CHECKING:
    from auditor.model.report import Run
    from auditor.rulebook import Rulebook


class _DefaultCheck(click.Group):
    """`audit report.docx` is `audit check report.docx`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if args and args[0] not in self.commands and args[0] not in {"--help", "-h", "--version"}:
            args = ["check", *args]
        return super().parse_args(ctx, args)


@click.group(
    cls=_DefaultCheck,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="audit report.docx 等于 audit check report.docx。退出码：0 无问题，1 有发现，2 未能完成。",
)
@click.version_option(__version__, message="auditor %(version)s")
def main() -> None:
    """审核部门决算、绩效自评报告的内部一致性。

    Consistency linting for Chinese departmental final accounts and performance self-evaluations.
    """


_LANG = click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", help="语言 language")
_PACK = click.option("--pack", "packs", multiple=True, metavar="PATH", help="再加一个规则包 add a rule pack")
_NO_CACHE = click.option("--no-cache", is_flag=True, help="不用缓存 read the rule pack afresh")
_PROFILE = click.option("--profile", metavar="NAME", help="省份体例，不写则自动识别 province profile")


@main.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--select", multiple=True, metavar="ID", help="只用编号以此开头的规则 only rules with this prefix")
@click.option("--ignore", multiple=True, metavar="ID", help="不用编号以此开头的规则 leave out rules with this prefix")
@_PACK
@_PROFILE
@click.option("--fail-on", type=click.Choice(["error", "warning", "info", "never"]), default="error", help="到哪一级算失败")
@click.option("-o", "--output", "outputs", multiple=True, metavar="FILE", help="另存结果，按扩展名定格式 also write to a file")
@click.option("--format", "form", default="text", metavar="NAME", help="标准输出的格式 format of stdout (text, json …)")
@_NO_CACHE
@_LANG
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", help="颜色")
@click.option("-q", "--quiet", is_flag=True, help="只打印合计 sums only")
@click.option("-v", "--verbose", is_flag=True, help="列出每条规则的结果 every verdict")
@click.pass_context
def check(ctx: click.Context, /, **options: Any) -> None:
    """审核文件、文件夹或通配符。Audit files, folders and globs."""
    from auditor import session

    run = session.check(_book(options), options)
    _print(run, options)
    ctx.exit(max(run.exit_code, session.write(run, options["outputs"], _complain)))


@main.command()
@click.argument("rule_id", metavar="ID")
@_PACK
@_NO_CACHE
@_LANG
def explain(rule_id: str, **options: Any) -> None:
    """说明一条规则：为什么、依据、例子。Why a rule is there, its basis and examples."""
    from auditor import session

    _say(session.explain(_book(options), rule_id, options["lang"]))


@main.command()
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="格式")
@_PACK
@_NO_CACHE
@_LANG
def rules(form: str, **options: Any) -> None:
    """列出规则包。List the rules of the pack."""
    from auditor import session

    _say(session.rules(_book(options), form, options["lang"]))


@main.command()
@click.argument("path", metavar="PATH")
@click.option("--coverage", is_flag=True, help="只列每个数被什么核对过 what binds each figure")
@_PACK
@_PROFILE
@_NO_CACHE
@_LANG
@click.pass_context
def show(ctx: click.Context, /, path: str, **options: Any) -> None:
    """显示读到了什么：表、数、没看懂的。What was read and understood."""
    from auditor import session

    text, code = session.show(_book(options), path, options)
    _say(text)
    ctx.exit(code)


@main.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@_PACK
@_LANG
@click.pass_context
def test(ctx: click.Context, /, paths: tuple[str, ...], **options: Any) -> None:
    """试跑规则里的例子，检查规则包。Run the examples inside rule files; lint the pack."""
    from auditor import session

    text, code = session.test(_book({**options, "no_cache": True}), paths)
    _say(text)
    ctx.exit(code)


def _book(options: dict[str, Any]) -> Rulebook:
    from pathlib import Path

    from auditor.rulebook import RulebookError, load

    try:
        book = load([Path(pack) for pack in options["packs"]], cache=not options.get("no_cache"))
    except RulebookError as problem:
        _complain(problem.show(options["lang"]))
        sys.exit(2)
    known = [profile.name for profile in book.vocabulary.profiles]
    if options.get("profile") and options["profile"] not in known:
        from auditor.wording import say

        _complain(say("output.no-profile", options["lang"], name=options["profile"], names=" ".join(known)))
        sys.exit(2)
    return book


def _print(run: Run, options: dict[str, Any]) -> None:
    from auditor import reports
    from auditor.wording import say

    name = options["form"]
    if name not in reports.names():
        names = " ".join(reports.names())
        raise click.UsageError(say("output.no-format", options["lang"], name=name, names=names))
    if name != "text":
        _say(reports.output(name).render(run), end="")
        return
    from auditor.reports import text

    verbosity = -1 if options["quiet"] else int(options["verbose"])
    lines = text.lines(run, verbosity)
    if options["color"] == "always" or (options["color"] == "auto" and _terminal()):
        _coloured(lines)
    else:
        _say("".join("".join(piece for piece, _ in line) + "\n" for line in lines), end="")


def _terminal() -> bool:
    import os

    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _coloured(lines: Any) -> None:
    """Print with rich; document text is never markup."""
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False, soft_wrap=True, force_terminal=True)
    for line in lines:
        console.print(Text.assemble(*line))


def _say(text: str | bytes, end: str = "\n") -> None:
    """Write to stdout; a console that cannot show a character shows ? instead of failing."""
    if isinstance(text, bytes):
        sys.stdout.buffer.write(text)
        return
    if (sys.stdout.encoding or "utf-8").lower().replace("-", "") not in {"utf8", "utf8sig"}:
        sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]
    click.echo(text + end, nl=False)


def _complain(text: str) -> None:
    click.echo(text, err=True)


if __name__ == "__main__":
    main()
