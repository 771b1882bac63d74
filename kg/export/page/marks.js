// How each kind of thing looks: its shape, its colour, and its label on the canvas.
"use strict";
globalThis.readout ??= {};
{
  const { digits, shorten } = readout.text;

  /** Shapes tell the kinds apart without colour; each is one path in a square of 16 by 16. */
  const SHAPES = {
    person: "M8 1.2a3.3 3.3 0 1 0 0 6.6 3.3 3.3 0 0 0 0-6.6zM1.8 14.8c0-3.5 2.8-5.8 6.2-5.8s6.2 2.3 6.2 5.8z",
    country: "M2.8 1h1.6v1h9l-2.2 3.2 2.2 3.3h-9V15H2.8z",
    organization: "M8 .8 1.2 4.6V6h13.6V4.6zM2.6 7v5.2h2.2V7zM6.9 7v5.2h2.2V7zM11.2 7v5.2h2.2V7zM1.2 13.2V15h13.6v-1.8z",
    topic: "M8 .8 15.2 8 8 15.2.8 8z",
    place: "M8 .8a5.2 5.2 0 0 0-5.2 5.3C2.8 10 8 15.4 8 15.4s5.2-5.4 5.2-9.3A5.2 5.2 0 0 0 8 .8zm0 3.1a2.2 2.2 0 1 1 0 4.4 2.2 2.2 0 0 1 0-4.4z",
    instrument: "M2.8 1h7.4l3 3v11H2.8zM5 6.2h6v1.2H5zM5 8.8h6V10H5zM5 11.4h4v1.2H5z",
    meeting: "M5.6 3.4a4.6 4.6 0 1 0 0 9.2 4.6 4.6 0 0 0 0-9.2zM10.4 3.4c-.5 0-1 .1-1.5.3a6.2 6.2 0 0 1 0 8.6 4.6 4.6 0 1 0 1.5-8.9z",
    other: "M8 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8z",
    assertive: "M1.6 2.2h12.8v8.4H8.2L4.6 14v-3.4h-3z",
    commissive: "M6.2 13.2 1.4 8.4l1.8-1.8 3 3 6.6-6.8 1.8 1.8z",
    directive: "M1.6 6.4h6.6V2.8L14.6 8l-6.4 5.2V9.6H1.6z",
    expressive: "M8 14.2 2 8.1a3.7 3.7 0 0 1 5.2-5.3l.8.8.8-.8A3.7 3.7 0 0 1 14 8.1z",
    interactive: "M5.2 1.8 1.2 5.2l4 3.4V6.4h9.2V4.2H5.2zM10.8 7.6v2.2H1.6V12h9.2v2.2l4-3.4z",
    statement: "M1.6 2.2h12.8v8.4H8.2L4.6 14v-3.4h-3z",
    agreement: "M5.6 3.4a4.6 4.6 0 1 0 0 9.2 4.6 4.6 0 0 0 0-9.2zm0 1.7a2.9 2.9 0 1 1 0 5.8 2.9 2.9 0 0 1 0-5.8zM10.4 3.4a4.6 4.6 0 1 0 0 9.2 4.6 4.6 0 0 0 0-9.2zm0 1.7a2.9 2.9 0 1 1 0 5.8 2.9 2.9 0 0 1 0-5.8z",
    commitment: "M3.6 1h8.8v14.2L8 11.6l-4.4 3.6z",
  };
  const KINDS = ["person", "country", "organization", "topic", "place", "instrument", "meeting", "other"];
  const FAMILIES = ["assertive", "commissive", "directive", "expressive", "interactive"];
  const FONT = "system-ui, -apple-system, 'Segoe UI', 'Noto Sans', sans-serif";
  const RIGHT_TO_LEFT = /^[^\p{L}]*[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/u;

  const shape = (name) => SHAPES[name] ?? SHAPES.other;
  const known = (family) => (FAMILIES.includes(family) ? family : "other");

  /** Read the colours of the style sheet, which knows light from dark and screen from paper. */
  function palette() {
    const style = getComputedStyle(document.documentElement);
    const colour = (name) => style.getPropertyValue(`--${name}`).trim();
    const found = Object.fromEntries(["paper", "surface", "ink", "muted", "line", "accent", "on-mark"].map((name) => [name, colour(name)]));
    for (const name of [...KINDS, ...FAMILIES]) found[name] = colour(name);
    return found;
  }

  const paths = new Map();
  function path(name) {
    if (!paths.has(name)) paths.set(name, new Path2D(shape(name)));
    return paths.get(name);
  }

  function glyph(context, name, x, y, size, colour) {
    context.save();
    context.translate(x - size / 2, y - size / 2);
    context.scale(size / 16, size / 16);
    context.fillStyle = colour;
    context.fill(path(name), "evenodd");
    context.restore();
  }

  /** Break a label into at most two lines that fit, whole words where there are any, the rest behind an ellipsis. */
  function lines(context, label, width, most = 2) {
    const fits = (words) => context.measureText(words).width <= width;
    const found = [];
    let rest = shorten(label, 200);
    while (rest && found.length < most) {
      if (fits(rest)) return [...found, rest];
      let size = Array.from(rest).length;
      const letters = Array.from(rest);
      while (size > 1 && !fits(letters.slice(0, size).join("") + (found.length + 1 === most ? "…" : ""))) size -= 1;
      let head = letters.slice(0, size).join("");
      const space = head.lastIndexOf(" ");
      if (found.length + 1 < most && space > head.length / 3 && letters[size] !== " ") head = head.slice(0, space);
      found.push(found.length + 1 === most ? `${head.trimEnd()}…` : head);
      rest = rest.slice(head.length).trimStart();
    }
    return found;
  }

  function write(context, words, x, y, font, colour) {
    if (!words) return;
    context.font = font;
    context.fillStyle = colour;
    // The left edge is where the text begins on the canvas, in whichever direction it runs.
    context.textAlign = "left";
    context.direction = RIGHT_TO_LEFT.test(words) ? "rtl" : "ltr";
    context.fillText(words, x, y);
  }

  function panel(context, x, y, width, height, radius, fill, border, thickness) {
    context.beginPath();
    context.roundRect(x - width / 2, y - height / 2, width, height, radius);
    context.fillStyle = fill;
    context.fill();
    context.lineWidth = thickness;
    context.strokeStyle = border;
    context.stroke();
  }

  /** Draw a statement: its family's shape, the cue, the beginning of what was said; badges for what it binds to. */
  function drawStatement(context, mark, x, y, colours, focus) {
    const { width, height } = mark;
    const colour = colours[known(mark.family)];
    panel(context, x, y, width, height, 5, colours.surface, focus ? colours.accent : colour, focus ? 3 : mark.agreement ? 2.2 : 1);
    context.fillStyle = colour;
    context.beginPath();
    context.roundRect(x - width / 2, y - height / 2, 27, height, [5, 0, 0, 5]);
    context.fill();
    glyph(context, known(mark.family), x - width / 2 + 13.5, y, 15, colours["on-mark"]);
    let right = x + width / 2 - 8;
    for (const badge of mark.badges) {
      glyph(context, badge, right - 6, y, 12, colour);
      right -= 17;
    }
    const left = x - width / 2 + 35;
    context.textBaseline = "middle";
    mark.laid ??= laidOut(context, mark, left, right, x);
    const { cue, content, cueAt, contentAt } = mark.laid;
    write(context, cue, x + cueAt, y + 0.5, `600 13px ${FONT}`, colours.ink);
    if (content) write(context, content, x + contentAt, y + 0.5, `13px ${FONT}`, colours.muted);
  }

  /** Fit the cue and as much of the content as there is room for into a row, in the direction that the cue runs. */
  function laidOut(context, mark, left, right, x) {
    context.font = `600 13px ${FONT}`;
    const [cue] = lines(context, mark.label, right - left, 1);
    const wide = context.measureText(cue ?? "").width;
    context.font = `13px ${FONT}`;
    const room = right - left - wide - 5;
    const [content = ""] = room > 24 && mark.content ? lines(context, mark.content, room, 1) : [];
    if (!RIGHT_TO_LEFT.test(cue)) return { cue, content, cueAt: left - x, contentAt: left + wide + 5 - x };
    return { cue, content, cueAt: right - wide - x, contentAt: right - wide - 5 - context.measureText(content).width - x };
  }

  /** Fit a label into two lines, in smaller print before anything is cut; an office below it has two lines of its own. */
  function laidEntity(context, mark, room) {
    const fitted = (words, size, most) => {
      context.font = `500 ${size}px ${FONT}`;
      return lines(context, words, room, most);
    };
    const most = mark.sub ? 1 : 2;
    const size = [12.5, 11.5, 10.5].find((one) => !fitted(mark.label, one, most).at(-1)?.endsWith("…")) ?? 11;
    return { size, label: fitted(mark.label, size, most), sub: mark.sub ? fitted(mark.sub, 11, mark.height > 40 ? 2 : 1) : [] };
  }

  /** Draw an entity: the shape of its kind, larger the more it is used, its label, and its number of statements. */
  function drawEntity(context, mark, x, y, colours, focus) {
    const { width, height } = mark;
    const colour = colours[mark.kind];
    panel(context, x, y, width, height, height / 2, colours.surface, focus ? colours.accent : colour, focus ? 3 : 1.2);
    glyph(context, mark.kind, x - width / 2 + 18, y, mark.size, colour);
    context.textBaseline = "middle";
    const left = x - width / 2 + 34;
    context.font = `600 11px ${FONT}`;
    const number = mark.count > 0 ? digits(mark.count) : "";
    const wide = number ? context.measureText(number).width + 7 : 0;
    if (!mark.laid || mark.laid.number !== number) {
      const room = width - 34 - 12 - wide;
      mark.laid = { number, ...laidEntity(context, mark, room) };
    }
    const { label, size, sub } = mark.laid;
    const rows = label.length + sub.length;
    const at = (row) => y + (row - (rows - 1) / 2) * (rows > 2 ? 12.5 : 13.5) + 0.5;
    label.forEach((words, row) => write(context, words, left, at(row), `500 ${size}px ${FONT}`, colours.ink));
    sub.forEach((words, row) => write(context, words, left, at(label.length + row), `11px ${FONT}`, colours.muted));
    if (number) write(context, number, x + width / 2 - 5 - wide, y + 0.5, `600 11px ${FONT}`, colour);
  }

  function draw(context, mark, x, y, colours, { focus, dim }) {
    if (dim) {
      // What steps back still hides the lines behind it.
      panel(context, x, y, mark.width, mark.height, mark.kind === "statement" ? 5 : mark.height / 2, colours.paper, colours.paper, 1);
      context.globalAlpha = 0.3;
    }
    (mark.kind === "statement" ? drawStatement : drawEntity)(context, mark, x, y, colours, focus);
  }

  /** Return the size of a shape that grows with use, but slowly. */
  const grown = (count) => Math.min(21, 12 + 2 * Math.log2(1 + count));

  globalThis.readout.marks = { FAMILIES, KINDS, draw, grown, known, palette, shape };
}
