"""The `completion` command."""

from __future__ import annotations

import argparse
from typing import Final

from index.console import ExitCode

SHELLS: Final = ("bash", "zsh", "fish")


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.description = (
        "Print what makes a shell complete dateline's arguments. bash and zsh: put "
        "'eval \"$(dateline completion bash)\"' (or zsh) into ~/.bashrc (or ~/.zshrc). "
        "fish: 'dateline completion fish > ~/.config/fish/completions/dateline.fish'."
    )
    parser.add_argument("shell", choices=SHELLS)


def run(args: argparse.Namespace) -> int:
    """Print it."""
    from argcomplete.shell_integration import shellcode

    print(shellcode(["dateline"], shell=args.shell))
    return ExitCode.OK
