// For pages of other sites: makes each frame of ours as high as what is in it. Only a frame itself is believed, and
// only as long as it shows the site that its address names.

(() => {
  const LEAST = 100, MOST = 20_000; // pixels
  const frames = () => [...document.querySelectorAll("iframe[data-cyberconf]")];

  addEventListener("message", ({ data, origin, source }) => {
    if (data?.cyberconf !== "height" || !Number.isFinite(data.height)) return;
    for (const frame of frames()) {
      if (frame.contentWindow !== source || new URL(frame.src).origin !== origin) continue;
      frame.style.blockSize = `${Math.min(Math.max(data.height, LEAST), MOST)}px`;
      frame.style.border = "0";
    }
  });
  for (const frame of frames()) frame.contentWindow.postMessage({ cyberconf: "ask" }, "*");
})();
