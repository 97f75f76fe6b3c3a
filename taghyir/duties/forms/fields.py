"""Fields that several forms of the duties hold."""

from typing import Any

from django import forms


def label_of(model: Any, name: str) -> Any:
    """What the model calls this column."""
    return model._meta.get_field(name).verbose_name


def day_field(**options: Any) -> forms.DateField:
    return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **options)


def count_field(label: Any, *, most: int = 100_000, **options: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=most, **options)


def words_field(label: Any, most: int, *, rows: int = 3, **options: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=most, widget=forms.Textarea(attrs={"rows": rows, "dir": "auto"}), **options
    )
