"""Notifications by e-mail, through the mail server of the settings."""

import re
import smtplib
import ssl
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid

from sagescope.monitors.notify.payloads import EMAIL_BODY, EMAIL_SUBJECT
from sagescope.monitors.notify.templates import Rows, fill
from sagescope.monitors.notify.webhook import Undelivered

MOST_RECIPIENTS = 100
TIMEOUT = 20.0

_ADDRESS = re.compile(r"[^@\s<>\",;]+@[^@\s<>\",;]+")


@dataclass(frozen=True, slots=True)
class MailServer:
    """The mail server: `security` is none, starttls or tls; an empty `user` sends without signing in."""

    host: str
    port: int
    security: str
    user: str
    password: str
    sender: str


def mail_of(
    action: Mapping[str, object], variables: Mapping[str, str], rows: Rows, sender: str, now: int
) -> EmailMessage:
    """The mail of an action to its recipients. Raises Undelivered where it has none that are addresses."""
    given = action.get("recipients") or action.get("toList") or []
    recipients = [given] if isinstance(given, str) else list(given) if isinstance(given, Sequence) else []
    to = [str(r).strip() for r in recipients if _ADDRESS.fullmatch(str(r).strip())][:MOST_RECIPIENTS]
    if not to:
        raise Undelivered("The notification has no recipient with an address.", for_good=True)
    mail = EmailMessage()
    subject = fill(str(action.get("subject") or EMAIL_SUBJECT), variables, rows)
    mail["Subject"] = " ".join(subject.split())[:500]
    mail["From"] = sender
    mail["To"] = ", ".join(to)
    mail["Date"] = format_datetime(datetime.fromtimestamp(now / 1000, UTC))
    domain = sender.rpartition("@")[2].strip("<> ") or "sagescope"
    notification = variables.get("notificationid", "")
    # The same notification has the same id, should it be sent twice.
    mail["Message-ID"] = (
        f"<{re.sub(r'[^A-Za-z0-9.-]', '.', notification)}@{domain}>" if notification else make_msgid()
    )
    mail.set_content(fill(str(action.get("messageBody") or EMAIL_BODY), variables, rows))
    return mail


def send_mail(mail: EmailMessage, server: MailServer) -> str:
    """Hand a mail to the mail server; who got it. Raises Undelivered."""
    if not server.host:
        raise Undelivered("There is no mail server in the settings: set monitors.smtp_host.", for_good=True)
    try:
        with _connected(server) as smtp:
            if server.security == "starttls":
                smtp.starttls(context=ssl.create_default_context())
            if server.user:
                smtp.login(server.user, server.password)
            refused = smtp.send_message(mail)
    except smtplib.SMTPRecipientsRefused as wrong:
        codes = {code for code, _ in wrong.recipients.values()}
        raise Undelivered(
            f"The mail server takes none of the recipients ({', '.join(map(str, sorted(codes)))}).",
            for_good=all(code >= 500 for code in codes),
        ) from None
    except smtplib.SMTPResponseException as wrong:
        text = wrong.smtp_error.decode("utf-8", "replace") if isinstance(wrong.smtp_error, bytes) else ""
        raise Undelivered(
            f"The mail server answered {wrong.smtp_code} {text}".strip()[:500],
            for_good=wrong.smtp_code >= 500,
        ) from None
    except (smtplib.SMTPException, OSError) as wrong:
        raise Undelivered(f"The mail server {server.host} does not answer: {type(wrong).__name__}.") from None
    taken = len(str(mail["To"]).split(",")) - len(refused)
    return f"taken for {taken} recipient{'s' * (taken != 1)}"


def _connected(server: MailServer) -> smtplib.SMTP:
    if server.security == "tls":
        context = ssl.create_default_context()
        return smtplib.SMTP_SSL(server.host, server.port, timeout=TIMEOUT, context=context)
    return smtplib.SMTP(server.host, server.port, timeout=TIMEOUT)
