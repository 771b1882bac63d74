// What stands on the canvas: the nodes of a meeting or of the overview, and the lines between them.
"use strict";
globalThis.readout ??= {};
{
  const { count, listed } = readout.text;
  const { capacity, content, heading, statementAt, words } = readout.data;
  const { grown, known } = readout.marks;

  /** How many nodes a drawing may have, and how many actors and lines the overview shows at once. */
  const LIMITS = { nodes: 2000, actors: 240, lines: 400 };
  const DASHES = [3, 4];
  const HEIGHTS = { statement: 28, entity: 32, person: 48 };

  const ROLE_WORDS = {
    about: "topic of this statement", addressedTo: "the statement is addressed to it", committedParty: "bound by this commitment",
    madeBy: "made this statement", mentions: "named in this statement",
  };

  /** Keep the actors that are used most where there are too many to tell apart. */
  function busiest(model, rows) {
    const topics = rows.filter(([id]) => model.entities[id].kind === "topic");
    const actors = rows.filter(([id]) => model.entities[id].kind !== "topic");
    return [...topics, ...actors.sort((a, b) => b[3] - a[3] || a[0] - b[0]).slice(0, LIMITS.actors)];
  }

  /** Return the scene of a meeting by its number, or of the overview: places, marks, lines, and how many actors it leaves out. */
  function build(model, name) {
    const overview = name === "overview";
    const rows = overview ? model.scenes.overview : model.scenes.meetings[name];
    const nodes = overview ? busiest(model, rows.nodes) : rows.nodes;
    return {
      name, overview,
      places: nodes.map(([id, x, y]) => ({ id, x, y })),
      marks: new Map(nodes.map(([id, , , uses]) => [id, markOf(model, id, uses, overview ? -1 : name)])),
      lines: overview ? [] : rows.edges.map(([from, to, ...roles]) => line(model, from, to, roles)),
      edges: overview ? edges(model, nodes) : new Map(),
      missing: rows.nodes.length - nodes.length,
    };
  }

  /** Return where lines may leave the level: beyond the actors in the middle, and before the topics on either side. */
  function edges(model, nodes) {
    const half = (id) => (model.widths[model.entities[id].kind] ?? model.widths.other) / 2;
    const topics = nodes.filter(([id]) => model.entities[id].kind === "topic");
    const inner = Math.min(...topics.map(([id, x]) => Math.abs(x) - half(id)));
    const actors = nodes.filter(([id, x]) => model.entities[id].kind !== "topic" && Math.abs(x) < inner);
    const outer = Math.max(...actors.map(([id, x]) => Math.abs(x) + half(id)));
    return new Map([
      ...topics.map(([id, x]) => [id, { [x > 0 ? -1 : 1]: x > 0 ? inner : -inner }]),
      ...actors.map(([id]) => [id, { 1: outer, [-1]: -outer }]),
    ]);
  }

  function markOf(model, id, uses, meeting) {
    const one = statementAt(model, id);
    if (one) {
      const badges = [one.agreement && "agreement", one.commits && "commitment"].filter(Boolean);
      return {
        kind: "statement", family: one.family, label: words(model, one, 0), content: content(model, one), badges,
        agreement: one.agreement, title: `${heading(model, one)} ${content(model, one)}`, width: model.widths.statement, height: HEIGHTS.statement,
      };
    }
    const { kind, label } = model.entities[id];
    const sub = meeting >= 0 ? capacity(model, meeting, id) : "";
    const width = model.widths[kind] ?? model.widths.other;
    return { kind, label, sub, count: 0, size: grown(uses), title: [label, sub].filter(Boolean).join(", "), width, height: sub ? HEIGHTS.person : HEIGHTS.entity };
  }

  function line(model, from, to, roles) {
    const names = roles.map((role) => Object.keys(model.roles)[role]);
    return {
      from, to, family: known(statementAt(model, from).family),
      title: `${model.entities[to].label}: ${listed(names.map((role) => ROLE_WORDS[role] ?? model.roles[role]))}`,
      dashes: names.every((role) => role === "mentions") ? DASHES : null,
      width: names.includes("committedParty") ? 2 : 1.1,
      arrow: names.includes("addressedTo"),
    };
  }

  /** Return how often each actor and topic occurs among statements, and the lines between them, the heaviest first. */
  function tally(model, statements) {
    const uses = new Map();
    const pairs = new Map();
    for (const one of statements) {
      for (const end of one.sides) uses.set(end, (uses.get(end) ?? 0) + 1);
      for (const topic of one.about) if (!one.sides.includes(topic)) uses.set(topic, (uses.get(topic) ?? 0) + 1);
      for (const from of one.sides) {
        for (const to of one.about) {
          const key = from * model.entities.length + to;
          let pair = pairs.get(key);
          if (!pair) pairs.set(key, pair = { from, to, weight: 0, agreements: 0 });
          pair.weight += 1;
          pair.agreements += one.agreement;
        }
      }
    }
    return { uses, pairs: [...pairs.values()].sort((a, b) => b.weight - a.weight || a.from - b.from || a.to - b.to) };
  }

  /** Return the line of a pair, its width relative to the heaviest; the more lines there are, the finer they all are. */
  function pairLine(model, { from, to, weight, agreements }, heaviest, lines) {
    const joint = agreements ? `, ${count(agreements, "agreement")}` : "";
    const title = `${model.entities[from].label} on ${model.entities[to].label}: ${count(weight, "statement")}${joint}`;
    const share = weight / heaviest;
    // A crowd of fine lines is a ground on which the heavy ones are seen.
    return { from, to, title, family: "muted", width: 0.7 + (lines > 150 ? 3.3 : 6) * share, alpha: lines > 60 ? Math.min(0.75, 0.13 + share) : 0.4 };
  }

  globalThis.readout.scenes = { LIMITS, build, pairLine, tally };
}
