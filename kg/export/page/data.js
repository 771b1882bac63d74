// The page's data as one value: statements as objects, what they refer to resolved, and who is in which statement.
"use strict";
globalThis.readout ??= {};
{
  const { fold, listed, ruler } = readout.text;
  const ACTORS = new Set(["person", "country", "organization"]);
  const ROLES = ["by", "sides", "to", "about", "mentions", "parties"];

  /** Return a function that gives the short form of an IRI, which stands in the page's address. */
  const shortener = (base) => (iri) => (iri.startsWith(base) ? iri.slice(base.length) : iri);

  function load(raw) {
    const { entities, acts, documents } = raw;
    const shortened = shortener(raw.base);
    for (const one of acts) one.key = shortened(one.iri);
    entities.forEach((entity, number) => Object.assign(entity, { number, node: number, key: shortened(entity.iri) }));
    for (const entity of entities) entity.above = ancestors(entities, entity);
    documents.forEach((document, number) => Object.assign(document, { number, key: shortened(document.iri), measure: null }));
    const meetings = raw.meetings.map((meeting, number) => {
      const { iri, label, key } = entities[meeting.entity];
      return { ...meeting, number, iri, label, key, documents: documents.filter((one) => one.meeting === number) };
    });
    const columns = raw.statements;
    const statements = columns.iri.map((_, number) => statement(columns, number, raw, meetings));
    for (const one of statements) one.key = shortened(one.iri);
    const model = { ...raw, acts, meetings, statements };
    model.of = entities.map(() => []);
    for (const one of statements) for (const number of one.ends) model.of[number].push(one);
    model.keys = new Map([...entities, ...statements].map((thing) => [thing.key, thing.node]));
    return model;
  }

  function ancestors(entities, entity) {
    const found = new Set();
    const edge = [...(entity.broader ?? [])];
    while (edge.length) {
      const next = edge.pop();
      if (found.has(next)) continue;
      found.add(next);
      edge.push(...(entities[next].broader ?? []));
    }
    return [...found];
  }

  function statement(columns, number, { entities, acts, documents }, meetings) {
    const one = { number, node: entities.length + number };
    for (const name of Object.keys(columns)) one[name] = columns[name][number];
    const document = documents[one.document];
    one.iri = one.iri.startsWith("#") ? document.iri + one.iri : one.iri;
    one.family = acts[one.act].family;
    one.date = meetings[one.meeting]?.date ?? "";
    one.ends = [...new Set(ROLES.flatMap((role) => one[role]))];
    one.actors = one.ends.filter((end) => ACTORS.has(entities[end].kind));
    one.topics = [...new Set(one.about.flatMap((topic) => [topic, ...entities[topic].above]))];
    return one;
  }

  /** Return the words of one part of a statement: 0 its cue, 1 its content, 2 its whole sentence. */
  function words(model, one, part) {
    if (one.quotes) return one.quotes[part];
    const document = model.documents[one.document];
    document.measure ??= ruler(document.text);
    return document.text.slice(document.measure(one.spans[2 * part]), document.measure(one.spans[2 * part + 1]));
  }

  /** Return the words of a statement's content; nothing where the cue says it all. */
  function content(model, one) {
    const [cueBegin, cueEnd, begin, end] = one.spans;
    return cueBegin === begin && cueEnd === end && begin >= 0 ? "" : words(model, one, 1);
  }

  /** Return the place of a statement's parts in UTF-16 units: [begin, end] three times; [0, 0] where it is not known. */
  function places(model, one) {
    const document = model.documents[one.document];
    document.measure ??= ruler(document.text);
    return [0, 1, 2].map((part) => (one.quotes ? [0, 0] : one.spans.slice(2 * part, 2 * part + 2).map(document.measure)));
  }

  /** "Kishi and Austin affirmed", who and how. */
  function heading(model, one) {
    const holders = listed(one.by.map((holder) => model.entities[holder].label));
    return `${holders || "Somebody"} ${words(model, one, 0)}`.replace(/\s+/g, " ");
  }

  /** Return a node's statement, or nothing where the node is an entity. */
  const statementAt = (model, node) => model.statements[node - model.entities.length];

  /** Return what one actor was at a meeting: office and the side spoken for. */
  function capacity(model, meeting, actor) {
    const part = model.meetings[meeting]?.participants.find((one) => one.actor === actor);
    if (!part) return "";
    const side = part.side === undefined || part.side === actor ? "" : model.entities[part.side].label;
    return [part.office, side].filter(Boolean).join(", ");
  }

  /** Return the names of an entity, folded, its label first. */
  function names(entity) {
    entity.folded ??= [entity.label, ...(entity.others ?? []), entity.code ?? ""].filter(Boolean).map(fold);
    return entity.folded;
  }

  globalThis.readout.data = { ACTORS, capacity, content, heading, load, names, places, statementAt, words };
}
