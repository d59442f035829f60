"""Write small PDFs by hand: text at exact places, lines, boxes, pictures, forms, so that every oddity can be drawn."""

from __future__ import annotations

import itertools
import zlib
from collections.abc import Sequence
from pathlib import Path

WIDTH, HEIGHT = 600, 800
_FONT = (
    "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts ["
    "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /W [1 95 500] "
    "/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> "
    "/FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /FontBBox [0 -200 1000 900] "
    "/ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 700 /StemV 80 >> >> ] >>"
)


class Page:
    """One page. Places are from the top left corner, in points; a character is as wide as `size`, an ASCII one half."""

    def __init__(self, width: float = WIDTH, height: float = HEIGHT, rotate: int = 0) -> None:
        self.width, self.height, self.rotate = width, height, rotate
        self.marks: list[str] = []
        self.forms: list[str] = []
        self.typed: list[tuple[float, float, str]] = []
        self.layered = False

    def text(self, x: float, y: float, text: str, size: float = 10, mode: int = 0, matrix: str = "1 0 0 1") -> Page:
        """Text with its baseline at `y`."""
        code = text.encode("utf-16-be").hex()
        place = f"{matrix} {x} {self.height - y}"
        self.marks.append(f"BT /F {size} Tf {mode} Tr {place} Tm <{code}> Tj ET")
        return self

    def switched_off(self, x: float, y: float, text: str) -> Page:
        """Text on a layer that is switched off."""
        self.layered = True
        self.marks.append("/OC /Off BDC")
        self.text(x, y, text).marks.append("EMC")
        return self

    def called(self, x: float, y: float, text: str, name: str) -> Page:
        """Text of which the file says that it stands for another."""
        self.marks.append(f"/Span << /ActualText <feff{name.encode('utf-16-be').hex()}> >> BDC")
        self.text(x, y, text).marks.append("EMC")
        return self

    def painted(self, x: float, y: float, text: str, how: str) -> Page:
        """Text painted after other operators (colours, "/Clear gs" for transparent)."""
        self.marks.append(f"q {how}")
        self.text(x, y, text).marks.append("Q")
        return self

    def narrow(self, x: float, y: float, text: str, step: float) -> Page:
        """Text whose characters are set one by one, nearer to each other than the font is wide."""
        for number, char in enumerate(text):
            self.text(x + number * step, y, char)
        return self

    def line(self, x0: float, y0: float, x1: float, y1: float) -> Page:
        """A stroked line."""
        self.marks.append(f"{x0} {self.height - y0} m {x1} {self.height - y1} l S")
        return self

    def bar(self, x0: float, y0: float, x1: float, y1: float, thick: float = 0.5) -> Page:
        """A line drawn as a thin filled rectangle."""
        wide, high = max(x1 - x0, thick), max(y1 - y0, thick)
        self.marks.append(f"{x0} {self.height - y0 - high} {wide} {high} re f")
        return self

    def frame(self, x0: float, y0: float, x1: float, y1: float, paint: str = "S") -> Page:
        """A rectangle: stroked, or with "f" filled (shading)."""
        self.marks.append(f"0.9 g {x0} {self.height - y1} {x1 - x0} {y1 - y0} re {paint} 0 g")
        return self

    def grid(self, xs: Sequence[float], ys: Sequence[float], missing: Sequence[tuple[str, int, int]] = ()) -> Page:
        """The lines of a table. `missing` names walls that are not drawn: ("|" or "-", its row, its column)."""
        for r, y in enumerate(ys):
            for c, (a, b) in enumerate(itertools.pairwise(xs)):
                if ("-", r, c) not in missing:
                    self.line(a, y, b, y)
        for c, x in enumerate(xs):
            for r, (a, b) in enumerate(itertools.pairwise(ys)):
                if ("|", r, c) not in missing:
                    self.line(x, a, x, b)
        return self

    def table(self, xs: Sequence[float], top: float, rows: Sequence[Sequence[str]], height: float = 20) -> Page:
        """A table without merged cells; text begins 3 points after the border."""
        ys = [top + height * r for r in range(len(rows) + 1)]
        self.grid(xs, ys)
        for y, row in zip(ys, rows, strict=False):
            for x, text in zip(xs, row, strict=False):
                if text:
                    self.text(x + 3, y + 14, text)
        return self

    def picture(self, x: float, y: float, width: float, height: float) -> Page:
        """A grey picture; `y` is its bottom."""
        image = "BI /W 1 /H 1 /CS /G /BPC 8 /F /AHx ID 80> EI"
        self.marks.append(f"q {width} 0 0 {height} {x} {self.height - y} cm {image} Q")
        return self

    def field(self, x: float, y: float, text: str) -> Page:
        """Text typed into a field of a form: it lies over the page."""
        self.typed.append((x, y, text))
        return self

    def window(self, x0: float, y0: float, x1: float, y1: float) -> Page:
        """From here on, only what lies in this rectangle is seen."""
        self.marks.append(f"{x0} {self.height - y1} {x1 - x0} {y1 - y0} re W n")
        return self

    def form(self, inner: Page, scale: float, x: float, y: float) -> Page:
        """What is on another page, as a form object, made smaller and moved."""
        self.marks.append(f"q {scale} 0 0 {scale} {x} {y} cm /X{len(self.forms)} Do Q")
        self.forms.append("\n".join(inner.marks))
        return self


def pdf(path: Path, *pages: Page, trailer: str = "") -> Path:
    """Write the file."""
    layers = "/OCProperties << /OCGs [4 0 R] /D << /OFF [4 0 R] >> >>" if any(page.layered for page in pages) else ""
    objects: list[bytes] = [
        f"<< /Type /Catalog /Pages 2 0 R {layers} >>".encode(), b"", _FONT.encode(), b"<< /Type /OCG /Name (draft) >>",
    ]  # fmt: skip

    def add(dictionary: str, content: str | None = None) -> int:
        if content is None:
            objects.append(dictionary.encode())
        else:
            data = zlib.compress(content.encode())
            head = f"<< {dictionary} /Filter /FlateDecode /Length {len(data)} >>\nstream\n"
            objects.append(head.encode() + data + b"\nendstream")
        return len(objects)

    kids = []
    for page in pages:
        box = f"[0 0 {page.width} {page.height}]"
        form = f"/Type /XObject /Subtype /Form /BBox {box} /Resources << /Font << /F 3 0 R >> >>"
        named = " ".join(f"/X{n} {add(form, inner)} 0 R" for n, inner in enumerate(page.forms))
        fields = []
        for x, y, text in page.typed:
            mark = "\n".join(Page(200, 20).text(0, 15, text).marks)
            look = add("/Type /XObject /Subtype /Form /BBox [0 0 200 20] /Resources << /Font << /F 3 0 R >> >>", mark)
            rect = f"{x} {page.height - y - 5} {x + 200} {page.height - y + 15}"
            fields.append(f"<< /Type /Annot /Subtype /Widget /FT /Tx /F 4 /Rect [{rect}] /AP << /N {look} 0 R >> >>")
        content = add("", "\n".join(page.marks))
        kids.append(
            add(
                f"<< /Type /Page /Parent 2 0 R /MediaBox {box} /Rotate {page.rotate} /Contents {content} 0 R "
                f"/Annots [{' '.join(fields)}] "
                f"/Resources << /ExtGState << /Clear << /ca 0 /CA 0 >> >> /Properties << /Off 4 0 R >> /Font << /F 3 0 R >> /XObject << {named} >> >> >>"
            )
        )
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(f'{kid} 0 R' for kid in kids)}] /Count {len(kids)} >>".encode()
    data = b"%PDF-1.6\n"
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    data += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    data += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n".encode()
    path.write_bytes(data)
    return path
