"""What people fill in about demands, files and services; fields are named like the arguments of the actions."""

from taghyir.accompaniment.forms.cases import CloseCaseForm, SetNextStepForm, TransferCaseForm
from taghyir.accompaniment.forms.demands import (
    AcceptDemandForm,
    AskerForm,
    PutDemandToWaitForm,
    RecordDemandForm,
    RefuseDemandForm,
)
from taghyir.accompaniment.forms.filters import (
    AllServicesFilter,
    CaseFilter,
    DemandFilter,
    OrganisationFilter,
    ServiceFilter,
)
from taghyir.accompaniment.forms.services import FinishActionForm, RecordServiceForm

__all__ = [
    "AcceptDemandForm",
    "AllServicesFilter",
    "AskerForm",
    "CaseFilter",
    "CloseCaseForm",
    "DemandFilter",
    "FinishActionForm",
    "OrganisationFilter",
    "PutDemandToWaitForm",
    "RecordDemandForm",
    "RecordServiceForm",
    "RefuseDemandForm",
    "ServiceFilter",
    "SetNextStepForm",
    "TransferCaseForm",
]
