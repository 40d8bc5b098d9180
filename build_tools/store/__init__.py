"""库房: what was made once and need not be made again. Stands on nothing; standard library only.

In: names, digests and bytes of whoever builds. Out: the same bytes, or the word that they are not to be had.
Everything here is derived: what is lacking, damaged, of another version or of another machine counts as absent.

    files.py         落盘   files written whole or not at all; files sealed with a checksum
    digests.py       摘要   digests of texts, values and files
    plain.py         平文   values of ours as JSON, the same under every Python
    cache.py         存包   results kept by kind and key; taken in from other machines
    fingerprints.py  指纹   digests of input files, without reading what has not changed
    locks.py         门闩   one build at a time
    processes.py     旁边   a process beside this one, which keeps warm what it has loaded
    trees.py         输出   a folder of output, swapped in whole; what stands is linked
"""

CACHE = "dist/.cache"
"""The storeroom's place in a paper's folder."""
