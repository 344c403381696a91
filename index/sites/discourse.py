"""Discourse, as it shows itself to crawlers and without scripts.

<div id="post_2" class="topic-body crawler-post">
  <div class="crawler-post-meta">
    <span class="creator"><span itemprop="name">ann</span> (Ann Roe)</span>
    <time datetime="2021-03-12T13:01:00Z" class="post-time">..</time>
  </div>
  <div class="post" itemprop="text">
    <aside class="quote" data-post="1" data-username="bob"><div class="title">bob:</div>
      <blockquote>..</blockquote></aside>
    <p>..</p>
  </div>
</div>
"""

from __future__ import annotations

import re

from index.sites.site import ArticleParts, PostParts, SiteProfile, at

DISCOURSE = SiteProfile(
    name="discourse",
    first=frozenset(("post_#", "topic-")),
    marks=(".crawler-post .post",),
    article=ArticleParts(title=(at("#topic-title h1"),)),
    starts_thread=True,
    later_page='link[rel="prev"]',
    comments=PostParts(
        item=".crawler-post",
        id=(at(attribute="id", pattern=r"post_(\d+)"), at('[itemprop="position"]', pattern=r"(\d+)")),
        author=(
            at('.creator [itemprop="name"]'),
            at('[itemprop="author"] [itemprop="name"]'),
            at(".creator, .crawler-post-meta .username"),
        ),
        posted=(at("time.post-time", "datetime"), at("time[datetime]", "datetime")),
        parent=(at("aside.quote[data-post]", "data-post"),),
        parent_name=(at("aside.quote[data-username]", "data-username"),),
        body=(".post",),
        noise=".quote > .title, .crawler-post-meta, .post-likes, .lightbox-wrapper .meta",
        placeholder=re.compile(r"\((?:post|topic) (?:deleted|withdrawn) by (?:the )?author[^)]{0,100}\)"),
        number=(at(attribute="id", pattern=r"post_(\d+)"), at('[itemprop="position"]', pattern=r"(\d+)")),
    ),
    left_out="#topic-title, .topic-category, .crawler-linkback-list, .suggested-topics, footer",
)
