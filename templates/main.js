/* Puts the page together: data, state, views. */

async function start() {
  const holder = $("data");
  const text = holder.textContent;
  const store = makeStore(holder.dataset.packed === "yes" ? await unpackedJson(text) : JSON.parse(text));
  holder.remove(); // the columns stand for it now
  const state = makeState(store);
  const map = makeMap(store, state);
  const strip = makeStrip(store, state);
  makeList(store, state);
  makeDetails(store, state);
  makeTable(store, state);
  makeFilters(store, state);
  const transport = makeTransport(store, state);
  makeKeys(state, transport);
  makeDownloads(store, state);
  makeMapOptions(map, store);
  makeTheme(() => {
    map.redraw();
    strip.redraw();
  });
  state.start();
  await map.basemap.load($("basemap").textContent);
  $("basemap").remove();
  requestAnimationFrame(() => {
    document.documentElement.dataset.ready = "yes";
    performance.mark("timeline-ready");
    whenIdle(() => haystack(store));
  });
}

function makeMapOptions(map) {
  for (const name of ["borders", "tiles"]) {
    $(name).checked = map.options[name];
    $(name).addEventListener("change", () => map.setOption(name, $(name).checked));
  }
  $("fit").addEventListener("click", () => map.fit());
  $("map-options").hidden = false;
}

start();
