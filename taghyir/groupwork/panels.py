"""On the page of a meeting: the way to the files of those who came."""

from django.template.loader import render_to_string

from taghyir.accompaniment.models import Service
from taghyir.accompaniment.policies import ADVISERS
from taghyir.design.panels import panel


@panel("gathering.main")
def files_of_who_came(request, gathering):
    """For advisers, once the meeting was held: in how many files it is. One statement."""
    if gathering.is_to_come or not request.user.has_role(*ADVISERS):
        return ""
    count = Service.objects.filter(gathering=gathering).count()
    return render_to_string("groupwork/on_gathering.html", {"pk": gathering.pk, "count": count})
