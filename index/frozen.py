"""Frozen dataclasses with slots, at a small part of what the standard library takes to make them.

`dataclasses` is imported with `inspect` and all that it needs, and compiles up to nine functions for each
class: for the classes of a search that is several times what Python itself takes to start. Here a class
shares its functions with all others, but for `__init__`, which is compiled when it is first called. For who
checks types, and for `dataclasses.replace`, `fields` and `asdict`, these are dataclasses like any other.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dataclasses import dataclass, field, replace

    __all__ = ["dataclass", "field", "replace"]
else:

    class _Field:
        """A default, and whether a field is compared."""

        def __init__(self, default, compare):
            self.default, self.compare = default, compare

    def field(*, default, compare=True):
        """A field with a default, compared or not."""
        return _Field(default, compare)

    def dataclass(*, frozen, slots):
        """Make a class of constants a dataclass, frozen and with slots, that inherits from no other."""
        if not (frozen and slots):
            raise TypeError("this makes frozen dataclasses with slots, and no others")
        return _made

    def replace(instance, /, **changes):
        """The same but for these fields."""
        values = dict(zip(instance.__slots__, _values(instance), strict=True))
        return type(instance)(**values | changes)

    def _made(cls):
        space = dict(cls.__dict__)
        names = tuple(name for name, kind in cls.__annotations__.items() if not kind.startswith("ClassVar"))
        given = {name: space.pop(name) for name in names if name in space}
        fields = {name: each for name, each in given.items() if isinstance(each, _Field)}
        compared = tuple(name for name in names if name not in fields or fields[name].compare)
        space.pop("__dict__", None)
        space.pop("__weakref__", None)
        space |= {
            "__slots__": names,
            "__match_args__": names,
            "__defaults": {name: fields[name].default if name in fields else given[name] for name in given},
            "__compared": compared,
            "__dataclass_fields__": _Fields(),
            "__setattr__": _refuse,
            "__delattr__": _refuse,
            "__reduce__": _reduced,
            "__eq__": _equal,
            "__hash__": _hashed,
        }
        space.setdefault("__repr__", _written)
        space["__init__"] = _first
        return type(cls)(cls.__name__, cls.__bases__, space)

    def _first(self, *args, **named):
        """What `__init__` is until it is called: it makes the real one and calls that."""
        cls = type(self)
        defaults = cls.__dict__["__defaults"]
        parameters = [f"{name}=_defaults[{name!r}]" if name in defaults else name for name in cls.__slots__]
        lines = [f"_set(self, {name!r}, {name})" for name in cls.__slots__]
        if hasattr(cls, "__post_init__"):
            lines.append("self.__post_init__()")
        space = {"_defaults": defaults, "_set": object.__setattr__}
        code = f"def __init__({', '.join(['self', *parameters])}):\n " + "\n ".join(lines or ["pass"])
        exec(code, space)  # noqa: S102 - made of the names of fields alone
        made = space["__init__"]
        made.__qualname__ = f"{cls.__qualname__}.__init__"
        cls.__init__ = made
        made(self, *args, **named)

    def _values(self):
        return [getattr(self, name) for name in self.__slots__]

    def _compared(self):
        return tuple([getattr(self, name) for name in type(self).__dict__["__compared"]])

    def _equal(self, other):
        return _compared(self) == _compared(other) if type(other) is type(self) else NotImplemented

    def _hashed(self):
        return hash(_compared(self))

    def _written(self):
        pairs = zip(self.__slots__, _values(self), strict=True)
        return f"{type(self).__qualname__}({', '.join(f'{name}={value!r}' for name, value in pairs)})"

    def _refuse(self, name, _value=None):
        from dataclasses import FrozenInstanceError

        raise FrozenInstanceError(f"cannot assign to field {name!r}")

    def _reduced(self):
        return type(self), tuple(_values(self))

    class _Fields:
        """What the standard library asks a dataclass for, made when it does."""

        def __get__(self, _, cls):
            import dataclasses

            defaults = cls.__dict__["__defaults"]
            described = [
                (
                    name,
                    cls.__annotations__[name],
                    dataclasses.field(
                        default=defaults.get(name, dataclasses.MISSING),
                        compare=name in cls.__dict__["__compared"],
                    ),
                )
                for name in cls.__slots__
            ]
            made = dataclasses.make_dataclass(cls.__name__, described)
            cls.__dataclass_fields__ = made.__dataclass_fields__
            return made.__dataclass_fields__
