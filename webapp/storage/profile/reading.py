"""The statements that find values, and the one that only asks whether a value may be read."""

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, exists, select

from webapp.storage.tables import ACTIVE, WATCHED, decision, edition, field_value, member, value_key

_WITH_KEY = and_(
    value_key.c.member_id == field_value.c.member_id,
    value_key.c.scope == field_value.c.scope,
    value_key.c.field_key == field_value.c.field_key,
)
# A value and its latest decision both have a decision_id: the value's is named for what it does.
_VALUE_COLUMNS: tuple[ColumnElement[Any], ...] = (
    *(column for column in field_value.c if column.name != "decision_id"),
    field_value.c.decision_id.label("allowed_by"),
    value_key.c.wrapped_key,
    value_key.c.kek_id,
)
_VALUE = select(*_VALUE_COLUMNS).select_from(field_value)
OWN = _VALUE.join(value_key, _WITH_KEY).where(field_value.c.member_id == bindparam("member"))


def _latest_for(notice: ColumnElement[str]) -> Any:  # noqa: ANN401  a typed subquery says no more
    """Return the number of the latest decision about a notice, by index, for each value row."""
    inner = decision.alias("latest")
    return (
        select(inner.c.seq)
        .where(
            inner.c.member_id == field_value.c.member_id,
            inner.c.scope == field_value.c.scope,
            inner.c.notice_key == notice,
        )
        .order_by(inner.c.seq.desc())
        .limit(1)
        .scalar_subquery()
    )


READABLE: Select[Any] = (
    select(
        *_VALUE_COLUMNS,
        decision.c.notice_key,
        decision.c.purpose,
        decision.c.answer,
        decision.c.decision_id,
        decision.c.edition_hash,
        decision.c.decided_at,
        edition.c.facts_hash,
        member.c.last_seen_at,
    )
    .select_from(field_value)
    .join(value_key, _WITH_KEY)
    .join(member, member.c.member_id == field_value.c.member_id)
    .join(
        decision,
        and_(
            decision.c.member_id == field_value.c.member_id,
            decision.c.seq == _latest_for(bindparam("notice")),
        ),
    )
    .join(edition, edition.c.hash == decision.c.edition_hash)
    .where(
        field_value.c.member_id.in_(bindparam("members", expanding=True)),
        field_value.c.scope == bindparam("scope"),
        field_value.c.field_key == bindparam("field"),
        ACTIVE,
    )
)


CONSENT = (
    select(
        decision.c.answer,
        decision.c.edition_hash,
        decision.c.decided_at,
        exists(
            select(field_value.c.member_id).where(
                field_value.c.member_id == bindparam("member"),
                field_value.c.scope == bindparam("scope"),
                field_value.c.field_key == bindparam("field"),
                WATCHED,
            )
        ).label("is_watched"),
    )
    .where(
        decision.c.member_id == bindparam("member"),
        decision.c.scope == bindparam("scope"),
        decision.c.notice_key == bindparam("notice"),
    )
    .order_by(decision.c.seq.desc())
    .limit(1)
)
