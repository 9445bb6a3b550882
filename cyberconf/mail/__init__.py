"""The outbox that every app mails from: what is to be sent stands in a row, and is tried until it is sent."""
