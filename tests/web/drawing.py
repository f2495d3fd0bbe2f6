"""What the tests of drawing share: articles, citations, and HTML as a browser would build it."""

from html.parser import HTMLParser

from assistant.types import Answer, Article, Citation
from assistant.web.turns import Turn

HOSTILE = (
    "<script>alert(1)</script> <img src=x onerror='alert(2)'> \" onmouseover=\"alert(3) ${alert(4)} {{value}} &amp;"
)


def make_article(text="A headline\n\nThe first paragraph.\n\nThe second one says 900 troops.", **fields):
    return Article(**{"id": "a1", "text": text, "title": text.split("\n")[0], "published": "2024-01-23", **fields})


def cite(quote, article=None, number=1, **fields):
    article = article or make_article()
    start = article.text.index(quote)
    return Citation(**{
        "number": number, "quote": quote, "start": start, "end": start + len(quote),
        "supports": "", "article": article, **fields,
    })  # fmt: skip


class Elements(HTMLParser):
    """The elements of a page, as a browser would build them, and the text of its marks."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.tags, self.attributes, self.marks, self.text, self._marking = [], [], [], "", False
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        self.attributes += [(tag, name, value) for name, value in attributes]
        self._marking |= tag == "mark"
        if tag == "mark":
            self.marks.append("")

    def handle_endtag(self, tag):
        self._marking &= tag != "mark"

    def handle_data(self, data):
        self.text += data
        if self._marking:
            self.marks[-1] += data


def links(html):
    return [value for tag, name, value in Elements(html).attributes if (tag, name) == ("a", "href")]


def answered(**fields):
    return Turn("q", Answer("q", "q", **fields))
