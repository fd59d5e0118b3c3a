/* All the script there is; every page works without it. */
(() => {
  "use strict";
  const $ = (what, where = document) => where.querySelector(what);
  let sent = new WeakSet();

  /* A second press does nothing while the first is under way; the server guards as well. Nothing is
     disabled, so a page that comes back from history is as it was. */
  document.addEventListener("submit", (event) => {
    if (sent.has(event.target)) event.preventDefault();
    sent.add(event.target);
    setTimeout(() => sent.delete(event.target), 8000);
  });

  addEventListener("pageshow", () => { sent = new WeakSet(); });

  /* What needs another look has the focus; a card that only lacks its tick comes into view. */
  addEventListener("load", () => requestAnimationFrame(() => {
    const summary = $(".error-summary");
    if (summary && document.activeElement === document.body) summary.focus({ preventScroll: true });
    $("[data-show]")?.scrollIntoView({ block: "end" });
  }));

  /* Tags: those with what is sought in a name, and how many are ticked. Half a syllable hides none;
     the particle is that of webapp/web/particles.py. */
  const seek = $("#q");
  if (seek) {
    const status = $("[data-missed]");
    const tags = [...document.querySelectorAll(".tag")];
    const look = ({ isComposing }) => {
      const words = seek.value.trim();
      const wanted = words.normalize("NFC").toLowerCase().replace(/[\s·-]/g, "");
      const found = tags.filter((tag) => tag.dataset.find.includes(wanted));
      if (isComposing && !found[0]) return;
      for (const tag of tags) tag.hidden = !found.includes(tag);
      const closed = /([\u11a8-\u11c2013678lmn]|ng|[aeiou]c?[ckp])$/i.test(words.normalize("NFD"));
      status.textContent = status.dataset[found[0] ? "counted" : closed ? "closed" : "missed"]
        .replace("{}", () => found[0] ? tags.filter((tag) => $(":checked", tag)).length : words);
    };
    for (const what of ["input", "compositionend", "change"]) addEventListener(what, look);
    seek.onkeydown = (event) => event.key !== "Enter";
    seek.nextElementSibling.remove();
  }

  /* Lines: each a button that takes it away; the text area still carries them. An Enter that ends a
     syllable adds nothing; Safari sends it after the syllable, as 229. */
  const area = $(".tag-lines textarea");
  if (area) {
    const kit = area.nextElementSibling.content;
    const [line, list, item] = ["input", "ul", "li"].map((what) => $(what, kit));
    const put = (lines) => {
      area.value = lines.join("\n");
      list.replaceChildren(...lines.map((words, at) => {
        const made = item.cloneNode(true);
        $("b", made).textContent = words;
        made.onclick = () => {
          put(lines.filter((_, place) => place !== at));
          line.focus();
        };
        return made;
      }));
      line.value = "";
    };
    const add = () => put(`${area.value}\n${line.value}`.split("\n").filter((one) => one.trim()));
    $("button", kit).onclick = add;
    line.onkeydown = ({ key, isComposing, keyCode }) => {
      const ends = key === "Enter" && !isComposing && keyCode !== 229;
      if (ends) add();
      return !ends;
    };
    line.id = area.id;
    area.id = "";
    area.hidden = true;
    area.after(kit);
    addEventListener("pageshow", add);
  }

  /* Places: the second list follows the first. */
  const first = $("#sido");
  if (first) {
    const second = $(".places-second");
    const follow = () => {
      const copy = $(".places template").content.cloneNode(true);
      for (const place of copy.querySelectorAll("option + option")) {
        if (!place.value.startsWith(first.value)) place.remove();
      }
      second.replaceChildren(first.value && copy);
    };
    $("button", second).remove();
    first.onchange = follow;
    addEventListener("pageshow", () => second.firstElementChild || follow());
  }
})();
