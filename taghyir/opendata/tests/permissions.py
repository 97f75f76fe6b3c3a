from django.core.files.uploadedfile import SimpleUploadedFile

from taghyir.core.files import keep_file
from taghyir.core.testing import Line
from taghyir.directory.tests.factories import OrganisationFactory
from taghyir.opendata.models import Booklet
from taghyir.people.models import User
from taghyir.people.tests.factories import PEOPLE
from taghyir.places.tests.factories import TerritoryFactory


def permissions():
    """All of it is for everybody."""
    OrganisationFactory(is_public=True)
    pdf = SimpleUploadedFile("a.pdf", b"%PDF-1.7 a")
    file = keep_file(pdf, by=User.objects.robot(), extensions={"pdf"})
    Booklet.objects.get_or_create(
        territory=TerritoryFactory(), kind="booklet", language="fr", defaults={"state": "ready", "file": file}
    )
    everybody, sent = ({"nobody": status} | dict.fromkeys(PEOPLE, status) for status in (200, 303))
    one = ("nador", "booklet", "fr")
    return [
        *(Line(f"opendata:{name}", everybody) for name in ("open_data", "geojson", "kml", "vcards", "jsonld", "embed")),
        Line("opendata:geojson", everybody, query="territory=nador&q=tifawin&near=MA-9&sort=distance"),
        Line("opendata:booklet", everybody, args=one),
        Line("opendata:booklet", {"nobody": 404} | dict.fromkeys(PEOPLE, 404), args=("nador", "booklet", "zz")),
        Line("opendata:make_booklet", sent, args=one, method="post"),
        Line("opendata:booklet_file", everybody, args=one),
        Line("api-1:changes", everybody),
    ]
