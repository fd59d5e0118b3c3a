"""`/why`, `/privacy`, `/terms`, `/help`: what is promised, generated from where it is kept."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from webapp.catalogue.korea import korean_day
from webapp.policy import tables
from webapp.policy.from_kakao import KakaoRow, kakao_table
from webapp.web.locale import language
from webapp.web.services import services

blueprint = Blueprint("policy", __name__)


@blueprint.get("/why")
def why() -> ResponseReturnValue:
    """Show what is asked, why, for how long, for whom."""
    catalogue = services().catalogue
    return render_template(
        "policy/why.html",
        rows=tables.why_table(catalogue),
        told=tables.told_table(catalogue),
        from_kakao={row.key: row.item for row in _from_kakao()},
    )


@blueprint.get("/privacy")
def privacy() -> ResponseReturnValue:
    """Show the owner's policy word for word, facts beside it, tables from the catalogue."""
    found, today = services(), korean_day(services().now())
    return render_template(
        "policy/privacy.html",
        policy=found.documents.privacy(language(), today),
        history=found.documents.history(language()),
        coming=found.documents.coming(language(), today),
        tables=tables,
        catalogue=found.catalogue,
        from_kakao=_from_kakao(),
    )


def _from_kakao() -> tuple[KakaoRow, ...]:
    """Return what can be fetched from Kakao here today."""
    catalogue, offers = services().catalogue, services().fetching.offers
    return kakao_table(catalogue, {field.key for field in catalogue.fields if offers(field)})


@blueprint.get("/terms")
def terms() -> ResponseReturnValue:
    """Show the terms in force."""
    today = korean_day(services().now())
    return render_template(
        "policy/document.html", document=services().documents.terms(language(), today)
    )


@blueprint.get("/help")
def help_page() -> ResponseReturnValue:
    """Show what people ask."""
    today = korean_day(services().now())
    return render_template(
        "policy/document.html", document=services().documents.help(language(), today)
    )
