from taghyir.core.testing import Line

PERMISSIONS = [Line("design:living_page", {"nobody": 200}, everybody_else=200)]
