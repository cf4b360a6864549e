// Progressive enhancement only: every page works without this file.
import { initAll } from "./vendor/govuk-frontend.min.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();

// Warn before leaving a page with typed text that was not sent.
for (const form of document.querySelectorAll("form[data-keep]")) {
  let typed = false;
  form.addEventListener("input", () => { typed = true; });
  form.addEventListener("submit", () => { typed = false; });
  window.addEventListener("beforeunload", (event) => { if (typed) event.preventDefault(); });
}

// A button beside each value that is meant to be copied; data-copy says what it is.
for (const value of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) break;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "rr-textbutton rr-copied";
  button.textContent = "Copy";
  button.setAttribute("aria-label", `Copy: ${value.dataset.copy}`);
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(value.innerText);
    button.textContent = "Copied";
    button.setAttribute("aria-label", `Copied: ${value.dataset.copy}`);
  });
  value.after(button);
}
