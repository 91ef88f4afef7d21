"""Papers whose titles and abstracts would do harm where text is taken for markup."""

from kg.model import Annotation, LinkKind
from tests.builders import addresses, annotated, introduces, paper

TITLES = (
    '<img src=x onerror="window.harmed=1"> "href"',
    "</script><script>window.harmed=2</script>",
    "</title></style></textarea><svg onload=window.harmed=3>",
    '"><iframe srcdoc="<script>parent.harmed=4</script>"></iframe>',
    "<!--<script>window.harmed=5//",
    "{{ 7 * 7 }} {% raw %} ${window.harmed=6}",
    "<a href='javascript:window.harmed=7'>click</a>",
    "line\u2028separator\u2029window.harmed=8",
    "\\u003cscript\\u003ewindow.harmed=9\\u003c/script\\u003e",
    "&lt;script&gt;window.harmed=10&lt;/script&gt; &amp;",
    "]]><script>window.harmed=11</script>",
    "=HYPERLINK(1) `window.harmed=12`",
    "\U0001d518nicode 👩‍🔬 <b onmouseover=window.harmed=13>über</b> naïve",
    "<style>*{display:none}</style>",
    "<base href='https://example.org/'><meta http-equiv=refresh content='0;url=//example.org'>",
    "__proto__",
    "constructor",
    "<object data='data:text/html,<script>1</script>'>",
    "<link rel=stylesheet href=//example.org/x.css>",
    "\u202eright to left\u202c <script src=//example.org/x.js></script>",
)


def hostile_collection() -> list[Annotation]:
    """One paper a title; each introduces a method called as its title is, for the same task."""
    return [_hostile(number, title) for number, title in enumerate(TITLES)]


def _hostile(number: int, title: str) -> Annotation:
    url = "javascript://example.org/%0awindow.harmed=14"
    abstract = f"We propose X{number} <script>window.harmed=15</script> for peace. Code: {url}"
    written = paper(title, abstract, id=f"hostile-{number}", url=url)
    return annotated(
        written,
        introduces(f"X{number}", f"X{number} <script>window.harmed=15</script"),
        addresses("peace"),
        links=[(url, LinkKind.CODE)],
    )
