"""The legal forms of the two countries."""

from taghyir.core.actions import action, require
from taghyir.directory.legal_forms import LEGAL_FORMS
from taghyir.directory.models import LegalForm
from taghyir.directory.policies import can_load_legal_forms
from taghyir.people.models import User


@action("legal_forms.loaded")
def load_legal_forms(*, actor: User) -> int:
    """Bring the table of legal forms up to date with the seed. Running twice changes nothing. Returns how many there are."""
    require(can_load_legal_forms(actor))
    for code, facts in LEGAL_FORMS.items():
        LegalForm.objects.update_or_create(code=code, defaults=facts)
    return len(LEGAL_FORMS)
