"""A province and a district in it, chosen from the list; never a point on a map."""

from webapp.catalogue.kinds.rules import Parts, Problem, Raw, Say, Unclean
from webapp.catalogue.kinds.text import only
from webapp.catalogue.offers import Places, Province
from webapp.catalogue.shapes import N_, Field

PROVINCE, DISTRICT = "sido", "sigungu"

NOTHING = N_("아직 고르지 않았어요. 시·도부터 골라 주세요.")
NO_DISTRICT = N_("시·군·구를 아직 고르지 않았어요. 하나를 골라 주세요.")
ELSEWHERE = N_("시·도가 바뀌었어요. 그 안에서 시·군·구를 다시 골라 주세요.")
UNKNOWN = N_("목록에 없는 지역이에요. 목록에서 다시 골라 주세요.")
SHOWN = N_("%(province)s %(district)s")


class Place:
    """The five digits of a district, which begin with those of its province."""

    def parts(self, field: Field) -> tuple[str, ...]:  # noqa: ARG002  as every kind
        """Return the form names of the two lists."""
        return (PROVINCE, DISTRICT)

    def clean(self, field: Field, raw: Raw) -> str:
        """Return the district's code; a code that ended is refused with what it became."""
        places = offered(field)
        province = _province(places, only(raw, PROVINCE))
        if province.undivided:
            return province.undivided.code
        code = only(raw, DISTRICT)
        district = places.district(code)
        if district is None:
            raise Unclean((Problem(DISTRICT, _why_not(places, code, NO_DISTRICT)),))
        if district not in province.districts:
            raise Unclean((Problem(DISTRICT, ELSEWHERE),))
        return district.code

    def look(self, field: Field, raw: Raw) -> tuple[Problem, ...]:
        """Return what stands in the way of showing the districts of the chosen province."""
        try:
            _province(offered(field), only(raw, PROVINCE))
        except Unclean as refusal:
            return refusal.problems
        return ()

    def show(self, field: Field, value: str, say: Say) -> str:
        """Return province and district in the reader's language, also of a code that ended."""
        places = offered(field)
        district = places.district(value) or places.gone(value)
        province = places.province(value) or places.gone(value[:2])
        if district is None or province is None:
            return value
        if district.name == province.name:
            return say(district.name)
        return say(SHOWN) % {"province": say(province.name), "district": say(district.name)}

    def refill(self, field: Field, value: str) -> Parts:
        """Return the two choices; for a code that ended, what it became, as far as that is one."""
        places = offered(field)
        gone = places.gone(value)
        codes = gone.now if gone else (value,)
        parts = {PROVINCE: sorted({code[:2] for code in codes})}
        return parts | ({DISTRICT: list(codes)} if len(codes) == 1 else {})


def offered(field: Field) -> Places:
    """Return the places `field` offers; raises `TypeError` for a field that declares none."""
    if field.places is None:
        raise TypeError(field.key)
    return field.places


def _province(places: Places, code: str) -> Province:
    """Return the province of today with exactly this code; raises `Unclean`."""
    found = next((one for one in places.provinces if one.code == code), None)
    if found is None:
        raise Unclean((Problem(PROVINCE, _why_not(places, code, NOTHING)),))
    return found


def _why_not(places: Places, code: str, nothing: str) -> str:
    reform = places.reform(code)
    if reform:
        return reform.words
    return UNKNOWN if code else nothing
