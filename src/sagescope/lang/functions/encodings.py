"""Other writings of a text: Base64, percent coding, hexadecimal bytes, hashes."""

from collections.abc import Callable, Mapping

from sagescope.errors import Fault, Fix
from sagescope.lang.coercion import Typed
from sagescope.lang.function import Function, Param, declare, literal_text
from sagescope.lang.operator import Bind
from sagescope.near_names import closest
from sagescope.plan.schema import Kind
from sagescope.sql.build import NULL, any_of, f, once
from sagescope.sql.nodes import Expr
from sagescope.syntax.cursor import StageFault

_BASE64 = r"^(?:[A-Za-z0-9+/_-]{4})*(?:[A-Za-z0-9+/_-]{2}(?:==)?|[A-Za-z0-9+/_-]{3}=?)?$"
_HEX_BYTES = r"^(?:0[xX])?(?:[0-9A-Fa-f]{2})*$"

# The encodings of base64Decode, and what the engine calls them; bytes without a mark are big-endian.
_ENCODINGS: Mapping[str, str] = {
    "US-ASCII": "US-ASCII",
    "UTF-8": "UTF-8",
    "UTF-16": "UTF-16",
    "UTF-16BE": "UTF-16BE",
    "UTF-16LE": "UTF-16LE",
    "UTF-32": "UTF-32",
    "UTF-32BE": "UTF-32BE",
    "UTF-32LE": "UTF-32LE",
}
_BIG_ENDIAN = {"UTF-16": "UTF-16BE", "UTF-32": "UTF-32BE"}

_HASHES: Mapping[str, str] = {
    "md5": "MD5",
    "sha1": "SHA1",
    "sha_1": "SHA1",
    "sha2_256": "SHA256",
    "sha_256": "SHA256",
    "sha256": "SHA256",
    "murmur3_128": "murmurHash3_128",
}


def _decode(args: list[Typed], cx: Bind) -> Typed:
    encoding = _encoding(args[1]) if len(args) > 1 else "UTF-8"

    def read(v: Expr) -> Expr:
        # The engine's decoder of the other alphabet takes texts with and without the padding.
        plain = f.replaceRegexpAll(v, r"[\r\n]", "")
        content = f.tryBase64URLDecode(f.trimRight(f.translate(plain, "+/", "-_"), "="))
        decoded = f.toValidUTF8(content) if encoding == "UTF-8" else _from_bytes(content, encoding)
        return f.if_(f.match(plain, _BASE64), decoded, v)

    return Typed(once("v", args[0].expr, read), Kind.TEXT, args[0].span)


def _from_bytes(content: Expr, encoding: str) -> Expr:
    if encoding not in _BIG_ENDIAN:
        return f.convertCharset(content, encoding, "UTF-8")
    wide = "FFFE" if encoding == "UTF-16" else "FFFE0000"
    marked = any_of(
        f.startsWith(content, f.unhex(wide)),
        f.startsWith(content, f.unhex("FEFF" if encoding == "UTF-16" else "0000FEFF")),
    )
    as_marked = f.convertCharset(content, encoding, "UTF-8")
    return f.if_(marked, as_marked, f.convertCharset(content, _BIG_ENDIAN[encoding], "UTF-8"))


def _encode(args: list[Typed], cx: Bind) -> Typed:
    encoding = _encoding(args[1]) if len(args) > 1 else "UTF-8"
    content = args[0].expr
    if encoding != "UTF-8":
        content = f.convertCharset(content, "UTF-8", _BIG_ENDIAN.get(encoding, encoding))
    return Typed(f.base64Encode(content), Kind.TEXT, args[0].span)


def _encoding(argument: Typed) -> str:
    return _known("encoding", argument, _ENCODINGS, str.upper)


def _known(what: str, argument: Typed, known: Mapping[str, str], fold: Callable[[str], str]) -> str:
    written = literal_text(argument) or ""
    found = known.get(fold(written))
    if found is not None:
        return found
    near = closest(fold(written), list(known))
    raise StageFault(
        Fault(
            "function.choice",
            f"There is no {what} {written!r}.",
            f"It is one of {', '.join(dict.fromkeys(known))}.",
            argument.span,
            Fix(argument.span, f'"{near[0]}"') if near else None,
        )
    )


def _url_encode(args: list[Typed], cx: Bind) -> Typed:
    # As Java's encoder: an asterisk stays, a tilde does not, a blank becomes a plus sign.
    encoded = f.replaceAll(f.encodeURLFormComponent(args[0].expr), "%2A", "*")
    encoded = f.replaceAll(f.replaceAll(encoded, "~", "%7E"), "'", "%27")
    return Typed(encoded, Kind.TEXT, args[0].span)


def _url_decode(args: list[Typed], cx: Bind) -> Typed:
    return Typed(f.toValidUTF8(f.decodeURLFormComponent(args[0].expr)), Kind.TEXT, args[0].span)


def _hex_to_text(args: list[Typed], cx: Bind) -> Typed:
    def read(v: Expr) -> Expr:
        content = f.unhex(f.replaceRegexpOne(v, "^0[xX]", ""))
        return f.if_(f.match(v, _HEX_BYTES), f.toValidUTF8(content), NULL)

    return Typed(once("v", args[0].expr, read), Kind.TEXT, args[0].span)


def _hash(args: list[Typed], cx: Bind) -> Typed:
    algorithm = _known("algorithm", args[1], _HASHES, str.lower) if len(args) > 1 else "MD5"
    digest = f.lower(f.hex(getattr(f, algorithm)(args[0].expr)))
    return Typed(digest, Kind.TEXT, args[0].span)


_TEXT = Param("text", Kind.TEXT)
_ENCODING = Param("encoding", Kind.TEXT, optional=True, literal=True)

declare(
    Function(
        "base64Decode",
        (_TEXT, _ENCODING),
        Kind.TEXT,
        _decode,
        "The text that Base64 digits stand for; a text that is no Base64 stays as it is. The encoding is "
        "UTF-8, or one of `US-ASCII`, `UTF-16`, `UTF-16BE`, `UTF-16LE`, `UTF-32`, `UTF-32BE`, `UTF-32LE`.",
        ('base64Decode("aGVsbG8gd29ybGQ=") as s', 'base64Decode("VABoAGkAcwA=", "UTF-16LE") as s'),
    ),
    Function(
        "base64Encode",
        (_TEXT, _ENCODING),
        Kind.TEXT,
        _encode,
        "The text in Base64 digits; the encodings are those of `base64Decode`.",
        ('base64Encode("hello world") as s',),
    ),
    Function(
        "urlencode",
        (_TEXT,),
        Kind.TEXT,
        _url_encode,
        "The text as a part of a URL: all but letters, digits and `.-*_` in percent coding, blanks as plus "
        "signs.",
        ('urlencode("http://a.b/c?d=e f") as url',),
    ),
    Function(
        "urldecode",
        (_TEXT,),
        Kind.TEXT,
        _url_decode,
        "The text without percent coding; plus signs become blanks. What is no such coding stays as it is.",
        ('urldecode("http%3A%2F%2Fa.b%2Fc%3Fd%3De+f") as url',),
    ),
    Function(
        "hexToAscii",
        (_TEXT,),
        Kind.TEXT,
        _hex_to_text,
        "The text whose bytes are written in hexadecimal, two digits each; absent where they are no such "
        "digits.",
        ('hexToAscii("68656c6c6f20776f726c64") as s',),
    ),
    Function(
        "hash",
        (_TEXT, Param("algorithm", Kind.TEXT, optional=True, literal=True)),
        Kind.TEXT,
        _hash,
        "A digest of the text, in lower-case hexadecimal. The algorithm is `md5`, or one of `sha1`, "
        "`sha2_256`, `murmur3_128`.",
        ("hash(_sourceHost) as host_hash", 'hash(concat(_messageTime, _messageId), "sha2_256") as id'),
    ),
)
