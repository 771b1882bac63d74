// The drawing: vis-network moves and draws the nodes, the lines are ours; what is lit, and what the pointer is on.
"use strict";
globalThis.readout ??= {};
{
  const { statementAt } = readout.data;
  const { draw, grown, palette } = readout.marks;
  const { ALPHA, at, course, draw: drawLines, middle } = readout.lines;
  const { LIMITS, build, pairLine, tally } = readout.scenes;
  const { el } = readout.dom;

  /** The scale below which labels cannot be read at rest; a larger graph opens on its beginning instead. */
  const READABLE = 0.72;
  const LARGEST = 1.25;
  const NARROW = 520;
  const MARGIN = 14;

  function create(container, model, onSelect) {
    const nodes = new vis.DataSet();
    let scene = { name: "", overview: false, marks: new Map(), edges: new Map(), lines: [] };
    let colours = palette();
    let lit = null;
    let chosen = new Set();
    let pointed = null;
    let moved = false;
    let pending = false;

    const network = new vis.Network(container, { nodes, edges: new vis.DataSet() }, {
      ...model.options,
      nodes: { ...model.options.nodes, ctxRenderer: render },
      height: "100%", width: "100%",
    });
    const tip = el("div", { class: "tip", hidden: true, "aria-hidden": "true", dir: "auto" });
    container.append(tip);
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
      const mark = scene.marks.get(id);
      return {
        drawNode: () => draw(ctx, mark, x, y, colours, { focus: chosen.has(id), dim: lit !== null && !lit.has(id) }),
        nodeDimensions: { width: mark.width, height: mark.height },
      };
    }

    /** Return a function from a node to its place and size. */
    function boxes() {
      const places = network.getPositions();
      return (id) => ({ ...scene.marks.get(id), ...places[id], edge: scene.edges.get(id) });
    }

    const shownLines = () => scene.lines.filter(({ from, to }) => !scene.marks.get(from).hidden && !scene.marks.get(to).hidden);

    function alphaOf({ from, to, alpha = ALPHA.meeting }) {
      if (!lit) return alpha;
      return lit.has(from) && lit.has(to) && (chosen.has(from) || chosen.has(to) || !scene.overview) ? ALPHA.bright : ALPHA.dim;
    }

    network.on("beforeDrawing", (context) => drawLines(context, shownLines(), boxes(), alphaOf, colours, pointed));

    /** Stand a scene on the canvas: the overview, or one meeting by its number. */
    function show(name) {
      if (scene.name === name) return;
      nodes.clear();
      scene = build(model, name);
      [lit, pointed, moved] = [null, null, false];
      nodes.add(scene.places);
    }

    /** Show what is in view: hide the rest where it stands, count anew, and tell what is left out. */
    function filter(visible, hidden) {
      const shown = new Map();
      let left = 0;
      if (scene.overview) {
        const { uses, pairs } = tally(model, visible);
        for (const [id, use] of uses) shown.set(id, use);
        scene.pairs = pairs.filter(({ from, to }) => scene.marks.has(from) && scene.marks.has(to));
        left = Math.max(0, scene.pairs.length - LIMITS.lines);
      } else {
        for (const one of visible) shown.set(one.node, 1);
        // An entity's number is that of its lines, so that it can be checked by counting them.
        for (const { from, to } of scene.lines) if (shown.has(from)) shown.set(to, (shown.get(to) ?? 0) + 1);
        if (visible.length === model.statements.length) for (const id of scene.marks.keys()) if (!shown.has(id)) shown.set(id, 0);
      }
      hide(shown, hidden);
      return { left, missing: scene.missing };
    }

    function hide(shown, hidden) {
      const changed = [];
      for (const [id, mark] of scene.marks) {
        const off = !shown.has(id) || hidden.has(mark.kind);
        mark.count = shown.get(id) ?? 0;
        if (scene.overview) mark.size = grown(mark.count);
        if (Boolean(mark.hidden) !== off) changed.push({ id, hidden: off });
        mark.hidden = off;
      }
      if (changed.length) nodes.update(changed);
      redraw();
    }

    /** Light some nodes with all that they are tied to, or alone; the rest steps back. */
    function light(selection, alone = false) {
      chosen = new Set(selection.filter((id) => scene.marks.has(id)));
      lit = chosen.size ? new Set(chosen) : null;
      if (scene.overview) {
        // The heaviest lines, and all of those that hold what is chosen.
        const kept = scene.pairs.filter(({ from, to }, place) => place < LIMITS.lines || chosen.has(from) || chosen.has(to));
        scene.lines = kept.map((pair) => pairLine(model, pair, scene.pairs[0].weight, kept.length));
      }
      if (lit && !alone && !(scene.overview && chosen.size === 2)) {
        for (const { from, to } of scene.lines) {
          if (chosen.has(from)) lit.add(to);
          if (chosen.has(to)) lit.add(from);
        }
        // An entity lights its statements, and they in turn those who made them.
        if (!scene.overview) for (const id of [...lit]) for (const end of statementAt(model, id)?.by ?? []) lit.add(end);
      }
      redraw();
    }

    function bounds() {
      const boxOf = boxes();
      const inside = [...scene.marks].filter(([, mark]) => !mark.hidden).map(([id]) => boxOf(id));
      if (!inside.length) return null;
      const most = (least, edge) => inside.reduce((best, box) => least(best, edge(box)), edge(inside[0]));
      return {
        left: most(Math.min, ({ x, width }) => x - width / 2), right: most(Math.max, ({ x, width }) => x + width / 2),
        top: most(Math.min, ({ y, height }) => y - height / 2), bottom: most(Math.max, ({ y, height }) => y + height / 2),
      };
    }

    /** Bring the graph into the frame: all of it, or as much of its beginning as can be read. */
    function fit({ whole = matchMedia("print").matches } = {}) {
      const box = bounds();
      const { clientWidth: width, clientHeight: height } = container;
      if (!box || !width || !height) return;
      const all = Math.min((width - 2 * MARGIN) / (box.right - box.left), (height - 2 * MARGIN) / (box.bottom - box.top));
      const scale = Math.min(LARGEST, whole ? all : Math.max(all, READABLE));
      const half = (low, high) => (low + high) / 2;
      const along = (low, high, size) => (scale * (high - low) + 2 * MARGIN > size ? low + (size / 2 - MARGIN) / scale : half(low, high));
      // The actors of the overview stand in its middle; a meeting is read from the left, on a phone from its statements.
      const left = width < NARROW && !whole ? Math.max(box.left, -model.widths.statement / 2) : box.left;
      const x = scene.overview ? (all < scale ? 0 : half(box.left, box.right)) : along(left, box.right, width);
      network.moveTo({ position: { x, y: along(box.top, box.bottom, height) }, scale, animation: false });
      redraw();
    }

    function zoom(factor) {
      moved = true;
      network.moveTo({ scale: Math.min(4, Math.max(0.08, network.getScale() * factor)), animation: false });
    }

    /** Bring a node into the frame if it is out of it. */
    function reveal(id) {
      if (!scene.marks.has(id)) return;
      const place = network.getPositions([id])[id];
      const { x, y } = network.canvasToDOM(place);
      const inside = x > 40 && y > 20 && x < container.clientWidth - 40 && y < container.clientHeight - 20;
      if (!inside) network.moveTo({ position: place, animation: false });
    }

    const drawn = () => [...scene.marks].filter(([, mark]) => !mark.hidden).map(([id]) => id);

    /** Return the nearest node in view in a direction, weighing what lies aside more than what lies ahead. */
    function neighbour(from, [dx, dy]) {
      const places = network.getPositions();
      const visible = drawn();
      if (from === undefined || !places[from]) return visible.find((id) => statementAt(model, id)) ?? visible[0];
      const cost = (id) => {
        const [x, y] = [places[id].x - places[from].x, places[id].y - places[from].y];
        const ahead = x * dx + y * dy;
        return ahead > 4 ? ahead + 3 * (Math.abs(x * dy) + Math.abs(y * dx)) : Infinity;
      };
      return visible.filter((id) => cost(id) < Infinity).sort((a, b) => cost(a) - cost(b))[0] ?? from;
    }

    function recolour() {
      colours = palette();
      for (const mark of scene.marks.values()) mark.laid = null;
      redraw();
    }

    /** Tell what is under the pointer: a node, or a line. */
    function under(place) {
      const node = network.getNodeAt(place);
      if (node !== undefined) return { node, title: scene.marks.get(node).title };
      const line = at(shownLines(), boxes(), network.DOMtoCanvas(place));
      return line ? { line, title: line.title } : {};
    }

    function point({ clientX, clientY }) {
      const { left, top, width, height } = container.getBoundingClientRect();
      const [x, y] = [clientX - left, clientY - top];
      const { node, line = null, title } = under({ x, y });
      container.classList.toggle("pointing", node !== undefined || line !== null);
      tip.hidden = !title;
      tip.textContent = title ?? "";
      // Beside the pointer, on the side where there is room.
      tip.style.left = x > width / 2 ? "" : `${x + 14}px`;
      tip.style.right = x > width / 2 ? `${width - x + 14}px` : "";
      tip.style.top = y > height / 2 ? "" : `${y + 14}px`;
      tip.style.bottom = y > height / 2 ? `${height - y + 14}px` : "";
      if (pointed !== line) redraw();
      pointed = line;
    }

    function leave() {
      tip.hidden = true;
      if (pointed) redraw();
      pointed = null;
    }

    let waiting = null;
    container.addEventListener("pointermove", (event) => {
      if (event.pointerType === "touch" || event.buttons) return leave();
      if (!waiting) requestAnimationFrame(() => { point(waiting); waiting = null; });
      waiting = event;
      return undefined;
    });
    container.addEventListener("pointerleave", leave);
    network.on("click", ({ pointer }) => {
      leave();
      const { node, line } = under(pointer.DOM);
      if (node !== undefined) return onSelect([node]);
      if (!line) return onSelect([]);
      return onSelect(scene.overview ? [line.from, line.to] : [line.from]);
    });
    for (const event of ["dragEnd", "zoom"]) network.on(event, () => { moved = true; });
    new ResizeObserver(() => { if (!moved) fit(); }).observe(container);

    return {
      /** Return the kinds of node that the scene has, hidden or not. */
      kinds: () => new Set([...scene.marks.values()].map(({ kind }) => kind)),
      network, show, filter, light, fit, zoom, reveal, neighbour, recolour, drawn,
      scene: () => scene.name,
      /** Return where a node is drawn within the container, in pixels. */
      placeOf: (id) => network.canvasToDOM(network.getPositions([id])[id]),
      /** Return the lines in view, each with its place half way, in pixels within the container. */
      lines: () => shownLines().map(({ from, to, title }) => ({ from, to, title, ...network.canvasToDOM(middle(course(boxes()(from), boxes()(to)))) })),
    };
  }

  globalThis.readout.graph = { create };
}
