"""Takes a folder for results and notebooks, executes them, two at a time: a line for each, and exit code 1 when a cell of one failed."""

import asyncio
import atexit
import os
import re
import sys
import time

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, DeadKernelError

AT_ONCE = 2
STARTS = 3


class StartFailed(Exception):
    pass


async def execute(notebook, folder, log):
    client = NotebookClient(notebook, timeout=300, startup_timeout=60, kernel_name="gradus-java", resources={"metadata": {"path": folder}})
    client.create_kernel_manager()
    client.km.ip = "127.0.0.1"
    try:
        async with client.async_setup_kernel(stdout=log, stderr=log):
            client.started = True
            for index, cell in enumerate(notebook.cells):
                await client.async_execute_cell(cell, index)
    except RuntimeError as error:
        if isinstance(error, DeadKernelError) or getattr(client, "started", False):
            raise
        atexit.unregister(client._cleanup_kernel)  # it has been cleaned up, and would complain that there is nothing to clean
        raise StartFailed(str(error)) from error


async def attempt(file, out, gate):
    name = os.path.basename(file)
    stem = os.path.join(out, os.path.splitext(name)[0])
    async with gate:
        begin = time.monotonic()
        with open(stem + ".log", "w", encoding="utf-8") as log:
            for left in reversed(range(STARTS)):
                notebook = nbformat.read(file, as_version=4)
                wrong = None
                try:
                    await execute(notebook, os.path.dirname(file), log)
                except StartFailed as error:
                    wrong = str(error)
                    if left:
                        print("note: a Java kernel did not start: " + wrong, file=sys.stderr)
                        continue
                except CellExecutionError as error:
                    wrong = str(error).split("following cell:", 1)[-1]
                except Exception as error:
                    wrong = type(error).__name__ + ": " + str(error)
                break
            if wrong:
                log.write("\n" + wrong + "\n")
        nbformat.write(notebook, stem + ".ipynb")
        word = "FAILED" if wrong else "passed"
        lines = [f"{word}  {name}  {time.monotonic() - begin:.0f} s"]
        if wrong:
            lines += ["    " + line for line in re.sub(r"\x1b\[[0-9;]*m", "", wrong).strip().splitlines()]
            lines += ["    the kernel's messages: " + os.path.join("target", "notebooks", os.path.basename(stem) + ".log")]
        print("\n".join(lines), flush=True)
        return not wrong


async def main(out, files):
    gate = asyncio.Semaphore(AT_ONCE)
    passed = await asyncio.gather(*(attempt(os.path.abspath(file), out, gate) for file in files))
    print(f"{sum(passed)} passed, {len(passed) - sum(passed)} failed")
    return 0 if all(passed) else 1


if __name__ == "__main__":
    sys.exit(asyncio.run(main(sys.argv[1], sys.argv[2:])))
