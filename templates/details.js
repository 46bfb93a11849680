/* All that is known of the selected stop: days and how they are known, place, purpose, sources with their sentences. */

function makeDetails(store, state) {
  const holder = $("details");

  function days(row) {
    const { column } = store;
    const known = [["earliest", "not before"], ["latest", "not after"]]
      .filter(([name]) => column.start[row] === NONE && column[name][row] !== NONE)
      .map(([name, said]) => `${said} ${dayText(column[name][row])}`);
    const phrase = store.text("dateText", row);
    return element("div", {}, daysText(store, row),
      known.length ? element("span", { class: "aside" }, ` (${known.join(", ")})`) : null,
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
      const [source, sentence] = [store.texts[store.support[2 * k]], store.texts[store.support[2 * k + 1]]];
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
      ["Purpose", store.text("purpose", row)],
      ["Traveller", [store.traveller(row), store.text("role", row)].filter(Boolean).join(", ")],
      ["From the stop before", distance === NONE ? "" : `${distance.toLocaleString("en")} km`],
      ["Sources differ", store.text("conflict", row)],
      ["Confidence", column.confidence[row] === NONE ? "" : `${column.confidence[row]} %`],
    ].filter(([, value]) => value);
  }

  function draw() {
    const row = state.selected;
    if (row < 0) {
      holder.replaceChildren(element("p", { class: "hint" }, state.order.length
        ? "Choose a stop on the map, on the timeline or in the list; the arrow keys walk through them."
        : "No stop passes these filters."));
      return;
    }
    const list = element("dl");
    for (const [name, value] of facts(row)) {
      const said = element("dd", { dir: "auto" }, value);
      list.append(element("dt", {}, name), said);
    }
    holder.replaceChildren(
      element("p", { class: "kicker" }, `${store.column.seq[row]} \u00b7 ${store.event(row)} \u00b7 `, element("span", { class: `badge ${store.status(row)}` }, store.status(row))),
      element("h2", { dir: "auto", class: store.status(row) }, store.placeName(row)),
      ...evidence(row), list);
    holder.scrollTop = 0;
  }

  state.listen(draw);
}
