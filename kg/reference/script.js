"use strict";
// Hide the terms that lack a typed word; a heading stays as long as something below it does.
const box = document.getElementById("page-filter");
const terms = Array.from(document.querySelectorAll("article"), (node) => [node, node.textContent.toLowerCase()]);
const count = document.getElementById("page-count");
function sift() {
  const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const [node, text] of terms) {
    node.hidden = !words.every((word) => text.includes(word));
    shown += node.hidden ? 0 : 1;
  }
  document.body.classList.toggle("sifted", words.length > 0);
  for (const section of document.querySelectorAll("section.terms")) {
    section.hidden = words.length > 0 && !section.querySelector("article:not([hidden])");
  }
  count.textContent = words.length ? `${shown} of ${terms.length} terms` : "";
}
box.addEventListener("input", sift);
window.addEventListener("hashchange", () => {
  const node = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (node && node.hidden) { box.value = ""; sift(); node.scrollIntoView(); }
});
box.parentElement.hidden = false;
sift();
