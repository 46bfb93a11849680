/* What every part of the page uses: elements, days, numbers, the Mercator plane and great circles. */

const $ = (id) => document.getElementById(id);

/** A new element with properties and children; texts always become text nodes, never markup. */
function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name === "class") made.className = value;
    else if (name in made && name !== "list") made[name] = value;
    else made.setAttribute(name, value);
  }
  made.append(...children.filter((c) => c !== null && c !== undefined && c !== ""));
  return made;
}

/** Text from a source: its own direction of writing, apart from what stands around it. */
const sourceText = (text, tag = "bdi") => element(tag, { dir: "auto" }, text);

const NONE = -2147483648; // a day that is not known
const DAY = 86400000;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** Year, month (0..11) and day of a day counted from 1970-01-01. */
function parts(day) {
  const date = new Date(day * DAY);
  return [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
}

/** A year, month (0..11, or beyond) and day as a count from 1970-01-01; years below 100 are meant as they stand. */
function dayOf(year, month = 0, date = 1) {
  const made = new Date(0);
  made.setUTCFullYear(year, month, date);
  return Math.round(made.getTime() / DAY);
}

const today = () => {
  const now = new Date();
  return dayOf(now.getFullYear(), now.getMonth(), now.getDate());
};

function dayText(day, withYear = true) {
  const [year, month, date] = parts(day);
  return `${date} ${MONTHS[month]}${withYear ? ` ${year}` : ""}`;
}

function isoDay(day) {
  if (day === NONE) return "";
  const [year, month, date] = parts(day);
  return `${String(year).padStart(4, "0")}-${String(month + 1).padStart(2, "0")}-${String(date).padStart(2, "0")}`;
}

const count = (n, one, many = `${one}s`) => `${n.toLocaleString("en")} ${n === 1 ? one : many}`;

const FRAME = 5; // milliseconds of work that leave a frame in time
const waiting = new Set();
/**
 * Has `task` run once in the next frame, however often it is called before. When the tasks of a frame have taken their
 * time the others run in the frames that follow, in the order in which they were asked for: a long itinerary then
 * answers at once, and view by view.
 */
function inFrames(task) {
  return () => {
    if (!waiting.size) {
      document.documentElement.dataset.drawing = "yes"; // until nothing is left to draw
      requestAnimationFrame(work);
    }
    waiting.add(task);
  };
}

function work() {
  const began = performance.now();
  for (const task of waiting) {
    waiting.delete(task);
    task();
    if (performance.now() - began > FRAME) break;
  }
  if (waiting.size) requestAnimationFrame(work);
  else delete document.documentElement.dataset.drawing;
}

/** Until the next frame has been painted. */
const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));

/** The function, which runs at its first call alone; later ones are given what that one gave. */
function onlyOnce(task) {
  let made = null;
  return () => (made ??= task());
}

/** Runs `task` when nothing more urgent is to be done. */
const whenIdle = (task) => (window.requestIdleCallback ? requestIdleCallback(task, { timeout: 500 }) : setTimeout(task, 60));

/* --- the plane: longitude -180..180 is x 0..1, Mercator's latitude is y 0..1 downwards --- */

const LIMIT = 85.0511287798;
const toX = (longitude) => longitude / 360 + 0.5;
function toY(latitude) {
  const sin = Math.sin((Math.max(-LIMIT, Math.min(LIMIT, latitude)) * Math.PI) / 180);
  return 0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI);
}
const toLongitude = (x) => (x - 0.5) * 360;
const toLatitude = (y) => (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI;

const radians = (degrees) => (degrees * Math.PI) / 180;
const vector = (longitude, latitude) => {
  const [a, b] = [radians(longitude), radians(latitude)];
  return [Math.cos(b) * Math.cos(a), Math.cos(b) * Math.sin(a), Math.sin(b)];
};

/** A great circle between two places as x, y pairs in the plane; x runs on beyond 0..1 and never jumps. `step` in radians. */
function greatCircle(longitude1, latitude1, longitude2, latitude2, step = 0.012) {
  const [a, b] = [vector(longitude1, latitude1), vector(longitude2, latitude2)];
  const angle = Math.acos(Math.max(-1, Math.min(1, a[0] * b[0] + a[1] * b[1] + a[2] * b[2])));
  const steps = Math.max(1, Math.min(256, Math.ceil(angle / step)));
  const found = new Float32Array(2 * (steps + 1));
  let before = longitude1;
  for (let i = 0; i <= steps; i++) {
    const [longitude, latitude] = alongCircle(a, b, angle, i / steps);
    before += ((((longitude - before) % 360) + 540) % 360) - 180;
    found[2 * i] = toX(before);
    found[2 * i + 1] = toY(latitude);
  }
  return found;
}

/** The point at `share` of the way; opposite points have no one way, there the sum of the vectors decides. */
function alongCircle(a, b, angle, share) {
  const sin = Math.sin(angle);
  const [p, q] = sin > 1e-9 ? [Math.sin((1 - share) * angle) / sin, Math.sin(share * angle) / sin] : [1 - share, share];
  const [x, y, z] = [p * a[0] + q * b[0], p * a[1] + q * b[1], p * a[2] + q * b[2]];
  return [(Math.atan2(y, x) * 180) / Math.PI, (Math.atan2(z, Math.hypot(x, y)) * 180) / Math.PI];
}

/**
 * The bytes that gzipped base64 text holds. The stream is read by hand: that takes no turn of the browser's event loop, in
 * which it would first show a frame without the trip.
 */
async function unpacked(base64) {
  const packed = Uint8Array.fromBase64 ? Uint8Array.fromBase64(base64) : bytesOf(atob(base64));
  const source = new ReadableStream({
    start(stream) {
      stream.enqueue(packed);
      stream.close();
    },
  });
  const reader = source.pipeThrough(new DecompressionStream("gzip")).getReader();
  const found = new Uint8Array(new DataView(packed.buffer).getUint32(packed.length - 4, true)); // gzip ends with the length
  let at = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    found.set(part.value, at);
    at += part.value.length;
  }
  return found;
}

const unpackedJson = async (base64) => JSON.parse(new TextDecoder().decode(await unpacked(base64)));

function bytesOf(binary) {
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}
