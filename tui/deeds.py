"""What one can do with a record beside reading it, and with all that were found."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from textual.app import SuspendNotSupported
from textual.screen import Screen

from index.errors import DatelineError
from index.model import Article, Comment
from search.inert import inert, inert_line
from search.results import Hit
from search.searcher import Searcher
from tui import outside
from tui.engine import Engine
from tui.layout import Typesetter, plain
from tui.reader import Reader
from tui.reading import Reading, Tree
from tui.results import ResultList
from tui.view import View

if TYPE_CHECKING:
    from tui.asking import Export

PAGED: Final = 80
"""Columns of a text that is given to a pager."""


class Deeds(Screen[None]):
    """Base of the search screen: what its keys do outside of it."""

    engine: Engine
    results: ResultList
    reader: Reader
    searcher: Searcher
    """Its thread has it; here it only says where the index is."""

    @property
    def view(self) -> View:
        """What is looked at."""
        raise NotImplementedError

    @property
    def total(self) -> int:
        """How many records were found."""
        raise NotImplementedError

    def change(self, view: View) -> None:
        """Look at something else."""
        raise NotImplementedError

    def say(self, text: str) -> None:
        """Tell something for a while."""
        raise NotImplementedError

    # A record

    @property
    def _record(self) -> Article | Comment | None:
        """The record in the text that one is at, or the one chosen in the list if the text shows it."""
        if self.focused is self.reader:
            return self.reader.at
        hit, reading = self.results.hit, self.reader.reading
        if hit is None or reading is None or reading.article.id != hit.thread:
            return None
        return reading.tree.comments.get(hit.id, reading.article)

    @property
    def _hit(self) -> Hit | None:
        return self.results.hit

    @property
    def _article(self) -> Article | None:
        reading = self.reader.reading
        hit = self._hit
        if reading is None or (self.focused is not self.reader and hit and reading.article.id != hit.thread):
            return None
        return reading.article

    @property
    def _url(self) -> str | None:
        """The address of what is read or chosen."""
        article = self._article
        return article.url if article else self._hit.url if self._hit else None

    def action_open(self) -> None:
        """Open its page in a browser, once that is agreed to."""
        from tui.asking import QuestionScreen

        url = self._url
        if not outside.opens(url) or url is None:
            self.say(f"no page to open: {url}" if url else "its address is not known")
            return

        def answered(agreed: bool | None) -> None:
            if agreed:
                self._open(url)

        self.app.push_screen(QuestionScreen("Open this page in the browser?", url), answered)

    def _open(self, url: str) -> None:
        if self.app.is_web:
            self.app.open_url(url)
            return
        browser = outside.browser()
        if browser is None:
            self.say("there is no browser: $BROWSER may name one")
        elif outside.needs_terminal(browser):
            self._lend(lambda: browser.open(url))
        else:
            self.app.call_later(browser.open, url)

    def action_copy_link(self) -> None:
        """Copy its address, or where there is none its id."""
        if self._url:
            self._copy(inert_line(self._url), "its address")
        elif (self.focused is self.reader and self.reader.at) or self._hit:
            record = self.reader.at if self.focused is self.reader else self._hit
            self._copy(record.id if record else "", "its id, for its address is not known")

    def action_copy_text(self) -> None:
        """Copy its text."""
        record = self._record
        if record is not None:
            self._copy(inert(record.body), "its text")
        elif self._hit is not None:
            self._copy(inert(self._hit.snippet.text), "the passage")

    def _copy(self, text: str, what: str) -> None:
        program = "" if self.app.is_web else outside.clipped(text)
        if not program:
            self.app.copy_to_clipboard(text)
        self.say(f"copied {what} by {program}" if program else f"asked the terminal to copy {what}")

    def action_edit(self) -> None:
        """Open its scrape in an editor."""
        article = self._article
        path = article.scrape.path if article else self._hit.path if self._hit else ""
        command = outside.editor(path, outside.line_of(article.scrape.place) if article else 0)
        if not path:
            return
        if not command:
            self.say("no editor is known: set $EDITOR")
        elif not Path(path).exists():
            self.say(f"{path} is not there any more")
        else:
            self._run(command)

    def action_page(self) -> None:
        """Give the thread to a pager."""
        article, command = self._article, outside.pager()
        if article is None:
            self.say("open it first")
        elif not command:
            self.say("no pager is known: set $PAGER")
        else:
            reading = Reading(Tree(article), {}, article.id)
            self._run(command, plain(Typesetter(reading).lay_out(reading, PAGED)))

    def _run(self, command: Sequence[str], text: str | None = None) -> None:
        def run() -> None:
            environment = dict(os.environ)
            if self.app.no_color:
                environment["NO_COLOR"] = "1"  # which Textual takes away
            subprocess.run(
                command, input=text.encode() if text is not None else None, env=environment, check=False
            )

        try:
            self._lend(run)
        except OSError as error:
            self.say(f"{command[0]} can't be started: {error.strerror}")

    def _lend(self, run: Callable[[], object]) -> None:
        """Let something else have the terminal for a while."""
        try:
            with self.app.suspend():
                run()
        except SuspendNotSupported:
            self.say("this terminal can't be lent to another program")
        self.refresh(layout=True)

    def action_compare(self) -> None:
        """Compare it with its copies."""
        record = self.reader.at if self.focused is self.reader else self._hit
        if record is not None:
            self.engine.compare(self.view, record.id)

    def action_author(self) -> None:
        """Find everything by its author."""
        record, hit = self._record, self._hit
        if isinstance(record, Comment):
            authors: tuple[str, ...] = (record.author,) if record.author else ()
        elif record is not None:
            authors = record.authors
        else:
            authors = hit.authors if hit else ()
        if authors:
            self.go(View(authors=authors[:1]))
        else:
            self.say("its author is not named")

    def action_similar(self) -> None:
        """Find what is like it."""
        record = self._record or self._hit
        if record is not None:
            self.go(View(like=record.id))

    def go(self, view: View) -> None:
        """Look at something else, from where one can come back."""
        raise NotImplementedError

    # All that were found

    def action_command(self) -> None:
        """Show the view as a command for the shell."""
        from tui.asking import CommandScreen

        def answered(text: str | None) -> None:
            if text:
                self._copy(text, "it")

        command = self.view.command(self.searcher.arguments)
        self.app.push_screen(CommandScreen(command, self.reading_of_query), answered)

    @property
    def reading_of_query(self) -> str:
        """The view as a query, every filter in it."""
        raise NotImplementedError

    def action_export(self) -> None:
        """Write hits to a file."""
        from tui.asking import ExportScreen

        def answered(asked: Export | None) -> None:
            if asked is not None:
                self.say(f"writing {asked.path} ..")
                self.run_worker(lambda: self._export(asked), thread=True)

        self.app.push_screen(ExportScreen(len(self.results.marked), self.total), answered)

    def _export(self, asked: Export) -> None:
        """Write what was asked for; runs in a thread of its own, with a searcher of its own."""
        from tui.export import export

        view, marked = self.view, tuple(self.results.marked.values())
        try:
            searcher = self.searcher.another()
            page, found = searcher.stream(view.request(1), whole=True)
            if asked.marked:
                wanted = {hit.id for hit in marked}
                page = replace(page, total=len(wanted), length=len(wanted))
                found = (each for each in found if each.hit.id in wanted)
            export(page, found, asked.form, asked.path)
            self.app.call_from_thread(self.say, f"written: {asked.path}")
        except DatelineError as error:
            self.app.call_from_thread(self.say, str(error))
