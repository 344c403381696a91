"""Comments that a script of somebody else fetches: the page holds none, but says who would."""

from __future__ import annotations

from typing import Final

from selectolax.lexbor import LexborHTMLParser

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

SELECTORS: Final = {
    ".fb-comments": "Facebook",
    "fb\\:comments": "Facebook",
    "[data-spotim-module]": "OpenWeb",
    "[data-spotim-app]": "OpenWeb",
    ".vf-comments": "Viafoura",
    "vf-conversations": "Viafoura",
    ".vuukle-comments": "Vuukle",
    "hyvor-talk-comments": "Hyvor",
    ".giscus": "giscus",
    ".utterances": "utterances",
    ".ds-thread": "Duoshuo",
}
"""The same of elements that are told otherwise."""

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

_ANY: Final = ", ".join(
    (
        '[class*="-comments"]',
        *(each for each in SELECTORS if not each.endswith("-comments") or each[0] != "."),
    )
)
"""What one of them must fit, in fewer selectors: each is tried on every element of a page."""
_PARTS: Final = tuple(SCRIPTS)


def comment_system(tree: LexborHTMLParser) -> str | None:
    """The name of who renders the comments of a page by a script, as the page has it."""
    for node in tree.css("[id]"):
        name = IDS.get((node.id or "").lower())
        if name is not None:
            return name
    if tree.css_first(_ANY) is not None:
        for selector, name in SELECTORS.items():
            if tree.css_first(selector) is not None:
                return name
    if not tree.script_srcs_contain(_PARTS):
        return None
    return next((name for part, name in SCRIPTS.items() if tree.script_srcs_contain((part,))), None)
