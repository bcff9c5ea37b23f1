"""Looking into tables. The parser knows these by name, for their arguments are no expressions; here is what
the manual and the editor say of them."""

from sagescope.lang.coercion import Typed
from sagescope.lang.function import Function, Param, declare
from sagescope.lang.operator import Bind
from sagescope.plan.schema import Kind


def _parsed_apart(args: list[Typed], cx: Bind) -> Typed:
    raise AssertionError("lookupContains is no call of a function to the parser")


declare(
    Function(
        "lookupContains",
        (Param('path://"<table>"', Kind.NULL), Param("<field>=<column> [and …]", Kind.NULL)),
        Kind.BOOL,
        _parsed_apart,
        "Whether a lookup table has a row whose primary key equals these fields, text without case.",
        ('lookupContains(path://"/Library/Users/ana@example.com/users", user=id) as known',),
    ),
)
