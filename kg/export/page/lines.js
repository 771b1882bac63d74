// Lines between nodes: their course, their drawing, and which of them is under the pointer.
"use strict";
globalThis.readout ??= {};
{
  /** How bright a line is at rest, where it belongs to what is chosen, and where it does not. */
  const ALPHA = { overview: 0.3, meeting: 0.5, bright: 0.95, dim: 0.06 };
  const NEAR = 9;

  /** Return the course of a line from border to border of two nodes: begin, two controls, end; x and y in turn. */
  function course(a, b) {
    const side = b.x >= a.x ? 1 : -1;
    const gap = side * (b.x - a.x) - (a.width + b.width) / 2;
    if (gap > 0) {
      const [begin, end, swing] = [a.x + (side * a.width) / 2, b.x - (side * b.width) / 2, side * Math.max(16, gap / 2)];
      return [begin, a.y, begin + swing, a.y, end - swing, b.y, end, b.y];
    }
    // One above the other: out and back on the right.
    const [begin, end] = [a.x + a.width / 2, b.x + b.width / 2];
    const out = Math.max(begin, end) + 60;
    return [begin, a.y, out, a.y, out, b.y, end, b.y];
  }

  function trace(context, [x, y, ...rest]) {
    context.beginPath();
    context.moveTo(x, y);
    context.bezierCurveTo(...rest);
  }

  /** Return the place half way along a course. */
  function middle([ax, ay, bx, by, cx, cy, dx, dy]) {
    return { x: (ax + 3 * bx + 3 * cx + dx) / 8, y: (ay + 3 * by + 3 * cy + dy) / 8 };
  }

  function arrow(context, [, , , , cx, , dx, dy], colour) {
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
      const [xs, ys] = [way.filter((_, place) => place % 2 === 0), way.filter((_, place) => place % 2 === 1)];
      if (x < Math.min(...xs) - NEAR || x > Math.max(...xs) + NEAR || y < Math.min(...ys) - NEAR || y > Math.max(...ys) + NEAR) return false;
      trace(probe, way);
      probe.lineWidth = line.width + NEAR;
      return probe.isPointInStroke(x, y);
    });
  }

  globalThis.readout.lines = { ALPHA, at, course, draw, middle };
}
