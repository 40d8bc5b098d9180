"""``python -m build_tools.cli COMMAND``: the same as ``chenbao COMMAND``, for those who call it from a program of their own."""

from build_tools.cli.main import main

if __name__ == "__main__":
    raise SystemExit(main())
