/* The itinerary in the browser: typed columns, and what follows from them once and for all. */

/** The page's data from the element that holds them: a head, and typed columns. */
async function readData(holder) {
  const text = holder.textContent;
  holder.remove(); // the columns stand for it now
  if (holder.dataset.packed === "yes") return packedData(await unpacked(text));
  const head = JSON.parse(text);
  const typed = (values) => Int32Array.from(values, (v) => (v === null ? NONE : v));
  const lists = { ...head.columns, travellers: head.travellers, support: head.support, alternatives: head.alternatives };
  return { head, column: Object.fromEntries(Object.entries(lists).map(([name, values]) => [name, typed(values)])) };
}

const WHOLE = { 1: Uint8Array, 2: Uint16Array, 4: Int32Array }; // by the bytes of a number

/** Columns where they lie in the bytes; see timeline/page/packing.py. */
function packedData({ buffer }) {
  const length = new DataView(buffer).getUint32(0, true);
  const head = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, length)));
  const column = {};
  let at = 4 + length;
  for (const [name, [n, bytes]] of Object.entries(head.lengths)) {
    column[name] = new WHOLE[bytes](buffer, at, n);
    at += bytes * n;
  }
  return { head, column };
}

/** The data with getters in words. What packed data do not need at first comes later, by `fillRest`; it is empty until then. */
function makeStore({ head, column }) {
  const n = head.rows;
  const { names } = head;
  const places = head.places.map(([latitude, longitude, name, admin1, country, code, id, kind]) => ({
    latitude, longitude, name: names[name], admin1: names[admin1], country: names[country], code: names[code],
    id: names[id], kind: names[kind], x: toX(longitude), y: toY(latitude),
  }));
  const store = {
    n, names, places, column: { ...emptyRest(n), ...column },
    texts: [], sentences: [], tripIds: null, support: null, supportAt: null, alternatives: null, alternativesAt: null,
    events: head.events, statuses: head.statuses, precisions: head.precisions,
    text: (name, i) => store.texts[store.column[name][i]] ?? "",
    sentence: (name, i) => store.sentences[store.column[name][i]] ?? "",
    place: (i) => (column.place[i] < 0 ? null : places[column.place[i]]),
    placeText: (i) => names[column.placeText[i]],
    placeName: (i) => (column.place[i] < 0 ? names[column.placeText[i]] : places[column.place[i]].name) || "unknown place",
    country: (i) => (column.place[i] < 0 ? "" : places[column.place[i]].country),
    event: (i) => head.events[column.event[i]],
    status: (i) => head.statuses[column.status[i]],
    precision: (i) => head.precisions[column.precision[i]],
    traveller: (i) => names[column.travellers[column.trip[i]]],
    tripId: (i) => store.tripIds[column.trip[i]],
    rowId: (i) => `${store.tripId(i)}.${column.seq[i]}`,
  };
  Object.assign(store, tripsOf(store));
  lazily(store, ["from", "to", "sure", "chronological", "shares"], () => intervals(store));
  lazily(store, ["previous"], () => ({ previous: previousRows(store) }));
  fillRest(store, head.sentences ? { head, column } : { head: { texts: [""], sentences: [""], trips: null }, column: {} });
  return store;
}

/** Properties that `make` gives when the first of them is asked for: the first frame of a long trip does without. */
function lazily(object, names, make) {
  const fill = () => {
    const made = make();
    for (const name of names) Object.defineProperty(object, name, { value: made[name] });
  };
  for (const name of names) {
    Object.defineProperty(object, name, {
      configurable: true,
      get() {
        fill();
        return object[name];
      },
    });
  }
}

/** Columns for the time until the rest is there. */
function emptyRest(n) {
  const nothing = new Uint8Array(n);
  const unknown = new Int32Array(n).fill(NONE);
  return {
    role: nothing, dateText: nothing, reason: nothing, purpose: nothing, conflict: nothing, supports: nothing, others: nothing,
    confidence: unknown, distance: unknown, support: nothing, alternatives: nothing,
  };
}

/** Sentences and sources, trips' ids, other places, and the columns that lead to them. */
function fillRest(store, { head, column }) {
  Object.assign(store.column, column);
  const { support, supports, alternatives, others } = store.column;
  Object.assign(store, {
    texts: head.texts, sentences: head.sentences, tripIds: head.trips, haystack: null,
    support, supportAt: sums(supports), alternatives, alternativesAt: sums(others),
  });
}

/** Where the things of each row begin among those of all rows, given how many each has; the end of all is the last. */
function sums(counts) {
  const at = new Int32Array(counts.length + 1);
  for (let i = 0; i < counts.length; i++) at[i + 1] = at[i] + counts[i];
  return at;
}

/** Trip -> its first row, how many rows, and its traveller's number among `travellers`, which is also their lane. */
function tripsOf({ n, column, names }) {
  const trips = column.travellers.length;
  const [tripFirst, tripRows, lane] = [new Int32Array(trips), new Int32Array(trips), new Int32Array(trips)];
  const lanes = new Map();
  for (let trip = 0; trip < trips; trip++) {
    const name = column.travellers[trip];
    if (!lanes.has(name)) lanes.set(name, lanes.size);
    lane[trip] = lanes.get(name);
  }
  const all = new Int32Array(n);
  for (let i = 0; i < n; i++) {
    if (!tripRows[column.trip[i]]++) tripFirst[column.trip[i]] = i;
    all[i] = i;
  }
  return { all, trips, tripFirst, tripRows, lane, travellers: Array.from(lanes.keys(), (name) => names[name]) };
}

/** Row -> the row its leg comes from, or -1. A cancelled stop hangs on the stop before it; the way goes on without. */
function previousRows({ n, column: { trip, place, status }, statuses }) {
  const cancelled = statuses.indexOf("cancelled");
  const previous = new Int32Array(n).fill(-1);
  let here = -1;
  for (let i = 0; i < n; i++) {
    if (i && trip[i] !== trip[i - 1]) here = -1;
    if (place[i] < 0) continue;
    if (here >= 0 && place[here] !== place[i]) previous[i] = here;
    if (status[i] !== cancelled) here = i;
  }
  return previous;
}

/** The documents that support a row, each once, and the first sentence. */
function supportOf({ support, supportAt, texts, sentences }, i) {
  const sources = new Set();
  for (let k = supportAt[i]; k < supportAt[i + 1]; k++) sources.add(texts[support[2 * k]]);
  sources.delete("");
  const evidence = supportAt[i] < supportAt[i + 1] ? sentences[support[2 * supportAt[i] + 1]] ?? "" : "";
  return [[...sources], evidence];
}
