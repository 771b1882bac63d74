// Which statements are in view: the conditions, their counts, and their form in the page's address.
"use strict";
globalThis.readout ??= {};
{
  /** The conditions that are a choice among values: any of the values chosen, and all the conditions at once. */
  const FACETS = ["meeting", "country", "actor", "topic", "family", "act"];
  const FLAGS = ["agreement", "commitment"];

  const none = () => ({
    ...Object.fromEntries(FACETS.map((name) => [name, new Set()])),
    agreement: false, commitment: false, since: "", until: "", words: "",
  });

  /** Return the values of one condition that a statement has. */
  const VALUES = {
    meeting: (one) => [one.meeting],
    country: (one, model) => one.actors.filter((actor) => model.entities[actor].kind === "country"),
    actor: (one, model) => one.actors.filter((actor) => model.entities[actor].kind !== "country"),
    topic: (one) => one.topics,
    family: (one) => [one.family],
    act: (one) => [one.act],
  };

  /** Prepare the values of every statement once; a filter is applied often. */
  const index = (model) => model.statements.map((one) => FACETS.map((name) => VALUES[name](one, model)));

  /**
   * Return the statements in view, and for each condition how many statements each of its values would leave
   * if the other conditions stay as they are.
   */
  function apply(model, table, state, containing = null) {
    const wanted = FACETS.map((name) => state[name]);
    const counts = Object.fromEntries(FACETS.map((name) => [name, new Map()]));
    const flags = { agreement: 0, commitment: 0 };
    const visible = [];
    for (const one of model.statements) {
      if (state.since && one.date < state.since) continue;
      if (state.until && (!one.date || one.date > state.until)) continue;
      if (containing && !containing.has(one.number)) continue;
      // The conditions that the statement fails; its values count for a condition if it fails no other.
      let failed = 0;
      let which = -1;
      const row = table[one.number];
      for (let place = 0; place < FACETS.length; place += 1) {
        if (wanted[place].size && !row[place].some((value) => wanted[place].has(value))) {
          failed += 1;
          which = place;
        }
      }
      const lacksAgreement = state.agreement && !one.agreement;
      const lacksCommitment = state.commitment && !one.commits;
      if (failed === 0) {
        if (one.agreement && !lacksCommitment) flags.agreement += 1;
        if (one.commits && !lacksAgreement) flags.commitment += 1;
      }
      if (lacksAgreement || lacksCommitment || failed > 1) continue;
      if (failed === 0) visible.push(one);
      for (let place = 0; place < FACETS.length; place += 1) {
        if (failed && place !== which) continue;
        const count = counts[FACETS[place]];
        for (const value of row[place]) count.set(value, (count.get(value) ?? 0) + 1);
      }
    }
    return { visible, counts, flags };
  }

  /** Tell whether any condition is set. */
  const active = (state) => FACETS.some((name) => state[name].size > 0) || FLAGS.some((name) => state[name])
    || Boolean(state.since || state.until || state.words);

  const KEYS = {
    meeting: (model, value) => model.meetings[value]?.key,
    country: (model, value) => model.entities[value]?.key,
    actor: (model, value) => model.entities[value]?.key,
    topic: (model, value) => model.entities[value]?.key,
    family: (_, value) => value,
    act: (model, value) => model.acts[value]?.key,
  };

  /** Spell filters, view and selection as the fragment of an address. */
  function toFragment(model, state, view) {
    const found = new URLSearchParams();
    for (const name of FACETS) for (const value of state[name]) found.append(name, KEYS[name](model, value));
    for (const name of FLAGS) if (state[name]) found.set(name, "only");
    for (const name of ["since", "until", "words"]) if (state[name]) found.set(name, state[name]);
    if (view.scene) found.set("view", view.scene);
    for (const kind of view.hidden) found.append("hide", kind);
    for (const node of view.selection) found.append("select", keyOf(model, node));
    return found.toString();
  }

  const keyOf = (model, node) => (model.entities[node] ?? readout.data.statementAt(model, node)).key;

  /** Read a fragment; what it names that is not on this page is passed over. */
  function fromFragment(model, fragment) {
    const given = new URLSearchParams(fragment.replace(/^#/, ""));
    const state = none();
    const lists = {
      meeting: model.meetings.map((meeting) => meeting.key),
      act: model.acts.map((act) => act.key),
      family: model.acts.map((act) => act.family),
    };
    for (const name of FACETS) {
      for (const key of given.getAll(name)) {
        const place = lists[name] ? lists[name].indexOf(key) : model.keys.get(key) ?? -1;
        if (place >= 0) state[name].add(name === "family" ? key : place);
      }
    }
    for (const name of FLAGS) state[name] = given.get(name) === "only";
    for (const name of ["since", "until"]) {
      const date = given.get(name) ?? "";
      state[name] = /^\d{4}-\d\d-\d\d$/.test(date) ? date : "";
    }
    state.words = given.get("words") ?? "";
    const scene = given.get("view") ?? "";
    const selection = given.getAll("select").map((key) => model.keys.get(key)).filter((node) => node !== undefined);
    const view = { scene: ["overview", "statements"].includes(scene) ? scene : "", hidden: new Set(given.getAll("hide")), selection };
    return { state, view };
  }

  globalThis.readout.filter = { FACETS, active, apply, fromFragment, index, none, toFragment };
}
