// Says of this week's comments how long ago they were posted; the exact time stays for pointer, ear and paper.

const [MINUTE, HOUR, DAY] = [60_000, 3_600_000, 86_400_000]; // ms
const language = `${document.documentElement.lang}-u-nu-latn`;
const counted = new Intl.RelativeTimeFormat(language);
const now = new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(0, "second");

function words(past) {
  const steps = { day: DAY, hour: HOUR, minute: MINUTE };
  const unit = Object.keys(steps).find((name) => past >= steps[name]);
  return unit ? counted.format(-Math.floor(past / steps[unit]), unit) : now;
}

function divided(time, zone) {
  const [said, exact] = [document.createElement("span"), document.createElement("span")];
  exact.textContent = time.textContent;
  time.title = `${time.textContent} (${zone})`;
  exact.className = "exact";
  said.ariaHidden = "true";
  time.replaceChildren(said, exact);
  return said;
}

function paint(place) {
  for (const time of place.querySelectorAll(".comment__when time")) {
    const past = Date.now() - Date.parse(time.dateTime);
    const isLately = past > -MINUTE && past < 7 * DAY; // further ahead the device's clock is wrong
    if (isLately || time.title) (time.firstElementChild ?? divided(time, place.dataset.zone)).textContent = words(past);
  }
}

for (const place of document.querySelectorAll('[data-enhance~="ago"]')) {
  paint(place);
  setInterval(paint, MINUTE, place);
}
