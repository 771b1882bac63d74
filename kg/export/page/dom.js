// Elements made of elements and text: nothing here, or that uses it, ever reads a string as markup.
"use strict";
globalThis.readout ??= {};
{
  const SVG = "http://www.w3.org/2000/svg";

  /** Make an element; strings among its children become text, and what is null or false is left out. */
  function el(tag, attributes = {}, ...children) {
    return fill(document.createElement(tag), attributes, children);
  }

  function fill(element, attributes, children) {
    for (const [name, value] of Object.entries(attributes)) {
      if (value === null || value === undefined || value === false) continue;
      if (typeof value === "function") element.addEventListener(name, value);
      else element.setAttribute(name, value === true ? "" : value);
    }
    element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
    return element;
  }

  /** Make a 16 by 16 drawing of one path, which only decorates the words beside it. */
  function svg(path, classes = "") {
    const shape = fill(document.createElementNS(SVG, "path"), { d: path, "fill-rule": "evenodd" }, []);
    const attributes = { viewBox: "0 0 16 16", class: `mark ${classes}`.trim(), "aria-hidden": "true", focusable: "false" };
    return fill(document.createElementNS(SVG, "svg"), attributes, [shape]);
  }

  /** Return the address if it leads to the web, else nothing: a graph may hold any address, "javascript:" included. */
  function web(address) {
    if (!/^https?:\/\//i.test(address)) return null;
    try {
      return new URL(address).href;
    } catch {
      return null;
    }
  }

  /** Make a link to the web, or plain text where the address is of any other kind. */
  function link(address, words = address) {
    const href = web(address);
    return href ? el("a", { href, rel: "noopener noreferrer", target: "_blank" }, words) : el("span", {}, words);
  }

  /** Put children in place of those there; the keyboard's focus stays on what took its place, or on the whole. */
  function replace(element, ...children) {
    const held = element.contains(document.activeElement) && element !== document.activeElement ? document.activeElement : null;
    element.replaceChildren(...children.flat(Infinity).filter(Boolean));
    if (!held) return;
    const heirs = [...element.querySelectorAll("button, a[href], input, select, summary")];
    (heirs.find((heir) => heir.textContent === held.textContent && heir.tagName === held.tagName) ?? element).focus({ preventScroll: true });
  }

  globalThis.readout.dom = { el, link, replace, svg, web };
}
