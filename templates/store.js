/* The itinerary in the browser: typed columns, and what follows from them once and for all. */

/** The page's data from the element that holds them: a head, and typed columns. */
async function readData(holder) {
  const text = holder.textContent;
  holder.remove(); // the columns stand for it now
  if (holder.dataset.packed === "yes") return packedData(await unpacked(text).arrayBuffer());
  const head = JSON.parse(text);
  const typed = (values) => Int32Array.from(values, (v) => (v === null ? NONE : v));
  const column = Object.fromEntries(Object.entries(head.columns).map(([name, values]) => [name, typed(values)]));
  return { head, column: { ...column, support: typed(head.support) } };
}

const WHOLE = { 1: Uint8Array, 2: Uint16Array, 4: Int32Array }; // by the bytes of a number

/** Columns where they lie in the bytes; see timeline/page/packing.py. */
function packedData(buffer) {
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

/** The data with getters in words. The sentences of packed data come later: `store.sentences` is empty until then. */
function makeStore({ head: document_, column }) {
  const n = document_.rows;
  const texts = document_.texts;
  const places = document_.places.map(([latitude, longitude, name, admin1, country, code, id, kind]) => ({
    latitude, longitude, name: texts[name], admin1: texts[admin1], country: texts[country], code: texts[code],
    id: texts[id], kind: texts[kind], x: toX(longitude), y: toY(latitude),
  }));
  const trips = document_.trips.map(([id, traveller]) => ({ id, traveller: texts[traveller], first: 0, rows: 0 }));
  const supportAt = new Int32Array(n + 1);
  for (let i = 0; i < n; i++) {
    supportAt[i + 1] = supportAt[i] + column.supports[i];
    if (!trips[column.trip[i]].rows++) trips[column.trip[i]].first = i;
  }
  const travellers = [...new Set(trips.map((t) => t.traveller))];
  const lane = Int32Array.from(trips, (t) => travellers.indexOf(t.traveller));
  const store = {
    n, column, texts, sentences: document_.sentences ?? [], places, trips, travellers, lane, supportAt,
    support: column.support, all: Int32Array.from({ length: n }, (_, i) => i),
    alternatives: document_.alternatives,
    events: document_.events, statuses: document_.statuses, precisions: document_.precisions,
    text: (name, i) => texts[column[name][i]],
    sentence: (name, i) => store.sentences[column[name][i]] ?? "",
    trip: (i) => trips[column.trip[i]],
    place: (i) => (column.place[i] < 0 ? null : places[column.place[i]]),
    placeName: (i) => (column.place[i] < 0 ? texts[column.placeText[i]] : places[column.place[i]].name) || "unknown place",
    country: (i) => (column.place[i] < 0 ? "" : places[column.place[i]].country),
    event: (i) => document_.events[column.event[i]],
    status: (i) => document_.statuses[column.status[i]],
    precision: (i) => document_.precisions[column.precision[i]],
    traveller: (i) => trips[column.trip[i]].traveller,
    rowId: (i) => `${trips[column.trip[i]].id}.${column.seq[i]}`,
  };
  return Object.assign(store, intervals(store), { previous: previousRows(store) });
}

/** Row -> the row its leg comes from, or -1. A cancelled stop hangs on the stop before it; the way goes on without. */
function previousRows({ n, column, statuses }) {
  const cancelled = statuses.indexOf("cancelled");
  const previous = new Int32Array(n).fill(-1);
  let here = -1;
  for (let i = 0; i < n; i++) {
    if (i && column.trip[i] !== column.trip[i - 1]) here = -1;
    if (column.place[i] < 0) continue;
    if (here >= 0 && column.place[here] !== column.place[i]) previous[i] = here;
    if (column.status[i] !== cancelled) here = i;
  }
  return previous;
}

// how sure the days of a row are
const CERTAIN = 0;
const BOUNDED = 1;
const OPEN_END = 2;
const OPEN_START = 3;
const UNKNOWN = 4;

/** The days each row is drawn over, how sure they are, and the order in time. */
function intervals({ n, column, precisions }) {
  const [from, to, sure] = [new Int32Array(n).fill(NONE), new Int32Array(n).fill(NONE), new Uint8Array(n)];
  for (let i = 0; i < n; i++) {
    const { start, end, earliest, latest, precision } = column;
    if (start[i] !== NONE) {
      [from[i], to[i]] = roundedSpan(start[i], end[i], precisions[precision[i]]);
      sure[i] = from[i] === start[i] && precisions[precision[i]] === "day" ? CERTAIN : BOUNDED;
    } else if (earliest[i] !== NONE) {
      from[i] = earliest[i];
      to[i] = latest[i] === NONE ? earliest[i] : latest[i];
      sure[i] = latest[i] === NONE ? OPEN_END : BOUNDED;
    } else if (latest[i] !== NONE) {
      from[i] = to[i] = latest[i];
      sure[i] = OPEN_START;
    } else sure[i] = UNKNOWN;
  }
  borrowDays(n, column.trip, from, to, sure);
  const [left, right] = sharedDays(n, column.trip, from, to, sure);
  const WIDE = 2 ** 21; // more than there are rows: day and row in one number, which sorts fast
  const keys = Float64Array.from(from, (day, i) => day * WIDE + i).sort();
  const chronological = Uint32Array.from(keys, (key) => key - Math.floor(key / WIDE) * WIDE);
  return { from, to, sure, chronological, left, right };
}

/** Days of a month or a year that is known as such are the whole of it. */
function roundedSpan(start, end, precision) {
  if (precision !== "month" && precision !== "year") return [start, end === NONE ? start : Math.max(start, end)];
  const [year, month] = parts(start);
  if (precision === "month") return [dayOf(year, month), end === NONE ? dayOf(year, month + 1, 0) : end];
  return [dayOf(year), end === NONE ? dayOf(year, 12, 0) : end];
}

/** A row without any day stands where its neighbour in the trip stands, and never before the row before it. */
function borrowDays(n, trip, from, to, sure) {
  for (let i = 1; i < n; i++) {
    if (trip[i] !== trip[i - 1] || from[i - 1] === NONE) continue;
    if (from[i] === NONE) from[i] = to[i] = from[i - 1];
    else if (sure[i] === OPEN_END && from[i] < from[i - 1]) from[i] = to[i] = from[i - 1];
  }
  for (let i = n - 2; i >= 0; i--) {
    if (from[i] === NONE && trip[i] === trip[i + 1]) from[i] = to[i] = from[i + 1];
  }
}

/** Where each row begins and ends within its days: stops of one trip that touch on a day divide it between them. */
function sharedDays(n, trip, from, to, sure) {
  const meets = (i) => i > 0 && i < n && trip[i] === trip[i - 1] && sure[i] === CERTAIN && sure[i - 1] === CERTAIN && to[i - 1] === from[i];
  const [startSlot, endSlot] = [new Uint32Array(n), new Uint32Array(n)];
  for (let i = 0; i < n; i++) {
    startSlot[i] = meets(i) ? endSlot[i - 1] + 1 : 0;
    endSlot[i] = from[i] === to[i] ? startSlot[i] : 0;
  }
  const [left, right] = [new Float64Array(n), new Float64Array(n)];
  let slots = 1; // of the day on which the row below begins
  for (let i = n - 1; i >= 0; i--) {
    const last = meets(i + 1) ? slots : endSlot[i] + 1;
    slots = from[i] === to[i] ? last : startSlot[i] + 1;
    left[i] = from[i] + startSlot[i] / slots;
    right[i] = to[i] + (endSlot[i] + 1) / last;
  }
  return [left, right];
}

/** Every year in which a row begins, in order. */
function yearsOf({ from, chronological }) {
  const years = [];
  let next = -Infinity; // first day of the year after the last one found
  for (const row of chronological) {
    if (from[row] === NONE || from[row] < next) continue;
    const [year] = parts(from[row]);
    years.push(year);
    next = dayOf(year + 1);
  }
  return years;
}

/** How a row's days are said: "28 Feb \u2013 1 Mar 2023", "between ... and ...", "date unknown". */
function daysText({ column, precision }, i) {
  const [start, end, earliest, latest] = [column.start[i], column.end[i], column.earliest[i], column.latest[i]];
  if (start !== NONE) {
    const [year, month] = parts(start);
    if (precision(i) === "month") return `${MONTHS[month]} ${year}`;
    if (precision(i) === "year") return `${year}`;
    if (end === NONE || end === start) return dayText(start);
    const [endYear, endMonth] = parts(end);
    if (endYear === year && endMonth === month) return `${parts(start)[2]}\u2013${dayText(end)}`;
    return `${dayText(start, endYear !== year)} \u2013 ${dayText(end)}`;
  }
  if (earliest !== NONE && earliest === latest) return dayText(earliest);
  if (earliest !== NONE && latest !== NONE) return `between ${dayText(earliest)} and ${dayText(latest)}`;
  if (earliest !== NONE) return `from ${dayText(earliest)}`;
  return latest !== NONE ? `by ${dayText(latest)}` : "date unknown";
}

/** The documents that support a row, each once, and the first sentence. */
function supportOf({ support, supportAt, texts, sentences }, i) {
  const sources = new Set();
  for (let k = supportAt[i]; k < supportAt[i + 1]; k++) sources.add(texts[support[2 * k]]);
  sources.delete("");
  const evidence = supportAt[i] < supportAt[i + 1] ? sentences[support[2 * supportAt[i] + 1]] ?? "" : "";
  return [[...sources], evidence];
}
