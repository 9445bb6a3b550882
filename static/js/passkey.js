// Lets the browser make a passkey, or ask for one, before its form is sent. Without it the form stays hidden,
// and the page offers other ways.

const SAID = { InvalidStateError: "known", SecurityError: "address" };

async function optionsOf(form) {
  const where = form.dataset.optionsAt;
  if (!where) return JSON.parse(document.getElementById("passkey-options").textContent);
  const response = await fetch(where, { headers: { Accept: "application/json" } });
  if (!response.ok) throw new Error(response.status);
  return (await response.json()).options;
}

async function ask(form) {
  const { publicKey } = await optionsOf(form);
  const credential = form.dataset.does === "create"
    ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(publicKey) })
    : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(publicKey) });
  form.elements.credential.value = JSON.stringify(credential.toJSON());
  form.submit();
}

function attach(form) {
  const problem = form.querySelector("[data-problem]");
  const button = form.querySelector("button");
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    button.disabled = true;
    problem.hidden = true;
    try {
      await ask(form);
    } catch (error) {
      const said = form.querySelector(`[data-said="${SAID[error.name] ?? "refused"}"]`);
      problem.textContent = said.content.textContent;
      problem.hidden = false;
    } finally {
      button.disabled = false;
    }
  });
}

if (window.PublicKeyCredential?.parseRequestOptionsFromJSON) {
  for (const form of document.querySelectorAll('[data-enhance~="passkey"]')) attach(form);
}
