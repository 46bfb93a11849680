/* All that is known of the selected stop: days and how they are known, place, purpose, sources with their sentences. */

const COUNTED = 5000; // with more stops than this their documents are not counted

function makeDetails(store, state) {
  const holder = $("details");

  function days(row) {
    const phrase = store.text("dateText", row);
    const bounded = [BOUNDED, OPEN_END, OPEN_START].includes(store.sure[row]) && store.column.start[row] === NONE;
    return element("div", {}, daysText(store, row),
      bounded ? element("span", { class: "aside" }, " no day is told; the bounds follow from the sources") : null,
      phrase ? element("span", { class: "aside" }, " said as ", element("q", { dir: "auto" }, phrase)) : null);
  }

  function place(row) {
    const found = store.place(row);
    if (!found) return element("div", {}, sourceText(store.placeName(row)), element("span", { class: "aside" }, " not found in the gazetteer, so not on the map"));
    const where = [found.admin1, found.country].filter((t) => t && t !== found.name).join(", ");
    const at = `${found.latitude.toFixed(2)}, ${found.longitude.toFixed(2)}`;
    const text = store.text("placeText", row);
    return element("div", {}, sourceText(where ? `${found.name}, ${where}` : found.name),
      element("span", { class: "aside" }, ` ${at}${found.id ? ` \u00b7 ${found.id}` : ""}`),
      text ? element("span", { class: "aside" }, " read from ", element("q", { dir: "auto" }, text)) : null);
  }

  function alternatives(row) {
    const others = (store.alternatives[row] ?? []).map((i) => store.places[i]).slice(0, 5);
    return others.map((p) => [p.name, p.admin1, p.country].filter(Boolean).join(", ")).join("; ");
  }

  function evidence(row) {
    const items = [];
    for (let k = store.supportAt[row]; k < store.supportAt[row + 1] && items.length < 12; k++) {
      const [source, sentence] = [store.texts[store.support[2 * k]], store.sentences[store.support[2 * k + 1]]];
      items.push(element("figure", {},
        element("blockquote", { dir: "auto" }, sentence || "(no sentence kept)"),
        source ? element("figcaption", { dir: "auto" }, source) : null));
    }
    const rest = store.column.supports[row] - items.length;
    if (rest > 0) items.push(element("p", { class: "aside" }, `and ${count(rest, "more source")}`));
    return items;
  }

  function facts(row) {
    const { column } = store;
    const distance = column.distance[row];
    return [
      ["Days", days(row)],
      ["Place", place(row)],
      ["Could also be", alternatives(row)],
      ["Why this place", store.text("reason", row)],
      ["Purpose", store.sentence("purpose", row)],
      ["Traveller", [store.traveller(row), store.text("role", row)].filter(Boolean).join(", ")],
      ["From the stop before", distance === NONE ? "" : `${Math.round(distance / 10).toLocaleString("en")} km`],
      ["Sources differ", store.sentence("conflict", row)],
      ["Confidence", column.confidence[row] === NONE ? "" : `${Math.round(column.confidence[row] / 10)} %`],
    ];
  }

  /** What the trips shown amount to, while no stop is chosen. */
  function overview() {
    if (!state.order.length) return [element("p", { class: "hint" }, "No stop passes these filters.")];
    const sources = new Set();
    const [laneSeen, placeSeen] = [new Uint8Array(store.travellers.length), new Uint8Array(store.places.length)];
    let [distance, first, last] = [0, Infinity, -Infinity];
    for (const row of state.order) {
      laneSeen[store.lane[store.column.trip[row]]] = 1;
      if (store.column.place[row] >= 0) placeSeen[store.column.place[row]] = 1;
      if (store.column.distance[row] !== NONE) distance += store.column.distance[row];
      if (store.sure[row] === CERTAIN) [first, last] = [Math.min(first, store.from[row]), Math.max(last, store.to[row])];
      if (state.order.length <= COUNTED) for (let k = store.supportAt[row]; k < store.supportAt[row + 1]; k++) sources.add(store.support[2 * k]);
    }
    const travellers = store.travellers.filter((_, lane) => laneSeen[lane]);
    const countries = new Set(store.places.filter((p, i) => placeSeen[i] && p.country).map((p) => p.country));
    const known = first > last ? "" : first === last ? dayText(first) : `${dayText(first)} \u2013 ${dayText(last)}`;
    const listed = (names) => {
      const all = [...names];
      return all.length > 12 ? `${all.slice(0, 12).join(", ")} and ${all.length - 12} more` : all.join(", ");
    };
    const list = definitions([
      [travellers.length === 1 ? "Traveller" : `Travellers (${travellers.length})`, listed(travellers)],
      ["Days known", known],
      [countries.size === 1 ? "Country" : `Countries (${countries.size})`, listed(countries)],
      ["Way between the stops", distance ? `${Math.round(distance / 10).toLocaleString("en")} km` : ""],
      ["Documents", sources.size ? sources.size.toLocaleString("en") : ""],
    ]);
    const hint = "Choose a stop on the map, on the timeline or in the list; the arrow keys walk through them.";
    return [element("h2", {}, "At a glance"), list, element("p", { class: "hint" }, hint)];
  }

  function definitions(pairs) {
    const list = element("dl");
    for (const [name, value] of pairs) if (value) list.append(element("dt", {}, name), element("dd", { dir: "auto" }, value));
    return list;
  }

  function draw() {
    const row = state.selected;
    if (row < 0) {
      return holder.replaceChildren(...overview());
    }
    holder.replaceChildren(
      element("p", { class: "kicker" }, `${store.column.seq[row]} \u00b7 ${store.event(row)} \u00b7 `, element("span", { class: `badge ${store.status(row)}` }, store.status(row))),
      element("h2", { dir: "auto", class: store.status(row) }, store.placeName(row)),
      ...evidence(row), definitions(facts(row)));
    holder.scrollTop = 0;
  }

  state.listen(inFrames(draw));
}
