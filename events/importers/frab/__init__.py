"""frab/Pentabarf schedules, as XML and as JSON (https://c3voc.de/wiki/schedule)."""
