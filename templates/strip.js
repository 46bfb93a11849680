/* The timeline strip: a lane for each traveller; buttons while few items are in view, a density canvas above that. */

const BUTTONS = 60;
const AXIS = 24;
const ROW = 28;
const TALLEST = 224;
const TALLEST_ON_PAPER = 800; // there nothing can be scrolled

function makeStrip(store, state) {
  const holder = $("strip");
  const canvas = element("canvas", { "aria-hidden": "true" });
  const buttons = element("div", { class: "bars" });
  const cursor = element("div", { class: "cursor", hidden: true });
  holder.append(canvas, buttons, cursor);
  const days = makeDays(store);
  const { whole, view } = days;
  let crowded = false; // too many items in view for buttons
  let drawn = ""; // what the density canvas shows, so that a mere selection does not draw it again
  let lanes = null;

  let wide = holder.clientWidth || 600; // kept, since to ask for it has the browser lay out the page
  const toPx = (day) => ((day - view.first) / (view.last - view.first)) * wide;
  const brush = makeBrush(holder, store, state, { view, whole, toPx });

  /** The lanes of the stops that pass now. */
  const lanesNow = () => (lanes ??= laneNumbers(store, state));

  function draw() {
    days.begin();
    if (refit && days.take(state.around)) following = true;
    if (following) days.bring(state.selected);
    refit = following = false;
    const now = `${view.first} ${view.last} ${wide} ${state.order.length} ${JSON.stringify(state.filter)} ${themeColour("--ink")}`;
    if (!crowded || now !== drawn) drawAll();
    drawn = now;
    showCursor();
    brush.place();
  }
  const soon = inFrames(draw);

  function drawAll() {
    const rows = rowsInView(store, state.around, view);
    crowded = rows.length > BUTTONS;
    lanesNow();
    const layout = crowded ? dense(lanes) : stacked(store, rows, lanes, toPx, wide);
    const height = setHeight(layout.height);
    const context = sized(canvas, wide, height);
    drawAxis(context, view, toPx, height, wide);
    drawLanes(context, store, lanes, layout, wide);
    if (crowded) {
      buttons.replaceChildren();
      drawDensity(context, store, rows, state.shown, { lanes, layout, toPx, width: wide });
    } else showBars(layout.items);
    drawToday(context, view, toPx, height, wide);
  }

  function setHeight(ofLanes) {
    const height = AXIS + ofLanes + 6;
    const paper = document.documentElement.classList.contains("printing");
    holder.style.height = `${Math.min(paper ? TALLEST_ON_PAPER : TALLEST, height)}px`;
    return height;
  }

  /** Where the selected stop stands, while there are no buttons to show it. */
  function showCursor() {
    const row = state.selected;
    cursor.hidden = !crowded || row < 0 || store.from[row] === NONE;
    if (cursor.hidden) return;
    cursor.style.transform = `translateX(${toPx(middleOf(store, row))}px)`;
  }

  function showBars(items) {
    const focus = buttons.contains(document.activeElement);
    buttons.replaceChildren(...items.map((item) => bar(store, item, state)));
    if (focus) buttons.querySelector("[aria-pressed=true]")?.focus({ preventScroll: true });
  }

  function zoom(factor, around) {
    days.zoom(factor, around);
    soon();
  }

  buttons.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button) state.select(+button.dataset.row, { from: "strip" });
  });
  stripGestures(holder, view, { width: () => wide, draw: soon, zoom, keepInside: days.keepInside, pick, brush });

  /** Traveller whose lane of the density view lies under the pointer, or -1. */
  function travellerAt(event) {
    const y = event.clientY - canvas.getBoundingClientRect().top - AXIS;
    const lane = Math.max(0, Math.min(lanesNow().size - 1, Math.floor(y / dense(lanes).each)));
    return [...lanes.keys()][lane] ?? -1;
  }

  /** In the density view a click takes the nearest stop of the lane under it. */
  function pick(event) {
    if (!crowded) return;
    const x = event.clientX - canvas.getBoundingClientRect().left;
    const day = view.first + (x / wide) * (view.last - view.first);
    const best = nearestRow(store, state.chrono, travellerAt(event), day);
    if (best >= 0) state.select(best, { from: "strip" });
  }
  holder.addEventListener("pointermove", (event) => {
    holder.title = crowded ? store.travellers[travellerAt(event)] : "";
  });

  /** Once the filters rest, the strip shows the days of the stops that pass them; chosen days are seen among the others. */
  function fit() {
    refit = true;
    soon();
  }

  /** Takes at once the height that the next drawing needs: the map, which follows, is then fitted to the room that is left. */
  function reserve() {
    refit = true;
    if (state.order.length <= BUTTONS) draw();
    else setHeight(dense({ size: store.travellers.length }).height);
  }

  let fitting = 0;
  let [refit, following] = [false, false]; // what the next drawing does first
  state.listen((change) => {
    following = true;
    if (change.rows) {
      lanes = null;
      clearTimeout(fitting);
      if (change.from !== "address") fitting = setTimeout(fit, 350);
      else reserve();
    }
    soon();
  });
  new ResizeObserver(() => {
    if (holder.clientWidth === wide) return;
    wide = holder.clientWidth || wide;
    soon();
  }).observe(holder);
  $("strip-in").addEventListener("click", () => zoom(1 / 1.8));
  $("strip-out").addEventListener("click", () => zoom(1.8));
  $("strip-all").addEventListener("click", () => {
    Object.assign(view, whole);
    soon();
  });
  return {
    redraw: soon,
    /** Draws at once, for the width that the strip has now. */
    drawNow() {
      wide = holder.clientWidth || wide;
      draw();
    },
  };
}

/** The days of all stops as `whole` and those in view as `view`, both known from `begin` on. */
function makeDays(store) {
  const [whole, view] = [{}, {}];
  let fitted = whole;

  function keepInside() {
    const span = view.last - view.first;
    if (span >= whole.last - whole.first) return Object.assign(view, whole);
    view.first = Math.max(whole.first, Math.min(whole.last - span, view.first));
    view.last = view.first + span;
  }

  return {
    whole, view, keepInside,
    begin: onlyOnce(() => {
      Object.assign(whole, rangeOf(store, store.all));
      return Object.assign(view, whole);
    }),
    zoom(factor, around = (view.first + view.last) / 2) {
      const span = Math.max(2, Math.min((whole.last - whole.first) * 1.2, (view.last - view.first) * factor));
      const share = (around - view.first) / (view.last - view.first);
      view.first = around - span * share;
      view.last = view.first + span;
      keepInside();
    },
    /** Brings a row into view. */
    bring(row) {
      if (row < 0 || store.from[row] === NONE) return;
      const [from, to] = [store.from[row], store.to[row] + 1];
      if (from >= view.first && from <= view.last && (to <= view.last || to - from > view.last - view.first)) return;
      const span = view.last - view.first;
      view.first = (from + to - span) / 2;
      view.last = view.first + span;
      keepInside();
    },
    /** Takes the days of these rows into view, of all if there are none; says whether they differ from those taken last. */
    take(rows) {
      const next = rows.length && rows.length < store.n ? rangeOf(store, rows) : whole;
      if (next.first === fitted.first && next.last === fitted.last) return false;
      fitted = next;
      Object.assign(view, next);
      keepInside();
      return true;
    },
  };
}

function rowsInView({ from, to }, rows, view) {
  const found = new Int32Array(rows.length);
  const { first, last } = view;
  let n = 0;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i];
    if (from[row] !== NONE && from[row] <= last && to[row] + 1 >= first) found[n++] = row;
  }
  return found.subarray(0, n);
}

function middleOf(store, row) {
  const { left, right } = store.shares();
  return (left[row] + right[row]) / 2;
}

/** Of the rows of one traveller that whose first day is nearest to a day, or -1. */
function nearestRow(store, rows, traveller, day) {
  let best = -1;
  for (const row of rows) {
    if (store.lane[store.column.trip[row]] !== traveller || store.from[row] === NONE) continue;
    if (best < 0 || Math.abs(store.from[row] - day) < Math.abs(store.from[best] - day)) best = row;
  }
  return best;
}

/** First and last moment of the strip for these rows, with room on both sides of the `days` on which something happens. */
function rangeOf(store, rows) {
  let [first, last] = [Infinity, -Infinity];
  let open = false;
  const { from, to, sure } = store;
  for (let k = 0; k < rows.length; k++) {
    const i = rows[k];
    if (from[i] === NONE) continue;
    if (from[i] < first) first = from[i];
    if (to[i] >= last) last = to[i] + 1;
    if (sure[i] === OPEN_END) open = true;
  }
  if (first > last) return { first: today() - 5, last: today() + 5, days: [today(), today()] };
  const span = Math.max(4, last - first);
  const days = [first, last - 1];
  return { days, first: first - Math.max(0.5, span * 0.03), last: last + (open ? Math.max(Math.min(span * 0.5, 4), span * 0.12) : span * 0.03) + (last - first < 4 ? 1 : 0) };
}

/** Traveller -> lane, for the travellers whose stops pass the filters, in the order of their first days. */
function laneNumbers(store, state) {
  const lanes = new Map();
  const seen = new Uint8Array(store.travellers.length);
  const { lane, column } = store;
  const { around } = state;
  for (let i = 0; i < around.length; i++) {
    const traveller = lane[column.trip[around[i]]];
    if (seen[traveller]) continue;
    lanes.set(traveller, lanes.size);
    seen[traveller] = 1;
  }
  return lanes;
}

/** Items laid into rows of their lane so that none covers another. */
function stacked(store, rows, lanes, toPx, width) {
  const ends = Array.from({ length: lanes.size }, () => []);
  const items = [];
  for (const row of rows) {
    const lane = lanes.get(store.lane[store.column.trip[row]]);
    const [left, right] = pixelSpan(store, row, toPx, width);
    let line = ends[lane].findIndex((end) => end <= left + 0.5);
    if (line < 0) line = ends[lane].length;
    ends[lane][line] = right;
    items.push({ row, lane, line, left, right });
  }
  const tops = [];
  let top = 0;
  for (const lane of ends) {
    tops.push(top);
    top += Math.max(1, lane.length) * ROW + (lanes.size > 1 ? 20 : 4);
  }
  for (const item of items) item.top = AXIS + tops[item.lane] + (lanes.size > 1 ? 17 : 3) + item.line * ROW;
  return { items, tops, height: Math.max(ROW, top) };
}

function pixelSpan(store, row, toPx, width) {
  const shares = store.shares();
  const left = Math.max(-4, toPx(shares.left[row]));
  const open = store.sure[row] === OPEN_END;
  const right = open ? Math.max(left + 60, width - 2) : toPx(shares.right[row]);
  return [left, Math.min(width + 4, Math.max(left + 26, right - 1))];
}

/** Lanes of equal height; more than fit are reached by scrolling. */
function dense(lanes) {
  const each = Math.max(4, Math.min(36, (TALLEST - AXIS - 6) / Math.max(1, lanes.size)));
  return { each, height: lanes.size * each, tops: Array.from({ length: lanes.size }, (_, i) => i * each) };
}

/** One stop as a button; what is not certain is drawn as a span that fades or is hatched. */
function bar(store, { row, left, right, top }, state) {
  const selected = row === state.selected;
  const kind = ["certain", "bounded", "open-end", "open-start", "unknown"][store.sure[row]];
  const label = `${store.column.seq[row]}. ${store.placeName(row)}, ${daysText(store, row)}, ${store.status(row)}`;
  const look = `bar ${kind} ${store.status(row)}${right - left < 40 ? " narrow" : ""}`;
  const name = right - left > 58 ? [" ", sourceText(store.placeName(row), "span")] : [];
  const made = element("button", { type: "button", class: look, title: label, disabled: !state.shown[row], tabIndex: selected ? 0 : -1 },
    element("b", {}, store.column.seq[row]), ...name);
  made.setAttribute("aria-label", label);
  made.setAttribute("aria-pressed", selected);
  made.dataset.row = row;
  Object.assign(made.style, { left: `${left}px`, width: `${right - left}px`, top: `${top}px` });
  made.style.setProperty("--lane", `var(--lane-${store.lane[store.column.trip[row]] % LANES})`);
  return made;
}
