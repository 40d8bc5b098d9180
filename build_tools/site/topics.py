"""地方与系列: which of the paper's places and series an article is about, and the pages that gather them.

In: articles and the paper's list. Out: topics of an article; planned pages, a place a page and year. All static.
"""

from __future__ import annotations

from build_tools.model import NumberedArticle, Paper, Topic, printed_text
from build_tools.site.views import TopicView

ADDRESS = "difang/"


def topics_of(item: NumberedArticle, paper: Paper) -> tuple[TopicView, ...]:
    """地方: named in the text (by any of its names, none of them within the longer name of another place) or in the front
    matter. 系列: named in the head but for the byline, or in the front matter. In the order of the paper's list.
    """
    if not paper.topics:
        return ()
    printed = printed_text(item)
    heads = "\n".join(words for name, words in item.article.head if name != "byline")
    whole = "\n".join((heads, *(block.text for block in printed.blocks)))
    own = set(item.article.topics)
    found = _named(whole, [topic for topic in paper.topics if not topic.is_series])
    found |= _named(heads, [topic for topic in paper.topics if topic.is_series])
    return tuple(
        view_topic(topic) for topic in paper.topics if topic.slug in found or own.intersection(topic.names)
    )


def view_topic(topic: Topic) -> TopicView:
    """As pages name it."""
    return TopicView(topic.name, topic.kind, topic.slug, topic.is_series)


def _named(text: str, topics: list[Topic]) -> set[str]:
    """The longest names first; what one of them has taken no shorter one is found in."""
    names = sorted(
        ((name, topic.slug) for topic in topics for name in topic.names), key=lambda each: -len(each[0])
    )
    found: set[str] = set()
    for name, slug in names:
        if name in text:
            found.add(slug)
            text = text.replace(name, "\n")
    return found
