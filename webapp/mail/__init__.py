"""The edge to mail: handing one plain text over to a mail server, or to the terminal.

An edge: implements `members.ports.Mailer`; nothing else in the house speaks SMTP.
"""
