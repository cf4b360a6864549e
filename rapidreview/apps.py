"""The one Django app: every stage's tables belong to it, so classes can move freely."""

from django.apps import AppConfig


class RapidReview(AppConfig):
    """Rapid Review."""

    name = "rapidreview"
    verbose_name = "Rapid Review"
