"""PDF."""

from __future__ import annotations

import zlib
from pathlib import Path

from tests.hostile import Case
from tests.reading.paper import Page, pdf


def raw(path: Path, objects: list[str | bytes], root: int = 1, trailer: str = "") -> None:
    """A file of those objects, numbered from 1."""
    data = b"%PDF-1.6\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body.encode() if isinstance(body, str) else body)
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    data += b"".join(b"%010d 00000 n \n" % place for place in places)
    data += f"trailer\n<< /Size {len(objects) + 1} /Root {root} 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n".encode()
    path.write_bytes(data)


def _stream(content: bytes, more: str = "") -> bytes:
    packed = zlib.compress(content)
    return f"<< {more} /Filter /FlateDecode /Length {len(packed)} >>\nstream\n".encode() + packed + b"\nendstream"


_FONT = "/Resources << /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> /XObject << {} >> >>"
_CATALOG = "<< /Type /Catalog /Pages 2 0 R >>"
_PAGES = "<< /Type /Pages /Kids [3 0 R] /Count 1 >>"


def _page(box: str = "[0 0 600 800]", objects: str = "", contents: str = "4 0 R") -> str:
    return f"<< /Type /Page /Parent 2 0 R /MediaBox {box} /Contents {contents} {_FONT.format(objects)} >>"


_HELLO = b"BT /F 12 Tf 50 700 Td (Total 1.00) Tj ET"


def _looping_forms(path: Path) -> None:
    """A form that draws itself."""
    form = _stream(b"/X Do " + _HELLO, "/Type /XObject /Subtype /Form /BBox [0 0 600 800] " + _FONT.format("/X 5 0 R"))
    raw(path, [_CATALOG, _PAGES, _page(objects="/X 5 0 R"), _stream(_HELLO + b" /X Do"), form])


def _laughing_forms(path: Path, depth: int) -> None:
    """Each form draws the next ten times."""
    objects: list[str | bytes] = [_CATALOG, _PAGES, _page(objects="/X 5 0 R"), _stream(b"/X Do " * 10)]
    for level in range(depth):
        inside = _HELLO if level == depth - 1 else b"/X Do " * 10
        named = _FONT.format("" if level == depth - 1 else f"/X {6 + level} 0 R")
        objects.append(_stream(inside, f"/Type /XObject /Subtype /Form /BBox [0 0 600 800] {named}"))
    raw(path, objects)


def _looping_pages(path: Path) -> None:
    """The tree of pages leads back to its root."""
    raw(path, [_CATALOG, "<< /Type /Pages /Kids [3 0 R 2 0 R] /Count 2 >>", _page(), _stream(_HELLO)])


def _counted(path: Path, count: int) -> None:
    """A tree that says it has more pages than it holds."""
    raw(path, [_CATALOG, f"<< /Type /Pages /Kids [3 0 R] /Count {count} >>", _page(), _stream(_HELLO)])


def _same_page(path: Path, count: int) -> None:
    kids = "3 0 R " * count
    raw(path, [_CATALOG, f"<< /Type /Pages /Kids [{kids}] /Count {count} >>", _page(), _stream(_HELLO)])


def _boxed(path: Path, box: str) -> None:
    raw(path, [_CATALOG, _PAGES, _page(box), _stream(_HELLO)])


def _inflated(path: Path, size: int, packed: int = 1) -> None:
    """A content stream that expands a thousand times, as often as it is packed."""
    data = b" " * size + _HELLO
    for _ in range(packed - 1):
        data = zlib.compress(data, 9)
    filters = "/FlateDecode " * packed
    content = zlib.compress(data, 9)
    stream = f"<< /Filter [{filters}] /Length {len(content)} >>\nstream\n".encode() + content + b"\nendstream"
    raw(path, [_CATALOG, _PAGES, _page(), stream])


def _ruled(path: Path, lines: int) -> None:
    """A mesh of lines, two points apart from the next: a table of a million squares."""
    marks = [f"{n * 5} 0 m {n * 5} 9000 l S" for n in range(lines)] + [f"0 {n * 5} m 9000 {n * 5} l S" for n in range(lines)]
    content = "\n".join(marks).encode() + b"\n" + _HELLO
    raw(path, [_CATALOG, _PAGES, _page("[0 0 9000 9000]"), _stream(content)])


def _characters(path: Path, count: int) -> None:
    line = b"(" + b"1" * 1000 + b") Tj T* "
    content = b"BT /F 0.1 Tf 0.2 TL 50 700 Td " + line * (count // 1000) + b"ET"
    raw(path, [_CATALOG, _PAGES, _page(), _stream(content)])


def _overprinted(path: Path, count: int) -> None:
    """The same place, printed over and over, across the border of a cell."""
    page = Page().table([50, 100, 150, 200], 100, [["1", "2", "3"], ["4", "5", "6"]])
    for n in range(count):
        page.text(80 + n % 7, 114, f"{n}压印")
    pdf(path, page)


def _turned(path: Path) -> None:
    page = Page()
    for n in range(300):
        page.text(300, 400, f"{n}", matrix=f"{(n % 9) / 10} {(n % 7) / 10} {-(n % 5) / 10} {(n % 3) / 10}")
    pdf(path, page.text(50, 50, "收入合计 1.00 万元"))


def _nan(path: Path) -> None:
    content = b"BT /F 1e38 Tf 99999999999999999999 1e39 Td (1.00) Tj ET " + _HELLO
    raw(path, [_CATALOG, _PAGES, _page(), _stream(content)])


def _encrypted(path: Path) -> None:
    key = "/Encrypt << /Filter /Standard /V 1 /R 2 /O (" + "o" * 32 + ") /U (" + "u" * 32 + ") /P -4 >> /ID [(a) (a)]"
    pdf(path, Page().text(50, 50, "收入"), trailer=key)


def _scripted(path: Path) -> None:
    """Scripts and commands that run when a viewer opens the file."""
    catalog = (
        "<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >> "
        "/AA << /WC << /S /Launch /F (calc.exe) >> >> >>"
    )
    raw(path, [catalog, _PAGES, _page(), _stream(_HELLO)])


CASES = {
    "pdf：表单画自己": Case(".pdf", _looping_forms, None),
    "pdf：表单各画下一个十遍、六层": Case(".pdf", lambda path: _laughing_forms(path, 6), "过多", heavy=True),
    "pdf：表单各画下一个十遍、四层": Case(".pdf", lambda path: _laughing_forms(path, 4), "内容都过多"),
    "pdf：页树成环": Case(".pdf", _looping_pages, "已损坏"),
    "pdf：自称十亿页": Case(".pdf", lambda path: _counted(path, 1_000_000_000), None),
    "pdf：同一页列五千次": Case(".pdf", lambda path: _same_page(path, 5000), "页，未读取"),
    "pdf：页面大得没边": Case(".pdf", lambda path: _boxed(path, "[-1e30 -1e30 1e30 1e30]"), None),
    "pdf：页面没有大小": Case(".pdf", lambda path: _boxed(path, "[0 0 0 0]"), None),
    "pdf：页面大小不是数": Case(".pdf", lambda path: _boxed(path, "[(a) null 5]"), None),
    "pdf：内容膨胀一千倍（200 兆）": Case(".pdf", lambda path: _inflated(path, 200 * 2**20), None, heavy=True),
    "pdf：内容压缩三层": Case(".pdf", lambda path: _inflated(path, 20 * 2**20, 3), None),
    "pdf：线网一百万格": Case(".pdf", lambda path: _ruled(path, 1000), "内容都过多", heavy=True),
    "pdf：线网四万格": Case(".pdf", lambda path: _ruled(path, 200), None),
    "pdf：一页一百万字": Case(".pdf", lambda path: _characters(path, 1_000_000), "内容都过多", heavy=True),
    "pdf：同一处压印一千遍": Case(".pdf", lambda path: _overprinted(path, 1000), "互相重叠"),
    "pdf：文字朝四面八方": Case(".pdf", _turned, "互相重叠"),
    "pdf：坐标无穷大": Case(".pdf", _nan, None),
    "pdf：加密": Case(".pdf", _encrypted, "已加密"),
    "pdf：带脚本和启动命令": Case(".pdf", _scripted, None),
    "pdf：只有文件头": Case(".pdf", lambda path: path.write_bytes(b"%PDF-1.7\n%%EOF"), "已损坏"),
}
