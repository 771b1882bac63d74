// The drawing: which nodes and lines stand on the canvas, what is lit, and how one moves about.
"use strict";
globalThis.readout ??= {};
{
  const { count, listed } = readout.text;
  const { heading, capacity, statementAt, words } = readout.data;
  const { draw, grown, known, palette } = readout.marks;

  /** How many nodes a drawing may have, and how many actors and lines the overview shows at once. */
  const LIMITS = { nodes: 2000, actors: 240, lines: 500 };
  /** The scale below which labels cannot be read at rest; a larger graph opens on its beginning instead. */
  const READABLE = 0.72;
  const LARGEST = 1.25;
  const NARROW = 520;
  const RESTING = { overview: 0.32, meeting: 0.5 };

  function create(container, model, onSelect) {
    const nodes = new vis.DataSet();
    const edges = new vis.DataSet();
    const marks = new Map();
    let colours = palette();
    let scene = { name: "", overview: false };
    let lit = null;
    let chosen = new Set();
    let moved = false;
    let pending = false;

    const network = new vis.Network(container, { nodes, edges }, {
      ...model.options,
      nodes: { ...model.options.nodes, ctxRenderer: render },
      height: "100%", width: "100%",
    });

    // The container is the one stop for the keyboard; what vis-network puts inside it is none.
    container.firstElementChild.tabIndex = -1;

    /** Draw once, however many changes ask for it before the next frame. */
    function redraw() {
      if (pending) return;
      pending = true;
      requestAnimationFrame(() => {
        pending = false;
        network.redraw();
      });
    }

    function render({ ctx, id, x, y }) {
      const mark = marks.get(id);
      return {
        drawNode() {
          draw(ctx, mark, x, y, colours, { focus: chosen.has(id), dim: lit !== null && !lit.has(id) });
        },
        nodeDimensions: { width: mark.width, height: mark.height },
      };
    }

    /** Stand a scene on the canvas: the overview, or one meeting by its number. */
    function show(name) {
      if (scene.name === name) return;
      const rows = name === "overview" ? model.scenes.overview : model.scenes.meetings[name];
      scene = { name, overview: name === "overview", rows };
      if (scene.overview) scene = { ...scene, nodes: busiest(rows.nodes) };
      edges.clear();
      nodes.clear();
      marks.clear();
      lit = null;
      const drawn = (scene.nodes ?? rows.nodes).map(([id, x, y, uses]) => {
        marks.set(id, markOf(id, uses, scene.overview ? -1 : name));
        return { id, x, y, title: titleOf(id) };
      });
      nodes.add(drawn);
      if (!scene.overview) edges.add(rows.edges.map(([from, to, ...roles], id) => line(id, from, to, roles)));
      moved = false;
    }

    /** Keep the actors that are used most where there are too many to tell apart. */
    function busiest(rows) {
      const topics = rows.filter(([id]) => model.entities[id].kind === "topic");
      const actors = rows.filter(([id]) => model.entities[id].kind !== "topic");
      return [...topics, ...actors.sort((a, b) => b[3] - a[3] || a[0] - b[0]).slice(0, LIMITS.actors)];
    }

    function markOf(id, uses, meeting) {
      const one = statementAt(model, id);
      if (one) {
        const badges = [one.agreement && "agreement", one.commits && "commitment"].filter(Boolean);
        return {
          kind: "statement", family: one.family, label: words(model, one, 0), content: words(model, one, 1), badges,
          agreement: one.agreement, width: model.widths.statement, height: 28,
        };
      }
      const entity = model.entities[id];
      const sub = meeting >= 0 ? capacity(model, meeting, id) : "";
      const width = model.widths[entity.kind] ?? model.widths.other;
      return { kind: entity.kind, label: entity.label, sub, count: 0, size: grown(uses), width, height: 32 };
    }

    function titleOf(id) {
      const one = statementAt(model, id);
      if (one) return `${heading(model, one)} ${words(model, one, 1)}`;
      const { kind, label } = model.entities[id];
      return `${label} (${kind})`;
    }

    function line(id, from, to, roles) {
      const one = statementAt(model, from);
      const names = roles.map((role) => Object.keys(model.roles)[role]);
      const title = `${model.entities[to].label}: ${listed(names.map((role) => ROLE_WORDS[role] ?? model.roles[role]))}`;
      return {
        id, from, to, title, family: known(one.family),
        dashes: names.every((role) => role === "mentions") ? [3, 4] : false,
        width: names.includes("committedParty") ? 2 : 1.1,
        arrows: names.includes("addressedTo") ? { to: { enabled: true, scaleFactor: 0.5 } } : "",
        color: { inherit: false, color: colours[known(one.family)], hover: colours.accent, opacity: RESTING.meeting },
      };
    }

    const ROLE_WORDS = {
      about: "topic of this statement", addressedTo: "the statement is addressed to it", committedParty: "bound by this commitment",
      madeBy: "made this statement", mentions: "named in this statement",
    };

    /** Show what is in view: hide the rest where it stands, count anew, and say what is left out. */
    function filter(visible, hidden) {
      if (scene.overview) return overview(visible, hidden);
      const kept = new Set(visible.map((one) => one.node));
      const shown = new Map([...kept].map((node) => [node, 1]));
      // An entity's number is that of its lines, so that it can be checked by counting them.
      for (const { from, to } of edges.get()) if (kept.has(from)) shown.set(to, (shown.get(to) ?? 0) + 1);
      if (visible.length === model.statements.length) for (const [id] of marks) if (!shown.has(id)) shown.set(id, 0);
      hide(shown, hidden);
      const off = new Set(nodes.get({ filter: (node) => node.hidden, fields: ["id"] }).map((node) => node.id));
      edges.update(edges.get().map(({ id, from, to }) => ({ id, hidden: off.has(from) || off.has(to) })));
      return { left: 0, nodes: marks.size - off.size };
    }

    function overview(visible, hidden) {
      const shown = new Map();
      const pairs = new Map();
      for (const one of visible) {
        for (const end of new Set([...one.sides, ...one.about])) shown.set(end, (shown.get(end) ?? 0) + 1);
        for (const side of one.sides) {
          for (const topic of one.about) {
            const key = side * model.entities.length + topic;
            const pair = pairs.get(key) ?? { from: side, to: topic, weight: 0, agreements: 0 };
            pair.weight += 1;
            pair.agreements += one.agreement;
            pairs.set(key, pair);
          }
        }
      }
      hide(shown, hidden);
      const drawable = [...pairs.values()].filter(({ from, to }) => marks.has(from) && marks.has(to)
        && !hidden.has(model.entities[from].kind) && !hidden.has(model.entities[to].kind));
      drawable.sort((a, b) => b.weight - a.weight || a.from - b.from || a.to - b.to);
      const kept = drawable.slice(0, LIMITS.lines);
      edges.clear();
      edges.add(kept.map((pair, id) => ({
        id, from: pair.from, to: pair.to, title: pairTitle(pair),
        width: Math.min(9, 0.8 + 1.3 * Math.log2(pair.weight)), family: "muted",
        color: { inherit: false, color: colours.muted, hover: colours.accent, opacity: RESTING.overview },
      })));
      return { left: drawable.length - kept.length, nodes: shown.size, actors: scene.rows.nodes.length - scene.nodes.length };
    }

    function pairTitle({ from, to, weight, agreements }) {
      const joint = agreements ? `, ${count(agreements, "agreement")}` : "";
      return `${model.entities[from].label} on ${model.entities[to].label}: ${count(weight, "statement")}${joint}`;
    }

    function hide(shown, hidden) {
      const changed = [];
      for (const node of nodes.get({ fields: ["id", "hidden"] })) {
        const mark = marks.get(node.id);
        const off = !shown.has(node.id) || hidden.has(mark.kind);
        mark.count = shown.get(node.id) ?? 0;
        mark.hidden = off;
        if (scene.overview) mark.size = grown(mark.count);
        if (Boolean(node.hidden) !== off) changed.push({ id: node.id, hidden: off });
      }
      if (changed.length) nodes.update(changed);
      else redraw();
    }

    /** Light some nodes with all that they are tied to, or alone; the rest steps back. */
    function light(selection, alone = false) {
      chosen = new Set(selection.filter((id) => marks.has(id)));
      lit = chosen.size ? new Set(chosen) : null;
      if (lit) {
        for (const { from, to } of edges.get()) {
          if (alone || (scene.overview && chosen.size === 2)) continue;
          if (chosen.has(from)) lit.add(to);
          if (chosen.has(to)) lit.add(from);
        }
        // An entity lights its statements, and they in turn those who made them.
        if (!scene.overview) for (const id of [...lit]) for (const end of statementAt(model, id)?.by ?? []) lit.add(end);
      }
      relight();
    }

    function relight() {
      edges.update(edges.get().map(({ id, from, to, family }) => {
        const bright = !lit || (lit.has(from) && lit.has(to) && (chosen.has(from) || chosen.has(to) || !scene.overview));
        const opacity = bright ? (lit ? 0.9 : RESTING[scene.overview ? "overview" : "meeting"]) : 0.06;
        return { id, color: { inherit: false, color: colours[family] ?? colours.muted, hover: colours.accent, opacity } };
      }));
      redraw();
    }

    function bounds() {
      const box = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
      const places = network.getPositions();
      for (const [id, mark] of marks) {
        if (mark.hidden || !places[id]) continue;
        box.left = Math.min(box.left, places[id].x - mark.width / 2);
        box.right = Math.max(box.right, places[id].x + mark.width / 2);
        box.top = Math.min(box.top, places[id].y - mark.height / 2);
        box.bottom = Math.max(box.bottom, places[id].y + mark.height / 2);
      }
      return box.left === Infinity ? null : box;
    }

    /** Bring the graph into the frame: all of it, or as much of its beginning as can be read. */
    function fit({ whole = matchMedia("print").matches } = {}) {
      const box = bounds();
      const { clientWidth: width, clientHeight: height } = container;
      if (!box || !width || !height) return;
      const margin = 14;
      const all = Math.min((width - 2 * margin) / (box.right - box.left), (height - 2 * margin) / (box.bottom - box.top));
      const scale = Math.min(LARGEST, whole ? all : Math.max(all, READABLE));
      const middle = (low, high) => (low + high) / 2;
      const along = (low, high, size) => (scale * (high - low) + 2 * margin > size ? low + (size / 2 - margin) / scale : middle(low, high));
      // The actors of the overview stand in its middle; a meeting is read from the left, on a phone from its statements.
      const left = width < NARROW && !whole ? Math.max(box.left, -model.widths.statement / 2) : box.left;
      const x = scene.overview ? middle(box.left, box.right) : along(left, box.right, width);
      const position = { x, y: along(box.top, box.bottom, height) };
      network.moveTo({ position, scale, animation: false });
      redraw();
    }

    function zoom(factor) {
      moved = true;
      const scale = Math.min(4, Math.max(0.08, network.getScale() * factor));
      network.moveTo({ scale, animation: false });
    }

    /** Bring a node into the frame if it is out of it. */
    function reveal(id) {
      if (!marks.has(id)) return;
      const place = network.getPositions([id])[id];
      const { x, y } = network.canvasToDOM(place);
      const inside = x > 40 && y > 20 && x < container.clientWidth - 40 && y < container.clientHeight - 20;
      if (!inside) network.moveTo({ position: place, animation: false });
    }

    /** Return the nearest node in view in a direction, weighing what lies aside more than what lies ahead. */
    function neighbour(from, [dx, dy]) {
      const places = network.getPositions();
      const visible = [...marks].filter(([, mark]) => !mark.hidden).map(([id]) => id);
      if (from === undefined || !places[from]) return visible.find((id) => statementAt(model, id)) ?? visible[0];
      const cost = (id) => {
        const [x, y] = [places[id].x - places[from].x, places[id].y - places[from].y];
        const ahead = x * dx + y * dy;
        const aside = Math.abs(x * dy) + Math.abs(y * dx);
        return ahead > 4 ? ahead + 3 * aside : Infinity;
      };
      return visible.filter((id) => cost(id) < Infinity).sort((a, b) => cost(a) - cost(b))[0] ?? from;
    }

    function recolour() {
      colours = palette();
      for (const mark of marks.values()) mark.laid = null;
      relight();
    }

    network.on("click", ({ pointer, edges: [edge] }) => {
      const node = network.getNodeAt(pointer.DOM);
      if (node !== undefined) return onSelect([node]);
      if (edge === undefined) return onSelect([]);
      const { from, to } = edges.get(edge);
      return onSelect(scene.overview ? [from, to] : [from]);
    });
    network.on("hoverNode", () => container.classList.add("pointing"));
    network.on("blurNode", () => container.classList.remove("pointing"));
    for (const event of ["dragEnd", "zoom"]) network.on(event, () => { moved = true; });
    new ResizeObserver(() => { if (!moved) fit(); }).observe(container);

    return {
      network, show, filter, light, fit, zoom, reveal, neighbour, recolour,
      /** Return where a node is drawn within the container, in pixels. */
      placeOf: (id) => network.canvasToDOM(network.getPositions([id])[id]),
      drawn: () => [...marks].filter(([, mark]) => !mark.hidden).map(([id]) => id),
      scene: () => scene.name,
    };
  }

  globalThis.readout.graph = { LIMITS, create };
}
