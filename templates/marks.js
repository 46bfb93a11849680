/* The shapes on the map: arcs, arrow heads, pills. */

const TOGETHER = 9; // pixels

const beyond = (y) => y < 0.004 || y > 0.996;

function traceArc(context, view, points) {
  const last = points.length - 2;
  const [low, high] = [Math.min(points[0], points[last]), Math.max(points[0], points[last])]; // x only grows or only falls
  for (let turn = Math.floor(view.left - high); turn <= Math.ceil(view.right - low); turn++) {
    if (low + turn > view.right || high + turn < view.left) continue;
    context.moveTo(view.x(points[0] + turn), view.y(points[1]));
    for (let i = 2; i <= last; i += 2) {
      const [x, y] = [view.x(points[i] + turn), view.y(points[i + 1])];
      if (beyond(points[i + 1]) && beyond(points[i - 1])) context.moveTo(x, y); // over the pole, off this map
      else context.lineTo(x, y);
    }
  }
}

/** An arrow head a little beyond the middle of the leg, where the leg is long enough to bear one. */
function drawArrow(context, view, points) {
  const last = points.length / 2 - 1;
  const length = Math.hypot(points[2 * last] - points[0], points[2 * last + 1] - points[1]) * view.scale;
  if (length < 44) return;
  const at = Math.max(1, Math.round(last * 0.55));
  const turn = nearest(points[2 * at], view.centre) - points[2 * at];
  context.save();
  context.translate(view.x(points[2 * at] + turn), view.y(points[2 * at + 1]));
  context.rotate(Math.atan2(points[2 * at + 1] - points[2 * at - 1], points[2 * at] - points[2 * at - 2]));
  context.beginPath();
  context.moveTo(7, 0);
  context.lineTo(-4, -5);
  context.lineTo(-1.5, 0);
  context.lineTo(-4, 5);
  context.closePath();
  context.fill();
  context.restore();
}

/** Markers that all but coincide on the screen become one with the stops of all; the first of them leads. */
function merged(markers) {
  const found = [];
  for (const marker of markers) {
    const same = found.find((m) => Math.hypot(m.px - marker.px, m.py - marker.py) < TOGETHER);
    if (!same) found.push(marker);
    else {
      same.rows = same.rows.concat(marker.rows).sort((a, b) => a - b);
      same.own += marker.own;
      same.selected ||= marker.selected;
    }
  }
  return found;
}

/** Gives a marker its half-sizes: a pill for its numbers, or a dot where another pill is in the way. Returns its box. */
function measureMarker(context, marker, space) {
  const { px, py, text, selected } = marker;
  marker.rx = Math.max(11, context.measureText(text).width / 2 + 7);
  marker.ry = 11;
  const box = (rx, ry) => [px - rx, py - ry, px + rx, py + ry];
  marker.small = !selected && !space.free(box(marker.rx - 4, marker.ry - 4));
  if (marker.small) marker.rx = marker.ry = 5;
  space.take(box(marker.rx, marker.ry));
  return box(marker.rx, marker.ry);
}

/** A filled pill for what is reported, a hollow one for what is planned, a struck grey one for what is cancelled. */
function drawMarker(context, store, style, { px, py, rx, ry, small, selected, text, rows }) {
  const statuses = rows.map((r) => store.column.status[r]);
  const cancelled = statuses.every((s) => s === style.cancelled);
  const hollow = statuses.every((s) => s === style.cancelled || s === style.planned);
  const colour = cancelled ? style.quiet : style.lanes[store.lane[store.column.trip[rows[0]]] % LANES];
  if (selected) pill(context, px, py, rx + 4, ry + 4, { fill: style.halo, stroke: style.ink, width: 2 });
  pill(context, px, py, rx, ry, { fill: hollow ? style.paper : colour, stroke: hollow ? colour : style.paper, width: hollow ? 2.2 : 1.2 });
  context.fillStyle = hollow ? colour : style.paper;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.font = `700 12px ${style.font}`;
  if (!small) context.fillText(text, px, py + 0.8);
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
