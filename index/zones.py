"""The names of time zones that stand behind the time of day, and how far from UTC they are."""

from __future__ import annotations

import re
from datetime import UTC, timedelta, timezone, tzinfo
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

OFFSETS: Final = {
    name: minutes
    for minutes, names in (
        (0, "utc gmt z ut wet"),
        (60, "cet mez bst west wat"),
        (120, "cest mesz eet cat sast"),
        (180, "eest msk eat trt"),
        (240, "gst msd"),
        (300, "pkt"),
        (345, "npt"),
        (420, "wib ict"),
        (480, "hkt sgt awst wita pht myt"),
        (540, "jst kst wit"),
        (570, "acst"),
        (600, "aest"),
        (630, "acdt"),
        (660, "aedt"),
        (720, "nzst"),
        (780, "nzdt"),
        (-150, "ndt"),
        (-180, "brt art clst adt"),
        (-210, "nst"),
        (-240, "edt clt"),
        (-300, "est cdt"),
        (-360, "cst mdt"),
        (-420, "mst pdt"),
        (-480, "pst akdt"),
        (-540, "akst"),
        (-600, "hst"),
    )
    for name in names.split()
}
"""Minutes east of UTC."""

AMBIGUOUS: Final = frozenset("ist ast amt sst bdt ect gt local".split())
"""Names of several zones, which tell nothing."""

REGIONS: Final = {
    "et": "America/New_York",
    "ct": "America/Chicago",
    "mt": "America/Denver",
    "pt": "America/Los_Angeles",
}
"""Names that hold for winter and summer. Only an American time, with "a.m." or "p.m.", has them."""

NUMBER: Final = re.compile(r"([+-])(\d{1,2}):?(\d{2})?")


def zone(name: str | None, number: str | None, american: bool) -> tzinfo | None:
    """The time zone of a name such as "EST", of a number such as "+0200", or of both ("GMT+1").

    None where neither tells: "-0000" is the mail's way to say so.
    """
    match = NUMBER.fullmatch(number) if number else None
    if match is not None:
        minutes = int(match[2]) * 60 + int(match[3] or 0)
        if minutes >= 24 * 60 or (not minutes and match[1] == "-"):
            return None
        return timezone(timedelta(minutes=minutes if match[1] == "+" else -minutes))
    if name in OFFSETS:
        return timezone(timedelta(minutes=OFFSETS[name])) if OFFSETS[name] else UTC
    if american and name in REGIONS:
        try:
            return ZoneInfo(REGIONS[name])
        except (ZoneInfoNotFoundError, OSError):
            return None
    return None
