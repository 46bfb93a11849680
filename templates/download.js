/* Files made in the page from the rows that pass the filters: no server is asked. */

function makeDownloads(store, state) {
  const [button, list] = [$("download-button"), $("download-list")];
  const open = (on) => {
    list.hidden = !on;
    button.setAttribute("aria-expanded", on);
  };
  button.addEventListener("click", () => open(list.hidden));
  addEventListener("click", (event) => {
    if (!event.target.closest?.("#downloads")) open(false);
  });
  $("downloads").addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || list.hidden) return;
    event.stopPropagation();
    open(false);
    button.focus();
  });
  list.addEventListener("click", async (event) => {
    const format = event.target.dataset.format;
    if (!format) return;
    await store.rest();
    const { type, make } = FORMATS[format];
    const url = URL.createObjectURL(new Blob([make(store, state.order)], { type }));
    element("a", { href: url, download: `itinerary.${format}` }).click();
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
    open(false);
    button.focus();
  });
}

const CSV_COLUMNS = ["trip_id", "seq", "traveller", "role", "event", "place", "admin1", "country", "country_code",
  "latitude", "longitude", "place_id", "start_date", "end_date", "earliest", "latest", "date_precision", "status",
  "purpose", "confidence", "distance_km", "sources", "evidence", "conflict"];

const NOWHERE = { admin1: "", country: "", code: "", latitude: "", longitude: "", id: "" };

/** A row as the itinerary's columns. */
function record(store, i) {
  const { column } = store;
  const place = store.place(i) ?? { ...NOWHERE, name: store.placeText(i) };
  const [sources, evidence] = supportOf(store, i);
  return {
    trip_id: store.tripId(i), seq: column.seq[i], traveller: store.traveller(i), role: store.text("role", i),
    event: store.event(i), place: place.name, admin1: place.admin1, country: place.country, country_code: place.code,
    latitude: place.latitude, longitude: place.longitude, place_id: place.id, start_date: isoDay(column.start[i]),
    end_date: isoDay(column.end[i]), earliest: isoDay(column.earliest[i]), latest: isoDay(column.latest[i]),
    date_precision: store.precision(i), status: store.status(i), purpose: store.sentence("purpose", i),
    confidence: column.confidence[i] / 1000, distance_km: column.distance[i] === NONE ? "" : column.distance[i] / 10,
    sources: [...new Set(sources.map(escapedName))].join(";"), evidence, conflict: store.sentence("conflict", i),
  };
}

/** The name of a source as one of a list: `;` becomes `\;`, backslashes before it or at the end are doubled. */
const escapedName = (name) => name.trim().replace(/(\\*)(;|$)/g, (_, slashes, end) => slashes + slashes + (end ? "\\;" : ""));

// as `neutralise` in frame/table.py has it
// eslint-disable-next-line no-control-regex
const UNSEEN = /['"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]*/.source;
const FORMULA = new RegExp(`(^|[;\\t\\r\\n])(?=${UNSEEN}[-=+@\\uff1d\\uff0b\\uff0d\\uff20])`, "g");
const GAP = new RegExp(`^(?=${UNSEEN}[\\t\\r\\n])`);

/** A cell of the column `name`; an apostrophe stands where a spreadsheet would begin to read a formula. */
function cell(name, value) {
  if (typeof value === "number") return name !== "seq" && Number.isInteger(value) ? value.toFixed(1) : String(value);
  const safe = value.replace(FORMULA, "$1'").replace(GAP, "'");
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function csv(store, rows) {
  const lines = [CSV_COLUMNS.join(",")];
  for (const i of rows) {
    const values = record(store, i);
    lines.push(CSV_COLUMNS.map((name) => cell(name, values[name])).join(","));
  }
  return `${lines.join("\n")}\n`;
}

function geojson(store, rows) {
  const features = [];
  for (const i of rows) {
    const place = store.place(i);
    const geometry = place ? { type: "Point", coordinates: [place.longitude, place.latitude] } : null;
    features.push({ type: "Feature", geometry, properties: record(store, i) });
  }
  return JSON.stringify({ type: "FeatureCollection", features });
}

/** Stops with a known day, as whole days; RFC 5545 folds lines at 75 bytes. */
function ics(store, rows) {
  const stamp = new Date().toISOString().replace(/[-:]|\.\d+/g, "");
  const lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//diplomatic-timeline//EN"];
  for (const i of rows) {
    const { start, end } = store.column;
    if (start[i] === NONE) continue;
    const values = record(store, i);
    const last = (end[i] === NONE ? start[i] : Math.max(start[i], end[i])) + 1;
    const status = { reported: "CONFIRMED", planned: "TENTATIVE", cancelled: "CANCELLED" }[values.status];
    lines.push("BEGIN:VEVENT", `UID:${calendarText(store.rowId(i))}@diplomatic-timeline`, `DTSTAMP:${stamp}`,
      `DTSTART;VALUE=DATE:${isoDay(start[i]).replaceAll("-", "")}`, `DTEND;VALUE=DATE:${isoDay(last).replaceAll("-", "")}`,
      `SUMMARY:${calendarText(`${values.traveller}: ${values.place}`)}`, `LOCATION:${calendarText([values.place, values.country].filter(Boolean).join(", "))}`,
      `STATUS:${status}`, `DESCRIPTION:${calendarText(values.evidence)}`);
    if (values.latitude !== "") lines.push(`GEO:${values.latitude};${values.longitude}`);
    lines.push("END:VEVENT");
  }
  lines.push("END:VCALENDAR");
  return `${lines.flatMap(folded).join("\r\n")}\r\n`;
}

const calendarText = (text) => text.replace(/[\\;,]/g, "\\$&").replace(/\r\n|\r|\n/g, "\\n");

/** A line as lines of at most 75 bytes, none cut inside a character. */
function folded(line) {
  const [found, encoder] = [[], new TextEncoder()];
  let [current, bytes] = ["", 0];
  for (const character of line) {
    const size = encoder.encode(character).length;
    if (bytes + size > 75) {
      found.push(current);
      [current, bytes] = [" ", 1];
    }
    current += character;
    bytes += size;
  }
  return [...found, current];
}

const FORMATS = {
  csv: { type: "text/csv;charset=utf-8", make: csv },
  geojson: { type: "application/geo+json", make: geojson },
  ics: { type: "text/calendar;charset=utf-8", make: ics },
};
