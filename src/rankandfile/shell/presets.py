"""The rulebooks to begin with: texts that come with the package."""

from importlib.resources import files

FOLDER = files("rankandfile.core.rulebook") / "presets"


def preset_names() -> tuple[str, ...]:
    """The presets by name, the default first."""
    found = (entry.name.removesuffix(".toml") for entry in FOLDER.iterdir() if entry.name.endswith(".toml"))
    return tuple(sorted(found, key=lambda name: (name != "member-democracy", name)))


def preset_text(name: str) -> str:
    """The text of the preset. KeyError where there is none of this name."""
    if name not in preset_names():
        raise KeyError(name)
    return (FOLDER / f"{name}.toml").read_text(encoding="utf-8")
