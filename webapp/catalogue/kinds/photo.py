"""A photo: nothing that is typed. Its file is taken in by `profile.photos`, with these words."""

from collections.abc import Mapping

from webapp.catalogue.kinds.rules import Parts, Problem, Raw, Say, Unclean
from webapp.catalogue.shapes import N_, Field

PART = "value"
KEPT = "kept"

REFUSALS: Mapping[str, str] = {
    "missing": N_("사진 파일을 골라 주세요."),
    "several": N_("파일을 여러 개 받았어요. 사진 한 장만 골라 주세요."),
    "empty": N_("빈 파일이에요. 다른 사진을 골라 주세요."),
    "large": N_("파일이 10MB를 넘어요. 크기를 줄이거나 다른 사진을 골라 주세요."),
    "type": N_("이 형식은 쓸 수 없어요. JPEG, PNG, WebP, HEIC 사진을 골라 주세요."),
    "small": N_("사진이 너무 작아요. 가로와 세로가 모두 400픽셀 이상인 사진을 골라 주세요."),
    "slim": N_("사진이 너무 길쭉해요. 긴 쪽이 짧은 쪽의 4배를 넘지 않는 사진을 골라 주세요."),
    "pixels": N_(
        "사진의 픽셀이 너무 많아요. JPEG는 5,000만, 다른 형식은 2,500만 픽셀까지 받아요. "
        "크기를 줄여서 골라 주세요."
    ),
    "moving": N_("움직이는 사진은 쓸 수 없어요. 멈춰 있는 사진을 골라 주세요."),
    "unreadable": N_(
        "파일이 깨졌거나 끝까지 오지 않아서 사진을 열지 못했어요. 다른 사진을 골라 주세요."
    ),
}
"""Why a file is no photo we can keep, in words: what happened, what to do."""


def unclean(reason: str) -> Unclean:
    """Return the refusal of a file with its words."""
    return Unclean((Problem(PART, REFUSALS[reason]),))


class Photo:
    """A picture of the person. Its value says where the picture lies; nobody reads that."""

    def parts(self, field: Field) -> tuple[str, ...]:  # noqa: ARG002  as every kind
        """Return no form name: a file is no text, and cannot be filled in again."""
        return ()

    def clean(self, field: Field, raw: Raw) -> str:  # noqa: ARG002  as every kind
        """Refuse: no text is a photo."""
        raise unclean("missing")

    def show(self, field: Field, value: str, say: Say) -> str:  # noqa: ARG002  as every kind
        """Return that there is one; the picture stands beside it."""
        return say(N_("사진 1장"))

    def refill(self, field: Field, value: str) -> Parts:  # noqa: ARG002  as every kind
        """Return that there is one to be shown."""
        return {KEPT: ["yes"]}
