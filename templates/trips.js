/* What is drawn in full: all stops of a short itinerary, or the selected trip of a long one. */

function makeTrips(store, state) {
  const arcs = new Map();
  const fine = store.n > 2000 ? 0.05 : 0.012; // radians between two points of an arc
  let drawn = []; // markers of the last drawing, the uppermost last

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

  /** All passing rows if they are few, else those of the selected stop's trip. */
  function rowsInFull() {
    if (state.order.length <= NUMBERED) return Array.from(state.order);
    const found = [];
    if (state.selected < 0) return found;
    const trip = store.column.trip[state.selected];
    const [first, end] = [store.tripFirst[trip], store.tripFirst[trip] + store.tripRows[trip]];
    for (let row = first; row < end; row++) if (state.shown[row]) found.push(row);
    return found;
  }

  const empty = () => state.selected < 0 && state.order.length > NUMBERED;

  function draw(context, view) {
    const style = themeOf(store);
    const rows = rowsInFull();
    const ways = drawLegs(context, view, style, rows);
    drawn = drawStops(context, view, style, rows, ways);
  }

  function drawLegs(context, view, style, rows) {
    const ways = [];
    context.lineWidth = 2.2;
    for (const row of rows) {
      const from = store.previous[row];
      if (from < 0 || !state.shown[from]) continue;
      const status = store.column.status[row];
      const lane = store.lane[store.column.trip[row]] % LANES;
      context.strokeStyle = context.fillStyle = status === style.cancelled ? style.quiet : style.lanes[lane];
      context.setLineDash(status === style.planned ? [7, 5] : status === style.cancelled ? [2, 4] : []);
      context.beginPath();
      traceArc(context, view, arc(row));
      context.stroke();
      context.setLineDash([]);
      drawArrow(context, view, arc(row));
      pointsOn(view, arc(row), ways);
    }
    return ways;
  }

  function drawStops(context, view, style, rows, ways) {
    const trip = state.selected >= 0 ? store.column.trip[state.selected] : -1;
    const found = [];
    for (const [place, here] of Map.groupBy(rows, (row) => store.column.place[row])) {
      if (place < 0) continue;
      const { x, y } = store.places[place];
      const own = here.filter((row) => store.column.trip[row] === trip).length;
      for (const copy of copiesInView(x, view)) {
        found.push({ place, rows: here, own, selected: here.includes(state.selected), px: view.x(copy), py: view.y(y) });
      }
    }
    const markers = merged(found.sort((a, b) => b.selected - a.selected || a.rows[0] - b.rows[0]));
    for (const marker of markers) marker.text = numbers(store, marker.rows);
    markers.sort((a, b) => a.selected - b.selected || a.own - b.own || b.rows[0] - a.rows[0]);
    const pills = makeSpace({ seen: [-1e6, -1e6] }); // a marker may lie under a control, a name should not
    const space = makeSpace(view);
    space.avoid(ways);
    context.font = `700 12px ${style.font}`;
    for (const marker of [...markers].reverse()) space.take(measureMarker(context, marker, pills));
    for (const marker of markers) drawMarker(context, store, style, marker);
    for (const m of [...markers].reverse()) {
      context.font = `${m.selected ? 650 : 500} 12.5px ${style.font}`;
      const ring = m.selected ? 5 : 0;
      drawLabel(context, view, space, {
        text: store.places[m.place].name.slice(0, 40), x: m.px, y: m.py, rx: m.rx + ring, ry: m.ry + ring, must: m.selected,
        colour: style.ink, halo: style.halo,
      });
    }
    return markers.map((m) => ({ ...m, at: view.toLayer(m.px, m.py) }));
  }

  /** The rows of the marker at a point of the map's layers, or none. */
  function rowsAt(at) {
    if (empty()) return [];
    const marker = drawn.findLast((m) => Math.abs(at.x - m.at.x) < m.rx + 5 && Math.abs(at.y - m.at.y) < m.ry + 5);
    return marker?.rows ?? [];
  }

  return { pane: new CanvasPane({ pane: "trips", draw, empty }), rowsAt, arc };
}

const APART = 8; // pixels

/** Adds points of an arc that lie in the window, not far from each other. */
function pointsOn(view, points, found) {
  const [x1, y1, x2, y2] = view.seen;
  for (let turn = Math.floor(view.left - points[0]); turn <= Math.ceil(view.right - points[0]); turn++) {
    for (let i = 2; i < points.length; i += 2) {
      const [ax, ay, bx, by] = [view.x(points[i - 2] + turn), view.y(points[i - 1]), view.x(points[i] + turn), view.y(points[i + 1])];
      if (Math.max(ax, bx) < x1 || Math.min(ax, bx) > x2 || Math.max(ay, by) < y1 || Math.min(ay, by) > y2) continue;
      const steps = Math.ceil(Math.hypot(bx - ax, by - ay) / APART);
      for (let k = 0; k < Math.min(steps, 300); k++) found.push([ax + ((bx - ax) * k) / steps, ay + ((by - ay) * k) / steps]);
    }
  }
}

/** A longitude of the plane in each copy of the world that the window shows, or the nearest if none does. */
function copiesInView(x, view) {
  const [left, , right] = view.seen;
  const copies = [];
  for (let turn = Math.floor(view.left - x); turn <= Math.ceil(view.right - x); turn++) {
    const px = view.x(x + turn);
    if (px > left - 12 && px < right + 12) copies.push(x + turn);
  }
  return copies.length ? copies : [nearest(x, view.centre)];
}

/** What a marker says: "3", "1 \u00b7 4", "2\u20139 (5)"; "2 \u00d75" where five trips have it second. */
function numbers(store, rows) {
  const all = [...new Set(rows.map((r) => store.column.seq[r]))].sort((a, b) => a - b);
  if (all.length === 1 && rows.length > 1) return `${all[0]}\u2009\u00d7${rows.length}`;
  if (all.length <= 3) return all.join("\u2009\u00b7\u2009");
  return `${all[0]}\u2013${all[all.length - 1]} (${rows.length})`;
}
