"""How a form meets an action: what the procedure refuses comes back on the form."""

from collections.abc import Callable

from django.forms import Form

from rapidreview.procedure.errors import ProcedureError


class PageForm(Form):
    """A form that can show a refusal beside what was typed; ``status`` is the page's."""

    refusal: ProcedureError | None = None

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
