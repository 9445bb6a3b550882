// Lets a clock go on from the time that the page was drawn with: the device's own may be wrong.

for (const place of document.querySelectorAll('[data-enhance~="clock"]')) {
  const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: place.dataset.zone });
  const ahead = Date.parse(place.dateTime) - Date.now();
  setInterval(() => (place.textContent = clock.format(Date.now() + ahead)), 1_000);
}
