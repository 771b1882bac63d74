// Lines between nodes: their course, their drawing, and which of them is under the pointer.
"use strict";
globalThis.readout ??= {};
{
  /** How bright a line is at rest, where it belongs to what is chosen, and where it does not. */
  const ALPHA = { meeting: 0.5, bright: 0.95, dim: 0.06 };
  const NEAR = 9;

  /**
   * Return the course of a line from border to border of two nodes: begin, two controls, end; x and y in turn. A node may
   * have an `edge`, how far from its middle its column or the one before it ends: up to there the line runs level, between
   * the rows, and only then swings.
   */
  function course(a, b) {
    const side = b.x >= a.x ? 1 : -1;
    const [begin, end] = [a.x + (side * a.width) / 2, b.x - (side * b.width) / 2];
    const gap = side * (end - begin);
    if (gap > 0) {
      const [out, into] = [a.edge?.[side] ?? begin, b.edge?.[-side] ?? end];
      const level = side * (into - out) > 16 && side * (out - begin) >= 0 && side * (end - into) >= 0;
      const [from, to] = level ? [out, into] : [begin, end];
      const swing = (to - from) / 2;
      return [from, a.y, from + swing, a.y, to - swing, b.y, to, b.y, begin, end];
    }
    // One above the other: out and back on the right.
    const [right, back] = [a.x + a.width / 2, b.x + b.width / 2];
    const out = Math.max(right, back) + 60;
    return [right, a.y, out, a.y, out, b.y, back, b.y, right, back];
  }

  function trace(context, [x, y, cx, cy, dx, dy, tox, toy, begin, end]) {
    context.beginPath();
    context.moveTo(begin, y);
    context.lineTo(x, y);
    context.bezierCurveTo(cx, cy, dx, dy, tox, toy);
    context.lineTo(end, toy);
  }

  /** Return the place half way along a course. */
  function middle([ax, ay, bx, by, cx, cy, dx, dy]) {
    return { x: (ax + 3 * bx + 3 * cx + dx) / 8, y: (ay + 3 * by + 3 * cy + dy) / 8 };
  }

  function arrow(context, [, , , , cx, , , dy, , dx], colour) {
    const back = cx < dx ? -8 : 8;
    context.beginPath();
    context.moveTo(dx, dy);
    context.lineTo(dx + back, dy - 4);
    context.lineTo(dx + back, dy + 4);
    context.closePath();
    context.fillStyle = colour;
    context.fill();
  }

  /** Draw lines, the brightest last; `boxOf` gives a node's place and size, `alphaOf` a line's brightness. */
  function draw(context, lines, boxOf, alphaOf, colours, pointed) {
    const ordered = lines.map((line) => [line, line === pointed ? 1 : alphaOf(line)]).sort((a, b) => a[1] - b[1]);
    for (const [line, alpha] of ordered) {
      const way = course(boxOf(line.from), boxOf(line.to));
      const colour = line === pointed ? colours.accent : colours[line.family] ?? colours.muted;
      context.globalAlpha = alpha;
      context.strokeStyle = colour;
      context.lineWidth = line === pointed ? line.width + 1.5 : line.width;
      context.setLineDash(line.dashes ?? []);
      trace(context, way);
      context.stroke();
      context.setLineDash([]);
      if (line.arrow) arrow(context, way, colour);
    }
    context.globalAlpha = 1;
  }

  const probe = document.createElement("canvas").getContext("2d");

  /** Return the line at a place, if one runs near it. */
  function at(lines, boxOf, { x, y }) {
    return lines.find((line) => {
      const way = course(boxOf(line.from), boxOf(line.to));
      const [xs, ys] = [[way[0], way[2], way[4], way[6], way[8], way[9]], [way[1], way[7]]];
      if (x < Math.min(...xs) - NEAR || x > Math.max(...xs) + NEAR || y < Math.min(...ys) - NEAR || y > Math.max(...ys) + NEAR) return false;
      trace(probe, way);
      probe.lineWidth = line.width + NEAR;
      return probe.isPointInStroke(x, y);
    });
  }

  globalThis.readout.lines = { ALPHA, at, course, draw, middle };
}
