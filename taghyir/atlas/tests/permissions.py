from taghyir.core.testing import Line
from taghyir.directory.tests.factories import OrganisationFactory
from taghyir.people.tests.factories import PEOPLE

HERE = "box=-3,34,-2,36&zoom=9"


def permissions():
    """Everybody reads the map; what it holds is for each what the directory shows them."""
    OrganisationFactory(is_public=True)
    everybody = {"nobody": 200} | dict.fromkeys(PEOPLE, 200)
    return [
        Line("atlas:directory_map", everybody),
        Line("atlas:directory_map", everybody, query="q=tifawin&near=MA-02.381.01.07&sort=distance"),
        Line("atlas:points", everybody, query=HERE),
        Line("atlas:points", {"nobody": 400} | dict.fromkeys(PEOPLE, 400), 400),
        Line("atlas:here", everybody, query=HERE),
        Line("atlas:here", {"nobody": 400} | dict.fromkeys(PEOPLE, 400), 400, query="box=1,2,3&zoom=x"),
    ]
