"""A mail as it travels: its headers and its text, the same however often it is sent."""

from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr

from webapp.members.errors import MailRefused
from webapp.members.ports import Mail


def message_of(mail: Mail, sender: str, domain: str) -> bytes:
    """Return the mail as bytes; raises `MailRefused` for what is no address.

    The number in `Message-ID` is the mail's own, so that a server that gets it twice can tell.
    Machines are asked not to answer it (RFC 3834).
    """
    message = EmailMessage(policy=SMTP.clone(cte_type="7bit"))  # any server can carry it
    name, address = parseaddr(sender)
    message["From"] = Address(name, addr_spec=address)
    message["To"] = _addressed(mail.to)
    message["Subject"] = mail.subject
    message["Date"] = format_datetime(mail.at)
    message["Message-ID"] = f"<{mail.mail_id}@{domain}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.text)
    message["Content-Language"] = mail.locale  # the line above drops whatever begins so
    return message.as_bytes()


def _addressed(to: str) -> Address:
    try:
        return Address(addr_spec=to)
    except (ValueError, IndexError):  # what the library raises depends on what is wrong
        raise MailRefused("bad_address") from None
