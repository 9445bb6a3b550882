// Tells by the tabs of a page of several days which one is read.

const line = new IntersectionObserver(
  (days) => {
    for (const { target, isIntersecting } of days) {
      const tab = document.querySelector(`.tabs [href="#${target.id}"]`);
      if (!tab) continue; // the page is of this day alone, and says so
      tab.ariaCurrent = isIntersecting ? "location" : null;
      const row = tab.parentNode;
      if (isIntersecting) row.scrollLeft = tab.offsetLeft + (tab.offsetWidth - row.clientWidth) / 2;
    }
  },
  { rootMargin: "-20% 0px -79%" }, // a little below where a tab leads to
);

function watch() {
  line.disconnect();
  for (const day of document.querySelectorAll(".day")) line.observe(day);
}

watch();
document.addEventListener("agenda", watch);
