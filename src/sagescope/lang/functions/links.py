"""`tourl`: a link with a short name, as a text in Markdown's form."""

from sagescope.lang.coercion import Typed
from sagescope.lang.function import Function, Param, declare
from sagescope.lang.operator import Bind
from sagescope.plan.schema import Kind
from sagescope.sql.build import FALSE, f, once_both
from sagescope.sql.nodes import Expr

_FULL_URL = r"^[A-Za-z][A-Za-z0-9+.-]*://\S"


def _link(args: list[Typed], cx: Bind) -> Typed:
    url, label = args[0].expr, f.ifNull(args[1].expr, f.ifNull(args[0].expr, ""))
    if len(args) == 3:
        raise TO_URL.wrong_count("2 or 4", 3, args[2].span)
    if len(args) == 4:
        label = f.concat(f.ifNull(args[2].expr, ""), label, f.ifNull(args[3].expr, ""))

    def link(u: Expr, name: Expr) -> Expr:
        # Signs of the form itself are escaped, so that whoever shows it finds the two parts again.
        target = f.replaceAll(f.replaceAll(f.replaceAll(u, "(", "%28"), ")", "%29"), " ", "%20")
        shown = f.replaceRegexpAll(name, r"([\\\[\]])", r"\\\1")
        return f.if_(f.ifNull(f.match(u, _FULL_URL), FALSE), f.concat("[", shown, "](", target, ")"), name)

    return Typed(once_both("u n", url, label, link), Kind.TEXT, args[0].span)


TO_URL = Function(
    "tourl",
    (
        Param("url", Kind.TEXT),
        Param("label", Kind.TEXT),
        Param("prefix", Kind.TEXT, optional=True),
        Param("suffix", Kind.TEXT, optional=True),
    ),
    Kind.TEXT,
    _link,
    "A link with a short name, in Markdown's form: the label in brackets, the URL in parentheses. Prefix and "
    "suffix, which come together, stand around the label. Without a full URL, such as `https://a.b/c`, the "
    "label stands alone; without a label the URL names itself.",
    (
        'tourl("https://example.com/runs?id=7", "Run 7") as link',
        'tourl(concat("https://example.com/hosts/", urlencode(_sourceHost)), _sourceHost, "host ", "") as link',
    ),
    named=True,
)

declare(TO_URL)
