// Shows the preview beside the form instead of on a page of its own. The site renders it; where anything is
// amiss the button does what it does without this.

async function show(form, button) {
  const place = form.closest("[data-draft-frame]").querySelector("[data-preview]");
  const data = new FormData(form, button);
  button.disabled = true;
  try {
    const response = await fetch(form.action, { method: "POST", body: data, redirect: "error" });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const found = page.querySelector("[data-preview]");
    if (!response.ok || !found?.firstElementChild) throw new Error(response.status);
    place.replaceChildren(...found.children);
    place.scrollIntoView({ block: "nearest" });
  } finally {
    button.disabled = false;
  }
}

function attach(form) {
  form.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (button?.name !== "preview" || form.dataset.gaveUp || !navigator.onLine) return;
    event.preventDefault();
    show(form, button).catch(() => {
      form.dataset.gaveUp = "true";
      form.requestSubmit(button);
    });
  });
}

for (const form of document.querySelectorAll('[data-enhance~="preview"]')) attach(form);
