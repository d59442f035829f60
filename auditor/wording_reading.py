"""What is said of a file that could not be read, or not wholly, and of what was left out on purpose."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, tuple[str, str]]] = {
    "unreadable.garbled": (
        "文字是乱码：按 UTF-8、GB 18030、Big5 都读不通；请另存为 UTF-8 后再审核",
        "the text is garbled in UTF-8, GB 18030 and Big5 alike; save it as UTF-8",
    ),
    "unread.undecodable": (
        "有 {n} 个字符不合编码，读不出来；请重新保存或下载后再审核",
        "{n} characters do not fit the encoding and could not be read; save or download the file again",
    ),
    "unread.sub-document": (
        "有 {n} 处引用另一个文件（子文档），其内容不在本文件中，未读",
        "{n} sub-documents are files of their own and were not read",
    ),
    "unread.inserted-file": (
        "插入的文件“{detail}”读不出来，未读；请在 Word 中打开、另存后再审核",
        "the inserted file “{detail}” could not be read; open and save the document in Word",
    ),
    "unread.unknown-element": (
        "有 {n} 处文字写在不认识的元素（{detail}）里，未读；请在 Word 中打开、另存后再审核",
        "{n} pieces of text stand in an unknown element ({detail}) and were not read; open and save the document in Word",
    ),
    "unread.unreadable-cell": (
        "表中有 {n} 格的文字读不出来（复杂公式、倒写的文字或坏字），用到的检查未做",
        "{n} cells hold text that cannot be read (formulas, text set backwards, broken characters); checks that need them were not made",
    ),
    "unread.embedded": (
        "有 {n} 个嵌入的对象（{detail}），其中的表格和文字未读；请粘贴为普通表格后再审核",
        "{n} embedded objects ({detail}) hold tables or text that were not read; paste them as plain tables",
    ),
    "show.headings": ("标题 {n} 个：", "{n} headings:"),
    "remark.struck-text": ("有 {n} 处划了删除线的文字未计入", "{n} pieces of struck-out text were left out"),
    "unread.conditional-format": (
        "有 {n} 格（{detail} 起）显示什么取决于一个看不懂的条件格式，按读不出处理；请去掉条件格式后再审核",
        "what {n} cells show (first {detail}) depends on a conditional format that is not understood; remove it",
    ),
    "unread.frame": (
        "网页里嵌着 {n} 个别的网页或文件（{detail}），未读；请另行下载后审核",
        "{n} other pages or files are shown inside the page ({detail}) and were not read; download and audit them",
    ),
    "remark.attachment": (
        "网页附有 {n} 个文件（“{detail}”等），不在审核之内",
        "{n} files are attached to the page (“{detail}” …) and were not audited",
    ),
    # pages of a PDF
    "unread.scanned": ("第 {detail} 页是扫描件或图片，未读", "pages {detail} are scanned or pictures and were not read"),
    "unread.garbled": (
        "第 {detail} 页的字体没有文字编码，未读",
        "the fonts of pages {detail} do not tell their characters; not read",
    ),
    "unread.table": ("第 {n} 张表使程序出错（{why}），未读", "the program failed on table {n} ({why}), which was not read"),
    "unread.crowded": ("第 {detail} 页内容过多，未读", "pages {detail} hold more than any page does and were not read"),
    "unread.broken": ("第 {detail} 页已损坏，未读", "pages {detail} are damaged and were not read"),
    "unread.lost": (
        "第 {detail} 页有 {n} 处文字画在纸上而读不出，未读",
        "on pages {detail} {n} pieces of text are drawn that cannot be read; not read",
    ),
    "unread.overprinted": (
        "第 {detail} 页有 {n} 处文字互相重叠或显示不全，未读",
        "on pages {detail} {n} pieces of text are printed over each other or not in full; not read",
    ),
}
