/* In a frame of somebody else's page: the frame's owner is told how high the page is, and keeps its history to itself. */

const embedded = document.documentElement.classList.contains("embed");

/** Tells the page around the frame the height whenever it changes; there is nothing in it that others must not know. */
function tellHeight() {
  const height = () => Math.ceil(document.body.getBoundingClientRect().height);
  new ResizeObserver(inFrames(() => parent.postMessage({ type: "timeline-height", height: height() }, "*"))).observe(document.body);
}

/** In a frame the wheel and one finger scroll the page around it, until the map has the focus. */
function yieldScrolling(map) {
  map.scrollWheelZoom.disable();
  map.on("focus", () => map.scrollWheelZoom.enable());
  map.on("blur", () => map.scrollWheelZoom.disable());
  if (matchMedia("(pointer: coarse)").matches) map.dragging.disable(); // two fingers move and zoom it
}
