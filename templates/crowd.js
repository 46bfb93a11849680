/* The crowd: every leg and place of a long record, drawn faint and once, however often it was travelled. */

const CROWD_LEGS = 1000; // the most travelled ones; more cannot be told apart
const CROWD_NAMES = 120;

/** How often each place and each leg occurs among the passing rows; made anew only when the filters change. */
function makeCounts(store, state) {
  const { column, previous, places } = store;
  const perPlace = new Int32Array(places.length);
  const counts = { perPlace, order: null, legOrder: null };
  counts.refresh = () => {
    if (counts.order === state.order) return counts;
    perPlace.fill(0);
    const { order } = state;
    for (let i = 0; i < order.length; i++) if (column.place[order[i]] >= 0) perPlace[column.place[order[i]]]++;
    counts.most = perPlace.reduce((most, n) => Math.max(most, n), 1);
    counts.order = state.order;
    return counts;
  };
  /** The number of each row's leg, a row of each leg, and how often each occurs. */
  counts.legs = () => {
    counts.known ??= legNumbers(store);
    const { of, rows, perLeg } = counts.known;
    if (counts.legOrder === state.order) return counts.known;
    perLeg.fill(0);
    for (const row of state.order) if (previous[row] >= 0 && state.shown[previous[row]]) perLeg[of[row]]++;
    counts.legOrder = state.order;
    return { of, rows, perLeg };
  };
  /** Radius of a place's dot in pixels: its area tells how often, against the most visited one. */
  counts.radius = (place) => 2 + Math.min(7, 0.35 * Math.sqrt(counts.most)) * Math.sqrt(perPlace[place] / counts.most);
  return counts;
}

/** Row -> number of its leg; legs between the same places, of one status and one colour, are one. */
function legNumbers({ n, column, previous, lane, places }) {
  const of = new Int32Array(n).fill(-1);
  const known = new Map();
  const rows = [];
  for (let row = 0; row < n; row++) {
    if (previous[row] < 0) continue;
    const look = column.status[row] * LANES + (lane[column.trip[row]] % LANES);
    const key = (column.place[previous[row]] * places.length + column.place[row]) * 32 + look;
    let leg = known.get(key);
    if (leg === undefined) {
      known.set(key, (leg = rows.length));
      rows.push(row);
    }
    of[row] = leg;
  }
  return { of, rows, perLeg: new Int32Array(rows.length) };
}

/** Legs and places are canvases of their own, so that each can be drawn in a frame of its own. */
function makeCrowd(store, state, arc) {
  const counts = makeCounts(store, state);
  let first = true; // legs and names wait until the first frame has been shown
  let drawn = []; // places of the last drawing
  const pane = (parts) => new CanvasPane({
    pane: "crowd",
    empty: () => state.order.length <= NUMBERED || (first && parts === drawLegs),
    draw(context, view) {
      counts.refresh();
      parts(context, view, themeOf(store));
    },
  });

  function drawLegs(context, view, style) {
    const { rows, perLeg } = counts.legs();
    let shown = [];
    for (let leg = 0; leg < perLeg.length; leg++) if (perLeg[leg]) shown.push(leg);
    if (shown.length > CROWD_LEGS) shown = shown.sort((a, b) => perLeg[b] - perLeg[a]).slice(0, CROWD_LEGS);
    const looks = Map.groupBy(shown, (leg) => store.column.status[rows[leg]] * LANES + (store.lane[store.column.trip[rows[leg]]] % LANES));
    context.lineWidth = 1;
    context.globalAlpha = Math.max(0.1, Math.min(0.5, 45 / shown.length));
    for (const [look, group] of looks) {
      const status = Math.floor(look / LANES);
      context.strokeStyle = status === style.cancelled ? style.quiet : style.lanes[look % LANES];
      context.setLineDash(status === style.planned ? [6, 4] : status === style.cancelled ? [2, 4] : []);
      context.beginPath();
      for (const leg of group) traceArc(context, view, arc(rows[leg]));
      context.stroke();
    }
    context.setLineDash([]);
    context.globalAlpha = 1;
  }

  function drawPlaces(context, view, style) {
    const { perPlace } = counts;
    const dots = placesInView(store, view, perPlace);
    drawn = dots.map(({ place, px, py }) => ({ place, at: view.toLayer(px, py) }));
    dots.sort((a, b) => perPlace[a.place] - perPlace[b.place]);
    context.fillStyle = style.lanes[0];
    context.strokeStyle = style.paper;
    context.lineWidth = 1;
    for (let i = 0; i < dots.length; ) {
      const [n, r] = [perPlace[dots[i].place], counts.radius(dots[i].place)];
      context.beginPath(); // one path for all of a size: most places were visited once or twice
      for (; i < dots.length && perPlace[dots[i].place] === n; i++) {
        context.moveTo(dots[i].px + r, dots[i].py);
        context.arc(dots[i].px, dots[i].py, r, 0, 2 * Math.PI);
      }
      context.fill();
      context.stroke();
    }
    if (!first) drawNames(context, view, style, dots);
  }

  /** The names of the most visited places, as many as find room. */
  function drawNames(context, view, style, dots) {
    const space = makeSpace(view);
    for (const { px, py, place } of dots.slice(-400)) {
      const r = counts.radius(place);
      space.take([px - r, py - r, px + r, py + r]);
    }
    context.font = `500 11px ${style.font}`;
    for (const { px, py, place } of dots.slice(-CROWD_NAMES).reverse()) {
      const r = counts.radius(place);
      drawLabel(context, view, space, { text: store.places[place].name.slice(0, 40), x: px, y: py, rx: r, ry: r, must: false, colour: style.ink, halo: style.halo });
    }
  }

  /** The passing rows of the dot nearest to a point of the map's layers, or none. */
  function rowsAt(point) {
    let [best, least] = [-1, 6];
    for (const { place, at } of panes[1].options.empty() ? [] : drawn) {
      const distance = point.distanceTo(at) - counts.radius(place);
      if (distance < least) [best, least] = [place, distance];
    }
    return best < 0 ? [] : Array.from(state.order.filter((row) => store.column.place[row] === best));
  }

  const panes = [pane(drawLegs), pane(drawPlaces)];
  return {
    panes,
    rowsAt,
    showAll() {
      first = false;
      for (const pane_ of panes) pane_.change();
    },
  };
}

/** Places with at least one passing row, where they stand on the canvas. */
function placesInView(store, view, perPlace) {
  const found = [];
  for (let place = 0; place < perPlace.length; place++) {
    if (!perPlace[place]) continue;
    const px = view.x(nearest(store.places[place].x, view.centre));
    const py = view.y(store.places[place].y);
    if (px > -40 && px < view.width + 40 && py > -40 && py < view.height + 40) found.push({ place, px, py });
  }
  return found;
}

function themeOf(store) {
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(name).trim();
  return {
    lanes: Array.from({ length: LANES }, (_, i) => colour(`--lane-${i}`)),
    ink: colour("--ink"), quiet: colour("--quiet"), halo: colour("--halo"), paper: colour("--paper"),
    font: getComputedStyle(document.body).fontFamily,
    planned: store.statuses.indexOf("planned"), cancelled: store.statuses.indexOf("cancelled"),
  };
}
