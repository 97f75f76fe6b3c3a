import factory

from taghyir.catalogue.models import ServiceKind


class ServiceKindFactory(factory.django.DjangoModelFactory):
    """The price of a product, worked out together: for what the market and the model ask. `ServiceKindFactory(country="TN")`."""

    class Meta:
        model = ServiceKind
        django_get_or_create = ("code",)

    code = "costing"
    name_fr = factory.LazyAttribute(lambda kind: f"prix de revient ({kind.code})")
    name_ar = "سعر التكلفة"
    topic = "pricing"
    minutes = 90
    themes = ["market", "model"]
    folded = factory.LazyAttribute(lambda kind: f"{kind.name_fr} |")
