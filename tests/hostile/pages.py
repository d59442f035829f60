"""Web pages, Markdown, plain text, and files under a false name."""

from __future__ import annotations

import os
from pathlib import Path

from tests.hostile import Case


def _text(text: str | bytes):  # type: ignore[no-untyped-def]
    return lambda path: path.write_bytes(text if isinstance(text, bytes) else text.encode())


def _html(body: str):  # type: ignore[no-untyped-def]
    return _text(f"<html><body>{body}</body></html>")


def _spans(rows: int, attribute: str) -> str:
    row = f"<tr><td {attribute}>1.00</td><td>2.00</td></tr>"
    return f"<table>{row * rows}</table>"


def _pipe(path: Path) -> None:
    os.mkfifo(path)


_BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{b}: &{b} [*{a},*{a},*{a},*{a},*{a},*{a},*{a},*{a},*{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=False)
)

CASES = {
    "html：十万层 div": Case(".html", _html("<div>" * 100_000 + "收入" + "</div>" * 100_000), "嵌套层数过深"),
    "html：十万层 span": Case(".html", _html("<span>" * 100_000 + "收入"), "嵌套层数过深"),
    "html：表格嵌套一千层": Case(".html", _html("<table><tr><td>1<td>2" * 1000), "嵌套层数过深"),
    "html：表格嵌套八十层": Case(".html", _html("<table><tr><td>1.0<td>2.0" * 80 + "</table>" * 80), None),
    "html：colspan 与 rowspan 一万六、五千行": Case(".html", _html(_spans(5000, 'colspan="16000" rowspan="2"')), "表格过大"),
    "html：rowspan 一百万、一万行": Case(".html", _html(_spans(10_000, 'rowspan="1000000"')), "表格过大"),
    "html：一万行一百栏": Case(
        ".html", _html("<table>" + ("<tr>" + "<td>1.00" * 100) * 10_000 + "</table>"), "表格过大", heavy=True
    ),
    "html：十万个没有关上的标签": Case(".html", _html("<b><i>收入<p>" * 30_000), None, heavy=True),
    "html：脚本、事件、外部图片、框架": Case(
        ".html",
        _html(
            '<script>alert(1)</script><img src="http://127.0.0.1:9/x" onerror="alert(1)"><iframe src="file:///etc/passwd"></iframe>'
            '<link rel=stylesheet href="http://127.0.0.1:9/c"><p onclick="x()">收入 1.00 万元</p>'
        ),
        "嵌着",
    ),
    "html：实体炸弹": Case(
        ".html",
        _text('<!DOCTYPE html [<!ENTITY a "收"><!ENTITY b "&a;&a;&a;">]><html><body><p>&b;1.00</p></body></html>'),
        None,
    ),
    "html：空字节": Case(".html", _html("收\0入 1\0.00"), "不是"),
    "mht：部件嵌套一千层": Case(
        ".mht",
        _text(
            "".join(f'Content-Type: multipart/related; boundary="b{n}"\n\n--b{n}\n' for n in range(1000))
            + "Content-Type: text/html\n\n<html><body><p>收入 1.00</p></body></html>"
        ),
        "嵌套层数过深",
    ),
    "txt：一行五十兆": Case(".txt", _text("本年收入1.00万元，" * 2_000_000), "文字过多", heavy=True),
    "txt：一行五兆": Case(".txt", _text("本年收入1.00万元，" * 200_000), "段落过长"),
    "txt：五十兆、每行十字": Case(".txt", _text("本年收入1.00万元\n" * 2_200_000), "过多", heavy=True),
    "txt：三万行、每行一数": Case(".txt", _text("1.00\n" * 30_000), "未审核"),
    "txt：一行十万个制表符": Case(".txt", _text(("收入" + "\t" * 100_000 + "1\n") * 6), "表格过大"),
    "txt：空字节": Case(".txt", _text("收入\0 1.00"), "不是文本文件"),
    "txt：随机字节": Case(".txt", _text(bytes(range(1, 256)) * 400), "乱码"),
    "md：五万个 <table 没有关上": Case(".md", _text("<table 收入\n" * 50_000 + "1.00"), None),
    "md：五万个 <table 关错地方": Case(".md", _text("<table>\n" * 50_000 + "</table> x\n" * 50_000), None),
    "md：竖线六十万": Case(".md", _text("|" * 600_000 + "\n|1|2|\n"), "表格过大"),
    "md：星号八万": Case(".md", _text("**" * 40_000 + "收入"), None),
    "md：反斜线和尖括号": Case(".md", _text("<" * 45_000 + "\n" + "\\" * 90_000), None),
    "txt：括号和数字交替八万": Case(".txt", _text("（1" * 40_000 + "\n" + "1," * 40_000 + "\n" + "1." * 40_000), None),
    "名实不符：文本叫 .docx": Case(".docx", _text("收入 1.00 万元"), "扩展名是 .docx"),
    "名实不符：网页叫 .xls": Case(".xls", _html("<table><tr><td>收入<td>1.00<tr><td>支出<td>2.00</table>"), None),
    "不是文件：命名管道": Case(".docx", _pipe, "不是普通文件"),
}
