// What is selected, in full: a statement, an entity and its statements, or what there is when nothing is selected.
"use strict";
globalThis.readout ??= {};
{
  const { count, cut, day, digits, listed, ruler, shorten } = readout.text;
  const { ACTORS, capacity, content, heading, statementAt, words } = readout.data;
  const { known, shape } = readout.marks;
  const { el, link, replace, svg, web } = readout.dom;

  const KIND_WORDS = {
    person: "Person", country: "Country", organization: "Organization", topic: "Topic", place: "Place",
    instrument: "Law, document or initiative", meeting: "Meeting", other: "Other",
  };
  const FORMATS = { InPerson: "in person", Telephone: "by telephone", Video: "by video" };
  const ROLES = [
    ["by", "makes"], ["to", "is addressed in"], ["parties", "is bound by"], ["about", "is the topic of"], ["mentions", "is named in"],
  ];
  const PAGE = 60;

  /** "www.wikidata.org Q17": where an identifier lives, and its last part. */
  function place(address) {
    const href = web(address);
    if (!href) return address;
    const { hostname, pathname, hash } = new URL(href);
    const last = (hash.slice(1) || pathname.split("/").filter(Boolean).at(-1)) ?? "";
    return `${hostname} ${last}`.trim();
  }

  /** Return a statement as one would cite it: words, publisher, title, date, place in the text, address. */
  function citation(model, one) {
    const { publisher, title, issued, source } = model.documents[one.document];
    const [begin, end] = one.spans.slice(4);
    const address = web(source ?? "") ?? one.iri;
    const origin = [publisher, `“${title.replace(/\s+/g, " ")}”`, day(issued ?? one.date), `characters ${begin}–${end}`];
    return `“${words(model, one, 2).replace(/\s+/g, " ")}” ${origin.filter(Boolean).join(", ")}. ${address}`;
  }

  /** Return the sentence of a statement with its cue and content marked. */
  function quotation(model, one) {
    const document = model.documents[one.document];
    const [cueBegin, cueEnd, contentBegin, contentEnd, begin, end] = one.spans;
    const sentence = words(model, one, 2);
    if (one.quotes || begin < 0) return el("blockquote", { class: "quote", dir: "auto" }, sentence);
    const unit = ruler(sentence);
    const spans = [[cueBegin, cueEnd], [contentBegin, contentEnd]].map(([from, to]) => [unit(from - begin), unit(to - begin)]);
    const parts = cut(sentence.length, spans).map((piece) => {
      const text = sentence.slice(piece.begin, piece.end);
      if (piece.spans.includes(0)) return el("strong", { class: `cue ${known(one.family)}` }, text);
      return piece.spans.includes(1) ? el("span", { class: `content ${known(one.family)}` }, text) : text;
    });
    return el("blockquote", { class: "quote", dir: "auto", lang: document.language ?? "en" }, parts);
  }

  function create(container, steps, model, act) {
    const entityButton = (number, more = "") => el("button", { type: "button", class: `thing ${model.entities[number].kind}`, click: () => act.select([number]) },
      svg(shape(model.entities[number].kind)), el("span", { dir: "auto" }, model.entities[number].label), more && el("small", {}, ` ${more}`));
    const row = (term, ...values) => (values.flat().filter(Boolean).length ? [el("dt", {}, term), el("dd", {}, ...values)] : []);
    const badge = (name, words, classes = "") => el("span", { class: `badge ${classes}` }, svg(shape(name)), words);

    function copier(label, value) {
      return el("button", { type: "button", class: "action", click: () => act.copy(label, value()) }, label);
    }

    function statement(one) {
      const { label, family } = model.acts[one.act];
      const document = model.documents[one.document];
      const [cueBegin, cueEnd, , , begin, end] = one.spans;
      const offsets = begin < 0 ? "" : `${begin}–${end}, cue ${cueBegin}–${cueEnd}`;
      const meeting = model.meetings[one.meeting];
      return el("article", { class: "statement" },
        el("h3", { dir: "auto" }, heading(model, one)),
        el("p", { class: "badges" },
          badge(known(family), label === family ? label : `${label} (${family})`, known(family)),
          one.agreement ? badge("agreement", "agreement") : null,
          one.commits ? badge("commitment", "commitment") : null,
          one.reiteration ? el("span", { class: "badge" }, "said again") : null),
        quotation(model, one),
        el("dl", {},
          row("Who", one.by.map((holder) => entityButton(holder, capacity(model, one.meeting, holder)))),
          row("To", one.to.map((end) => entityButton(end))),
          row("Topics", one.about.map((end) => entityButton(end))),
          row("Commitment binds", one.parties.map((end) => entityButton(end))),
          row("Names", one.mentions.map((end) => entityButton(end))),
          row("Characters", offsets && el("span", { class: "number", title: "Offsets in the text, counted from 0, end exclusive" }, offsets)),
          row("Document", el("cite", { dir: "auto" }, document.title), origin(document)),
          model.meetings.length > 1 && meeting ? row("Meeting", el("button", { type: "button", class: "thing meeting", click: () => act.open(meeting.number, one.node) }, svg(shape("meeting")), meeting.label)) : null,
          one.confidence < 1 || one.note ? row("Certainty", `${one.confidence}`, one.note && `: ${one.note}`) : null),
        el("p", { class: "actions" }, copier("Copy as citation", () => citation(model, one)), copier("Copy IRI", () => one.iri)));
    }

    function origin(document) {
      const parts = [document.publisher, day(document.issued)].filter(Boolean).join(", ");
      const address = web(document.source ?? "");
      return [parts && el("span", { class: "origin" }, parts), address
        ? link(address, "Open the publisher’s page")
        : document.source && el("span", { class: "origin", dir: "auto" }, `Source: ${shorten(document.source, 120)}`)];
    }

    function item(one) {
      const date = model.meetings.length > 1 && one.date ? el("time", { datetime: one.date }, day(one.date)) : null;
      return el("li", {}, el("button", { type: "button", class: "line", click: () => act.select([one.node]) },
        svg(shape(known(one.family)), known(one.family)), date, el("span", { dir: "auto" }, el("b", {}, heading(model, one)), ` ${shorten(content(model, one), 160)}`)));
    }

    /** List statements, which are in the order of their dates; a long list is shown a page at a time. */
    function list(statements) {
      const found = el("ol", { class: "statements" }, statements.slice(0, PAGE).map(item));
      if (statements.length <= PAGE) return found;
      let shown = PAGE;
      const label = () => `Show ${Math.min(10 * PAGE, statements.length - shown)} more of ${count(statements.length, "statement")}`;
      const more = el("button", { type: "button", class: "action" }, label());
      more.addEventListener("click", () => {
        found.append(...statements.slice(shown, shown + 10 * PAGE).map(item));
        shown += 10 * PAGE;
        if (shown < statements.length) more.textContent = label();
        else more.remove();
      });
      return el("div", {}, found, more);
    }

    function entity(number, visible) {
      const one = model.entities[number];
      const inside = new Set(visible);
      const involved = model.of[number].filter((statement) => inside.has(statement));
      const parts = ROLES.map(([role, verb]) => [verb, involved.filter((statement) => statement[role].includes(number)).length]);
      const sides = involved.filter((statement) => statement.sides.includes(number) && !statement.by.includes(number)).length;
      const uses = [...parts, ["is spoken for in", sides]].filter(([, uses]) => uses);
      const offices = model.meetings.flatMap((meeting) => meeting.participants.filter((part) => part.actor === number && (part.office || part.side !== undefined))
        .map(() => [capacity(model, meeting.number, number), meeting.date]));
      const narrower = model.entities.filter((other) => other.broader?.includes(number));
      return el("article", {},
        el("h3", { dir: "auto", class: one.kind }, svg(shape(one.kind)), one.label),
        el("p", { class: "uses" }, uses.length ? `${one.label} ${listed(uses.map(([verb, uses], place) => `${verb} ${place ? digits(uses) : count(uses, "statement")}`))}.` : "No statement in view involves it."),
        el("dl", {},
          row("Kind", [KIND_WORDS[one.kind], one.code].filter(Boolean).join(", ")),
          row("Also", (one.others ?? []).length ? el("span", { dir: "auto" }, one.others.join("; ")) : null),
          row("Office", [...new Map(offices.map(([office, date]) => [office, date])).entries()].map(([office, date]) => el("span", { class: "origin" }, [office, day(date)].filter(Boolean).join(", ")))),
          row("Part of", (one.broader ?? []).map((end) => entityButton(end))),
          row("Narrower", narrower.map((other) => entityButton(other.number))),
          row("Same as", (one.same ?? []).map((address) => link(address, place(address)))),
          row("IRI", el("span", { class: "iri" }, one.iri))),
        el("p", { class: "actions" }, involved.length && filterable(one) ? el("button", { type: "button", class: "action", click: () => act.only(number) }, "Show only these") : null, copier("Copy IRI", () => one.iri)),
        involved.length ? list(involved) : null);
    }

    const filterable = (one) => ACTORS.has(one.kind) || one.kind === "topic";

    function pair([side, topic], visible) {
      const shared = visible.filter((one) => one.sides.includes(side) && one.about.includes(topic));
      const joint = shared.filter((one) => one.agreement).length;
      return el("article", {},
        el("h3", { dir: "auto" }, `${model.entities[side].label} on ${model.entities[topic].label}`),
        el("p", { class: "uses" }, `${[count(shared.length, "statement"), joint && count(joint, "agreement")].filter(Boolean).join(", ")}.`),
        el("p", { class: "badges" }, entityButton(side), entityButton(topic)), list(shared));
    }

    /** Put participants with their side, those who speak most first. */
    function delegations(one) {
      const speaks = (part) => model.of[part.actor].filter((said) => said.meeting === one.number && said.by.includes(part.actor)).length;
      return [...one.participants].sort((a, b) => (a.side ?? a.actor) - (b.side ?? b.actor) || speaks(b) - speaks(a));
    }

    function meeting(one) {
      const when = [day(one.date), one.start && `from ${one.start}`, one.minutes && `for ${count(one.minutes, "minute")}`].filter(Boolean).join(" ");
      return el("article", {},
        el("h3", { dir: "auto" }, one.label),
        el("dl", {},
          row("When", when), row("How", FORMATS[one.format] ?? one.format), row("Where", one.place === undefined ? null : entityButton(one.place)),
          row("Participants", delegations(one).map((part) => entityButton(part.actor, capacity(model, one.number, part.actor)))),
          one.documents.flatMap((document) => row("Document", el("cite", { dir: "auto" }, document.title), origin(document))),
          row("IRI", el("span", { class: "iri" }, one.iri))),
        el("p", { class: "hint" }, "Select a node, a line or a sentence to see who says it, about what, and where it stands."));
    }

    function many(visible) {
      const agreements = visible.filter((one) => one.agreement).length;
      return el("article", {},
        el("p", { class: "uses" }, `${count(visible.length, "statement")} and ${count(agreements, "agreement")} in view.`),
        el("p", { class: "hint" }, "Select an actor, a topic or a line between them to read its statements, or open a meeting."),
        visible.length ? el("div", { class: "ranks" }, rank("Speak most", visible, "sides"), rank("Spoken of most", visible, "about")) : null,
        visible.length && visible.length < model.statements.length ? list(visible) : null);
    }

    /** List what occurs most in a role, with bars to compare by. */
    function rank(title, visible, role) {
      const uses = new Map();
      for (const one of visible) for (const end of one[role]) uses.set(end, (uses.get(end) ?? 0) + 1);
      const sorted = [...uses].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, 8);
      const item = ([number, use]) => {
        const { kind, label } = model.entities[number];
        return el("li", {}, el("button", { type: "button", class: kind, click: () => act.select([number]) }, el("span", { dir: "auto" }, label),
          el("span", { class: "number" }, digits(use)), el("meter", { min: 0, max: sorted[0][1], value: use, "aria-hidden": "true" })));
      };
      return el("section", {}, el("h3", {}, title), el("ol", {}, sorted.map(item)));
    }

    function step(selection) {
      const one = selection.length === 1 ? statementAt(model, selection[0]) : undefined;
      const button = (label, words, by) => el("button", { type: "button", "aria-label": words, title: words, click: () => act.step(by) }, label);
      const close = el("button", { type: "button", "aria-label": "End the selection", title: "End the selection (Esc)", click: () => act.select([]) }, "×");
      replace(steps, one ? [button("‹", "The statement before", -1), button("›", "The statement after", 1)] : [], selection.length ? close : []);
    }

    /** Show a selection of nodes, or the meeting or meetings where nothing is selected. */
    function show(selection, visible, sole) {
      const statements = selection.map((node) => statementAt(model, node)).filter(Boolean);
      let content = sole ? meeting(sole) : many(visible);
      if (statements.length) content = statements.map(statement);
      else if (selection.length === 2) content = pair(selection, visible);
      else if (selection.length) content = entity(selection[0], visible);
      step(selection);
      replace(container, content);
      container.scrollTop = 0;
    }

    return { show };
  }

  globalThis.readout.details = { FORMATS, KIND_WORDS, citation, create, quotation };
}
