from taghyir.core.testing import Line
from taghyir.people.tests.factories import PEOPLE


def permissions():
    return [Line("criteria:criteria", {"nobody": 200} | dict.fromkeys(PEOPLE, 200))]
