"""捉错: from a reader's message to the article, the verdict, the prize and the correction.

What comes in is private and stays in ``issues/<issue>/bounty/inbox/``; what goes out holds no personal data.
"""
