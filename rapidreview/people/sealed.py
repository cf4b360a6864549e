"""Text about people, encrypted in its column from the first migration (architecture, 6)."""

from typing import TYPE_CHECKING, Protocol, Self, cast

from django.db import models

from rapidreview.people.keys import open_key, seal, unseal

if TYPE_CHECKING:
    _Binary = models.BinaryField[str, str]
else:
    _Binary = models.BinaryField


class KeyHolder(Protocol):
    """A row that owns a key: a case or a partnership."""

    @property
    def key_wrapped(self) -> bytes | memoryview:
        """Its key, wrapped by the master key."""
        ...

    @property
    def key_owner(self) -> str:
        """The name its key is bound to."""
        ...


class Sealable(Protocol):
    """A row with sealed columns: it knows whose key seals them."""

    pk: object

    @property
    def key_holder(self) -> KeyHolder:
        """The case or partnership whose key seals this row."""
        ...


class Ciphertext(bytes):
    """Bytes as they lie in the column, not opened yet."""

    __slots__ = ()


class SealedText(_Binary):
    """A text column that the database sees only encrypted; opened when it is read.

    The model must have a ``key_holder``. Filters and ``update()`` on it are refused,
    since they would put plain text into SQL.
    """

    def __init__(self, **options: object) -> None:
        options.setdefault("blank", True)
        options["editable"] = False
        super().__init__(**options)  # type: ignore[arg-type]

    def contribute_to_class(
        self,
        cls: type[models.Model],
        name: str,
        private_only: bool = False,  # noqa: FBT001, FBT002 - Django's own signature
    ) -> None:
        """Put the opening descriptor in the field's place on the model."""
        super().contribute_to_class(cls, name, private_only)
        setattr(cls, name, _Opener(self))

    def get_default(self) -> str:
        """An empty text (a binary field would say ``b""``)."""
        return ""

    def from_db_value(self, value: object, *_: object) -> Ciphertext:
        """Keep the bytes closed until somebody reads the attribute."""
        return Ciphertext(cast("bytes", value) or b"")

    def pre_save(self, model_instance: models.Model, add: bool) -> bytes:  # noqa: FBT001
        """The sealed bytes of what the row holds now."""
        held = model_instance.__dict__.get(self.attname, "")
        if isinstance(held, Ciphertext):
            return bytes(held)
        row = cast("Sealable", model_instance)
        return seal(_key(row), held.encode(), self.place(row)) if held else b""

    def get_db_prep_value(
        self,
        value: object,
        connection: object,
        prepared: bool = False,  # noqa: FBT001, FBT002
    ) -> object:
        """Refuse plain text on its way into SQL."""
        if isinstance(value, str):
            raise TypeError(
                f"{self.name} is sealed: assign it on a row and save the row."
            )
        return super().get_db_prep_value(value, connection, prepared)  # type: ignore[arg-type]

    def place(self, row: Sealable) -> bytes:
        """Table, row and column: what the sealed bytes are bound to."""
        return f"{self.model._meta.db_table}:{row.pk}:{self.column}".encode()

    def deconstruct(self) -> tuple[str, str, list[object], dict[str, object]]:
        """For migrations: the default is ours, not the caller's."""
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("default", None)
        kwargs.pop("editable", None)
        return name, path, list(args), dict(kwargs)


class _Opener:
    """Reads a sealed column as text, decrypting at first sight."""

    def __init__(self, field: SealedText) -> None:
        self.field = field

    def __get__(self, row: models.Model | None, owner: object) -> Self | str:
        if row is None:
            return self
        name = self.field.attname
        if name not in row.__dict__:
            row.refresh_from_db(fields=[name])
        held = row.__dict__[name]
        if not isinstance(held, Ciphertext):
            return cast("str", held)
        opened = self._open(cast("Sealable", row), held)
        row.__dict__[name] = opened
        return opened

    def __set__(self, row: models.Model, value: object) -> None:
        if not isinstance(value, str | Ciphertext):
            raise TypeError(
                f"{self.field.name} holds text, not {type(value).__name__}."
            )
        row.__dict__[self.field.attname] = value

    def _open(self, row: Sealable, held: Ciphertext) -> str:
        if not held:
            return ""
        return unseal(_key(row), bytes(held), self.field.place(row)).decode()


def _key(row: Sealable) -> bytes:
    holder = row.key_holder
    return open_key(holder.key_wrapped, holder.key_owner)
