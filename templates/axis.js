/* What the strip draws on its canvas: days, lanes, density and today's line; and its gestures. */

/** The canvas at a new size, and so empty; its context counts in the page's pixels. */
function sized(canvas, width, height) {
  const ratio = Math.min(2, devicePixelRatio || 1);
  canvas.width = width * ratio;
  canvas.height = height * ratio;
  Object.assign(canvas.style, { width: `${width}px`, height: `${height}px` });
  const context = canvas.getContext("2d");
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  return context;
}

const STEPS = [ // the days between two ticks at least, and how to go on from a tick
  { days: 1, next: (y, m, d) => dayOf(y, m, d + 1), start: (y, m, d) => dayOf(y, m, d) },
  { days: 2, next: (y, m, d) => dayOf(y, m, d + 2), start: (y, m, d) => dayOf(y, m, d - (dayOf(y, m, d) & 1)) },
  { days: 7, next: (y, m, d) => dayOf(y, m, d + 7), start: (y, m, d) => dayOf(y, m, d - ((dayOf(y, m, d) + 3) % 7)) }, // Monday
  { days: 30, next: (y, m) => dayOf(y, m + 1), start: (y, m) => dayOf(y, m) },
  { days: 91, next: (y, m) => dayOf(y, m + 3), start: (y, m) => dayOf(y, m - (m % 3)) },
  { days: 365, next: (y) => dayOf(y + 1), start: (y) => dayOf(y) },
  ...[2, 5, 10, 20, 50, 100].map((n) => ({ days: 365 * n, next: (y) => dayOf(y + n), start: (y) => dayOf(y - (y % n)) })),
];

function drawAxis(context, view, toPx, height, width) {
  const perDay = width / (view.last - view.first);
  const step = STEPS.find((s) => s.days * perDay >= 58) ?? STEPS[STEPS.length - 1];
  context.font = `11px ${getComputedStyle(document.body).fontFamily}`;
  context.textAlign = "left";
  context.textBaseline = "middle";
  context.lineWidth = 1;
  const [rule, quiet] = [themeColour("--rule"), themeColour("--quiet")];
  let before = null;
  let taken = -Infinity; // where the last word ends
  for (let day = step.start(...parts(Math.floor(view.first))); day <= view.last; day = step.next(...parts(day))) {
    const x = Math.round(toPx(day)) + 0.5;
    context.strokeStyle = rule;
    context.beginPath();
    context.moveTo(x, AXIS - 6);
    context.lineTo(x, height);
    context.stroke();
    context.fillStyle = quiet;
    const next = toPx(step.next(...parts(day)));
    const [text, at] = [tickText(day, step.days, before), Math.max(0, x + 4)];
    const wide = context.measureText(text).width;
    if (at < taken + 8 || at + wide > width || (x < 0 && next < wide + 12)) continue;
    context.fillText(text, at, AXIS / 2);
    taken = at + wide;
    before = day;
  }
}

/** Month and year are said where they change. */
function tickText(day, days, before) {
  const [year, month, date] = parts(day);
  const newYear = before === null || parts(before)[0] !== year;
  if (days >= 365) return `${year}`;
  if (days >= 30) return newYear ? `${MONTHS[month]} ${year}` : MONTHS[month];
  const newMonth = before === null || parts(before)[1] !== month;
  return newMonth ? `${date} ${MONTHS[month]}${newYear ? ` ${year}` : ""}` : `${date}`;
}

function drawLanes(context, store, lanes, layout, width) {
  if (lanes.size < 2) return;
  context.font = `600 11px ${getComputedStyle(document.body).fontFamily}`;
  context.textBaseline = "middle";
  for (const [traveller, lane] of lanes) {
    const top = AXIS + layout.tops[lane];
    if (lane && !(layout.each < 14)) {
      context.fillStyle = themeColour("--rule");
      context.fillRect(0, top, width, 1);
    }
    if (layout.each !== undefined && layout.each < 14) continue;
    context.fillStyle = themeColour(`--lane-${traveller % LANES}`);
    context.fillText(store.travellers[traveller].slice(0, 60), 6, top + 9);
  }
}

const BIN = 2; // pixels

/** How many stops fall on each two pixels of each lane; those that the chosen days keep out are faint. */
function drawDensity(context, store, rows, shown, { lanes, layout, toPx, width }) {
  const bins = Math.ceil(width / BIN) + 1;
  const [outside, inside] = [new Uint32Array(lanes.size * bins), new Uint32Array(lanes.size * bins)];
  const laneOf = new Int32Array(store.travellers.length);
  for (const [number, lane] of lanes) laneOf[number] = lane;
  const [origin, perDay] = [toPx(0), toPx(1) - toPx(0)];
  let most = 1;
  const { from, lane: traveller, column: { trip } } = store;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i];
    const bin = Math.max(0, Math.min(bins - 1, Math.round((origin + from[row] * perDay) / BIN)));
    const n = ++(shown[row] ? inside : outside)[laneOf[traveller[trip[row]]] * bins + bin];
    if (n > most) most = n;
  }
  for (const [counts, strength] of [[outside, 0.3], [inside, 1]]) {
    for (const [number, lane] of lanes) {
      context.fillStyle = themeColour(`--lane-${number % LANES}`);
      for (let bin = 0; bin < bins; bin++) {
        const n = counts[lane * bins + bin];
        if (!n) continue;
        const share = Math.sqrt(n / most);
        context.globalAlpha = strength * (0.45 + 0.55 * share);
        const h = Math.max(3, (layout.each - 3) * (layout.each > 14 ? 0.25 + 0.4 * share : 1));
        context.fillRect(bin * BIN, AXIS + layout.tops[lane] + layout.each - h - 1, BIN, h);
      }
    }
  }
  context.globalAlpha = 1;
}

function drawToday(context, view, toPx, height, width) {
  const day = today();
  if (day < view.first || day > view.last) return;
  const x = toPx(day);
  context.fillStyle = themeColour("--alert");
  context.fillRect(x, AXIS - 6, 1.5, height);
  context.textAlign = x > width - 50 ? "right" : "left";
  context.strokeStyle = themeColour("--paper");
  context.lineWidth = 4;
  const at = [x + (x > width - 50 ? -4 : 5), height - 9];
  context.strokeText("today", ...at);
  context.fillText("today", ...at);
  context.textAlign = "left";
}

/** A drag moves the days, or on their axis draws the brush; the wheel with Ctrl or sideways zooms and moves them. */
function stripGestures(holder, view, { width, draw, zoom, keepInside, pick, brush }) {
  let drag = null;
  const move = (days) => {
    view.first += days;
    view.last += days;
    keepInside();
    draw();
  };
  holder.addEventListener("wheel", (event) => {
    const perPixel = (view.last - view.first) / width();
    if (event.ctrlKey) {
      const at = view.first + (event.clientX - holder.getBoundingClientRect().left) * perPixel;
      zoom(Math.exp(event.deltaY / 300), at);
    } else if (Math.abs(event.deltaX) > Math.abs(event.deltaY)) move(event.deltaX * perPixel);
    else return;
    event.preventDefault();
  }, { passive: false });
  holder.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    if (brush.onAxis(event)) brush.begin(event);
    else drag = { x: event.clientX, moved: 0 };
  });
  holder.addEventListener("pointermove", (event) => {
    if (!drag) return;
    const by = event.clientX - drag.x;
    drag.moved += Math.abs(by);
    if (drag.moved < 5) return;
    drag.x = event.clientX;
    holder.setPointerCapture(event.pointerId);
    move((-by * (view.last - view.first)) / width());
  });
  const stop = (event) => {
    if (drag && drag.moved < 5) pick(event);
    drag = null;
  };
  holder.addEventListener("pointerup", stop);
  holder.addEventListener("pointercancel", () => (drag = null));
}
