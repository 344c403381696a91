"""Well-known files that are no scrapes: what pages are saved along with, and documents of other kinds."""

from __future__ import annotations

import re
from typing import Final

PAGE: Final = re.compile(rb"(?:\xef\xbb\xbf)?\s*+<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
"""How a page begins, whatever it is called: an address may end in ".jpg" and show a page about a picture."""

MARKS: Final = tuple(
    (re.compile(pattern, re.DOTALL), kind)
    for pattern, kind in (
        (
            rb"\x89PNG|GIF8[79]a|\xff\xd8\xff|RIFF....WEBP|II\*\x00|MM\x00\*|\x00\x00[\x01\x02]\x00[\x01-\x20]\x00",
            "images",
        ),
        (rb"....ftyp(?:avif|avis|heic|heix|mif1|msf1)", "images"),
        (rb"(?:\xef\xbb\xbf)?\s*+(?:<\?xml[^>]{0,200}+>\s*+)?(?:<!--.{0,500}?-->\s*+)?<svg\b", "images"),
        (rb"wOF[F2]|OTTO\x00|\x00\x01\x00\x00\x00[\x01-\x40]", "fonts"),
        (
            rb"....ftyp|ID3[\x02-\x04]|OggS\x00|fLaC\x00|\x1aE\xdf\xa3|FLV\x01|RIFF....(?:WAVE|AVI )",
            "audio and video",
        ),
        (rb"\x00asm\x01\x00\x00\x00|[CF]WS[\x01-\x40]", "scripts"),
        (
            rb"(?:\xef\xbb\xbf)?\s*+(?:<\?xml[^>]{0,200}+>\s*+)?(?:<[!?].{0,500}?>\s*+)?"
            rb"<(?:urlset|sitemapindex)\b",
            "site files",
        ),
        (rb" CDX |!meta \d", "archive indexes"),
    )
)
"""How files begin that come along with pages, and what they are."""

SUFFIXES: Final = {
    suffix: kind
    for kind, suffixes in {
        "images": "png jpg jpeg jpe jfif gif webp avif heic bmp ico cur tif tiff svg",
        "fonts": "woff woff2 ttf otf eot",
        "audio and video": "mp3 m4a aac ogg oga opus wav flac mp4 m4v webm ogv mov avi mkv flv wmv mpg m3u8",
        "style sheets": "css scss less",
        "scripts": "js mjs cjs map wasm swf",
        "archive indexes": "cdx cdxj",
    }.items()
    for suffix in suffixes.split()
}
"""The last part of their names."""

NAMES: Final = frozenset(
    "robots.txt ads.txt app-ads.txt humans.txt security.txt crossdomain.xml browserconfig.xml opensearch.xml"
    " manifest.json site.webmanifest thumbs.db desktop.ini .ds_store".split()
)
"""Files of a site or a system."""

DOCUMENTS: Final = tuple(
    (re.compile(pattern, re.DOTALL), kind)
    for pattern, kind in (
        (rb"\s{0,64}%PDF-", "a PDF document"),
        (rb"%!PS", "a PostScript document"),
        (rb"\{\\rtf", "an RTF document"),
        (rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document"),
        (rb"PK\x03\x04.{26}mimetypeapplication/epub\+zip", "an EPUB book"),
        (rb"PK\x03\x04.{26}mimetypeapplication/vnd\.(?:oasis|sun)", "an OpenDocument document"),
        (rb"PK\x03\x04.{26}(?:\[Content_Types\]\.xml|_rels/\.rels)", "an Office document"),
        (rb"PK\x03\x04.{26}(?:META-INF/|AndroidManifest\.xml)", "a program"),
        (rb"AT&TFORM", "a DjVu document"),
        (rb"SQLite format 3\x00", "an SQLite database"),
        (rb"7z\xbc\xaf\x27\x1c", "a 7z archive"),
        (rb"Rar!\x1a\x07", "a RAR archive"),
        (rb"\x04\x22\x4d\x18", "a file packed by lz4"),
        (rb"\x1f\x9d", "a file packed by compress"),
        (rb"LZIP\x01", "a file packed by lzip"),
        (rb"\x7fELF|MZ.{58}..\x00\x00|\xcf\xfa\xed\xfe", "a program"),
    )
)
"""How files begin that may well hold what is looked for and are not read."""


def foreign(name: str, head: bytes) -> str | None:
    """What kind of file this is, in the plural, if it is one that only comes along with pages.

    Args:
        name: Of the file.
        head: Its first bytes.
    """
    if PAGE.match(head):
        return None
    for mark, kind in MARKS:
        if mark.match(head):
            return kind
    lowered = name.lower()
    if lowered in NAMES:
        return "site files"
    # A mirror keeps the query of an address in the name: "style.css?ver=5", or "style.css@ver=5" for Windows.
    stem, dot, ending = re.split(r"[?@]", lowered, maxsplit=1)[0].rpartition(".")
    return SUFFIXES.get(ending) if stem and dot else None


def document(head: bytes) -> str | None:
    """What kind of document this is, with its article, if it is one of those that are known and not read."""
    if head.startswith(b"<"):
        return None
    for mark, kind in DOCUMENTS:
        if mark.match(head):
            return kind
    return None
