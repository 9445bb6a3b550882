"""What shows beside a mailbox or a password who it is: passkeys, codes of an app, recovery codes."""
