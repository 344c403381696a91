"""Any maker whose comments are marked with RDFa, in the words of schema.org or of SIOC.

<article typeof="schema:Comment" about="/comment/12">
  <span property="schema:author"><span property="schema:name">Ann</span></span>
  <span property="schema:dateCreated" content="2021-03-12T12:01:00+00:00">..</span>
  <div property="schema:text">..</div>
</article>
"""

from __future__ import annotations

from index.sites.site import PostParts, SiteProfile, at

TEXT = (
    '[property~="schema:text"]',
    '[property~="text"]',
    '[property~="content:encoded"]',
    '[property~="sioc:content"]',
)

RDFA = SiteProfile(
    name="rdfa",
    first=frozenset(("comment-#", "comment#", "")),
    marks=(", ".join(TEXT),),
    comments=PostParts(
        item='[typeof~="schema:Comment"], [typeof~="Comment"], [typeof~="sioct:Comment"]',
        id=(at(attribute="id"), at(attribute="about"), at(attribute="resource")),
        author=(
            at('[property~="schema:author"] [property~="schema:name"]'),
            at('[property~="author"] [property~="name"]'),
            at('[rel~="schema:author"] [property~="schema:name"]'),
            at('[rel~="sioc:has_creator"] [property~="foaf:name"]'),
            at('[property~="foaf:name"]'),
            at('[property~="schema:author"], [property~="author"], [rel~="sioc:has_creator"]'),
        ),
        posted=tuple(
            at(f'[property~="{name}"]{attributed}', attribute)
            for name in (
                "schema:dateCreated",
                "dateCreated",
                "schema:datePublished",
                "datePublished",
                "dc:created",
                "dcterms:created",
            )
            for attributed, attribute in (("[content]", "content"), ("[datetime]", "datetime"), ("", ""))
        ),
        parent=(
            at('[rel~="sioc:reply_of"]', "resource"),
            at('[property~="schema:parentItem"][resource]', "resource"),
        ),
        body=TEXT,
        indent=".indented",
    ),
)
