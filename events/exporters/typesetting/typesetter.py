"""The process that typesets: a job as JSON on standard input, the file on standard output, without Django.

It is run by its path with the interpreter isolated from its environment, so it imports nothing of ours.
"""

import json
import sys
from pathlib import Path

import typst

TEMPLATES = Path(__file__).parent.parent


def main() -> None:
    """Typeset the job."""
    job = json.load(sys.stdin.buffer)
    found = typst.Fonts(include_system_fonts=job["document"]["with_system"])
    known = set(found.families())
    # Typst warns of a family that is not there, for each text that names it.
    job["document"]["fonts"] = [family for family in job["document"]["fonts"] if family in known]
    made = typst.compile(
        TEMPLATES / job["template"],
        root=TEMPLATES,
        font_paths=found,
        format=job["format"],
        ppi=job["ppi"],
        sys_inputs={"document": json.dumps(job["document"], ensure_ascii=False)},
        timestamp=job["at"],
    )
    sys.stdout.buffer.write(made)


if __name__ == "__main__":
    main()
