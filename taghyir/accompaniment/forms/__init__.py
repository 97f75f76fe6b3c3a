"""What people fill in about demands, files, plans and services; fields are named like the arguments of the actions."""

from taghyir.accompaniment.forms.cases import CloseCaseForm, SetNextStepForm, TransferCaseForm
from taghyir.accompaniment.forms.demands import (
    AcceptDemandForm,
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
from taghyir.accompaniment.forms.plans import (
    AddObjectiveForm,
    ChangeActionForm,
    ChangeObjectiveForm,
    FinishActionForm,
    PlanActionForm,
    ReachObjectiveForm,
    TakeOutForm,
)
from taghyir.accompaniment.forms.services import RecordServiceForm

__all__ = [
    "AcceptDemandForm",
    "AddObjectiveForm",
    "AllServicesFilter",
    "CaseFilter",
    "ChangeActionForm",
    "ChangeObjectiveForm",
    "CloseCaseForm",
    "DemandFilter",
    "FinishActionForm",
    "OrganisationFilter",
    "PlanActionForm",
    "PutDemandToWaitForm",
    "ReachObjectiveForm",
    "RecordDemandForm",
    "RecordServiceForm",
    "RefuseDemandForm",
    "ServiceFilter",
    "SetNextStepForm",
    "TakeOutForm",
    "TransferCaseForm",
]
