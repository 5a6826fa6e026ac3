import { initAll } from "./vendor/govuk-frontend.min.js";

initAll();

// On a narrow screen a form comes first: what else is known of the witness folds away.
if (window.matchMedia("(max-width: 40.0525em)").matches) {
  for (const folds of document.querySelectorAll("details[data-folds]")) folds.open = false;
}
