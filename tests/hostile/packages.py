"""Zip packages and Word documents."""

from __future__ import annotations

import random
import struct
import zipfile
from pathlib import Path

from tests.hostile import Case
from tests.reading.package import MC, TYPES, W, p, r, tbl, tc, tr, write

_MB = 2**20


def _zip(path: Path, parts: dict[str, bytes], kind: int = zipfile.ZIP_DEFLATED) -> None:
    with zipfile.ZipFile(path, "w", kind) as out:
        for name, data in parts.items():
            out.writestr(name, data)


def _document(body: str) -> bytes:
    return f'<w:document xmlns:w="{W}" xmlns:mc="{MC}"><w:body>{body}</w:body></w:document>'.encode()


def _entities(path: Path, depth: int) -> None:
    """Billion laughs."""
    lines = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, depth))
    text = f'<!DOCTYPE w [<!ENTITY a0 "收入">{lines}]>'.encode()
    body = _document(p(f"&a{depth - 1};"))
    _zip(path, {"[Content_Types].xml": TYPES.encode(), "word/document.xml": text + body})


def _late_entities(path: Path) -> None:
    """The document type stands behind a comment longer than anybody looks."""
    text = b"<!--" + b"x" * 9000 + b'--><!DOCTYPE w [<!ATTLIST w a CDATA "1">]>'
    _zip(path, {"[Content_Types].xml": TYPES.encode(), "word/document.xml": text + _document(p("收入"))})


def _sixteen_bit_entities(path: Path) -> None:
    """Written in UTF-16, where nobody finds <!DOCTYPE as bytes."""
    lines = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 8))
    text = f'<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE w [<!ENTITY a0 "收">{lines}]>'
    body = _document(p("&a7;")).decode()
    _zip(path, {"[Content_Types].xml": TYPES.encode(), "word/document.xml": (text + body).encode("utf-16")})


def _entries(path: Path, count: int) -> None:
    """An archive whose directory lists many entries without anything in them."""
    central = b"".join(
        struct.pack("<4s4B4HL2L5H2L", b"PK\1\2", 20, 3, 20, 0, 0, 0, 0, 0x21, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0) + b"%08x" % n
        for n in range(count)
    )
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF, len(central), 0, 0)
    path.write_bytes(b"PK\1\2"[:0] + central + end)


def _overlapping(path: Path, count: int) -> None:
    """Many parts that are the same bytes of the file."""
    data = _document(p("收入支出" * 2000))
    names = ["word/document.xml", *(f"word/p{n}.xml" for n in range(count))]
    _zip(path, dict.fromkeys(["word/document.xml"], data))
    raw = path.read_bytes()
    at = raw.index(b"PK\1\2")
    entry = raw[at : raw.index(b"PK\5\6")]
    fixed = entry[:46]
    central = b"".join(fixed[:28] + struct.pack("<H", len(name)) + fixed[30:] + name.encode() for name in names)
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, len(names), len(names), len(central), at, 0)
    path.write_bytes(raw[:at] + central + end)


def _truncated(path: Path) -> None:
    write(path, "".join(p(f"第 {n} 段") for n in range(500)))
    path.write_bytes(path.read_bytes()[:-300])


def _encrypted(path: Path) -> None:
    write(path, p("收入"))
    data = bytearray(path.read_bytes())
    for sign, flags in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        at = data.find(sign)
        while at >= 0:
            data[at + flags] |= 1
            at = data.find(sign, at + 1)
    path.write_bytes(bytes(data))


def _boxes(path: Path, depth: int) -> None:
    """Text boxes in text boxes: a reader that takes all that are inside at each level doubles with each."""
    body = p("最里面")
    for _ in range(depth):
        body = f"<w:p><w:r><w:pict><w:txbxContent>{body}</w:txbxContent></w:pict></w:r></w:p>"
    write(path, body)


def _styles(path: Path, count: int) -> None:
    """Each style is based on the next, the last on the first, and each paragraph names another."""
    styles = "".join(
        f'<w:style w:styleId="s{n}"><w:name w:val="s{n}"/><w:basedOn w:val="s{(n + 1) % count}"/></w:style>'
        for n in range(count)
    )
    body = "".join(p(f"第{n}段", properties=f'<w:pStyle w:val="s{n}"/>') for n in range(count))
    write(path, body, styles=styles)


def _list(path: Path, level: str, paragraphs: int = 200, depth: str = "0") -> None:
    numbering = (
        f'<w:abstractNum w:abstractNumId="1">{level}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    )
    item = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="1"/></w:numPr>'
    write(path, "".join(p("一项", properties=item) for _ in range(paragraphs)), numbering=numbering)


def _level(start: str, form: str, text: str = "%1.") -> str:
    return f'<w:lvl w:ilvl="0"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'


def _nested_tables(path: Path, depth: int) -> None:
    write(path, "<w:tbl><w:tr><w:tc>" * depth + p("深") + "</w:tc></w:tr></w:tbl>" * depth)


def _inline(path: Path, depth: int) -> None:
    write(path, "<w:p>" + "<w:hyperlink>" * depth + r("深") + "</w:hyperlink>" * depth + "</w:p>")


def _wide(path: Path, cells: int, rows: int) -> None:
    """Cells that say they cover a thousand columns each."""
    row = tr(*(tc(str(n), '<w:gridSpan w:val="1000"/>') for n in range(cells)))
    write(path, tbl(*([row] * rows)))


def _many_cells(path: Path, rows: int, columns: int) -> None:
    """Numbers by chance, or the file would be taken for a bomb."""
    dice = random.Random(1)
    row = "<w:tr>" + "<w:tc><w:p><w:r><w:t>%d.%02d</w:t></w:r></w:p></w:tc>" * columns + "</w:tr>"
    filled = (row % tuple(dice.randrange(100) for _ in range(2 * columns)) for _ in range(rows))
    write(path, "<w:tbl>" + "".join(filled) + "</w:tbl>")


def _merged(path: Path, rows: int) -> None:
    """One cell that goes on through every row."""
    rest = "<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>" + tc("1.00") + "</w:tr>"
    first = '<w:tr><w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>' + p("合并") + "</w:tc>" + tc("1.00") + "</w:tr>"
    write(path, "<w:tbl>" + first + rest * rows + "</w:tbl>")


def _elements(path: Path, count: int) -> None:
    """Small on disk, huge as a tree."""
    write(path, p("收入") + "<w:x/>" * count)


def _attributes(path: Path, count: int) -> None:
    write(path, p("收入") + "<w:x " + " ".join(f'a{n}="1"' for n in range(count)) + "/>")


def _long_run(path: Path, size: int) -> None:
    write(path, p("本年收入1.00万元，" * (size // 11)))


def _marks(path: Path) -> None:
    """Right-to-left marks, zero-width characters, combining marks and private characters in numbers and labels."""
    text = "\u202e收入\u200b合计\u2066 1\u200d2\u20e3.3\u0301\u06e9\ufeff 万元 \ue000\u0f0b\U000e0041"
    write(path, p(text) + tbl(tr("收\u200b入", "１\u202e２\u202c.00"), tr("\u200f", "\u200b")))


def _external(path: Path) -> None:
    """Pictures, templates and objects that are somewhere else."""
    link = '<w:p><w:r><w:drawing><a:blip xmlns:a="a" xmlns:r="r" r:link="rId1"/></w:drawing></w:r></w:p>'
    write(path, p("收入 1.00 万元") + link)
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" '
        'Target="http://127.0.0.1:9/x.png" TargetMode="External"/><Relationship Id="rId2" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" '
        'Target="file:///etc/passwd" TargetMode="External"/></Relationships>'
    )
    with zipfile.ZipFile(path, "a") as out:
        out.writestr("word/_rels/document.xml.rels", rels)


def _climbing(path: Path) -> None:
    """Names of parts that lead out of the package."""
    write(path, p("收入 1.00 万元"))
    with zipfile.ZipFile(path, "a") as out:
        out.writestr("../../../../tmp/out.xml", "x")
        out.writestr("/etc/passwd", "x")


def _notes(path: Path, count: int) -> None:
    """Footnotes that refer to each other."""
    body = p("收入") + "".join(f'<w:p><w:r><w:footnoteReference w:id="{n}"/></w:r></w:p>' for n in range(count))
    notes = "".join(
        f'<w:footnote w:id="{n}"><w:p><w:r><w:footnoteReference w:id="{(n + 1) % count}"/></w:r></w:p></w:footnote>'
        for n in range(count)
    )
    write(path, body, footnotes=notes)


_SDT = "<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"

CASES = {
    "zip：一个部件膨胀一千倍": Case(".docx", lambda path: _zip(path, {"word/document.xml": b" " * (17 * _MB)}), "疑似压缩炸弹"),
    "zip：十亿元素的树": Case(".docx", lambda path: _elements(path, 30_000_000), "疑似压缩炸弹", heavy=True),
    "zip：部件重叠": Case(".docx", lambda path: _overlapping(path, 20_000), None),
    "zip：目录里二百万个条目": Case(".docx", lambda path: _entries(path, 2_000_000), "压缩包", heavy=True),
    "zip：目录里二十万个条目": Case(".docx", lambda path: _entries(path, 200_000), "压缩包"),
    "zip：截断": Case(".docx", _truncated, "不是完整的压缩包"),
    "zip：加密的条目": Case(".docx", _encrypted, "已加密"),
    "zip：条目名跳出文件夹": Case(".docx", _climbing, None),
    "xml：十亿个笑（实体嵌套）": Case(".docx", lambda path: _entities(path, 10), "DOCTYPE"),
    "xml：DOCTYPE 藏在长注释后面": Case(".docx", _late_entities, "DOCTYPE"),
    "xml：UTF-16 里的实体": Case(".docx", _sixteen_bit_entities, "DOCTYPE"),
    "xml：控件嵌套三千层": Case(".docx", lambda path: write(path, _SDT[0] * 3000 + p("深") + _SDT[1] * 3000), "嵌套层数过深"),
    "xml：嵌套五十万层": Case(
        ".docx", lambda path: write(path, "<w:ins>" * 500_000 + p("深") + "</w:ins>" * 500_000), "嵌套层数过深"
    ),
    "xml：超链接嵌套五万层": Case(".docx", lambda path: _inline(path, 50_000), "嵌套层数过深"),
    "xml：二十万个属性": Case(".docx", lambda path: _attributes(path, 200_000), None),
    "docx：表格嵌套一千层": Case(".docx", lambda path: _nested_tables(path, 1000), "嵌套层数过深"),
    "docx：文本框嵌套三十层": Case(".docx", lambda path: _boxes(path, 30), None),
    "docx：样式首尾相接的循环": Case(".docx", lambda path: _styles(path, 3), None),
    "docx：四千个样式连成一环": Case(".docx", lambda path: _styles(path, 4000), None),
    "docx：编号从十亿起的罗马数字": Case(".docx", lambda path: _list(path, _level("1000000000", "upperRoman")), None),
    "docx：编号从十亿起的字母": Case(".docx", lambda path: _list(path, _level("1000000000", "upperLetter")), None),
    "docx：编号的格式一兆长": Case(".docx", lambda path: _list(path, _level("1", "decimal", "号" * 350_000), 400), None),
    "docx：编号不是数": Case(".docx", lambda path: _list(path, _level("一", "decimal")), "已损坏"),
    "docx：编号层级不是数": Case(".docx", lambda path: _list(path, _level("1", "decimal"), 3, "深"), "已损坏"),
    "docx：脚注互相引用": Case(".docx", lambda path: _notes(path, 2000), "嵌套层数过深"),
    "docx：一行一万格、每格一千栏": Case(".docx", lambda path: _wide(path, 10_000, 8), "表格过大"),
    "docx：一百万格的表": Case(".docx", lambda path: _many_cells(path, 10_000, 100), "表格过大", heavy=True),
    "docx：一万格的表": Case(".docx", lambda path: _many_cells(path, 500, 20), None),
    "docx：合并单元格贯穿两万行": Case(".docx", lambda path: _merged(path, 20_000), None),
    "docx：一个五兆字的段落": Case(".docx", lambda path: _long_run(path, 5_000_000), "段落过长"),
    "docx：零宽、从右到左、组合字符": Case(".docx", _marks, "读不出来"),
    "docx：外部图片和模板": Case(".docx", _external, None),
}
