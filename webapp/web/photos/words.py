"""What people read, and operators are told, when photos cannot be handled right now."""

from webapp.catalogue.shapes import N_
from webapp.profile.photos.errors import PhotosAway, PhotosBusy
from webapp.web import logs

BUSY = N_("지금 사진을 많이 받고 있어요. 1분 뒤에 다시 골라 주세요.")
AWAY = N_("저희 쪽 문제로 사진을 저장하지 못했어요. 바뀐 것은 없어요. 5분 뒤에 다시 골라 주세요.")


def away_words(away: PhotosAway) -> str:
    """Return the words for why no photo can be taken in now; tell operators what is theirs."""
    if isinstance(away, PhotosBusy):
        logs.note(type(away).__name__)
        return BUSY
    logs.alarm(type(away).__name__, away, code=away.reason)
    return AWAY
