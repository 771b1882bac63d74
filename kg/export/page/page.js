// The page: what is chosen, and every part of it told when that changes.
"use strict";
globalThis.readout ??= {};
{
  const { count, day, digits, listed, shorten } = readout.text;
  const { ACTORS, heading, load, statementAt } = readout.data;
  const { active, apply, fromFragment, index, none, toFragment } = readout.filter;
  const { FORMATS } = readout.details;
  const { LIMITS } = readout.scenes;
  const { el, replace } = readout.dom;

  const $ = (id) => document.getElementById(id);

  function start() {
    const model = load(JSON.parse($("data").textContent));
    model.table = index(model);
    let { state, view } = fromFragment(model, location.hash);
    let applied = apply(model, model.table, state);
    const totals = {
      agreements: model.statements.filter((one) => one.agreement).length,
      commitments: model.statements.filter((one) => one.commits).length,
    };
    let reading = null; // the document that the reader opened, where a meeting has several

    const act = { select, open, only, step, copy, toggle, flag, date, words, reset, hide };
    const graph = readout.graph.create($("canvas"), model, select);
    const text = readout.reading.create($("text"), model, select);
    const details = readout.details.create($("details"), $("steps"), model, act);
    const filters = readout.finding.filters($("filters"), model, act);
    const legend = readout.finding.legend($("legend"), model, act);
    const timeline = readout.timeline.create($("timeline"), model, (since, until) => change(() => Object.assign(state, { since, until })));
    readout.finding.search($("search"), $("results"), model, act);

    /** The only meeting in question, if there is one. */
    function sole() {
      if (model.meetings.length === 1) return model.meetings[0];
      return state.meeting.size === 1 ? model.meetings[[...state.meeting][0]] : undefined;
    }

    const sizeOf = (meeting) => model.scenes.meetings[meeting.number].nodes.length;

    function sceneName() {
      const meeting = sole();
      if (!meeting || view.scene === "overview" || sizeOf(meeting) > LIMITS.nodes) return "overview";
      return meeting.number;
    }

    function change(how, { keep = false } = {}) {
      how();
      draw();
      remember(keep);
      $("announcement").textContent = `${count(applied.visible.length, "statement")} in view`;
    }

    /** Keep the view in the page's address, so that it can be linked and gone back to. */
    function remember(keep) {
      const fragment = toFragment(model, state, view);
      if (fragment === location.hash.slice(1)) return;
      try {
        history[keep ? "pushState" : "replaceState"](null, "", `#${fragment}`);
      } catch (error) {
        // A frame without an address of its own, such as a notebook's, cannot keep one.
        if (!(error instanceof DOMException)) throw error;
      }
    }

    function draw() {
      const holding = state.words ? readout.finding.containing(model, state.words) : null;
      applied = apply(model, model.table, state, holding);
      const name = sceneName();
      const fresh = graph.scene() !== name;
      graph.show(name);
      const drawn = graph.filter(applied.visible, view.hidden);
      drawSelection();
      if (fresh) graph.fit();
      filters.update(state, applied.counts, applied.flags, active(state) || view.hidden.size > 0);
      legend.update(state, applied.counts, applied.flags, view.hidden, graph.kinds());
      // The timeline chooses the period, so it goes on showing what lies outside.
      const dated = state.since || state.until;
      $("timeline").hidden = !timeline.useful || sole() !== undefined;
      timeline.update(dated ? apply(model, model.table, { ...state, since: "", until: "" }, holding).visible : applied.visible, state);
      note(drawn, name);
      scenes(name);
      summary();
    }

    function drawSelection() {
      const statements = view.selection.map((node) => statementAt(model, node)).filter(Boolean);
      const overview = sceneName() === "overview";
      // The overview draws no statements, places or people who speak for others: those light what they stand for.
      const drawn = new Set(graph.drawn());
      const stands = overview && !view.selection.every((node) => drawn.has(node));
      const behind = statements.length ? statements : view.selection.flatMap((node) => model.of[node] ?? []);
      graph.light(stands ? behind.flatMap((one) => [...one.sides, ...one.about]) : view.selection, stands);
      const document = documentOf(statements);
      $("reading-heading").textContent = document ? "Text" : "Meetings";
      text.show(document, document ? [] : readout.finding.meetings(model, applied.visible, (meeting) => open(meeting)));
      if (document) {
        text.filter(applied.visible);
        text.light(behind.filter((one) => one.document === document.number));
      }
      chooser(document);
      details.show(view.selection, applied.visible, sole());
    }

    function documentOf(statements) {
      if (statements.length) return model.documents[statements[0].document];
      const inside = sole()?.documents ?? (model.documents.length === 1 ? model.documents : []);
      return inside.includes(reading) ? reading : inside[0] ?? null;
    }

    /** Where a meeting has several documents, let the reader choose; where another is shown, lead back. */
    function chooser(document) {
      const inside = sole()?.documents ?? [];
      const back = !sole() && document && model.documents.length > 1
        ? el("button", { type: "button", click: () => select([]) }, "All meetings") : null;
      const options = inside.length > 1 ? el("select", { "aria-label": "Document", change: (event) => {
        reading = inside[event.target.selectedIndex];
        select([]);
      } }, inside.map((one) => el("option", { selected: one === document }, one.title))) : null;
      replace($("documents"), back, options);
    }

    function scenes(name) {
      const meeting = sole();
      const button = (label, pressed, click) => el("button", { type: "button", "aria-pressed": String(pressed), click }, label);
      const statements = meeting && sizeOf(meeting) <= LIMITS.nodes
        ? button("Statements", name !== "overview", () => change(() => { view.scene = ""; }, { keep: true })) : null;
      const overview = button("Overview", name === "overview", () => change(() => { view.scene = "overview"; }, { keep: true }));
      const all = model.meetings.length > 1 && meeting
        ? el("button", { type: "button", click: () => change(() => { state.meeting = new Set(); view = { ...view, scene: "", selection: [] }; }, { keep: true }) }, "‹ All meetings") : null;
      replace($("scenes"), all, statements ? [statements, overview] : []);
    }

    function note(drawn, name) {
      const parts = [];
      if (!applied.visible.length && model.statements.length) parts.push("No statement meets these filters.");
      if (name === "overview" && sole() && sizeOf(sole()) > LIMITS.nodes) parts.push(`This meeting has ${count(sizeOf(sole()), "node")}, too many to tell apart: this is its overview.`);
      else if (name === "overview" && model.statements.length > LIMITS.nodes) parts.push(`${count(model.statements.length, "statement")} are too many to draw one by one: this is the overview. Open a meeting to see its statements.`);
      if (drawn.missing) parts.push(`The ${LIMITS.actors} actors that speak most are drawn; search finds the other ${digits(drawn.missing)}.`);
      if (drawn.left) parts.push(`Only the ${LIMITS.lines} heaviest of ${digits(LIMITS.lines + drawn.left)} lines are drawn.`);
      $("note").textContent = parts.join(" ");
      $("note").hidden = !parts.length;
    }

    function summary() {
      const { visible } = applied;
      const meeting = sole();
      const number = (noun, all, test) => {
        const some = visible.filter(test).length;
        return some === all ? count(all, noun) : `${digits(some)} of ${count(all, noun)}`;
      };
      const when = meeting && [day(meeting.date), meeting.start, meeting.minutes && count(meeting.minutes, "minute"), FORMATS[meeting.format], meeting.documents[0]?.publisher].filter(Boolean);
      const named = meeting && model.meetings.length > 1 ? [shorten(meeting.documents[0]?.title ?? meeting.label, 90)] : [];
      const parts = [
        ...named, ...(when ?? [count(new Set(visible.map((one) => one.meeting)).size, "meeting")]),
        number("statement", model.statements.length, () => true), number("agreement", totals.agreements, (one) => one.agreement),
        number("commitment", totals.commitments, (one) => one.commits),
      ];
      replace($("summary"), parts.map((part, place) => [el("span", {}, place < parts.length - 1 ? `${part} ·` : part), " "]));
    }

    function select(nodes) {
      // What is in view stays as it is: only the selection is drawn anew.
      view.selection = nodes;
      drawSelection();
      remember(false);
      const statements = nodes.map((node) => statementAt(model, node)).filter(Boolean);
      if (nodes.length === 1) graph.reveal(nodes[0]);
      if (nodes.length) {
        const said = statements.length ? statements.map((one) => heading(model, one)) : nodes.map((node) => model.entities[node].label);
        $("announcement").textContent = listed(said);
      }
    }

    function open(meeting, node) {
      change(() => {
        state.meeting = new Set([meeting]);
        view = { ...view, scene: "", selection: node === undefined ? [] : [node] };
      }, { keep: true });
    }

    function only(number) {
      const { kind } = model.entities[number];
      const name = kind === "topic" ? "topic" : kind === "country" ? "country" : ACTORS.has(kind) ? "actor" : null;
      if (name) change(() => { state[name] = new Set([number]); }, { keep: true });
    }

    function step(by) {
      const { visible } = applied;
      const place = visible.findIndex((one) => one.node === view.selection[0]);
      const next = visible[(place + by + visible.length) % visible.length];
      if (next) select([next.node]);
    }

    function toggle(name, value) {
      change(() => {
        if (!state[name].delete(value)) state[name].add(value);
        if (name === "meeting") view.scene = "";
      });
    }

    function flag(name) {
      change(() => { state[name] = !state[name]; });
    }

    function date(name, value) {
      change(() => { state[name] = value; });
    }

    function words(query) {
      $("search").value = "";
      change(() => { state.words = query; });
    }

    function reset() {
      change(() => {
        state = none();
        view = { scene: "", hidden: new Set(), selection: [] };
      }, { keep: true });
      graph.fit();
    }

    function hide(kind) {
      change(() => { if (!view.hidden.delete(kind)) view.hidden.add(kind); });
    }

    async function copy(label, value) {
      try {
        await navigator.clipboard.writeText(value);
      } catch {
        // A browser may keep the clipboard from a page that was opened from a disk; the old way still works there.
        const area = el("textarea", { class: "unseen", readonly: true });
        area.value = value;
        document.body.append(area);
        area.select();
        document.execCommand("copy");
        area.remove();
      }
      $("announcement").textContent = `${label}: done`;
      for (const button of document.querySelectorAll(".action")) {
        if (button.textContent !== label) continue;
        button.textContent = "Copied";
        setTimeout(() => { button.textContent = label; }, 1200);
      }
    }

    const DIRECTIONS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    $("canvas").addEventListener("keydown", (event) => {
      if (event.key in DIRECTIONS) {
        event.preventDefault();
        const node = graph.neighbour(view.selection[0], DIRECTIONS[event.key]);
        if (node !== undefined) select([node]);
      } else if (event.key === "+" || event.key === "=") graph.zoom(1.25);
      else if (event.key === "-") graph.zoom(0.8);
      else if (event.key === "0") graph.fit({ whole: true });
    });
    document.addEventListener("keydown", (event) => {
      const typing = event.target.matches("input, select, textarea");
      if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
        event.preventDefault();
        $("search").focus();
      } else if (event.key === "Escape" && view.selection.length) select([]);
    });
    $("closer").addEventListener("click", () => graph.zoom(1.25));
    $("farther").addEventListener("click", () => graph.zoom(0.8));
    $("whole").addEventListener("click", () => graph.fit({ whole: true }));
    $("skip").addEventListener("click", () => $("text").focus());
    addEventListener("popstate", () => {
      ({ state, view } = fromFragment(model, location.hash));
      draw();
    });
    const recolour = () => { graph.recolour(); timeline.recolour(); };
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", recolour);
    matchMedia("print").addEventListener("change", () => { recolour(); graph.fit(); });
    addEventListener("beforeprint", () => print(model, applied.visible));

    draw();
    // What a test or a script in the console may look at; the page itself does not use it.
    globalThis.readout.page = Object.freeze({ model, graph, select, visible: () => applied.visible, selection: () => view.selection });
  }

  /** Make the list of statements that a printed page ends with. */
  function print(model, visible) {
    if (visible.length > 400) return;
    const columns = [
      ["Date", (one) => day(one.date)],
      ["Who and how", (one) => heading(model, one)],
      ["Sentence", (one) => readout.data.words(model, one, 2)],
      ["Topics", (one) => listed(one.about.map((topic) => model.entities[topic].label))],
    ].slice(model.meetings.length > 1 ? 0 : 1);
    const head = el("tr", {}, columns.map(([title]) => el("th", { scope: "col" }, title)));
    const rows = visible.map((one) => el("tr", {}, columns.map(([, words]) => el("td", { dir: "auto" }, words(one)))));
    replace($("printed"), el("h2", {}, "Statements"), el("table", {}, el("thead", {}, head), el("tbody", {}, rows)));
  }

  start();
}
