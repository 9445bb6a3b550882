// What a discussion does is fetched as it comes near what is read: what was typed before, how long ago it was said.

const MARGIN = "50%"; // of the window, that it may be away
const QUIET = 30_000; // ms, before it is first asked whether there is more

const discussion = document.querySelector("#discussion");
const near = new IntersectionObserver(
  (seen) => {
    if (!seen.some(({ isIntersecting }) => isIntersecting)) return;
    near.disconnect();
    if (discussion.querySelector(".comment__when")) import("./ago.js");
    if (discussion.querySelector("[data-draft-frame]") || document.cookie.includes("posted=")) import("./draft.js");
  },
  { rootMargin: MARGIN },
);
const hear = () => import("./news.js");

near.observe(discussion);
setTimeout(hear, QUIET);
document.addEventListener("comments", hear, { once: true }); // live.js has heard of one
