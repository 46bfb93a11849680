/* Land, lakes and border lines behind the trip, drawn from Natural Earth's lines that the page carries. */

const SEAM = 0.0005; // land cut at 180 degrees reaches a little over, so that no seam is seen

/** Lines as points of the plane with their box, so that what is out of view costs nothing. */
function planeLines(packed, scale) {
  return packed.map((flat) => {
    const points = new Float32Array(flat.length);
    let [longitude, latitude, left, right, top, bottom] = [0, 0, 9, -9, 9, -9];
    for (let i = 0; i < flat.length; i += 2) {
      longitude += flat[i];
      latitude += flat[i + 1];
      const x = (points[i] = overSeam(toX(longitude / scale)));
      const y = (points[i + 1] = toY(latitude / scale));
      [left, right, top, bottom] = [Math.min(left, x), Math.max(right, x), Math.min(top, y), Math.max(bottom, y)];
    }
    return { points, left, right, top, bottom };
  });
}

const overSeam = (x) => (x < 1e-6 ? x - SEAM : x > 1 - 1e-6 ? x + SEAM : x);

/** The lines with only the points that can be told apart at a zoom; what is smaller than a pixel's half is left out. */
function thinned(lines, least) {
  const seen = lines.filter((l) => l.right - l.left > 0.7 * least || l.bottom - l.top > 0.7 * least);
  return seen.map((line) => {
    const { points } = line;
    const kept = [points[0], points[1]];
    for (let i = 2; i < points.length; i += 2) {
      const [x, y] = [kept[kept.length - 2], kept[kept.length - 1]];
      const last = i === points.length - 2;
      if (last || Math.abs(points[i] - x) >= least || Math.abs(points[i + 1] - y) >= least) kept.push(points[i], points[i + 1]);
    }
    return { ...line, points: Float32Array.from(kept) };
  });
}

/** Makes a path of the lines in view for each copy of the world, and has it painted. */
function trace(context, view, lines, closed, paint) {
  for (let turn = Math.floor(view.left); turn <= Math.floor(view.right); turn++) {
    context.beginPath();
    for (const { points, left, right, top, bottom } of lines) {
      if (left + turn > view.right || right + turn < view.left || top > view.bottom || bottom < view.top) continue;
      context.moveTo(view.x(points[0] + turn), view.y(points[1]));
      for (let i = 2; i < points.length; i += 2) context.lineTo(view.x(points[i] + turn), view.y(points[i + 1]));
      if (closed) context.closePath();
    }
    paint();
  }
}

/** The layer of land and borders; `shown()` tells which parts are wanted. */
function makeBasemap(shown) {
  let whole = null;
  const byZoom = new Map();

  /** The layers fit for a scale, made once for each power of two. */
  function layersFor(scale) {
    const zoom = Math.max(8, Math.min(14, Math.ceil(Math.log2(scale))));
    if (!byZoom.has(zoom)) {
      const least = 0.7 / 2 ** zoom;
      byZoom.set(zoom, Object.fromEntries(Object.entries(whole).map(([name, lines]) => [name, thinned(lines, least)])));
    }
    return byZoom.get(zoom);
  }

  function draw(context, view) {
    const layers = layersFor(view.scale);
    context.lineJoin = "round";
    const fill = () => context.fill("evenodd");
    context.fillStyle = themeColour("--land");
    trace(context, view, layers.land, true, fill);
    context.fillStyle = themeColour("--sea");
    trace(context, view, layers.lakes, true, fill);
    if (shown().borders) drawBorders(context, view, layers);
  }

  function drawBorders(context, view, layers) {
    context.strokeStyle = themeColour("--border-line");
    context.lineWidth = view.scale > 4000 ? 1 : 0.7;
    const stroke = () => context.stroke();
    trace(context, view, layers.borders, false, stroke);
    context.setLineDash([3, 3]);
    trace(context, view, layers.disputed, false, stroke);
    context.setLineDash([]);
  }

  const pane = new CanvasPane({ pane: "basemap", draw, empty: () => !whole || !shown().land });
  pane.show = (packed) => {
    whole = Object.fromEntries(["land", "lakes", "borders", "disputed"].map((n) => [n, planeLines(packed[n], packed.scale)]));
    pane.redraw();
  };
  return pane;
}
