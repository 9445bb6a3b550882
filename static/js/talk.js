// What a discussion does is fetched as it comes near what is read: what was typed before, how long ago it was said.

const MARGIN = "50%"; // of the window, that it may be away
const QUIET = 30_000; // ms, before it is first asked whether there is more
const AGAIN = 10_000; // ms, after which what did not come is asked for once more
const POSTED = /(?:^|; )posted=/; // the cookie by which the site says what it has taken

const discussion = document.querySelector("#discussion");
const bring = (load) => load().catch(() => setTimeout(bring, AGAIN, load));
const draft = () => import("./draft.js");
const hear = () => bring(() => import("./news.js"));
const near = new IntersectionObserver(
  (seen) => {
    if (!seen.some(({ isIntersecting }) => isIntersecting)) return;
    near.disconnect();
    if (discussion.querySelector(".comment__when")) bring(() => import("./ago.js"));
    if (discussion.querySelector("[data-draft-frame]")) bring(draft);
  },
  { rootMargin: MARGIN },
);

near.observe(discussion);
if (POSTED.test(document.cookie)) bring(draft);
setTimeout(hear, QUIET);
document.addEventListener("comments", hear, { once: true }); // live.js has heard of one
