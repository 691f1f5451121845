// The page for queries: turns its text field into an editor, and shows answers without leaving the page. Without this script the form
// does the same by loading pages.
"use strict";

(function () {
  const data = JSON.parse(document.getElementById("query-data").textContent);
  const words = data.words;
  const form = document.getElementById("query-form");
  const field = document.getElementById("query");
  const status = document.getElementById("query-status");
  const result = document.getElementById("query-result");
  const LARGEST = 5000000; // bytes of an answer that is put on the page
  const LONG = 4000; // characters of a query that an address holds everywhere
  let editor = null;
  let running = null; // the request under way
  let marked = null; // the line with the mistake

  // ------------------------------------------------------------------------------------------------------------------- the editor

  function edit() {
    if (!window.Yasqe) return;
    const Yasqe = window.Yasqe;
    // Prefixes and terms come from the page: nothing is asked elsewhere, nothing is kept in the browser.
    const lists = {
      prefixes: Object.entries(data.prefixes).map(([name, iri]) => name + ": <" + iri + ">").sort(),
      class: data.classes,
      property: data.properties,
    };
    for (const [name, list] of Object.entries(lists)) {
      Object.assign(Yasqe.Autocompleters[name], { get: () => list, bulk: true, persistenceId: null });
    }
    // The endpoint knows the usual prefixes, so a query need not declare them, and the editor must not call them unknown.
    const grammar = Yasqe.modes.sparql11;
    Yasqe.defineMode("sparql11", (...settings) => {
      const mode = grammar(...settings);
      const { startState } = mode;
      mode.startState = () => {
        const state = startState();
        Object.assign(state.prefixes, data.prefixes);
        return state;
      };
      return mode;
    });
    const holder = document.getElementById("query-editor");
    holder.hidden = false;
    editor = new Yasqe(holder, {
      value: field.value,
      persistenceId: null,
      consumeShareLink: null,
      createShareableLink: null,
      showQueryButton: false,
      resizeable: false,
      editorHeight: "auto",
      viewportMargin: Infinity,
      autocompleters: ["prefixes", "class", "property", "variables"],
      // Tab leaves the editor, as it leaves every other field.
      extraKeys: { Tab: false, "Shift-Tab": false, "Ctrl-Enter": ask, "Cmd-Enter": ask },
    });
    const input = editor.getInputField();
    input.setAttribute("aria-labelledby", "query-label");
    document.getElementById("query-label").addEventListener("click", () => editor.focus());
    field.hidden = true;
    editor.on("change", () => {
      field.value = editor.getValue();
      unmark();
    });
  }

  function write(text) {
    field.value = text;
    if (editor) editor.setValue(text);
  }

  function mark(line, column) {
    if (!editor || line < 1 || line > editor.getDoc().lineCount()) return;
    marked = editor.getDoc().addLineClass(line - 1, "background", "query-mistake");
    editor.getDoc().setCursor({ line: line - 1, ch: Math.max(column - 1, 0) });
  }

  function unmark() {
    if (marked) editor.getDoc().removeLineClass(marked, "background", "query-mistake");
    marked = null;
  }

  // ------------------------------------------------------------------------------------------------------------------- asking

  async function ask() {
    const query = field.value;
    if (running) running.abort();
    const mine = (running = new AbortController());
    history.replaceState(null, "", "#query=" + encodeURIComponent(query));
    unmark();
    result.replaceChildren();
    status.textContent = words.running;
    document.body.classList.add("query-runs");
    try {
      const answer = await fetch(data.endpoint, {
        method: "POST",
        headers: {
          Accept: "application/sparql-results+json, text/turtle;q=0.9",
          "Content-Type": "application/x-www-form-urlencoded;charset=UTF-8",
        },
        body: new URLSearchParams({ query: query }),
        signal: mine.signal,
      });
      await show(answer, mine);
    } catch (error) {
      if (!mine.signal.aborted) status.textContent = words.lost;
    } finally {
      if (running === mine) {
        running = null;
        document.body.classList.remove("query-runs");
      }
    }
  }

  async function show(answer, mine) {
    const kind = (answer.headers.get("Content-Type") || "").split(";")[0];
    if (answer.ok && Number(answer.headers.get("Content-Length")) > LARGEST) {
      status.textContent = words.large;
      offer(kind === "text/turtle");
      mine.abort();
      return;
    }
    const text = await answer.text();
    if (!answer.ok) {
      refuse(answer.status, text.trim());
    } else if (kind === "text/turtle") {
      offer(true);
      status.textContent = words.graph;
      const pre = element("pre", { dir: "ltr", tabIndex: 0 }, text);
      result.replaceChildren(pre);
    } else {
      offer(false);
      const told = JSON.parse(text);
      if ("boolean" in told) status.textContent = told.boolean ? words.yes : words.no;
      else tabulate(told.head.vars, told.results.bindings);
    }
  }

  function refuse(code, reason) {
    const place = /^line (\d+), column (\d+)/.exec(reason);
    const kinds = { 400: place ? "syntax" : "refused", 403: "service", 406: "unacceptable", 413: "limit", 422: "limit" };
    const kind = kinds[code] || (/limit here|nested/.test(reason) ? "limit" : /other queries/.test(reason) ? "busy" : "failed");
    status.textContent = words[kind];
    result.replaceChildren(element("p", { className: "query-error", lang: "en", dir: "ltr" }, reason));
    if (place) mark(Number(place[1]), Number(place[2]));
  }

  /** Leave the downloads that the answer can be had as. */
  function offer(graph) {
    document.getElementById("query-graphs").hidden = !graph;
    document.getElementById("query-tables").hidden = graph;
  }

  // ------------------------------------------------------------------------------------------------------------------- the answer

  function tabulate(columns, rows) {
    const head = element("tr", {});
    for (const column of columns) head.append(element("th", { scope: "col" }, column));
    const body = element("tbody", {});
    for (const row of rows.slice(0, data.shown)) {
      const line = element("tr", {});
      for (const column of columns) line.append(cell(row[column]));
      body.append(line);
    }
    const table = element("table", {});
    table.append(element("thead", {}), body);
    table.tHead.append(head);
    const scroll = element("div", { className: "query-scroll", tabIndex: 0 });
    scroll.setAttribute("role", "region");
    scroll.setAttribute("aria-labelledby", "query-result-title");
    scroll.append(table);
    result.replaceChildren(scroll);
    const first = rows.length > data.shown ? ". " + words.first + " " + data.shown.toLocaleString("en") : "";
    status.textContent = words.rows + ": " + rows.length.toLocaleString("en") + first;
  }

  function cell(term) {
    const place = element("td", { dir: "auto" });
    if (!term) return place;
    if (term.type === "uri") {
      const address = addressOf(term.value);
      place.append(address ? element("a", { href: address, dir: "ltr" }, shortened(term.value)) : shortened(term.value));
    } else if (term.type === "literal") {
      place.append(term.value);
      if (term["xml:lang"]) place.lang = term["xml:lang"];
      if (term.datatype) place.append(" ", element("small", { dir: "ltr" }, shortened(term.datatype)));
    } else {
      place.append(term.type === "bnode" ? "_:" + term.value : JSON.stringify(term.value));
    }
    return place;
  }

  /** Return where an IRI leads: one of ours to this site, which sends on to its page; others only to http and https. */
  function addressOf(iri) {
    if (iri.startsWith(data.root)) return new URL("./" + iri.slice(data.root.length), new URL(data.endpoint, document.baseURI)).href;
    return /^https?:\/\//.test(iri) ? iri : "";
  }

  function shortened(iri) {
    let best = "";
    for (const [name, base] of Object.entries(data.prefixes)) {
      if (iri.startsWith(base) && (!best || base.length > data.prefixes[best].length)) best = name;
    }
    return best ? best + ":" + iri.slice(data.prefixes[best].length) : iri;
  }

  function element(name, properties, text) {
    const made = Object.assign(document.createElement(name), properties);
    if (text !== undefined) made.textContent = text;
    return made;
  }

  // ------------------------------------------------------------------------------------------------------------------- the page

  function followLink() {
    const given = new URLSearchParams(location.hash.slice(1)).get("query");
    if (given === null || given === field.value) return;
    write(given);
    ask();
  }

  form.addEventListener("submit", (event) => {
    if (event.submitter && event.submitter.name === "format") {
      form.method = field.value.length > LONG ? "post" : "get"; // a download is the browser's
      return;
    }
    event.preventDefault();
    ask();
  });
  for (const link of document.querySelectorAll("a[data-example]")) {
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      write(data.examples[link.dataset.example]);
      ask();
      document.getElementById("query-run").scrollIntoView({ block: "nearest" });
    });
  }
  window.addEventListener("hashchange", followLink);
  edit();
  followLink();
})();
