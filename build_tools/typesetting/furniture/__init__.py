"""版面家具: what the paper itself puts on its pages: masthead, folio, contents, imprint."""
