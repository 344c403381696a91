"""Drupal 8 and later.

<article data-comment-user-id="0" id="comment-5" class="comment js-comment by-anonymous">
  <mark class="hidden" data-comment-timestamp="1478000000"></mark>
  <footer class="comment__meta">
    <p class="comment__author"><span>Ann (not verified)</span></p>
    <p class="comment__time">Tue, 11/01/2016 - 11:33</p>
    <p class="visually-hidden">In reply to <a href="/comment/4#comment-4" class="permalink">..</a> by Bob</p>
  </footer>
  <div class="field--name-comment-body"><p>..</p></div>
</article>
<div class="indented"> .. answers .. </div>
"""

from __future__ import annotations

from index.sites.drupal7 import GUEST, NAME
from index.sites.site import ArticleParts, PostParts, SiteProfile, at

DRUPAL8 = SiteProfile(
    name="drupal8",
    first=frozenset(("comment-#",)),
    marks=(".js-comment .field--name-comment-body",),
    article=ArticleParts(
        author=(
            at(
                ".node__submitted .username, .node__meta .username, .node__submitted [property='schema:name']"
            ),
        ),
        posted=(
            at(".node__meta time, .node__submitted time", "datetime"),
            at('.node [property="schema:dateCreated"]', "content"),
            at(".node__submitted, .node__meta", pattern=r"(\w+, [\d/.-]+ - \d+:\d+)"),
        ),
    ),
    comments=PostParts(
        item=".js-comment",
        id=(at(attribute="id"), at("a[href*='#comment-']", "href", r"#(comment-\d+)")),
        author=(
            at(".comment__author", pattern=NAME),
            at(".comment__submitted .username, .submitted .username", pattern=NAME),
            at("footer [property='schema:name'], footer .username", pattern=NAME),
        ),
        posted=(
            at("[data-comment-timestamp]", "data-comment-timestamp"),
            at("time[datetime]", "datetime"),
            at('[property="schema:dateCreated"]', "content"),
            at(".comment__time"),
            at(".comment__submitted, .submitted", pattern=r"(\w+, [\d/.-]+ - \d+:\d+)"),
        ),
        guest=(
            at(attribute="data-comment-user-id", pattern="^(0)$"),
            at(".comment__author, .comment__submitted, .submitted", pattern=f"({GUEST})"),
        ),
        registered=(at(attribute="data-comment-user-id", pattern=r"^([1-9]\d*)$"), at("a.username")),
        parent=(
            at(
                ".visually-hidden a[href*='#comment-'], .parent a[href*='#comment-']",
                "href",
                r"#(comment-\d+)",
            ),
        ),
        indent=".indented",
        body=(".field--name-comment-body",),
        noise=".user-signature, .field__label",
    ),
    left_out=".comment-wrapper, #comments, #comment-form, .field--name-comment",
)
