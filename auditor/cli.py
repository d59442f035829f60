"""The command line. It gathers options and prints; it decides nothing."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from auditor import __version__

if TYPE_CHECKING:
    from auditor.rulebook import Rulebook


class _DefaultCheck(click.Group):
    """`audit report.docx` is `audit check report.docx`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if args and args[0] not in self.commands and args[0] not in {"--help", "-h", "--version"}:
            args = ["check", *args]
        return super().parse_args(ctx, args)

    def main(self, *args: Any, **extra: Any) -> Any:
        """A crash is no audit: exit code 2, where Python would say 1, which means findings."""
        try:
            return super().main(*args, **extra)
        except Exception as problem:
            import traceback

            from auditor.wording import say

            traceback.print_exc()
            _complain(say("crash", why=f"{type(problem).__name__}: {problem}"))
            sys.exit(2)


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
_WITH = click.option("--with", "partners", multiple=True, metavar="PATH",
                     help="对照的文件或文件夹：上年决算、预算、所属单位… documents to compare with")  # fmt: skip
_NO_CACHE = click.option("--no-cache", is_flag=True, help="不用缓存 read the rule pack afresh")
_PROFILE = click.option("--profile", metavar="NAME", help="省份体例，不写则自动识别 province profile")
_CONFIG = click.option("--config", metavar="FILE", help="配置文件，不写则从报告向上找 audit.yaml configuration")
_LEDGER = click.option("--ledger", metavar="FILE", help="已接受的发现记在哪里 ledger of accepted findings")


@main.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--select", multiple=True, metavar="ID", help="只用编号以此开头的规则 only rules with this prefix")
@click.option("--ignore", multiple=True, metavar="ID", help="不用编号以此开头的规则 leave out rules with this prefix")
@_PACK
@_PROFILE
@_WITH
@_CONFIG
@_LEDGER
@click.option("--fail-on", type=click.Choice(["error", "warning", "info", "never"]), help="到哪一级算失败 [error]")
@click.option(
    "--min-checked", type=click.IntRange(0, 100), metavar="%", help="至少要核对的比例，0 为不限 [50] least share compared"
)
@click.option("--mixed", is_flag=True, help="文件中可有非财政文件，只计数 files may be no reports (for hooks)")
@click.option("-o", "--output", "outputs", multiple=True, metavar="FILE", help="另存结果，按扩展名定格式 also write to a file")
@click.option("--annotate", metavar="DIR", help="把发现批注在副本上，原件不动 commented copies in that folder")
@click.option("--annotate-author", metavar="NAME", help="批注的署名 who signs the comments")
@click.option("--annotate-date", type=click.DateTime(["%Y-%m-%d"]), help="批注的日期，不写则无 date of the comments")
@click.option("--format", "form", default="text", metavar="NAME", help="标准输出的格式 text json jsonl sarif github markdown …")
@_NO_CACHE
@_LANG
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", help="颜色")
@click.option("--jobs", type=click.IntRange(min=1), metavar="N", help="几个工作进程 [按文件数和处理器] worker processes")
@click.option("--shard", metavar="i/N", help="只审核 N 份中的第 i 份 only that part of the files")
@click.option("--time-limit", type=click.IntRange(min=1), metavar="秒", help="一份文件最多几秒 [300] seconds per file")
@click.option("--memory-limit", type=click.IntRange(min=64), metavar="MB", help="一份文件最多多少内存 [2048] MB per file")
@click.option("--engine", metavar="NAME", help="在哪里审核 where: local dask")
@click.option("--scheduler", metavar="ADDRESS", help="dask 调度器 the scheduler of --engine dask")
@click.option("--statistics", is_flag=True, help="每条规则的次数和用时 counts and time per rule (stderr)")
@click.option("--watch", is_flag=True, help="文件一改就再审核 audit again on every change")
@click.option("-q", "--quiet", is_flag=True, help="只打印合计 sums only")
@click.option("-v", "--verbose", is_flag=True, help="列出每条规则的结果 every verdict")
@click.pass_context
def check(ctx: click.Context, /, **options: Any) -> None:
    """审核文件、文件夹或通配符。Audit files, folders and globs."""
    from auditor import console

    with _mistakes(options["lang"]):
        ctx.exit(console.watch(options) if options["watch"] else console.check(options)[0])


@main.command()
@click.argument("paths", nargs=-1, required=True, metavar="JSONL...", type=click.Path(exists=True))
@click.option("-o", "--output", "outputs", multiple=True, metavar="FILE", help="另存结果，按扩展名定格式 also write to a file")
@click.option("--format", "form", default="summary", metavar="NAME", help="标准输出的格式 [summary]")
@click.option("--fail-on", type=click.Choice(["error", "warning", "info", "never"]), help="到哪一级算失败 [error]")
@_PACK
@_NO_CACHE
@_LANG
@click.pass_context
def summary(ctx: click.Context, /, **options: Any) -> None:
    """汇总各分片的 JSON Lines（文件或文件夹）。Sum up the JSON Lines of earlier audits, such as those of shards."""
    from auditor import console

    with _mistakes(options["lang"]):
        ctx.exit(console.summary(options))


@main.command()
@click.argument("path", metavar="REPORT")
@click.option("--reason", required=True, metavar="TEXT", help="为什么可以接受 why")
@click.option("--rule", "rules", multiple=True, metavar="ID", help="只接受这些规则的发现 only findings of these rules")
@click.option("--fingerprint", "fingerprints", multiple=True, metavar="HEX", help="只接受这一处 only this finding")
@click.option("--author", metavar="NAME", help="谁接受的，不写则为登录名 who accepts")
@click.option("--expires", type=click.DateTime(["%Y-%m-%d"]), help="到哪天为止 until when")
@_PACK
@_PROFILE
@_WITH
@_CONFIG
@_LEDGER
@_NO_CACHE
@_LANG
@click.pass_context
def accept(ctx: click.Context, /, path: str, **options: Any) -> None:
    """把发现记为已接受（台账）。Record findings as accepted (ledger)."""
    from auditor import session

    if not options["reason"].strip():
        raise click.UsageError("--reason")
    with _mistakes(options["lang"]):
        text, code = session.accept(path, {**options, "fail_on": None}, _complain)
        (_complain if code else _say)(text)
        ctx.exit(code)


@main.command()
@click.argument("folder", default=".", metavar="[FOLDER]")
@_LANG
@click.pass_context
def init(ctx: click.Context, /, folder: str, lang: str) -> None:
    """写一份带说明的 audit.yaml。Begin a commented audit.yaml."""
    from auditor import session

    text, code = session.init(folder, lang)
    (_complain if code else _say)(text)
    ctx.exit(code)


@main.command()
@click.argument("name", type=click.Choice(["config", "ledger", "rule"]))
def schema(name: str) -> None:
    """打印编辑器用的 JSON Schema。Print the JSON Schema of a kind of file, for editors."""
    from auditor import session

    _say(session.schema(name), end="")


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
@_WITH
@_CONFIG
@_NO_CACHE
@_LANG
@click.pass_context
def show(ctx: click.Context, /, path: str, **options: Any) -> None:
    """显示读到了什么：表、数、没看懂的。What was read and understood."""
    from auditor import session

    with _mistakes(options["lang"]):
        text, code = session.show(path, {**options, "fail_on": None})
        _say(text)
        ctx.exit(code)


@main.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--strength", type=click.Path(), metavar="REPORT", help="规则包能看出这份报告的哪些错 what the pack can see")
@_PACK
@_LANG
@click.pass_context
def test(ctx: click.Context, /, paths: tuple[str, ...], **options: Any) -> None:
    """试跑规则里的例子，检查规则包。Run the examples inside rule files; lint the pack."""
    from auditor import session

    if options["strength"]:
        text, code = session.strength(_book(options), options["strength"], options["lang"])
    else:
        text, code = session.test(_book(options), paths, options["lang"])
    _say(text)
    ctx.exit(code)


def _book(options: dict[str, Any]) -> Rulebook:
    from auditor import session

    with _mistakes(options["lang"]):
        return session.pack(options)


@contextmanager
def _mistakes(lang: str) -> Iterator[None]:
    """Mistakes in packs, configurations, ledgers and options: told in full, exit code 2."""
    from auditor.console import MISTAKES, told

    try:
        yield
    except MISTAKES as problem:
        _complain(told(problem, lang))
        sys.exit(2)


def _say(text: str, end: str = "\n") -> None:
    from auditor import console

    console.show(text + end)


def _complain(text: str) -> None:
    click.echo(text, err=True)


if __name__ == "__main__":
    main()
