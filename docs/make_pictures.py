"""Make the pictures in the documentation from the real app, on the founding scrapes.

python docs/make_pictures.py
"""

from __future__ import annotations

import asyncio
import re
import sys
import tempfile
from pathlib import Path
from typing import Final

REPOSITORY: Final = Path(__file__).parents[1]
sys.path.insert(0, str(REPOSITORY))

from index.build import update  # noqa: E402
from search.searcher import Searcher  # noqa: E402
from tui.app import DatelineApp  # noqa: E402
from tui.screen import SearchScreen  # noqa: E402

FONTS: Final = "ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace"


async def picture(index: Path, query: str, keys: tuple[str, ...], size: tuple[int, int]) -> str:
    """What the app shows after some keys, as SVG that fetches nothing."""
    app = DatelineApp(lambda: Searcher.open(index))
    async with app.run_test(size=size) as pilot:
        for key in (*({" ": "space"}.get(character, character) for character in query), *keys):
            await pilot.press(key)
            await pilot.pause(0.02)
            screen = app.screen
            while isinstance(screen, SearchScreen) and not screen.idle:
                await pilot.pause(0.02)
        await pilot.pause(0.2)
        svg = app.export_screenshot(title="dateline", simplify=True)
    svg = re.sub(r"@font-face\s*\{.*?\}\s*", "", svg, flags=re.DOTALL)
    return re.sub(r"terminal-\d+", "terminal", svg.replace("Fira Code, monospace", FONTS)) + "\n"


def main() -> None:
    """Write docs/tui.svg."""
    with tempfile.TemporaryDirectory() as folder:
        index = Path(folder) / "index"
        update(index, [REPOSITORY / "seeds"])
        svg = asyncio.run(picture(index, "ceasefire", ("enter", "j", "j"), (120, 36)))
    (REPOSITORY / "docs/tui.svg").write_text(svg, encoding="utf-8")


if __name__ == "__main__":
    main()
