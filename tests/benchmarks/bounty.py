"""10,000 reports imported, resolved and merged: seconds and peak memory. The mark is 20 s of processor time and 500 MB.

    python -m tests.benchmarks.bounty [--reports 10000]

The reports are the labelled messages, each many times over with other greetings, senders and times, so that no two
texts are the same and nothing can be answered from a cache.
"""

from __future__ import annotations

import argparse
import csv
import datetime
import io
import random
import resource
import sys
import tempfile
import time
from pathlib import Path

from build_tools.bounty.desk import open_desk
from build_tools.bounty.inbox import Inbox, reports_from
from build_tools.bounty.intake import read_rows
from tests.bounty.desks import DEADLINE, JANUARY, resolve
from tests.bounty.labelled import read_messages

_GREETINGS = ("编辑您好！", "", "你好，", "老师好：\n", "向编辑部报告：", "报错：")


def table(count: int) -> bytes:
    """A CSV export of that many reports."""
    chance = random.Random(2101)
    messages = [
        message
        for name in ("develop", "heldout")
        for message in read_messages(name)
        if message.issue == JANUARY
    ]
    held = io.StringIO()
    writer = csv.writer(held)
    writer.writerow(["昵称", "微信号", "留言时间", "留言内容"])
    for order in range(count):
        message = messages[order % len(messages)]
        when = f"2021-01-{chance.randint(12, 31):02d} {chance.randint(7, 22):02d}:{chance.randint(0, 59):02d}:{chance.randint(0, 59):02d}"
        writer.writerow(
            [
                f"读者{order % 4000}",
                f"wx{order % 4000}",
                when,
                f"{chance.choice(_GREETINGS)}{message.text}\n（第{order}号读者）",
            ]
        )
    return held.getvalue().encode("gb18030", "replace")


def main() -> None:
    """Measure and say."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--reports", type=int, default=10_000)
    count = parser.parse_args().reports
    content = table(count)
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        inbox = Inbox(Path(folder) / "inbox")
        rows = read_rows("export.csv", content).rows
        inbox.add(reports_from(inbox.key, "export.csv", rows, datetime.date(2021, 1, 31)))
        imported = time.monotonic()
        reports = inbox.reports()
        desk = open_desk(reports, [], resolve, DEADLINE)
    end = time.monotonic()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    claims = sum(len(case.fault.claims) for case in desk.cases)
    sys.stdout.write(
        f"{len(reports)} reports, {claims} claims, {len(desk.cases)} faults; imported in {imported - start:.1f} s, resolved and merged in {end - imported:.1f} s, peak {memory:.0f} MB; {time.process_time():.1f} s of processor time in all\n"
    )


if __name__ == "__main__":
    main()
