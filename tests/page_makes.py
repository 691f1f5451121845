"""Pages of the makes that Arabic news sites have, put around any text: templates of our own, with the debris that stands there."""

from __future__ import annotations

import html
import json
from collections.abc import Callable

OUTLET = "وكالة الاختبار"
DAY = "2021-08-14"
Make = Callable[[str, list[str]], str]

_MENU = "".join(f'<li><a href="/{n}">{name}</a></li>' for n, name in enumerate(("الرئيسية", "سياسة", "أمن", "اقتصاد", "رياضة", "منوعات")))
_SHARE = '<div class="share-buttons"><span>شارك</span><a href="#">فيسبوك</a><a href="#">تويتر</a><a href="#">واتساب</a></div>'
_RELATED = (
    '<aside class="related-posts"><h3>أخبار ذات صلة</h3><ul><li><a href="/r1">وزير النقل يفتتح جسراً في ميسان</a></li>'
    '<li><a href="/r2">القبض على مطلوبين اثنين في واسط</a></li></ul></aside>'
)
_TAGS = '<div class="tags"><span>كلمات مفتاحية:</span><a href="/t/1">العراق</a><a href="/t/2">الأمن</a></div>'
_COOKIES = (
    '<div id="cookie-banner" class="cookie-consent"><p>نستخدم ملفات تعريف الارتباط لتحسين تجربتك على موقعنا.</p>'
    + "<button>أوافق</button></div>"
)
_COMMENTS = (
    '<section id="comments" class="comments-area"><h3>التعليقات</h3><ol class="comment-list"><li class="comment">'
    "<p>خبر مهم، شكراً لكم.</p></li></ol><form><label>اترك تعليقاً</label><textarea></textarea>"
    '<input type="submit" value="إرسال"></form></section>'
)
_FOOTER = "<footer><p>جميع الحقوق محفوظة © وكالة الاختبار</p></footer>"


def _head(title: str, more: str = "") -> str:
    name = html.escape(title)
    return (
        f'<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>{name} | {OUTLET}</title>'
        f'<meta property="og:title" content="{name}"><meta property="og:site_name" content="{OUTLET}">'
        '<meta property="og:type" content="article">'
        f'<meta property="article:published_time" content="{DAY}T09:30:00+03:00"><link rel="canonical" href="https://example.org/n/17">{more}</head>'
    )


def _paragraphs(lines: list[str]) -> str:
    return "".join(f"<p>{html.escape(line)}</p>\n" for line in lines)


def common(title: str, lines: list[str]) -> str:
    """Return a page with menu, share bar, tags, related links and footer around an article element."""
    return (
        f"{_head(title)}<body><nav><ul>{_MENU}</ul></nav><main><article><h1>{html.escape(title)}</h1>"
        f'<time datetime="{DAY}">14 آب 2021</time>{_SHARE}<div class="article-body">{_paragraphs(lines)}</div>{_TAGS}</article>'
        f"{_RELATED}{_COMMENTS}</main>{_FOOTER}{_COOKIES}</body></html>"
    )


def wordpress(title: str, lines: list[str]) -> str:
    """Return a page as WordPress themes make it: classes of posts, figures, a sharing block inside the content."""
    figure = (
        '<figure class="wp-caption"><img src="/p.jpg" alt="صورة"><figcaption class="wp-caption-text">صورة أرشيفية</figcaption></figure>'
    )
    return (
        f'{_head(title)}<body class="rtl single single-post"><div id="page" class="site">'
        f'<header class="site-header"><ul>{_MENU}</ul></header>'
        '<div id="content" class="site-content"><div id="primary"><article id="post-17" class="post type-post">'
        '<header class="entry-header">'
        f'<h1 class="entry-title">{html.escape(title)}</h1><div class="entry-meta"><span class="posted-on">أغسطس 14, 2021</span>'
        f'<span class="byline">محرر الأخبار</span></div></header><div class="entry-content">{figure}{_paragraphs(lines)}'
        f'<div class="sharedaddy sd-sharing-enabled"><h3 class="sd-title">شارك هذا الموضوع:</h3>{_SHARE}</div></div>'
        f'<footer class="entry-footer">{_TAGS}</footer></article>{_COMMENTS}</div>'
        f'<aside id="secondary" class="widget-area">{_RELATED}</aside>'
        f'</div><div class="site-footer">{_FOOTER}</div></div></body></html>'
    )


def blogspot(title: str, lines: list[str]) -> str:
    """Return a page as Blogspot makes it: nested blocks, and line breaks in the place of paragraphs."""
    text = "<br /><br />\n".join(map(html.escape, lines))
    return (
        f'{_head(title)}<body class="item-view"><div class="content-outer"><div class="tabs-outer"><ul>{_MENU}</ul></div>'
        '<div class="main-outer">'
        '<div class="main section" id="main"><div class="widget Blog"><div class="blog-posts hfeed"><div class="post hentry">'
        f'<h3 class="post-title entry-title">{html.escape(title)}</h3><div class="post-body entry-content" id="post-body-17">'
        f'<div dir="rtl" style="text-align: right;" trbidi="on">{text}</div></div>'
        '<div class="post-footer"><span>مرسلة بواسطة المحرر في 9:30 ص</span>'
        f"{_SHARE}</div></div>{_COMMENTS}</div></div></div></div>{_RELATED}{_FOOTER}</div></body></html>"
    )


def amp(title: str, lines: list[str]) -> str:
    """Return a page as AMP has it, with the article once more in JSON-LD."""
    record = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": title,
        "datePublished": f"{DAY}T09:30:00+03:00",
        "publisher": {"@type": "Organization", "name": OUTLET},
        "description": lines[0][:150] if lines else "",
    }
    data = '<script type="application/ld+json">' + json.dumps(record, ensure_ascii=False).replace("</", "<\\/") + "</script>"
    return (
        _head(title, data).replace("<html ", "<html amp ")
        + f'<body><amp-sidebar id="menu"><ul>{_MENU}</ul></amp-sidebar><div class="amp-wp-article"><header class="amp-wp-article-header">'
        f'<h1 class="amp-wp-title">{html.escape(title)}</h1></header><amp-img src="/p.jpg" width="6" height="4"></amp-img>'
        f'<div class="amp-wp-article-content">{_paragraphs(lines)}</div><amp-social-share type="twitter"></amp-social-share></div>'
        f"{_RELATED}<amp-consent>{_COOKIES}</amp-consent>{_FOOTER}</body></html>"
    )


def divs(title: str, lines: list[str]) -> str:
    """Return a page of nested blocks without paragraphs or semantic elements, as home-made systems have it."""
    text = "".join(f"<div>{html.escape(line)}</div>" for line in lines)
    return (
        f'{_head(title)}<body><div id="wrap"><div class="topmenu"><ul>{_MENU}</ul></div><div class="col-8"><div class="news-details">'
        f'<h2 class="news-title">{html.escape(title)}</h2><div class="news-info"><span>عدد الزيارات: 158</span></div>{_SHARE}'
        f'<div class="news-text"><div class="inner"><div>{text}</div></div></div></div>{_TAGS}</div>'
        f'<div class="col-4">{_RELATED}</div><div class="footer">جميع الحقوق محفوظة</div></div></body></html>'
    )


def references(title: str, lines: list[str]) -> str:
    """Return a page whose text is written in character references, with hard spaces, bold names and a link inside."""

    def written(line: str) -> str:
        words = [f"<strong>{html.escape(w)}</strong>" if n == 2 else html.escape(w) for n, w in enumerate(line.split(" "))]
        words[-2:-1] = [f'<a href="/x">{word}</a>' for word in words[-2:-1]]
        return (
            " ".join(words)
            .replace("«", "&laquo;")
            .replace("»", "&raquo;")
            .replace("“", "&ldquo;")
            .replace("”", "&rdquo;")
            .replace(" ", "&#32;")
        )

    text = "".join(f'<p class="MsoNormal" dir="RTL"><span lang="AR-IQ">{written(line)}</span></p>' for line in lines)
    return (
        f'{_head(title)}<body><nav>{_MENU}</nav><article><h1>{html.escape(title)}</h1><div class="content">{text}</div>{_SHARE}</article>'
        f"{_RELATED}{_FOOTER}</body></html>"
    )


def tables(title: str, lines: list[str]) -> str:
    """Return a page laid out in tables, as old systems make it: the text in one cell, parted by line breaks."""
    text = "<br>\n".join(html.escape(line) for line in lines)
    return (
        f'{_head(title)}<body><table width="100%"><tr><td colspan="2"><ul>{_MENU}</ul></td></tr><tr><td width="70%" valign="top">'
        f'<table><tr><td><h1>{html.escape(title)}</h1></td></tr><tr><td class="date">14-08-2021</td></tr>'
        f'<tr><td class="details"><font size="4">{text}</font></td></tr></table></td><td width="30%">{_RELATED}</td></tr>'
        f'<tr><td colspan="2">{_FOOTER}</td></tr></table></body></html>'
    )


def crowded(title: str, lines: list[str]) -> str:
    """Return a page whose debris stands inside the text: related links, invitations and a label of advertisements between paragraphs."""
    between = (
        '<p><strong>اقرأ أيضاً: <a href="/r1">وزير النقل يفتتح جسراً في ميسان</a></strong></p>',
        '<p class="ad-label">إعلان</p>',
        '<p><a href="https://t.me/x">اشترك في قناتنا على تلغرام لتصلك آخر الأخبار أولاً بأول</a></p>',
    )
    text = ""
    for number, line in enumerate(lines):
        text += f"<p>{html.escape(line)}</p>" + (between[number % 3] if number < len(lines) - 1 else "")
    return (
        f"{_head(title)}<body><nav><ul>{_MENU}</ul></nav><main><article><h1>{html.escape(title)}</h1>{_SHARE}"
        f'<div class="article-body">{text}<p>انضم إلى قناتنا على واتساب</p></div>{_TAGS}</article>'
        f"{_RELATED}{_COMMENTS}</main>{_FOOTER}</body></html>"
    )


MAKES: dict[str, Make] = {make.__name__: make for make in (common, wordpress, blogspot, amp, divs, references, tables, crowded)}
