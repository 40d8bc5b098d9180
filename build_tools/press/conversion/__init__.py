"""转印: our own drawn PDF → press files: four inks, K-only overprinting text, PDF/X, the same bytes anywhere."""

from build_tools.press.conversion.press_files import Edition, PressFile, convert_to_press, identity_of

__all__ = ["Edition", "PressFile", "convert_to_press", "identity_of"]
