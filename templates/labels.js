/* Names beside markers, tried at eight positions so that none covers another or a marker. */

/** The boxes taken so far on a canvas; those under the map's own controls are taken from the start. */
function makeSpace(view) {
  const map = $("map").getBoundingClientRect();
  const boxes = []; // left, top, right, bottom of each, one after the other
  const ways = []; // x, y of points of the legs, which a name had better not cover
  const space = {
    take: (box) => boxes.push(...box),
    avoid: (points) => points.forEach((point) => ways.push(...point)),
    crossed([left, top, right, bottom]) {
      for (let i = 0; i < ways.length; i += 2) {
        if (ways[i] > left && ways[i] < right && ways[i + 1] > top && ways[i + 1] < bottom) return true;
      }
      return false;
    },
    free([left, top, right, bottom]) {
      for (let i = 0; i < boxes.length; i += 4) {
        if (right >= boxes[i] && left <= boxes[i + 2] && bottom >= boxes[i + 1] && top <= boxes[i + 3]) return false;
      }
      return true;
    },
  };
  for (const control of document.querySelectorAll(".leaflet-control-zoom, #map-options")) {
    const { left, top, right, bottom } = control.getBoundingClientRect();
    const [dx, dy] = [view.seen[0] - map.left, view.seen[1] - map.top];
    space.take([left + dx, top + dy, right + dx, bottom + dy]);
  }
  return space;
}

/** Corners of the eight positions of a text of size `w`, `h` around a marker of half-size `rx`, `ry`: best first. */
function positions(x, y, w, h, rx, ry) {
  const [gx, gy] = [rx + 4, ry + 3];
  return [
    [x + gx, y - h / 2], [x - gx - w, y - h / 2], [x - w / 2, y - gy - h], [x - w / 2, y + gy],
    [x + gx * 0.8, y - gy - h * 0.6], [x + gx * 0.8, y + gy - h * 0.4],
    [x - gx * 0.8 - w, y - gy - h * 0.6], [x - gx * 0.8 - w, y + gy - h * 0.4],
  ];
}

/** Draws the label if a place for it is free (or if `must`), with a halo in the colour of the ground. */
function drawLabel(context, view, space, { text, x, y, rx, ry, must, colour, halo }) {
  const h = 15;
  const w = context.measureText(text).width;
  const tried = positions(x, y, w, h, rx, ry);
  const [x1, y1, x2, y2] = view.seen;
  const off = x < x1 || x > x2 || y < y1 || y > y2;
  const inside = ([left, top]) => off || (left > x1 + 2 && left + w < x2 - 2 && top > y1 + 2 && top + h < y2 - 2);
  const box = ([left, top]) => [left - 1, top, left + w + 1, top + h];
  const open = tried.filter((p) => inside(p) && space.free(box(p)));
  const place = open.find((p) => !space.crossed(box(p))) ?? open[0] ?? (must ? tried[0] : null);
  if (!place) return;
  space.take([place[0], place[1], place[0] + w, place[1] + h]);
  context.textAlign = "left";
  context.textBaseline = "middle";
  context.lineJoin = "round";
  context.lineWidth = 3.5;
  context.strokeStyle = halo;
  context.strokeText(text, place[0], place[1] + h / 2 + 0.5);
  context.fillStyle = colour;
  context.fillText(text, place[0], place[1] + h / 2 + 0.5);
}
