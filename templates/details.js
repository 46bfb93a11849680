/* All that is known of the selected stop: days and how they are known, place, purpose, sources with their sentences. */

function makeDetails(store, state) {
  const holder = $("details");

  function days(row) {
    const phrase = store.text("dateText", row);
    const bounded = [BOUNDED, OPEN_END, OPEN_START].includes(store.sure[row]) && store.column.start[row] === NONE;
    return element("div", {}, daysText(store, row),
      bounded ? element("div", { class: "aside" }, "no day is told; the bounds follow from the sources") : null,
      phrase ? element("div", { class: "aside" }, "said as ", element("q", { dir: "auto" }, phrase)) : null);
  }

  function place(row) {
    const found = store.place(row);
    if (!found) return element("div", {}, sourceText(store.placeName(row)), element("div", { class: "aside" }, "not found in the gazetteer, so not on the map"));
    const where = [found.admin1, found.country].filter((t) => t && t !== found.name).join(", ");
    const at = `${found.latitude.toFixed(2)}, ${found.longitude.toFixed(2)}`;
    const text = store.placeText(row);
    return element("div", {}, sourceText(where ? `${found.name}, ${where}` : found.name),
      element("div", { class: "aside" }, `${at}${found.id ? ` \u00b7 ${found.id}` : ""}`),
      text ? element("div", { class: "aside" }, "read from ", element("q", { dir: "auto" }, text)) : null);
  }

  function alternatives(row) {
    const [first, end] = [store.alternativesAt[row], store.alternativesAt[row + 1]];
    const others = Array.from(store.alternatives.subarray(first, Math.min(end, first + 5)), (i) => store.places[i]);
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

  /** How the sentence was read, for whoever doubts it. */
  function reading(row) {
    const reason = store.text("reason", row);
    return reason ? [element("details", {}, element("summary", {}, "How it was read"), element("p", { class: "aside", dir: "auto" }, reason))] : [];
  }

  function facts(row) {
    const { column } = store;
    const distance = column.distance[row];
    return [
      ["Days", days(row)],
      ["Place", place(row)],
      ["Could also be", alternatives(row)],
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
    const { travellers, places, sources, distance, first, last } = totals(store, state.order);
    const countries = new Set(places.map((p) => p.country).filter(Boolean));
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
      ["Documents", sources ? sources.toLocaleString("en") : ""],
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
    if (row < 0) return holder.replaceChildren(...(store.tripIds ? overview() : [])); // half of it would soon be wrong
    holder.replaceChildren(
      element("p", { class: "kicker" }, `${store.column.seq[row]} \u00b7 ${store.event(row)} \u00b7 `, element("span", { class: `badge ${store.status(row)}` }, store.status(row))),
      element("h2", { dir: "auto", class: store.status(row) }, store.placeName(row)),
      ...evidence(row), definitions(facts(row)), ...reading(row));
    holder.scrollTop = 0;
  }

  state.listen(inFrames(draw));
}

/** What rows amount to: their travellers, places, number of sources, way (in tenths of a kilometre), first and last certain day. */
function totals(store, rows) {
  const { column, lane, from, to, sure, supportAt, support } = store;
  const { trip, place } = column;
  const seen = { lane: new Uint8Array(store.travellers.length), place: new Uint8Array(store.places.length), source: new Uint8Array(store.texts.length) };
  let [distance, first, last] = [0, Infinity, -Infinity];
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i];
    seen.lane[lane[trip[row]]] = 1;
    if (place[row] >= 0) seen.place[place[row]] = 1;
    if (column.distance[row] !== NONE) distance += column.distance[row];
    if (sure[row] === CERTAIN) {
      if (from[row] < first) first = from[row];
      if (to[row] > last) last = to[row];
    }
    for (let k = supportAt[row]; k < supportAt[row + 1]; k++) seen.source[support[2 * k]] = 1;
  }
  seen.source[0] = 0; // the empty text
  return {
    travellers: store.travellers.filter((_, i) => seen.lane[i]), places: store.places.filter((_, i) => seen.place[i]),
    sources: seen.source.reduce((sum, one) => sum + one, 0), distance, first, last,
  };
}
