"""库房: what was made once and need not be made again. Stands on nothing; standard library only.

In: names, digests and bytes of whoever builds. Out: the same bytes, or the word that they are not to be had.
Everything here is derived: what is lacking, damaged, of another version or of another machine counts as absent.

    sealed.py        封签   a file that is whole or is nothing: magic, checksum, written beside and renamed
    packs.py         纸包   results kept by kind and key; given to other machines and taken in from them
    fingerprints.py  指纹   digests of input files, without reading what has not changed
    locks.py         门闩   one build at a time
    twins.py         双份   the output folder and its twin, swapped in whole
    records.py       清单   what lies in the twins: units, keys, addresses, marks of the files
    units.py         落盘   writes one unit's files, in any process
    levelling.py     找平   brings one tree level with the other by links
    exchange.py      对调   two folders change places at once
"""

CACHE = "dist/.cache"
"""The storeroom's place in a paper's folder."""
