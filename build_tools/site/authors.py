"""作者: who wrote an article, name by name, as machines want it.

In: an article. Out: names. A byline as printed may hold several and what each did (``张三、李四``, ``本报记者 张三``).
"""

from __future__ import annotations

from build_tools.markup.readings import persons_in
from build_tools.model import Article


def authors_of(article: Article) -> tuple[str, ...]:
    """Each person once, in order; a byline in which no person is recognised, as it stands."""
    found: dict[str, None] = {}
    for byline in article.bylines:
        persons = sorted(persons_in((byline,)), key=byline.find)
        found.update(dict.fromkeys(persons or (byline,)))
    return tuple(found)
