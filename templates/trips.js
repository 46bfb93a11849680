/* The layer of legs and stops. A place has one marker however many stops it has seen. */

function makeTripsLayer(store, state) {
  const arcs = new Map();
  const fine = store.n > 2000 ? 0.05 : 0.012; // radians between two points of an arc
  let drawn = []; // markers of the last drawing: {row, rows, x, y, rx, ry} in plane and pixels

  /** The great circle of a row's leg, made when first seen. */
  function arc(row) {
    const [a, b] = [store.column.place[store.previous[row]], store.column.place[row]];
    const key = a * store.places.length + b;
    if (!arcs.has(key)) {
      const [p, q] = [store.places[a], store.places[b]];
      arcs.set(key, greatCircle(p.longitude, p.latitude, q.longitude, q.latitude, fine));
    }
    return arcs.get(key);
  }

  /** Place -> its passing rows, in order. */
  function byPlace() {
    const found = new Map();
    for (const row of state.order) {
      const place = store.column.place[row];
      if (place < 0) continue;
      if (found.has(place)) found.get(place).push(row);
      else found.set(place, [row]);
    }
    return found;
  }

  function draw(context, view) {
    const style = themeOf();
    const trip = state.selected >= 0 ? store.column.trip[state.selected] : -1;
    const many = state.order.length > NUMBERED;
    drawLegs(context, view, style, trip, many);
    drawn = drawStops(context, view, style, trip, many);
  }

  function drawLegs(context, view, style, trip, many) {
    const groups = new Map(); // one path for legs that look the same
    for (const row of state.order) {
      const from = store.previous[row];
      if (from < 0 || !state.shown[from]) continue;
      const own = store.column.trip[row] === trip;
      const key = `${own ? 1 : 0} ${store.column.status[row]} ${store.lane[store.column.trip[row]] % LANES}`;
      if (!groups.has(key)) groups.set(key, []);
      groups.get(key).push(row);
    }
    for (const key of [...groups.keys()].sort()) {
      const [own, status, lane] = key.split(" ").map(Number);
      const rows = groups.get(key);
      context.globalAlpha = own || !many ? 1 : state.order.length > 2000 ? 0.12 : trip >= 0 ? 0.22 : 0.5;
      context.strokeStyle = context.fillStyle = status === style.cancelled ? style.quiet : style.lanes[lane];
      context.lineWidth = own || !many ? 2.2 : 1.1;
      context.setLineDash(status === style.planned ? [7, 5] : status === style.cancelled ? [2, 4] : []);
      context.beginPath();
      for (const row of rows) traceArc(context, view, arc(row));
      context.stroke();
      context.setLineDash([]);
      if (own || !many) for (const row of rows) drawArrow(context, view, arc(row));
    }
    context.globalAlpha = 1;
  }

  function drawStops(context, view, style, trip, many) {
    const markers = [];
    for (const [place, rows] of byPlace()) {
      const own = rows.filter((r) => store.column.trip[r] === trip);
      const numbered = many ? own : rows;
      const { x, y } = store.places[place];
      const px = view.x(nearest(x, view.centre));
      const py = view.y(y);
      if (px < -40 || px > view.width + 40 || py < -40 || py > view.height + 40) continue;
      const selected = rows.includes(state.selected);
      markers.push({ place, rows, own, numbered, selected, px, py, text: numbered.length ? numbers(store, numbered) : "" });
    }
    markers.sort((a, b) => a.selected - b.selected || a.own.length - b.own.length || a.numbered.length - b.numbered.length || b.rows[0] - a.rows[0]);
    const space = makeSpace();
    context.font = `700 12px ${style.font}`;
    for (const marker of [...markers].reverse()) measureMarker(context, marker, space, many);
    for (const marker of markers) drawMarker(context, store, style, marker);
    drawNames(context, view, style, markers, space, many);
    return markers.map((m) => ({ ...m, at: view.toLayer(m.px, m.py) }));
  }

  function drawNames(context, view, style, markers, space, many) {
    const named = many && markers.length > NAMED ? markers.filter((m) => m.own.length) : markers;
    for (const m of [...named].reverse()) {
      const strong = m.selected || (m.numbered.length > 0 && many);
      context.font = `${strong ? 600 : 500} ${many && !strong ? 11 : 12.5}px ${style.font}`;
      const text = store.places[m.place].name.slice(0, 40);
      drawLabel(context, view, space, {
        text, x: m.px, y: m.py, rx: m.rx + (m.selected ? 5 : 0), ry: m.ry + (m.selected ? 5 : 0), must: m.selected, colour: style.ink, halo: style.halo,
      });
    }
  }

  /** The row under a point of the map's window, or -1; a second click on a place goes on to its next visit. */
  function hit(point, map) {
    const at = map.containerPointToLayerPoint(point);
    for (let i = drawn.length - 1; i >= 0; i--) {
      const marker = drawn[i];
      const near = 5;
      if (Math.abs(at.x - marker.at.x) > marker.rx + near || Math.abs(at.y - marker.at.y) > marker.ry + near) continue;
      const rows = marker.own.length ? marker.own : marker.rows;
      const here = rows.indexOf(state.selected);
      return rows[(here + 1) % rows.length];
    }
    return -1;
  }

  function themeOf() {
    return {
      lanes: Array.from({ length: LANES }, (_, i) => themeColour(`--lane-${i}`)),
      ink: themeColour("--ink"), quiet: themeColour("--quiet"), halo: themeColour("--halo"), paper: themeColour("--paper"),
      font: getComputedStyle(document.body).fontFamily,
      planned: store.statuses.indexOf("planned"), cancelled: store.statuses.indexOf("cancelled"),
    };
  }

  return { pane: new CanvasPane({ pane: "trips", draw }), hit, arc };
}

/** What a marker says: "3", "1 · 4", "2–9 (5)". */
function numbers(store, rows) {
  const all = rows.map((r) => store.column.seq[r]);
  if (all.length <= 3) return all.join("\u2009\u00b7\u2009");
  return `${Math.min(...all)}\u2013${Math.max(...all)} (${all.length})`;
}

function traceArc(context, view, points) {
  let low = Infinity, high = -Infinity;
  for (let i = 0; i < points.length; i += 2) [low, high] = [Math.min(low, points[i]), Math.max(high, points[i])];
  for (let turn = Math.floor(view.left - high); turn <= Math.ceil(view.right - low); turn++) {
    if (low + turn > view.right || high + turn < view.left) continue;
    context.moveTo(view.x(points[0] + turn), view.y(points[1]));
    for (let i = 2; i < points.length; i += 2) context.lineTo(view.x(points[i] + turn), view.y(points[i + 1]));
  }
}

/** An arrow head at the middle of the leg, where the leg is long enough to bear one. */
function drawArrow(context, view, points) {
  const last = points.length / 2 - 1;
  const length = Math.hypot(points[2 * last] - points[0], points[2 * last + 1] - points[1]) * view.scale;
  if (length < 44) return;
  const at = Math.max(1, Math.round(last * 0.55));
  const turn = nearest(points[2 * at], view.centre) - points[2 * at];
  const [x, y] = [view.x(points[2 * at] + turn), view.y(points[2 * at + 1])];
  const angle = Math.atan2(points[2 * at + 1] - points[2 * at - 1], points[2 * at] - points[2 * at - 2]);
  context.save();
  context.translate(x, y);
  context.rotate(angle);
  context.beginPath();
  context.moveTo(7, 0);
  context.lineTo(-4, -5);
  context.lineTo(-1.5, 0);
  context.lineTo(-4, 5);
  context.closePath();
  context.fill();
  context.restore();
}

/** Gives a marker its half-sizes: a pill for its numbers, or a dot where it has none or another pill is in the way. */
function measureMarker(context, marker, space, many) {
  const { px, py, text, rows, selected } = marker;
  marker.rx = Math.max(11, context.measureText(text).width / 2 + 7);
  marker.ry = 11;
  const box = (rx, ry) => [px - rx, py - ry, px + rx, py + ry];
  marker.small = (many && !text) || (!selected && !space.free(box(marker.rx - 4, marker.ry - 4)));
  if (marker.small) marker.rx = marker.ry = many ? Math.min(9, 2.5 + Math.sqrt(rows.length) * 0.6) : 5;
  space.take(box(marker.rx, marker.ry));
}

/** A filled pill for what is reported, a hollow one for what is planned, a struck grey one for what is cancelled. */
function drawMarker(context, store, style, marker) {
  const { px, py, rx, ry, small, text, rows, numbered } = marker;
  const of = numbered.length ? numbered : rows;
  const statuses = of.map((r) => store.column.status[r]);
  const cancelled = statuses.every((s) => s === style.cancelled);
  const hollow = cancelled || statuses.every((s) => s !== store.statuses.indexOf("reported"));
  const colour = cancelled ? style.quiet : style.lanes[store.lane[store.column.trip[of[0]]] % LANES];
  if (marker.selected) pill(context, px, py, rx + 4, ry + 4, { fill: style.halo, stroke: style.ink, width: 2 });
  pill(context, px, py, rx, ry, { fill: hollow ? style.paper : colour, stroke: hollow ? colour : style.paper, width: hollow ? 2.2 : 1.2 });
  context.fillStyle = hollow ? colour : style.paper;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.font = `700 12px ${style.font}`;
  if (text && !small) context.fillText(text, px, py + 0.8);
  if (cancelled) strike(context, px, py, rx, colour);
}

function pill(context, x, y, rx, ry, { fill, stroke, width }) {
  context.beginPath();
  context.roundRect(x - rx, y - ry, 2 * rx, 2 * ry, ry);
  context.fillStyle = fill;
  context.fill();
  context.strokeStyle = stroke;
  context.lineWidth = width;
  context.stroke();
}

function strike(context, x, y, rx, colour) {
  context.strokeStyle = colour;
  context.lineWidth = 2;
  context.beginPath();
  context.moveTo(x - rx - 3, y + 6);
  context.lineTo(x + rx + 3, y - 6);
  context.stroke();
}
