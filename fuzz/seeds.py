"""What each target begins with: small pieces by the builder of the examples, and the writers of the tests."""

from __future__ import annotations

import io
import tempfile
import zipfile
from pathlib import Path

from examples.build import example
from examples.docx_writer import Block, Paragraph, Table, write
from fuzz.targets import _CUT, _NEXT, _PARTS
from fuzz.trees import SHEET, WORD, spell
from tests.reading import paper
from tests.reading.package import W, p, r, tbl, tc, tr

_ROOT = Path(__file__).resolve().parent.parent
_LONGEST = 6000


def seeds(target: str) -> list[bytes]:
    """The first inputs of a target."""
    made = globals().get(f"_{target}")
    return made() if made else []


def _pieces() -> list[list[Block]]:
    """A table and the paragraphs before it, over and over, of the example."""
    pieces: list[list[Block]] = [[]]
    for block in example():
        if isinstance(block, (Paragraph, Table)):
            pieces[-1].append(block)
        if isinstance(block, Table):
            pieces.append([])
    return pieces


def _docx() -> list[bytes]:
    found = []
    for piece in _pieces()[:6]:
        out = io.BytesIO()
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "a.docx"
            write(path, piece[-6:])
            out.write(path.read_bytes())
        with zipfile.ZipFile(out) as package:
            names = set(package.namelist())
            found.append(_CUT.join(package.read(name) if name in names else b"" for name in _PARTS))
    odd = (
        p("收入", properties='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
        + tbl(tr(tc("a", '<w:gridSpan w:val="2"/><w:vMerge w:val="restart"/>'), "1.00"), tr(tc("", "<w:vMerge/>"), "2"))
        + p(r("删", "<w:vanish/>"), '<w:ins><w:r><w:t>1</w:t></w:r></w:ins><w:r><w:footnoteReference w:id="2"/></w:r>')
    )
    levels = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>'
    parts = (
        f'<w:document xmlns:w="{W}"><w:body>{odd}</w:body></w:document>',
        f'<w:styles xmlns:w="{W}"><w:style w:styleId="a"><w:name w:val="heading 1"/><w:basedOn w:val="b"/></w:style>'
        "</w:styles>",
        f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="1">{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>',
        f'<w:footnotes xmlns:w="{W}"><w:footnote w:id="2">{p("注")}</w:footnote></w:footnotes>',
    )
    return [*found, _CUT.join(part.encode() for part in parts)]


def _docx_tree() -> list[bytes]:
    trees = (
        "w:p w:pPr w:numPr w:ilvl=0 / w:numId=1 / / / w:r w:t 收入 1.00 万元 / / /",
        "w:tbl "
        "w:tr w:tc w:tcPr w:gridSpan=2 / w:vMerge=restart / / w:p w:r w:t 收入 / / / / w:tc / / "
        "w:tr w:tc w:p w:r w:t 1.00 / / / / /",
        "w:p w:ins w:r w:t 支出 / / / w:del w:r w:delText 0 / / / "
        "w:r w:rPr w:vanish / / w:t x / / w:r w:footnoteReference=1 / / /",
        "w:sdt w:sdtContent w:p w:hyperlink w:r w:t 一、 w:br=page / / / / / / w:drawing w:txbxContent w:p w:r w:t 附件",
    )
    numbering = (
        "w:abstractNum=1 w:lvl=0 w:start=1 / w:numFmt=chineseCounting / w:lvlText=%1、 / / / w:num=1 w:abstractNumId=1 / /"
    )
    others = [spell("w:style=1 w:basedOn=2 / /", WORD), spell(numbering, WORD), spell("w:footnote=1 w:p w:r w:t 0", WORD)]
    return [_NEXT.join([spell(one, WORD), *others]) for one in trees]


def _xlsx_tree() -> list[bytes]:
    rows = "row c=s v 0 / / c v 311.555 / f / / / row=3 c=A1 is t 支出 / / / c=inlineStr is t 收入 / / / /"
    styles = "numFmts numFmt=200 / / borders border left=thin / / / cellXfs xf=200 /".replace("=200", "=2")
    parts = (
        rows,
        "si t 收入 / / si r t 支出",
        styles,
        "sheetViews sheetView=0 / / cols col=3 / /",
        "mergeCells mergeCell=B2:C3",
    )
    return [_NEXT.join(spell(part, SHEET) for part in parts)]


def _package() -> list[bytes]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.docx"
        write(path, [Paragraph("收入 1.00 万元")])
        return [path.read_bytes()[2:]]


def _xlsx() -> list[bytes]:
    rows = (
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>311.555</v></c></row>'
        '<row r="3" hidden="1"><c r="A3" t="inlineStr"><is><t>支出</t></is></c><c r="B3"><f>SUM(B1)</f></c></row>'
        '<row r="4"><c r="C4" t="e"><v>#DIV/0!</v></c><c r="D4" t="b"><v>1</v></c><c r="E4" t="str"><v>文</v></c></row>'
    )
    styles = (
        '<numFmts><numFmt numFmtId="200" formatCode="#,##0.00_);[Red](#,##0.00)"/></numFmts><borders><border/><border>'
        '<left style="thin"/><top style="thin"/></border></borders><cellXfs><xf/><xf numFmtId="200" borderId="1"/></cellXfs>'
    )
    before = '<sheetViews><sheetView showZeros="0"/></sheetViews><cols><col min="2" max="3" hidden="1" width="9"/></cols>'
    after = '<mergeCells><mergeCell ref="A1:B2"/></mergeCells>'
    return [_CUT.join(part.encode() for part in (rows, "<si><t>收入</t></si>", styles, before, after))]


def _xls() -> list[bytes]:
    from olefile import OleFileIO
    from xlwt import Workbook, easyxf

    book = Workbook()
    sheet = book.add_sheet("表")
    for row, (label, value) in enumerate((("收入", 311.555), ("支出", -2.5), ("合计", 0))):
        sheet.write(row, 0, label)
        sheet.write(row, 1, value, easyxf("border: left thin, top thin", "#,##0.00"))
    sheet.write_merge(4, 5, 0, 1, "合并")
    out = io.BytesIO()
    book.save(out)
    with OleFileIO(io.BytesIO(out.getvalue())) as ole:
        data: bytes = ole.openstream("Workbook").read()
    return [data]


def _html() -> list[bytes]:
    return [
        "<body><h1>一、收入</h1><p>收入 1.00 万元<br>行<table><tr><th rowspan=2>项<th colspan=2>额<tr><td>1.00<td>2"
        "<tfoot><tr><td>计<td>3</table><ol start=3><li>一<li value=9>二</ol><div hidden>藏</div><img width=200>".encode(),
        b"<frameset><frame></frameset>",
        b'<meta charset=gb2312><body style="display:none">' + "收入".encode("gbk"),
    ]


def _mht() -> list[bytes]:
    return [b"--b\nContent-Type: text/html; charset=gbk\nContent-Transfer-Encoding: quoted-printable\n\n<p>=CA=D5\n--b--\n"]


def _pdf() -> list[bytes]:
    made = []
    for page in (
        paper.Page().text(50, 50, "收入 1.00").table([50, 150, 250], 100, [["收入", "1.00"], ["支出", "2.00"]]),
        paper.Page(rotate=90).bar(10, 10, 200, 10).picture(10, 300, 200, 200).field(50, 500, "填").window(0, 0, 90, 90),
    ):
        with tempfile.TemporaryDirectory() as folder:
            data = paper.pdf(Path(folder) / "a.pdf", page).read_bytes()
        made.append(data[9:])
    return made


def _text() -> list[bytes]:
    return [
        "# 一、收入\n\n| 项目 | 金额 |\n|---|---:|\n| 合计 | 1.00 |\n\n收入\t1.00\n支出\t2.00\n".encode(),
        "┌──┬──┐\n│收入│1.00│\n├──┼──┤\n│支出│2.00│\n└──┴──┘\n<table><tr><td>a<td>1</table>\n**粗** \\* &amp;\n".encode(),
        "\t收入\n\t1.00\n\n\t支出\n续\n\t2.00\n\n1.00\n2.00\n3.00\n".encode(),
        "收入".encode("utf-16"),
    ]


def _number() -> list[bytes]:
    values = (
        "311.56",
        "2,995.39",
        "　２０",
        "100 %",
        "(204.61)",
        "1.2亿元",
        "——",
        "无",
        "=B2",
        "#DIV/0!",
        "-.5",
        "1e5",
        "１２万",
        "٣",
    )
    return [value.encode() for value in values]


def _number_format() -> list[bytes]:
    codes = (
        "1234.5|#,##0.00_);[Red](#,##0.00)",
        "0.5|0.00%",
        '45000|yyyy"年"m"月"',
        '-1|[<0]"负"0;0',
        "1|# ?/?",
        "1e9|0.00E+00",
    )
    more = ("5|G/通用格式", 'x|@"元"', "1|[h]:mm:ss.0", "3|;;;")
    return [code.encode() for code in codes + more]


def _sentences() -> list[bytes]:
    """Pieces of the example as drawn text: a table and what is said of it."""
    found = []
    for piece in _pieces():
        lines = ["# 2024年度部门决算"]
        for block in piece:
            if isinstance(block, Table):
                lines += ["\t".join(str(getattr(cell, "text", cell)) for cell in row) for row in block.rows[:14]]
            elif isinstance(block, Paragraph) and isinstance(block.content, str):
                lines.append(block.content)
        found.append("\n".join(lines)[:_LONGEST].encode()[:_LONGEST])
    said = [block.content for block in example() if isinstance(block, Paragraph) and isinstance(block.content, str)]
    return found + [f"# 2024年度部门决算\n{text}".encode() for text in said if len(text) > 40]


def _formula() -> list[bytes]:
    import re

    found = []
    for path in sorted((_ROOT / "rules").rglob("*.yaml")):
        said = re.search(r"^assert: (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
        if said:
            found.append(said[1].strip("'\"").encode())
    return found[:60]


def _rules() -> list[bytes]:
    paths = sorted((_ROOT / "rules").rglob("*.yaml"), key=lambda path: path.stat().st_size)
    return [path.read_bytes() for path in paths if path.stat().st_size < _LONGEST][::4]


def _settings() -> list[bytes]:
    return [
        b"select: [BAL, SUM]\nignore: TXT\nseverity:\n  BAL001: warning\nfail-on: error\npacks: [a]\n",
        "accepted:\n- rule: BAL001\n  fingerprint: 0123456789abcdef\n  difference: '1.00'\n  report: a.docx\n  reason: 已核\n"
        "  author: 甲\n  date: 2025-01-01\n  expires: 2025-12-31\n".encode(),
    ]
