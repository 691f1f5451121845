// Searches the index of names that lies beside the pages: folds what is typed as the index was folded, loads the pieces that can hold it.
"use strict";

(() => {
  const LIMIT = 40; // entries that are shown
  const PIECES = 12; // pieces of one key that are loaded, where little was typed

  // ---- folding: the same as builder/site/spelling.py, with its tables

  const folder = (tables) => {
    const gone = new Set(tables.gone);
    const fold = (text) => Array.from(text, (c) => (gone.has(c) ? "" : tables.fold[c] ?? c.normalize("NFKC").toLowerCase())).join("");
    const bare = (word) => (word.startsWith(tables.article) && word.length > tables.article.length + 1 ? word.slice(tables.article.length) : word);
    const words = (text) => (fold(text).match(/[\p{L}\p{N}]+/gu) ?? []).map(bare);

    const { articles, turkish, pairs, letters } = tables.latin;
    const article = new RegExp(`(?<![\\p{L}\\p{N}_])(?:${articles.join("|")})[-\u2019' ](?=[\\p{L}\\p{N}_])`, "gu");
    const sounds = new RegExp(`${Object.keys(pairs).join("|")}|[^]`, "gu");
    const skeleton = (word) => {
      const heard = /^[\0-\x7f]*$/.test(word)
        ? word.replace(sounds, (one) => pairs[one] ?? letters[one] ?? one)
        : Array.from(word, (c) => tables.arabic[c] ?? c).join("");
      const plain = heard.replace(/[^bcdfghjklmnrstxzwy]/gu, "");
      const kept = plain.slice(0, 1) + plain.slice(1).replace(/[wy]/g, "");
      return (kept.length > 2 && kept.endsWith("h") ? kept.slice(0, -1) : kept).replace(/(.)\1+/g, "$1");
    };
    const consonants = (text) => {
      const lower = Array.from(text.toLowerCase(), (c) => turkish[c] ?? c).join("");
      return words(lower.replace(article, "").normalize("NFKD")).map(skeleton).filter((one) => one.length > 1);
    };
    return { fold, words, consonants };
  };

  // What is asked: for each word the beginnings of keys of which one must be there.
  const asked = (folding, text) =>
    folding.words(text).map((word) => [word, ...(/^[\0-\x7f]*$/.test(word) ? folding.consonants(word).map((one) => `~${one}`) : [])]);

  if (typeof document === "undefined") {
    module.exports = { folder, asked }; // for the tests, which compare with Python
    return;
  }

  // ---- looking up

  const found = document.getElementById("found");
  const form = document.getElementById("searching");
  const field = document.getElementById("q");
  const root = new URL(found.dataset.index, document.baseURI);
  const english = document.documentElement.lang === "en";
  const loaded = new Map();

  const load = (name) => {
    if (!loaded.has(name)) {
      const answer = fetch(new URL(name, root)).then((response) => {
        if (!response.ok) throw new Error(`${name}: ${response.status}`);
        return response.json();
      });
      answer.catch(() => loaded.delete(name));
      loaded.set(name, answer);
    }
    return loaded.get(name);
  };

  const shard = (beginning) => `words-${Array.from(beginning, (c) => c.codePointAt(0).toString(16)).join("-")}.json`;

  // The numbers of the entries that have a key of this beginning; 2 where the key is whole.
  const numbers = async (index, key) => {
    const pieces = index.shards.filter((one) => key.startsWith(one) || one.startsWith(key)).slice(0, PIECES);
    const held = new Map();
    for (const piece of await Promise.all(pieces.map((one) => load(shard(one))))) {
      for (const [one, list] of Object.entries(piece)) {
        if (!one.startsWith(key)) continue;
        for (const number of list) held.set(number, one === key || held.get(number) === 2 ? 2 : 1);
      }
    }
    return held;
  };

  const search = async (text) => {
    const index = await load("index.json");
    let left = null;
    for (const keys of asked(folder(index), text)) {
      const here = new Map();
      for (const held of await Promise.all(keys.map((key) => numbers(index, key)))) {
        for (const [number, worth] of held) here.set(number, Math.max(worth, here.get(number) ?? 0));
      }
      left = left === null ? here : new Map([...left].filter(([number]) => here.has(number)).map(([n, worth]) => [n, worth + here.get(n)]));
    }
    const ranked = [...(left ?? [])].sort(([one, worth], [other, more]) => more - worth || one - other).map(([number]) => number);
    const shown = ranked.slice(0, LIMIT);
    const pieces = [...new Set(shown.map((number) => Math.floor(number / index.each)))];
    const names = new Map(await Promise.all(pieces.map(async (piece) => [piece, await load(`names-${piece}.json`)])));
    return { total: ranked.length, index, entries: shown.map((n) => names.get(Math.floor(n / index.each))[n % index.each]) };
  };

  // ---- showing: names come as text alone, whatever they hold

  const element = (name, text, kind) => {
    const made = document.createElement(name);
    if (text !== undefined) made.textContent = text;
    if (kind) made.className = kind;
    return made;
  };

  const line = (index, [path, kind, arabic, latin, more]) => {
    const item = element("li");
    const link = element("a", undefined, `thing ${kind}`);
    link.href = new URL(path.split("/").map(encodeURIComponent).join("/") + (english ? ".en.html" : ".html"), new URL("..", root)).href;
    const [first, second] = english && latin ? [latin, arabic] : [arabic || latin, arabic ? latin : ""];
    link.append(element("bdi", first));
    const beside = element("span", `${index.classes[kind]?.[english ? 1 : 0] ?? kind} · `, "source");
    if (second) beside.append(element("bdi", second), " · ");
    beside.append(String(more));
    item.append(link, " ", beside);
    return item;
  };

  const show = async (text) => {
    found.replaceChildren();
    if (!text.trim()) return;
    try {
      const { total, index, entries } = await search(text);
      if (field.value !== text) return; // something else was typed meanwhile
      const heading = element("h2", `${found.dataset.found} `);
      heading.append(element("span", String(total), "count"));
      const list = element("ul", undefined, "found");
      list.append(...entries.map((entry) => line(index, entry)));
      found.replaceChildren(...(total ? [heading, list] : [element("p", found.dataset.nothing, "note")]));
    } catch {
      found.replaceChildren(element("p", found.dataset.unreachable, "note"));
    }
  };

  let waiting = 0;
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => show(field.value), 200);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const address = new URL(location.href);
    address.searchParams.set("q", field.value);
    history.replaceState(null, "", address);
    show(field.value);
  });
  field.value = new URL(location.href).searchParams.get("q") ?? "";
  show(field.value);
})();
