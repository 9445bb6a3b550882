// Asks the site for the board and draws what it answers in place of what stands there.

const PLACE = "#content-start"; // the part of admin's page that is drawn anew: messages and board

// Returns what came of it: "drawn", "refused" (drawn as well, with the reason), "signin" or "broken".
// Throws where there is no connection.
export async function ask(address, options = {}) {
  const response = await fetch(address, { headers: { "X-CSRFToken": token() }, ...options });
  const text = await response.text();
  const page = new DOMParser().parseFromString(text, "text/html");
  const found = page.querySelector(`${PLACE} [data-enhance~="board"]`);
  const isOut = response.status === 403 || new URL(response.url).pathname.includes("/login/");
  if (!found) return isOut ? "signin" : "broken";
  return { outcome: response.ok ? "drawn" : "refused", page, address: response.url };
}

export function draw({ page }) {
  const scroller = document.querySelector(".board__scroll");
  const [x, y] = [scroller?.scrollLeft ?? 0, scroller?.scrollTop ?? 0];
  document.querySelector(PLACE).replaceChildren(...page.querySelector(PLACE).childNodes);
  document.querySelector(".board__scroll")?.scrollTo(x, y);
}

// The cookie's, as somebody may have signed in again elsewhere since this page came.
function token() {
  const found = document.cookie.match(/(?:^|; )csrftoken=([^;]*)/);
  return found ? decodeURIComponent(found[1]) : (document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "");
}
