"""全文检索: the files that let a browser find any words of any issue, without a server.

``pieces`` says what can be found, ``spoken`` which of it also by pinyin; ``grams`` makes the postings of one issue,
``entry`` keeps its whole share as bytes; ``volumes`` says which issues share an index, ``shards`` joins theirs,
``files`` writes what lies under ``/search/data/`` by ``scripts``; ``page`` is the page that asks. The other half is
``theme/web/assets/search-index.js``, which folds, hashes and counts places alike, and ``search-engine.js``, which
looks up and verifies, one volume after another, the newest first.
"""
