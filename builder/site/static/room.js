// Lights up the words of a fact, and the facts of a word, when either is pointed at or has the focus. Without it, links to the words do the same.
"use strict";

(() => {
  const facts = new Map();
  for (const fact of document.querySelectorAll("[data-fact]")) facts.set(fact.dataset.fact, fact);
  const words = new Map();
  for (const piece of document.querySelectorAll("[data-of]")) {
    for (const token of piece.dataset.of.split(" ")) {
      if (!words.has(token)) words.set(token, []);
      words.get(token).push(piece);
    }
  }

  const tokensOf = (element) => {
    const fact = element.closest("[data-fact]");
    if (fact) return [fact.dataset.fact];
    const piece = element.closest("[data-of]");
    return piece ? piece.dataset.of.split(" ") : [];
  };

  const clear = () => {
    for (const lit of document.querySelectorAll(".lit")) lit.classList.remove("lit");
  };

  const light = (event) => {
    const tokens = tokensOf(event.target);
    clear();
    for (const token of tokens) {
      facts.get(token)?.classList.add("lit");
      for (const piece of words.get(token) ?? []) piece.classList.add("lit");
    }
    const inText = event.target.closest("[data-of]");
    if (inText && event.type !== "focusin") {
      const shown = tokens.map((token) => facts.get(token)).find((fact) => fact && fact.classList.contains("fact"));
      const box = shown?.closest(".facts");
      if (box && getComputedStyle(box).position === "sticky") box.scrollTop = shown.offsetTop - box.offsetTop - 40;
    }
  };

  document.addEventListener("mouseover", light);
  document.addEventListener("focusin", light);
})();
