#!/usr/bin/env python3
"""Two kernels side by side, as a front end meets them: medians of rounds in which they alternate.

Needs Python's jupyter_client and ipykernel (Debian: python3-jupyter-client python3-ipykernel), and
our kernel (./sfumato install). Linux only, because memory and processor time are read from /proc.
"""

import argparse
import os
import queue
import statistics
import sys
import time

try:
    import zmq
    from jupyter_client.manager import KernelManager
except ImportError:
    sys.exit("compare.py needs jupyter_client: apt-get install python3-jupyter-client python3-ipykernel")

PATIENCE = 60
LINES = 10_000
CELLS = 100

JAVA = {
    "first": "1 + 1",
    "cell": "1 + {}",
    "fails": 'throw new IllegalStateException("no");',
    "lines": "for (int i = 0; i < %d; i++) System.out.println(i);" % LINES,
    "sleep": "Thread.sleep(60_000);",
    "spin": "while (true) {}",
    "words": ["System.out.pri", '"abc".isBl', "Stri", "Math.ab", "List.o"],
}
PYTHON = {
    "first": "1 + 1",
    "cell": "1 + {}",
    "fails": 'raise ValueError("no")',
    "lines": "for i in range(%d): print(i)" % LINES,
    "sleep": "import time; time.sleep(60)",
    "spin": "while True: pass",
    "words": ["import sys; sys.stdo", '"abc".isal', "prin", "abs.__na", "dict.fr"],
}

# What is measured: name, unit, digits, and the most that our kernel may take, if there is a goal.
ROWS = [
    ("start to kernel_info", "ms", 0, None),
    ("first cell", "ms", 0, None),
    ("start to first result", "ms", 0, "theirs"),
    ("processor until then", "ms", 0, None),
    ("cell", "ms", 1, 30),
    ("cell that fails", "ms", 1, None),
    ("completion, first", "ms", 1, None),
    ("completion", "ms", 1, 15),
    ("is_complete", "ms", 1, None),
    ("10,000 lines", "ms", 0, 100),
    ("memory, idle", "MB", 0, 130),
    ("memory, at the end", "MB", 0, None),
    ("interrupt a sleep", "ms", 1, 1000),
    ("interrupt a loop", "ms", 1, 1000),
    ("cores busy afterwards", "", 2, None),
    ("shutdown", "ms", 0, None),
]


class Session:
    """One run of one kernel."""

    def __init__(self, name):
        # Sockets look for the kernel every 5 ms instead of 100, so that the waiting does not show.
        context = zmq.Context()
        context.setsockopt(zmq.RECONNECT_IVL, 5)
        context.setsockopt(zmq.RCVHWM, 0)
        context.setsockopt(zmq.LINGER, 0)
        self.manager = KernelManager(kernel_name=name, context=context)
        self.started = time.perf_counter()
        with open(os.devnull, "w") as nowhere:
            self.manager.start_kernel(stdout=nowhere, stderr=nowhere)
        self.client = self.manager.client()
        self.client.start_channels(stdin=False, hb=False)

    def since_start(self):
        return milliseconds(self.started)

    def reply(self, request):
        while True:
            reply = self.client.get_shell_msg(timeout=PATIENCE)
            if reply["parent_header"].get("msg_id") == request:
                return reply["content"]

    def run(self, code, interrupt_after=None):
        """Runs a cell until it is idle; returns its reply, its output and its time in ms.

        With an interrupt, the time counts from there.
        """
        begun = time.perf_counter()
        request = self.client.execute(code)
        if interrupt_after is not None:
            time.sleep(interrupt_after)
            begun = time.perf_counter()
            self.manager.interrupt_kernel()
        text = []
        while True:
            message = self.client.get_iopub_msg(timeout=PATIENCE)
            if message["parent_header"].get("msg_id") != request:
                continue
            kind, content = message["msg_type"], message["content"]
            if kind == "stream":
                text.append(content["text"])
            elif kind == "execute_result":
                text.append(content["data"]["text/plain"])
            elif kind == "status" and content["execution_state"] == "idle":
                break
        return self.reply(request), "".join(text), milliseconds(begun)

    def listen(self):
        """Returns when what the kernel broadcasts is heard, so that none of it is missed."""
        while True:
            try:
                self.client.get_iopub_msg(timeout=0.02)
                return
            except queue.Empty:
                self.reply(self.client.kernel_info())

    def ask(self, method, *arguments):
        begun = time.perf_counter()
        content = self.reply(method(*arguments))
        return content, milliseconds(begun)

    def processes(self):
        """The kernel's process and all below it."""
        found = [self.manager.provisioner.process.pid]
        for pid in found:
            try:
                for task in os.listdir(f"/proc/{pid}/task"):
                    with open(f"/proc/{pid}/task/{task}/children") as children:
                        found += [int(child) for child in children.read().split()]
            except FileNotFoundError:
                pass
        return found

    def megabytes(self):
        """Proportional set size: shared pages count for each process by its share."""
        kilobytes = 0
        for pid in self.processes():
            with open(f"/proc/{pid}/smaps_rollup") as rollup:
                kilobytes += sum(int(line.split()[1]) for line in rollup if line.startswith("Pss:"))
        return kilobytes / 1024

    def processor(self):
        """Processor time used so far, in seconds; other load on the machine does not show in it."""
        ticks = 0
        for pid in self.processes():
            with open(f"/proc/{pid}/stat") as stat:
                ticks += sum(int(field) for field in stat.read().rpartition(")")[2].split()[11:13])
        return ticks / os.sysconf("SC_CLK_TCK")

    def cores(self, seconds=1):
        before = self.processor()
        time.sleep(seconds)
        return (self.processor() - before) / seconds

    def end(self):
        process = self.manager.provisioner.process
        begun = time.perf_counter()
        self.client.shutdown()
        while process.poll() is None and milliseconds(begun) < PATIENCE * 1000:
            time.sleep(0.001)
        took = milliseconds(begun)
        self.kill()
        return took

    def kill(self):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)


def milliseconds(begun):
    return (time.perf_counter() - begun) * 1000


def expect(condition, what):
    if not condition:
        raise AssertionError(what)


def measure(name, code):
    """All figures of one run."""
    session = Session(name)
    try:
        figures = {}
        session.reply(session.client.kernel_info())
        figures["start to kernel_info"] = session.since_start()
        session.listen()
        reply, text, took = session.run(code["first"])
        figures["first cell"] = took
        figures["start to first result"] = session.since_start()
        figures["processor until then"] = session.processor() * 1000
        expect(text == "2", f"1 + 1 is {text!r}: {reply}")
        time.sleep(2)
        figures["memory, idle"] = session.megabytes()
        times = []
        for i in range(CELLS):
            reply, text, took = session.run(code["cell"].format(i))
            expect(text == str(1 + i), f"1 + {i} is {text!r}")
            times.append(took)
        figures["cell"] = statistics.median(times)
        reply, text, figures["cell that fails"] = session.run(code["fails"])
        expect(reply["status"] == "error", f"a failing cell ends with {reply}")
        times = []
        for word in code["words"] * 5:
            content, took = session.ask(session.client.complete, word)
            expect(content["matches"], f"nothing completes {word}")
            times.append(took)
        figures["completion, first"] = times[0]
        figures["completion"] = statistics.median(times[1:])
        _, figures["is_complete"] = session.ask(session.client.is_complete, "1 + 1")
        reply, text, figures["10,000 lines"] = session.run(code["lines"])
        expect(text == "".join(f"{i}\n" for i in range(LINES)), f"lines are missing: {len(text)}")
        for what in ("sleep", "spin"):
            row = {"sleep": "interrupt a sleep", "spin": "interrupt a loop"}[what]
            reply, _, figures[row] = session.run(code[what], interrupt_after=0.5)
            expect(reply["status"] != "ok", f"an interrupted cell ends with {reply}")
        figures["cores busy afterwards"] = session.cores()
        figures["memory, at the end"] = session.megabytes()
        figures["shutdown"] = session.end()
        return figures
    except queue.Empty:
        session.kill()
        raise AssertionError(f"no answer within {PATIENCE} s") from None
    except BaseException:
        session.kill()
        raise


def table(ours, theirs, kernel, other):
    print(f"\n{'':24}{kernel:>12}{'':16}{other:>12}{'':16}  ratio  goal")
    missed = 0
    for name, unit, digits, goal in ROWS:
        us = [figures[name] for figures in ours]
        them = [figures[name] for figures in theirs]
        if not us or not them:
            continue
        a, b = statistics.median(us), statistics.median(them)
        limit = b if goal == "theirs" else goal
        verdict = ""
        if limit is not None:
            met = a <= limit
            missed += not met
            verdict = f"≤ {limit:.0f} {unit}: {'met' if met else 'MISSED'}"
        ratio = f"{a / b:.2f}" if b > 0 else ""
        cells = "".join(
            f"{m:>9.{digits}f} {unit:2}{f'({min(x):.{digits}f}–{max(x):.{digits}f})':>16}"
            for m, x in ((a, us), (b, them))
        )
        print(f"{name:24}{cells}  {ratio:>5}  {verdict}")
    return missed


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kernel", default="sfumato", help="our kernel's name (sfumato)")
    parser.add_argument("--other", default="python3", help="the kernel beside it (python3)")
    parser.add_argument("--rounds", type=int, default=10, help="runs of each (10)")
    options = parser.parse_args()
    code = {options.kernel: JAVA, options.other: PYTHON}
    done = {options.kernel: [], options.other: []}
    failures = 0
    for i in range(options.rounds):
        order = [options.kernel, options.other]
        for name in order if i % 2 == 0 else reversed(order):
            load = os.getloadavg()[0]
            try:
                done[name].append(measure(name, code[name]))
                said = f"{done[name][-1]['start to first result']:.0f} ms to the first result"
            except AssertionError as e:
                failures += 1
                said = f"FAILED: {e}"
            print(f"round {i + 1:2} {name:12} load {load:.1f}  {said}", flush=True)
    missed = table(done[options.kernel], done[options.other], options.kernel, options.other)
    print(f"\nmedian (least–most) of {options.rounds} rounds; {failures} runs failed")
    return 1 if missed or failures else 0


if __name__ == "__main__":
    sys.exit(main())
