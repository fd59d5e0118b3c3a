"""How long each kind of item is kept: words and machine form from one declaration (article 5)."""

from datetime import timedelta

from webapp.catalogue.shapes import N_, Retention, Trigger

RETENTIONS = (
    Retention(
        key="profile",
        words=N_("철회하거나 탈퇴할 때까지. 1년 동안 안 쓰시면 그때 지워요."),
        short=N_("철회·탈퇴할 때까지"),
        ends=(
            (Trigger.WITHDRAWAL, timedelta()),
            (Trigger.LEAVING, timedelta()),
            (Trigger.LAST_USE, timedelta(days=365)),
        ),
    ),
)
