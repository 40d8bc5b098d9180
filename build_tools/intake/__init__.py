"""收稿: what contributors send → articles, pictures and the slip of all that was left out, changed or doubted.

``sending`` opens files, folders and archives; ``word``, ``page``, ``plain``, ``marked``, ``sheet`` and ``pdf`` read
one format each into a :class:`draft.Draft`; ``stories`` parts it; ``roles`` finds titles, bylines and captions by the
patterns of ``wording``; ``picturing`` puts pictures in their places; ``writing`` writes Markdown; ``accounting``
proves that no character is lost. ``taking`` is the way through.
"""

from build_tools.intake.sending import Received, Sending, open_sending
from build_tools.intake.taking import Taken, TakenArticle, TakenPicture, take_in, take_passage

__all__ = [
    "Received",
    "Sending",
    "Taken",
    "TakenArticle",
    "TakenPicture",
    "open_sending",
    "take_in",
    "take_passage",
]
