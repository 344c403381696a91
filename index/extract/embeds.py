"""Comments that a script of somebody else fetches: the page holds none, but says who would."""

from __future__ import annotations

from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

IDS: Final = {
    "disqus_thread": "Disqus",
    "dsq-content": "Disqus",
    "fb-comments": "Facebook",
    "spotim-specific": "OpenWeb",
    "spotim-comments": "OpenWeb",
    "spot-im-conversation": "OpenWeb",
    "coral_talk_stream": "Coral",
    "coral_thread": "Coral",
    "coral-container": "Coral",
    "coral_stream": "Coral",
    "viafoura-comments": "Viafoura",
    "vuukle-comments": "Vuukle",
    "vuukle_div": "Vuukle",
    "hyvor-talk-view": "Hyvor",
    "hyvor-talk-comments": "Hyvor",
    "commento": "Commento",
    "commentbox": "CommentBox",
    "cusdis_thread": "Cusdis",
    "insticator-commenting": "Insticator",
    "insticator-container": "Insticator",
    "idc-container": "IntenseDebate",
    "idc-container-parent": "IntenseDebate",
    "idcommentsposttitle": "IntenseDebate",
    "livefyre": "Livefyre",
    "livefyre-comments": "Livefyre",
    "livefyre_comments": "Livefyre",
    "lf_comment_stream": "Livefyre",
    "remark42": "Remark42",
    "isso-thread": "Isso",
    "gitalk-container": "Gitalk",
    "utterances-container": "utterances",
    "giscus": "giscus",
    "giscus-comments": "giscus",
    "cackle-comments": "Cackle",
    "mc-container": "Cackle",
    "hypercomments_widget": "HyperComments",
    "gigya-comments": "Gigya",
    "comments-gigya": "Gigya",
    "vk_comments": "VK",
    "civil-comments": "Civil Comments",
    "graphcomment": "GraphComment",
    "fastcomments-widget": "FastComments",
    "waline": "Waline",
    "tcomment": "Twikoo",
    "uyan_frame": "Youyan",
    "sohucs": "Changyan",
    "replybox": "ReplyBox",
    "ds-thread": "Duoshuo",
    "muut-comments": "Muut",
}
"""Who fetches comments into the element of this id."""

CLASSES: Final = {
    "fb-comments": "Facebook",
    "vf-comments": "Viafoura",
    "vuukle-comments": "Vuukle",
    "giscus": "giscus",
    "utterances": "utterances",
    "ds-thread": "Duoshuo",
}
"""The same of elements of a class."""
TAGS: Final = {
    "fb:comments": "Facebook",
    "vf-conversations": "Viafoura",
    "hyvor-talk-comments": "Hyvor",
}
"""The same of elements of their own."""
ATTRIBUTES: Final = {"data-spotim-module": "OpenWeb", "data-spotim-app": "OpenWeb"}
"""The same of elements with an attribute."""

SCRIPTS: Final = {
    ".disqus.com/embed": "Disqus",
    ".disqus.com/count": "Disqus",
    "launcher.spot.im/spot": "OpenWeb",
    "giscus.app/client": "giscus",
    "utteranc.es/client": "utterances",
    "talk.hyvor.com/": "Hyvor",
    "cdn.vuukle.com/": "Vuukle",
    "cdn.commento.io": "Commento",
    "intensedebate.com/js/wordpress": "IntenseDebate",
    "intensedebate.com/js/generic": "IntenseDebate",
    "embed.js.coral": "Coral",
    "cusdis.com/js": "Cusdis",
    "comments.app/js/widget": "Comments.App",
    "vf-v2.js": "Viafoura",
}
"""The same of scripts, by a part of their address."""

# Each selector is tried on every element of a page: one stands for all the classes that end alike.
_ANY: Final = ", ".join(
    (
        '[class*="-comments"]',
        *(f".{name}" for name in CLASSES if not name.endswith("-comments")),
        *(name.replace(":", "\\:") for name in TAGS if ":" in name),
        *(f"[{name}]" for name in ATTRIBUTES),
    )
)


def comment_system(tree: LexborHTMLParser) -> str | None:
    """The name of who renders the comments of a page by a script, as the page has it."""
    for node in tree.css("[id]"):
        name = IDS.get((node.id or "").lower())
        if name is not None:
            return name
    for node in tree.css(_ANY):
        name = _of_element(node)
        if name is not None:
            return name
    for tag, name in TAGS.items():
        if tree.tags(tag):
            return name
    # As most pages have none of them, all are asked for at once; the stub knows of one only.
    if not tree.script_srcs_contain(tuple(SCRIPTS)):  # type: ignore[arg-type]
        return None
    return next(name for part, name in SCRIPTS.items() if tree.script_srcs_contain((part,)))


def _of_element(node: LexborNode) -> str | None:
    attributes = node.attributes
    names = [CLASSES.get(name) for name in (attributes.get("class") or "").split()]
    names += [TAGS.get(node.tag or ""), *(ATTRIBUTES.get(name) for name in attributes)]
    return next(filter(None, names), None)
