// Ways to find: the search box, the filters with their counts, the legend, the list of meetings.
"use strict";
globalThis.readout ??= {};
{
  const { count, day, digits, fold, shorten } = readout.text;
  const { content, heading, names, words } = readout.data;
  const { FACETS } = readout.filter;
  const { FAMILIES, KINDS, known, shape } = readout.marks;
  const { el, replace, svg } = readout.dom;
  const { KIND_WORDS } = readout.details;

  const TITLES = { meeting: "Meeting", country: "Country", actor: "Person or body", topic: "Topic", family: "Family", act: "Act" };
  const MOST = 250;

  /** Return the statements whose sentence or names hold all the words, folded. */
  function containing(model, query) {
    const wanted = fold(query).split(/\s+/).filter(Boolean);
    const found = new Set();
    if (!wanted.length) return null;
    for (const one of model.statements) {
      one.folded ??= fold(`${words(model, one, 2)} ${[...one.by, ...one.about].map((end) => model.entities[end].label).join(" ")}`);
      if (wanted.every((word) => one.folded.includes(word))) found.add(one.number);
    }
    return found;
  }

  /** Return the entities a query names, those whose name begins with it first, then by use. */
  function named(model, query, most) {
    const wanted = fold(query.trim());
    if (!wanted) return [];
    const rank = (entity) => {
      const spots = names(entity).map((name) => (name.startsWith(wanted) ? 0 : name.includes(` ${wanted}`) ? 1 : name.includes(wanted) ? 2 : 3));
      return Math.min(...spots);
    };
    return model.entities.map((entity) => [rank(entity), entity]).filter(([place, entity]) => place < 3 && entity.kind !== "meeting")
      .sort(([a, one], [b, other]) => a - b || model.of[other.number].length - model.of[one.number].length || one.number - other.number)
      .slice(0, most).map(([, entity]) => entity);
  }

  function search(input, box, model, act) {
    let options = [];
    let active = -1;

    function close() {
      box.hidden = true;
      active = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    }

    function choose(place) {
      const option = options[place];
      close();
      option?.run();
    }

    function mark(place) {
      active = place;
      [...box.querySelectorAll("[role=option]")].forEach((option, number) => option.setAttribute("aria-selected", String(number === place)));
      if (place < 0) return input.removeAttribute("aria-activedescendant");
      input.setAttribute("aria-activedescendant", `result-${place}`);
      return document.getElementById(`result-${place}`).scrollIntoView({ block: "nearest" });
    }

    function open() {
      const query = input.value.trim();
      if (!query) return close();
      const holding = containing(model, query) ?? new Set();
      const statements = [...holding].slice(0, 6).map((number) => model.statements[number]);
      const clear = () => { input.value = ""; };
      options = [
        ...named(model, query, 8).map((entity) => ({ icon: shape(entity.kind), classes: entity.kind, label: entity.label, more: KIND_WORDS[entity.kind], run: () => { clear(); act.select([entity.number]); } })),
        ...statements.map((one) => ({ icon: shape(known(one.family)), classes: known(one.family), label: heading(model, one), more: shorten(content(model, one), 90), run: () => { clear(); act.select([one.node]); } })),
      ];
      if (holding.size) options.push({ icon: shape("statement"), classes: "", label: `Only the ${count(holding.size, "statement")} with these words`, more: "", run: () => act.words(query) });
      const rows = options.map(({ icon, classes, label, more }, place) => el("li", {
        role: "option", id: `result-${place}`, "aria-selected": "false", pointerdown: (event) => { event.preventDefault(); choose(place); },
      }, svg(icon, classes), el("span", { dir: "auto" }, label), more && el("small", { dir: "auto" }, more)));
      replace(box, rows.length ? rows : [el("li", { class: "empty", role: "option", "aria-disabled": "true", "aria-selected": "false" }, "Nothing on this page has these words.")]);
      box.hidden = false;
      input.setAttribute("aria-expanded", "true");
      return mark(options.length ? 0 : -1);
    }

    input.addEventListener("input", open);
    input.addEventListener("focus", () => { if (input.value.trim()) open(); });
    input.addEventListener("blur", close);
    input.addEventListener("keydown", (event) => {
      const last = options.length - 1;
      const moves = { ArrowDown: Math.min(active + 1, last), ArrowUp: Math.max(active - 1, 0) };
      if (event.key in moves && !box.hidden) {
        event.preventDefault();
        mark(moves[event.key]);
      } else if (event.key === "Enter") choose(active);
      else if (event.key === "Escape") {
        event.stopPropagation();
        if (box.hidden) input.blur();
        else close();
      }
    });
    return { close };
  }

  /** List the values of a condition that occur on the page: [value, label, depth, classes]. */
  function choices(model) {
    const present = (name) => new Set(model.table.flatMap((row) => row[FACETS.indexOf(name)]));
    const byLabel = (a, b) => a[1].localeCompare(b[1], "en");
    const entities = (name) => [...present(name)].map((number) => [number, model.entities[number].label, 0, model.entities[number].kind]).sort(byLabel);
    const topics = new Set(present("topic"));
    const tree = (parent, depth) => [...topics].filter((topic) => (parent === null ? !(model.entities[topic].broader ?? []).some((above) => topics.has(above)) : model.entities[topic].broader?.[0] === parent))
      .map((topic) => [topic, model.entities[topic].label, depth, "topic"]).sort(byLabel)
      .flatMap((choice) => [choice, ...(depth < 6 ? tree(choice[0], depth + 1) : [])]);
    return {
      meeting: model.meetings.map((meeting) => [meeting.number, [day(meeting.date), meeting.label].filter(Boolean).join(": "), 0, "meeting"]),
      country: entities("country"),
      actor: entities("actor"),
      topic: tree(null, 0),
      family: FAMILIES.filter((family) => present("family").has(family)).map((family) => [family, family, 0, family]),
      act: model.acts.map((one, number) => [number, one.label, 0, known(one.family)]),
    };
  }

  function filters(container, model, act) {
    const values = choices(model);
    const panels = new Map();
    const shownFacets = FACETS.filter((name) => name !== "family" && values[name].length > 1);
    for (const name of shownFacets) panels.set(name, facet(name, values[name]));
    const flags = { agreement: flag("agreement", "Agreements"), commitment: flag("commitment", "Commitments") };
    const since = date("since", "From");
    const until = date("until", "To");
    const dated = new Set(model.meetings.map((meeting) => meeting.date)).size > 1;
    const wordsChip = el("button", { type: "button", class: "chip", hidden: true, click: () => act.words("") });
    const reset = el("button", { type: "button", class: "reset", click: () => act.reset() }, "Reset");
    replace(container, [...panels.values()].map((panel) => panel.root), dated ? [since.root, until.root] : [], flags.agreement.root, flags.commitment.root, wordsChip, reset);
    document.addEventListener("pointerdown", (event) => {
      for (const { root } of panels.values()) if (!root.contains(event.target)) root.open = false;
    });
    container.addEventListener("keydown", (event) => {
      const root = event.target.closest("details");
      if (event.key === "Escape" && root?.open) {
        event.stopPropagation();
        root.open = false;
        root.querySelector("summary").focus();
      }
    });

    function facet(name, all) {
      const badge = el("span", { class: "number" });
      const box = el("input", { type: "search", placeholder: `Find in ${digits(all.length)}`, "aria-label": `Find: ${TITLES[name]}` });
      const options = el("ul", {});
      const root = el("details", { class: "facet" }, el("summary", {}, TITLES[name], badge), el("div", { class: "options" }, all.length > 9 ? box : null, options));
      const panel = { root, badge, state: null, counts: new Map() };
      panel.draw = () => {
        if (!root.open) return;
        const wanted = fold(box.value);
        const fitting = all.filter(([, label]) => fold(label).includes(wanted));
        const chosen = panel.state[name];
        replace(options, fitting.slice(0, MOST).map(([value, label, depth, classes]) => {
          const number = panel.counts.get(value) ?? 0;
          const input = el("input", { type: "checkbox", change: () => act.toggle(name, value) });
          input.checked = chosen.has(value);
          return el("li", { class: number || chosen.has(value) ? `depth-${Math.min(depth, 4)}` : `depth-${Math.min(depth, 4)} none`, "data-value": String(value) },
            el("label", {}, input, svg(shape(classes), classes), el("span", { dir: "auto" }, label), el("span", { class: "number" }, digits(number))));
        }), fitting.length > MOST ? el("li", { class: "empty" }, `${fitting.length - MOST} more: type to find them`) : null);
      };
      box.addEventListener("input", panel.draw);
      root.addEventListener("toggle", () => {
        if (root.open) for (const other of panels.values()) if (other.root !== root) other.root.open = false;
        panel.draw();
      });
      return panel;
    }

    function flag(name, label) {
      const number = el("span", { class: "number" });
      const input = el("input", { type: "checkbox", change: () => act.flag(name) });
      return { input, number, root: el("label", { class: "flag" }, input, svg(shape(name)), `${label} only`, number) };
    }

    function date(name, label) {
      const input = el("input", { type: "date", change: (event) => act.date(name, event.target.value) });
      return { input, root: el("label", { class: "date" }, label, input) };
    }

    /** Show counts and choices; a list under the reader's hand keeps its place and focus. */
    function update(state, counts, flagCounts, active) {
      for (const [name, panel] of panels) {
        Object.assign(panel, { state, counts: counts[name] });
        panel.badge.textContent = state[name].size ? String(state[name].size) : "";
        panel.root.classList.toggle("used", state[name].size > 0);
        const held = panel.root.contains(document.activeElement) ? document.activeElement.closest("[data-value]")?.dataset.value : undefined;
        const list = panel.root.querySelector("ul");
        const top = list.scrollTop;
        panel.draw();
        list.scrollTop = top;
        if (held !== undefined) [...list.children].find((row) => row.dataset.value === held)?.querySelector("input").focus();
      }
      for (const [name, { input, number }] of Object.entries(flags)) {
        input.checked = state[name];
        number.textContent = digits(flagCounts[name]);
      }
      since.input.value = state.since;
      until.input.value = state.until;
      wordsChip.hidden = !state.words;
      replace(wordsChip, `“${shorten(state.words, 40)}”`, el("span", { "aria-hidden": "true" }, " ×"));
      wordsChip.setAttribute("aria-label", `Words: ${state.words}. Remove this filter.`);
      reset.disabled = !active;
    }

    return { update };
  }

  const PLURALS = {
    person: "People", country: "Countries", organization: "Bodies", topic: "Topics", place: "Places", instrument: "Laws and documents",
    meeting: "Meetings", other: "Other",
  };

  /** The legend: a family of acts filters the statements, a kind of node can be hidden. */
  function legend(container, model, act) {
    const families = [...new Set(model.acts.map((one) => known(one.family)))].sort((a, b) => [...FAMILIES, "other"].indexOf(a) - [...FAMILIES, "other"].indexOf(b));
    const kinds = KINDS.filter((kind) => model.entities.some((entity) => entity.kind === kind && model.of[entity.number].length));
    const button = (name, label, title, click) => el("button", { type: "button", class: `key ${name}`, title, "aria-pressed": "false", click },
      svg(shape(name), name), label, el("span", { class: "number" }));
    const familyKeys = new Map(families.map((family) => [family, button(family, family, `Only ${family} statements`, () => act.toggle("family", family))]));
    const flagKeys = new Map([["agreement", "agreement"], ["commitment", "commitment"]].map(([name, label]) => [name, button(name, label, `Only ${label}s`, () => act.flag(name))]));
    const kindKeys = new Map(kinds.map((kind) => [kind, button(kind, PLURALS[kind], `Hide or show: ${PLURALS[kind]}`, () => act.hide(kind))]));
    replace(container, el("div", { class: "keys families" }, [...familyKeys.values()], [...flagKeys.values()]), el("div", { class: "keys kinds" }, [...kindKeys.values()]));

    function update(state, counts, flagCounts, hidden, drawn) {
      for (const [family, key] of familyKeys) {
        key.setAttribute("aria-pressed", String(state.family.has(family)));
        key.classList.toggle("off", state.family.size > 0 && !state.family.has(family));
        key.querySelector(".number").textContent = digits(counts.family.get(family) ?? 0);
      }
      for (const [name, key] of flagKeys) {
        key.setAttribute("aria-pressed", String(state[name]));
        key.querySelector(".number").textContent = digits(flagCounts[name]);
      }
      for (const [kind, key] of kindKeys) {
        key.hidden = !drawn.has(kind);
        key.setAttribute("aria-pressed", String(!hidden.has(kind)));
        key.classList.toggle("off", hidden.has(kind));
      }
    }

    return { update };
  }

  /** The meetings in view with their numbers, each a way into its text and its graph. */
  function meetings(model, visible, open) {
    const numbers = new Map();
    for (const one of visible) {
      const sums = numbers.get(one.meeting) ?? { statements: 0, agreements: 0 };
      sums.statements += 1;
      sums.agreements += one.agreement;
      numbers.set(one.meeting, sums);
    }
    const rows = model.meetings.filter((meeting) => numbers.has(meeting.number));
    const item = (meeting) => {
      const { statements, agreements } = numbers.get(meeting.number);
      const title = meeting.documents[0]?.title ?? meeting.label;
      return el("li", {}, el("button", { type: "button", class: "meeting", click: () => open(meeting.number) },
        el("time", { datetime: meeting.date }, day(meeting.date) || "No date"),
        el("b", { dir: "auto" }, shorten(title, 140)),
        el("small", {}, `${count(statements, "statement")}${agreements ? `, ${count(agreements, "agreement")}` : ""}`)));
    };
    const list = el("ol", { class: "meetings" }, rows.slice(0, MOST).map(item));
    return [list, rows.length > MOST ? el("p", { class: "empty" }, `${count(rows.length - MOST, "more meeting")}: narrow the filters to list them.`) : null];
  }

  globalThis.readout.finding = { choices, containing, filters, legend, meetings, named, search };
}
