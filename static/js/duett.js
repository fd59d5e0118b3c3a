/* All the script there is; every page works without it. */
(() => {
  "use strict";
  const sent = new WeakSet();

  /* A second press of a button does nothing while the first is under way. The server guards as
     well. Nothing is disabled, so a page that comes back from history is as it was. */
  document.addEventListener("submit", (event) => {
    if (sent.has(event.target)) {
      event.preventDefault();
      return;
    }
    sent.add(event.target);
    setTimeout(() => sent.delete(event.target), 8000);
  });

  addEventListener("pageshow", () => {
    for (const form of document.forms) sent.delete(form);
  });

  /* What needs another look has the focus (by the page itself where autofocus is known); then, if
     only the agreement was missing, its card is brought into view. */
  addEventListener("load", () => requestAnimationFrame(() => {
    const summary = document.querySelector(".error-summary");
    if (summary && document.activeElement === document.body) summary.focus({ preventScroll: true });
    const card = document.querySelector("[data-show]");
    if (card) card.scrollIntoView({ block: "end" });
  }));
})();
