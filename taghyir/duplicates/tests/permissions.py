from taghyir.core.testing import Line
from taghyir.duplicates.actions import merge_organisations
from taghyir.duplicates.tests.factories import pair, twins
from taghyir.people.tests.factories import somebody

READS = {"amina": 200, "karim": 200, "pilar": 200, "ines": 200}
DECIDES = {"amina": 302, "pilar": 302, "karim": 403, "ines": 403}


def permissions():
    """A pair of Nador: Amina decides, Karim looks, Hédi of Le Kef sees none of it."""
    found = pair()
    first, second = twins(is_women_led=True)
    merge = merge_organisations(actor=somebody("pilar"), stays=first, goes=second)
    one = (found.pk,)
    body = {"stays": str(found.first_id)}
    return [
        Line("duplicates:candidates", READS | {"hedi": 200}, 403),
        Line("duplicates:candidates", READS | {"hedi": 200}, 403, query="format=csv&reason=words"),
        Line("duplicates:candidate", READS, args=one),
        Line("duplicates:merge_candidate", DECIDES, args=one, method="post", body=body),
        Line("duplicates:keep_apart", DECIDES, args=one, method="post"),
        Line("duplicates:put_off", DECIDES, args=one, method="post"),
        Line("duplicates:merges", READS | {"hedi": 200}, 403),
        Line("duplicates:undo_merge", DECIDES, args=(merge.pk,), method="post"),
    ]
