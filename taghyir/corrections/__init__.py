"""Corrections: answers opened again with the rules of their form, two people on one record, and one visit filled in twice."""
