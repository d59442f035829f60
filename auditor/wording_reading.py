"""What is said of a file that could not be read, or not wholly."""

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
}
