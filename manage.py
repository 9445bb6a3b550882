#!/usr/bin/env python
"""Django's command line for Cyberconf."""

import os
import select
import sys

WHOLE_OR_NOTHING = {"import_programme", "export_programme"}  # and say themselves what else came of them
INTERRUPTED, NOBODY_READS = 130, 141  # what shells give for Control-C, and for a pipe that was closed


def main() -> None:
    """Run a command. Control-C, and a reader such as ``head`` that has enough, end it without a traceback."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cyberconf.settings")
    try:
        from django.core.management import execute_from_command_line

        execute_from_command_line(sys.argv)
        sys.stdout.flush()
    except (KeyboardInterrupt, RuntimeError) as problem:
        if not is_interrupt(problem):
            raise
        is_whole = not WHOLE_OR_NOTHING.isdisjoint(sys.argv[1:2])
        sys.stderr.write("Stopped. Nothing was written.\n" if is_whole else "Stopped.\n")
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        if not is_closed(sys.stdout.fileno()):
            raise  # another pipe than that of what is printed
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # for what is flushed at the very end
        sys.exit(NOBODY_READS)


def is_interrupt(problem: BaseException) -> bool:
    """Say whether it is Control-C, which Python before 3.12 wraps while it makes a class."""
    return isinstance(problem, KeyboardInterrupt) or isinstance(problem.__cause__, KeyboardInterrupt)


def is_closed(descriptor: int) -> bool:
    """Say whether nobody reads any more what is written there."""
    ends = select.poll()
    ends.register(descriptor, 0)
    return bool(ends.poll(0))


if __name__ == "__main__":
    main()
