// The text as published, with every statement where it stands.
"use strict";
globalThis.readout ??= {};
{
  const { cut } = readout.text;
  const { heading, places } = readout.data;
  const { known } = readout.marks;
  const { el, replace } = readout.dom;

  const [CUE, CONTENT, SENTENCE] = [0, 1, 2];

  /** Return the pieces of a document: text outside statements, and sentences with their cues and contents. */
  function pieces(model, document) {
    const statements = model.statements.filter((one) => one.document === document.number);
    const spans = statements.flatMap((one) => places(model, one));
    const found = [];
    for (const piece of cut(document.text.length, spans)) {
      const inside = [...new Set(piece.spans.map((span) => Math.floor(span / 3)))];
      const key = inside.join(" ");
      // The shortest cue, else the shortest content, that covers the piece says whose words they are.
      const own = piece.spans.filter((span) => span % 3 !== SENTENCE)
        .sort((a, b) => (a % 3) - (b % 3) || length(spans[a]) - length(spans[b]))[0];
      if (found.at(-1)?.key !== key) found.push({ key, statements: inside.map((place) => statements[place]), parts: [] });
      const part = own === undefined ? null : { statement: statements[Math.floor(own / 3)], cue: own % 3 === CUE };
      found.at(-1).parts.push({ words: document.text.slice(piece.begin, piece.end), ...part });
    }
    return found;
  }

  const length = ([begin, end]) => end - begin;

  function create(container, model, onSelect) {
    let shown = null;
    let elements = new Map();

    /** Show a document, or what stands in its place. */
    function show(document, instead = []) {
      if (shown !== null && shown === document) return;
      shown = document;
      elements = new Map();
      container.scrollTop = 0;
      container.classList.toggle("source", Boolean(document));
      if (!document) return replace(container, instead);
      container.setAttribute("lang", document.language ?? "en");
      if (!document.text) return replace(container, el("p", { class: "empty" }, "The graph does not hold the text of this document."));
      return replace(container, lines(pieces(model, document)));
    }

    /** Lay the pieces out as one block a line: a change of one line leaves the others be, and each runs its own way. */
    function lines(found) {
      const begun = new Set();
      const blocks = [el("div", { dir: "auto" })];
      for (const { statements, parts } of found) {
        let sentence = null;
        for (const { words, ...part } of parts) {
          words.split(/\r\n|\r|\n/).forEach((run, number) => {
            if (number) {
              blocks.push(el("div", { dir: "auto" }));
              sentence = null;
            }
            if (!run) return;
            if (!sentence && statements.length) blocks.at(-1).append(sentence = sentenceOf(statements));
            (sentence ?? blocks.at(-1)).append(part.statement ? passage(run, part, begun) : run);
          });
        }
      }
      for (const block of blocks) if (!block.firstChild) block.append(el("br"));
      return blocks;
    }

    function sentenceOf(statements) {
      const sentence = el("span", { class: "sentence", "data-statements": statements.map((one) => one.number).join(" ") });
      for (const one of statements) remember(one, sentence);
      return sentence;
    }

    function passage(words, { statement, cue }, begun) {
      if (cue) return remember(statement, cueOf(statement, words, begun));
      return remember(statement, el("span", { class: `content ${known(statement.family)}`, "data-statement": statement.number }, words));
    }

    function cueOf(statement, words, begun) {
      // One stop for the keyboard a statement, however many pieces its cue is cut into.
      const first = !begun.has(statement);
      begun.add(statement);
      const label = `${heading(model, statement)}. Show the details of this statement.`;
      const attributes = first ? { role: "button", tabindex: "0", "aria-label": label } : {};
      return el("span", { class: `cue ${known(statement.family)}`, "data-statement": statement.number, ...attributes }, words);
    }

    function remember(statement, element) {
      if (!elements.has(statement.number)) elements.set(statement.number, []);
      elements.get(statement.number).push(element);
      return element;
    }

    /** Light the words of statements and bring the first of them into sight. */
    function light(statements, { scroll = true } = {}) {
      for (const old of container.querySelectorAll(".lit")) old.classList.remove("lit");
      container.classList.toggle("choosing", statements.length > 0);
      for (const one of statements) for (const element of elements.get(one.number) ?? []) element.classList.add("lit");
      const first = elements.get(statements[0]?.number)?.[0];
      if (first && scroll) bring(first);
    }

    /** Scroll the text, and never the page around it. */
    function bring(element) {
      const box = container.getBoundingClientRect();
      const { top, bottom } = element.getBoundingClientRect();
      if (top >= box.top + 8 && bottom <= box.bottom - 8) return;
      const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
      container.scrollTo({ top: container.scrollTop + top - box.top - box.height / 3, behavior: calm ? "auto" : "smooth" });
    }

    /** Grey what the filters leave out. */
    function filter(visible) {
      const kept = new Set(visible.map((one) => one.number));
      for (const [number, list] of elements) {
        for (const element of list) if (!element.classList.contains("sentence")) element.classList.toggle("out", !kept.has(number));
      }
    }

    function pick(target) {
      const one = target.closest("[data-statement]");
      if (one) return onSelect([model.statements[one.dataset.statement].node]);
      const sentence = target.closest("[data-statements]");
      if (sentence) onSelect(sentence.dataset.statements.split(" ").map((number) => model.statements[number].node));
      return undefined;
    }

    container.addEventListener("click", (event) => {
      if (!getSelection().isCollapsed) return;
      pick(event.target);
    });
    container.addEventListener("keydown", (event) => {
      if ((event.key === "Enter" || event.key === " ") && event.target.matches(".cue")) {
        event.preventDefault();
        pick(event.target);
      }
    });

    return { show, light, filter, shown: () => shown };
  }

  globalThis.readout.reading = { create, pieces };
}
