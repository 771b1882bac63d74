// Words and characters: folding for search, code points to UTF-16, cutting a text at the edges of spans.
"use strict";
globalThis.readout ??= {};
{
  const LETTERS = { ß: "ss", ø: "o", đ: "d", ł: "l", ı: "i", æ: "ae", œ: "oe", þ: "th", ð: "d" };
  const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December"];

  /** Fold case and accents, so that "Türkiye" is found by "turkiye". */
  function fold(words) {
    const plain = words.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
    return plain.replace(/[ßøđłıæœþð]/g, (letter) => LETTERS[letter]).replace(/[’‘]/g, "'");
  }

  /**
   * Return a function from an offset in code points, which is how the graph counts, to one in UTF-16 units, which is how
   * JavaScript does. They differ after every character beyond U+FFFF.
   */
  function ruler(text) {
    const within = (offset, most) => Math.min(Math.max(offset, 0), most);
    if (!/[\ud800-\udbff]/.test(text)) return (offset) => within(offset, text.length);
    const units = [];
    let unit = 0;
    for (const character of text) {
      units.push(unit);
      unit += character.length;
    }
    units.push(unit);
    return (offset) => units[within(offset, units.length - 1)];
  }

  /**
   * Cut the range 0..length at both ends of every span and return the pieces in order, each with the numbers of the
   * spans that cover it. Spans are [begin, end]; empty ones cover nothing.
   */
  function cut(length, spans) {
    const edges = new Map([[0, []], [length, []]]);
    spans.forEach(([begin, end], number) => {
      if (begin >= end || begin < 0 || end > length) return;
      for (const edge of [begin, end]) if (!edges.has(edge)) edges.set(edge, []);
      edges.get(begin).push(number);
      edges.get(end).push(number);
    });
    const open = new Set();
    const places = [...edges.keys()].sort((a, b) => a - b);
    return places.slice(0, -1).map((begin, place) => {
      for (const number of edges.get(begin)) if (!open.delete(number)) open.add(number);
      return { begin, end: places[place + 1], spans: [...open].sort((a, b) => a - b) };
    });
  }

  /** "2021-03-16" as "16 March 2021"; anything else as it is. */
  function day(iso) {
    const [, year, month, date] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(iso ?? "") ?? [];
    return MONTHS[month - 1] ? `${Number(date)} ${MONTHS[month - 1]} ${year}` : iso ?? "";
  }

  /** 50000 as "50,000". */
  const digits = (number) => String(number).replace(/\B(?=(\d{3})+$)/g, ",");

  /** "3 statements", "1 statement", "50,000 statements". */
  function count(number, noun) {
    return `${digits(number)} ${number === 1 ? noun : noun.endsWith("y") ? `${noun.slice(0, -1)}ies` : `${noun}s`}`;
  }

  /** "A", "A and B", "A, B and C". */
  function listed(names) {
    return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
  }

  /** Cut to a number of characters, whole ones, with an ellipsis where something is left out. */
  function shorten(words, most) {
    const line = words.replace(/\s+/g, " ").trim();
    if (line.length <= most) return line;
    return `${Array.from(line.slice(0, most + 1)).slice(0, -2).join("").trimEnd()}…`;
  }

  globalThis.readout.text = { count, cut, day, digits, fold, listed, ruler, shorten };
}
