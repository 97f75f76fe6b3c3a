"""What is done with diagnoses: begun, filled step by step, finished, given back, signed; needs written from them."""

from taghyir.diagnoses.actions.filling import begin_diagnosis, finish_diagnosis, reopen_diagnosis, save_step
from taghyir.diagnoses.actions.giving_back import (
    give_back_result,
    hear_diagnosed_needs,
    keep_signed_result,
    sign_result,
)

__all__ = [
    "begin_diagnosis",
    "finish_diagnosis",
    "give_back_result",
    "hear_diagnosed_needs",
    "keep_signed_result",
    "reopen_diagnosis",
    "save_step",
    "sign_result",
]
