"""What people fill in about spaces. The rules are in the actions."""

from taghyir.spaces.forms.booking import (
    BookSeriesForm,
    BookSpaceForm,
    CancelBookingForm,
    LendSpaceForm,
    RecordUseForm,
    RefuseBookingForm,
    TakeSpaceBackForm,
)
from taghyir.spaces.forms.keeping import AddSpaceForm, AddSpacePhotoForm, ChangeSpaceForm
from taghyir.spaces.forms.searching import BookingsFilter, LoansFilter, SpacesFilter, week_asked

__all__ = [
    "AddSpaceForm",
    "AddSpacePhotoForm",
    "BookSeriesForm",
    "BookSpaceForm",
    "BookingsFilter",
    "CancelBookingForm",
    "ChangeSpaceForm",
    "LendSpaceForm",
    "LoansFilter",
    "RecordUseForm",
    "RefuseBookingForm",
    "SpacesFilter",
    "TakeSpaceBackForm",
    "week_asked",
]
