"""How a form meets an action: what the procedure refuses comes back on the form."""

from collections.abc import Callable, Iterator
from typing import ClassVar

from django.core.exceptions import BadRequest
from django.forms import Form
from django.forms.boundfield import BoundField
from django.http import QueryDict

from rapidreview.door.once import NOT_THE_BODY
from rapidreview.procedure.errors import ProcedureError


class PageForm(Form):
    """A form that can show a refusal beside what was typed; ``status`` is the page's.

    A value sent twice where one is asked for is no mistake of typing: it is refused (F14).
    So is a value that nobody asked for, where the form is the page's ``only_form``.
    """

    only_form: ClassVar[bool] = False
    refusal: ProcedureError | None = None

    def full_clean(self) -> None:
        """As Django does it. Raises BadRequest for what our pages never send."""
        if self.is_bound and isinstance(self.data, QueryDict):
            self._refuse_what_no_page_sends(self.data)
        super().full_clean()

    def _refuse_what_no_page_sends(self, data: QueryDict) -> None:
        asked = {name: many for bound in self for name, many in _names(bound)}
        twice = [
            n for n, many in asked.items() if not many and len(data.getlist(n)) > 1
        ]
        unasked = data.keys() - asked.keys() - NOT_THE_BODY if self.only_form else ()
        if twice or unasked:
            raise BadRequest(
                "This form came with values that the page does not ask for. Nothing was "
                "stored. Open the page again and send it once more."
            )

    @property
    def status(self) -> int:
        """200 unbound, 422 with errors, else the status of the refusal."""
        if self.refusal is not None:
            return self.refusal.status
        return 422 if self.is_bound and self.errors else 200


def carry_out(form: PageForm, act: Callable[[], object]) -> bool:
    """Do ``act`` if the form is right; a refusal stays on the form, nothing is stored."""
    if not form.is_valid():
        return False
    try:
        act()
    except ProcedureError as refusal:
        form.refusal = refusal
        form.add_error(None, refusal.words)
        return False
    return True


def _names(bound: BoundField) -> Iterator[tuple[str, bool]]:
    """Under which names a field is sent, and whether several values are wanted."""
    widget = bound.field.widget
    many = bool(getattr(widget, "allow_multiple_selected", False))
    for suffix in getattr(widget, "widgets_names", [""]):
        yield bound.html_name + suffix, many
