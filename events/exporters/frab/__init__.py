"""frab/Pentabarf schedules, as XML and as JSON: what the field's apps read (https://c3voc.de/wiki/schedule)."""
