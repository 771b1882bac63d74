// Topics against time, one mark a statement; dragging over it chooses a period.
"use strict";
globalThis.readout ??= {};
{
  const { count, day } = readout.text;
  const { known, palette } = readout.marks;
  const { el, replace } = readout.dom;

  const ROW = 14;
  const MOST = 6;
  const AXIS = 17;
  const MARK = 5;

  const days = (iso) => Date.parse(`${iso}T00:00:00Z`) / 86400000;
  const iso = (number) => new Date(Math.round(number) * 86400000).toISOString().slice(0, 10);

  /** Return the topics most spoken of, most first: [topic, statements]. */
  function busiest(statements, most) {
    const uses = new Map();
    for (const one of statements) for (const topic of one.about) uses.set(topic, (uses.get(topic) ?? 0) + 1);
    return [...uses].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, most);
  }

  /** Return a scale on which a time of nothing that is longer than a third of all is cut short. */
  function compressed(dates) {
    const first = dates[0];
    const gaps = dates.slice(1).map((date, place) => date - dates[place]);
    const whole = gaps.reduce((sum, gap) => sum + gap, 0);
    const long = (gap) => gaps.length > 2 && gap > whole / 3;
    const kept = gaps.reduce((sum, gap) => sum + (long(gap) ? 0 : gap), 0);
    const lengths = gaps.map((gap) => (long(gap) ? Math.min(gap, Math.max(30, 0.15 * kept)) : gap));
    const places = [0];
    for (const length of lengths) places.push(places.at(-1) + length);
    const between = (value, from, onto) => {
      const found = from.findLastIndex((one) => one <= value);
      if (found < 0) return onto[0] + value - from[0];
      if (found === from.length - 1) return onto.at(-1) + value - from.at(-1);
      return onto[found] + ((value - from[found]) / (from[found + 1] - from[found])) * (onto[found + 1] - onto[found]);
    };
    const breaks = gaps.flatMap((gap, place) => (lengths[place] < gap ? [{ at: dates[place] + gap / 2, before: dates[place] }] : []));
    const skipped = (value) => value >= first && gaps.some((gap, place) => lengths[place] < gap && value > dates[place] && value < dates[place + 1]);
    return { to: (date) => between(date, dates, places), back: (place) => between(place, places, dates), breaks, skipped };
  }

  function create(container, model, onPeriod) {
    const dates = [...new Set(model.statements.map((one) => one.date).filter(Boolean))].sort();
    if (dates.length < 2) return { useful: false, update() {}, recolour() {} };
    const [first, last] = [days(dates[0]), days(dates.at(-1))];
    const scale = compressed(dates.map(days));
    const span = scale.to(last) - scale.to(first);
    const margin = Math.max(1, span * 0.02);
    const surface = el("canvas", { role: "img" });
    const caption = el("span", { class: "caption" });
    // On a low screen the graph needs the room more.
    replace(container, el("details", { open: innerHeight >= 820 }, el("summary", {}, "Timeline", caption), surface));
    const most = busiest(model.statements, MOST).length;
    let state = { statements: [], since: "", until: "" };
    let drag = null;
    let cells = new Map();

    let width = 0;
    let labels = 0;
    const x = (number) => labels + ((scale.to(number) + margin) / (span + 2 * margin)) * (width - labels - 8);
    const dateAt = (place) => scale.back(((place - labels) / (width - labels - 8)) * (span + 2 * margin) - margin);

    function update(statements, { since, until }) {
      state = { statements, since, until };
      draw();
    }

    function draw() {
      const rows = busiest(state.statements, MOST);
      // Measured once a drawing: to ask a browser for a width makes it lay out the page.
      width = surface.clientWidth;
      labels = Math.min(236, width * 0.3);
      const height = most * ROW + AXIS;
      if (!width) return;
      surface.style.height = `${height}px`;
      surface.width = Math.round(width * devicePixelRatio);
      surface.height = Math.round(height * devicePixelRatio);
      const context = surface.getContext("2d");
      context.scale(devicePixelRatio, devicePixelRatio);
      const colours = palette();
      axis(context, colours, most);
      rows.forEach(([topic], row) => label(context, colours, model.entities[topic].label, row));
      marks(context, colours, new Map(rows.map(([topic], row) => [topic, row])));
      period(context, colours, most * ROW);
      surface.setAttribute("aria-label", `Timeline of ${count(state.statements.length, "statement")}, ${day(dates[0])} to ${day(dates.at(-1))}. The date filters choose a period.`);
      if (!drag) caption.textContent = "Drag across the timeline to choose a period.";
    }

    function axis(context, colours, rows) {
      context.font = "11px system-ui, sans-serif";
      context.textBaseline = "middle";
      context.strokeStyle = colours.line;
      context.fillStyle = colours.muted;
      const years = span / 365.25;
      const step = years > 24 ? 10 : years > 12 ? 5 : years > 6 ? 2 : 1;
      const begin = new Date(first * 86400000).getUTCFullYear();
      const end = new Date(last * 86400000).getUTCFullYear() + 1;
      const ticks = [];
      if (years < 1.5) for (let month = 0; month < 24; month += years < 0.6 ? 1 : 3) ticks.push([Date.UTC(begin, month) / 86400000, iso(Date.UTC(begin, month) / 86400000).slice(0, 7)]);
      else for (let year = Math.ceil(begin / step) * step; year <= end; year += step) ticks.push([Date.UTC(year, 0) / 86400000, String(year)]);
      let free = 0;
      for (const [number, words] of ticks) {
        const place = x(number);
        if (place < labels || place > width - 8 || scale.skipped(number)) continue;
        context.beginPath();
        context.moveTo(place + 0.5, 0);
        context.lineTo(place + 0.5, rows * ROW);
        context.stroke();
        if (place < free) continue;
        context.textAlign = "center";
        context.fillText(words, Math.min(place, width - 20), rows * ROW + AXIS / 2 + 1);
        free = place + context.measureText(words).width + 12;
      }
      for (const { at, before } of scale.breaks) {
        context.strokeStyle = colours.muted;
        interruption(context, x(at), rows * ROW);
        context.fillText(iso(before).slice(0, 4), x(before), rows * ROW + AXIS / 2 + 1);
      }
    }

    /** Mark where the axis leaves out years: two slanted strokes. */
    function interruption(context, place, height) {
      for (const shift of [-3, 3]) {
        context.beginPath();
        context.moveTo(place + shift - 4, height / 2 + 7);
        context.lineTo(place + shift + 4, height / 2 - 7);
        context.stroke();
      }
    }

    function label(context, colours, words, row) {
      context.textAlign = "right";
      context.fillStyle = colours.ink;
      context.font = "11px system-ui, sans-serif";
      let short = words;
      while (short.length > 3 && context.measureText(short).width > labels - 12) short = `${short.slice(0, -2).trimEnd()}…`;
      context.fillText(short, labels - 8, row * ROW + ROW / 2 + 0.5);
    }

    /** Marks of one topic and day stand side by side and never hide each other, as far as there is room. */
    function marks(context, colours, rows) {
      cells = new Map();
      const columns = new Map(dates.map((date) => [date, Math.round(x(days(date)) / (MARK + 1)) * (MARK + 1)]));
      for (const one of state.statements) {
        if (!one.date) continue;
        for (const topic of one.about) {
          if (!rows.has(topic)) continue;
          const place = columns.get(one.date);
          const key = `${rows.get(topic)} ${place}`;
          const inside = cells.get(key) ?? [];
          cells.set(key, inside);
          context.fillStyle = colours[known(one.family)] ?? colours.muted;
          const up = inside.length % 2;
          const along = Math.floor(inside.length / 2);
          if (along < 4) context.fillRect(place + along * (MARK + 1) - MARK, rows.get(topic) * ROW + 1.5 + up * (MARK + 1), MARK, MARK);
          inside.push(one);
        }
      }
    }

    function period(context, colours, height) {
      if (!state.since && !state.until && !drag) return;
      const from = drag ? Math.min(drag.from, drag.to) : x(state.since ? days(state.since) : first - margin);
      const to = drag ? Math.max(drag.from, drag.to) : x(state.until ? days(state.until) : last + margin);
      context.strokeStyle = colours.accent;
      context.lineWidth = 2;
      context.strokeRect(from, 1, Math.max(2, to - from), height - 2);
    }

    const at = (event) => Math.max(labels, Math.min(width - 8, event.clientX - surface.getBoundingClientRect().left));
    surface.addEventListener("pointerdown", (event) => {
      surface.setPointerCapture(event.pointerId);
      drag = { from: at(event), to: at(event) };
    });
    surface.addEventListener("pointermove", (event) => {
      if (!drag) return;
      drag.to = at(event);
      const [from, to] = [Math.min(drag.from, drag.to), Math.max(drag.from, drag.to)].map((place) => day(iso(dateAt(place))));
      draw();
      caption.textContent = `${from} to ${to}`;
    });
    surface.addEventListener("pointerup", () => {
      const { from, to } = drag ?? { from: 0, to: 0 };
      drag = null;
      if (Math.abs(to - from) < 4) return onPeriod("", "");
      return onPeriod(...[Math.min(from, to), Math.max(from, to)].map((place) => iso(dateAt(place))));
    });
    surface.addEventListener("pointercancel", () => { drag = null; });
    new ResizeObserver(draw).observe(container);
    return { useful: true, update, recolour: draw };
  }

  globalThis.readout.timeline = { busiest, compressed, create };
}
