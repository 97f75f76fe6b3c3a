from taghyir.core.testing import Line

PERMISSIONS = [Line("design:living_page", {}, everybody_else=200)]
