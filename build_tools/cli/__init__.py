"""顶楼: the commands, one a file. The only floor that prints, reads argv or the environment, and exits."""

from build_tools.cli.main import main

__all__ = ["main"]
