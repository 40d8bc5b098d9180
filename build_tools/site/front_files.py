"""公用文件: what machines and telephones ask a site for beside its pages: robots.txt, calendar, web app, share card.

In: the paper and the site's plan. Out: address → content.
"""

from __future__ import annotations

import json
from pathlib import Path

from build_tools.model import Paper
from build_tools.site.addresses import known
from build_tools.site.handoff.cards import Card, draw_card, draw_icon, drawable
from build_tools.site.pages import Site
from build_tools.site.reminders import ADDRESS as REMINDERS
from build_tools.site.reminders import write_reminders
from build_tools.site.search.scripts import version_of
from build_tools.store.cache import Cache

CARD = "assets/card.jpg"
MANIFEST = "manifest.webmanifest"
WORKER = "sw.js"
_ICONS = (192, 512)
_WORKER_SOURCE = "assets/offline-worker.js"
_PROGRAM = Path(__file__).resolve().parents[2] / "theme" / "web"


def front_files(paper: Paper, site: Site, theme: Path, store: Cache) -> dict[str, bytes]:
    """Everything. ``theme`` is the paper's folder of the web theme. Raises OSError when it cannot be read or a card not be kept."""
    source = next(each for each in (theme / _WORKER_SOURCE, _PROGRAM / _WORKER_SOURCE) if each.is_file())
    texts = {
        "robots.txt": write_robots(paper),
        REMINDERS: write_reminders(paper, site.issues),
        MANIFEST: write_manifest(paper),
        WORKER: write_worker(site, source.read_text(encoding="utf-8")),
    }
    return {**{address: text.encode() for address, text in texts.items()}, **_drawn(paper, store)}


def write_robots(paper: Paper) -> str:
    """Everyone may read everything but what is the editors' (RFC 9309)."""
    lines = ["User-agent: *", "Disallow: /*/wechat/", "Allow: /"]
    lines += ["", f"Sitemap: {known(paper, 'sitemap.xml')}"] if paper.site_url else []
    return "\n".join(lines) + "\n"


def write_manifest(paper: Paper) -> str:
    """网页应用: so that the paper can be put on a telephone's first screen (W3C Web Application Manifest)."""
    name = f"{paper.name}·{paper.edition}版" if paper.edition else paper.name
    facts = {
        "name": name,
        "short_name": paper.name,
        "lang": "zh-Hans",
        "start_url": ".",
        "scope": ".",
        "display": "minimal-ui",
        "background_color": "#fbf8f1",
        "theme_color": "#fbf8f1",
        "icons": [
            {
                "src": f"assets/icon-{size}.png",
                "sizes": f"{size}x{size}",
                "type": "image/png",
                "purpose": "any maskable",
            }
            for size in _ICONS
        ]
        if drawable()
        else [{"src": "assets/favicon.svg", "sizes": "any", "type": "image/svg+xml"}],
    }
    return json.dumps(facts, ensure_ascii=False, indent=1) + "\n"


def write_worker(site: Site, script: str) -> str:
    """离线阅读: the worker with the newest issue's addresses. It changes with them, so that telephones fetch it again."""
    issue = site.latest
    pages = ["", "banmian/", "search/"]
    if issue:
        pages += [issue.address, *(page.address for page in issue.pages)]
        pages += [article.address for article in issue.articles]
    words = json.dumps(pages, ensure_ascii=False)
    shown = version_of(
        [words, script, *(f"{a.headline} {len(a.corrections)}" for a in issue.articles)] if issue else [words]
    )
    return script.replace("/* PAGES */ []", words).replace("/* VERSION */", shown)


def _drawn(paper: Paper, store: Cache) -> dict[str, bytes]:
    if not drawable():
        return {}
    name = f"{paper.name}{f'·{paper.edition}版' if paper.edition else ''}"
    card = draw_card(Card(name, paper.name, "每一篇文章都有稿号，纸上的和这里的是同一份"), store)
    return {CARD: card, **{f"assets/icon-{size}.png": draw_icon(paper.name[:1], size) for size in _ICONS}}
