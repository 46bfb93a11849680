/* Puts the page together: data, state, views. */

const HIDDEN = ["filters", "filters-button", "downloads", "theme", "map-options", "transport"]; // until the script runs

async function start() {
  const store = makeStore(await readData($("data")));
  store.rest = onlyOnce(() => readRest(store));
  const asked = new URLSearchParams(location.hash.slice(1));
  if (!store.tripIds && (asked.has("q") || asked.has("stop"))) await store.rest();
  for (const id of HIDDEN) if ($(id)) $(id).hidden = false; // before anything is measured
  const state = makeState(store);
  document.body.classList.toggle("short", store.n < FILTERED);
  if (!embedded) makeFilters(store, state); // the views follow a change in the order in which they are made
  makeList(store, state);
  const strip = makeStrip(store, state);
  const map = makeMap(store, state);
  makeDetails(store, state);
  if (!embedded) makeTable(store, state);
  makeKeys(state, map.leaflet, makeTransport(store, state));
  if (!embedded) makeDownloads(store, state);
  makeMapOptions(map);
  makeTheme(() => {
    map.redraw();
    strip.redraw();
  });
  makePrint(map, strip);
  state.start();
  if (embedded) {
    yieldScrolling(map.leaflet);
    tellHeight();
  }
  if (document.documentElement.dataset.version) followEdits(map.leaflet);
  await painted();
  performance.mark("timeline-ready");
  map.showAll();
  map.basemap.show(await unpackedJson($("basemap").textContent));
  $("basemap").remove();
  inFrames(() => {
    document.documentElement.dataset.ready = "yes";
    performance.mark("timeline-whole");
    setTimeout(readLater, 0, store, state);
  })();
}

/** What the first view can do without. */
async function readLater(store, state) {
  if (await store.rest()) state.refresh();
  whenIdle(() => keepFound(store, "a e", new Uint8Array(store.n).fill(1))); // so that the first search need not make it ready
}

/** The rest of packed data, which stands at the end of the page; says whether there was any. */
async function readRest(store) {
  if (document.readyState === "loading") await new Promise((read) => addEventListener("DOMContentLoaded", read));
  const holder = $("sentences");
  if (!holder) return false;
  fillRest(store, packedData(await unpacked(holder.textContent)));
  holder.remove();
  return true;
}

function makeMapOptions(map) {
  for (const name of embedded ? [] : ["borders", "tiles"]) {
    $(name).checked = map.options[name];
    $(name).addEventListener("change", () => map.setOption(name, $(name).checked));
  }
  $("fit").addEventListener("click", () => map.fit());
}

/** On paper: light colours, map and strip drawn for the width of a sheet; afterwards all is as before. */
function makePrint(map, strip) {
  const root = document.documentElement;
  let theme = "";
  const draw = (paper) => {
    map.renew(paper);
    strip.drawNow();
  };
  addEventListener("beforeprint", () => {
    theme = root.dataset.theme ?? "";
    root.dataset.theme = "light";
    root.classList.add("printing");
    draw(true);
  });
  addEventListener("afterprint", () => {
    if (theme) root.dataset.theme = theme;
    else delete root.dataset.theme;
    root.classList.remove("printing");
    draw(false);
  });
}

start().catch((error) => {
  $("summary").textContent = "This browser cannot draw the map; the table below stands without it.";
  throw error;
});
