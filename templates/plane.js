/* A plane that flies the leg when the walk goes from one stop to the next; not where motion is unwelcome. */

const FLIGHT = 900; // milliseconds

const motionless = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

function makePlane(store, state, map, arc) {
  const plane = element("div", { class: "plane", hidden: true, "aria-hidden": "true" });
  map.getPane("plane").append(plane);
  let before = -1;
  let flight = 0; // number of the last flight: an older one ends when it finds another

  function fly(row) {
    const points = arc(row);
    const started = performance.now();
    const mine = ++flight;
    plane.style.setProperty("--lane", `var(--lane-${store.lane[store.column.trip[row]] % LANES})`);
    const frame = (now) => {
      const share = Math.max(0, (now - started) / FLIGHT);
      plane.hidden = share >= 1 || mine !== flight || map._animatingZoom;
      if (share >= 1 || mine !== flight) return;
      place(points, share < 0.5 ? 2 * share * share : 1 - 2 * (1 - share) ** 2);
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  }

  /** Puts the plane at a share of the way, its nose along it. */
  function place(points, share) {
    const last = points.length / 2 - 1;
    const at = Math.min(last - 1, Math.floor(share * last));
    const rest = share * last - at;
    const [x1, y1, x2, y2] = points.subarray(2 * at, 2 * at + 4);
    const [x, y] = [x1 + (x2 - x1) * rest, y1 + (y2 - y1) * rest];
    const here = map.latLngToLayerPoint([toLatitude(y), toLongitude(nearest(x, toX(map.getCenter().lng)))]);
    plane.style.transform = `translate(${here.x}px, ${here.y}px) rotate(${Math.atan2(y2 - y1, x2 - x1)}rad)`;
  }

  state.listen(() => {
    const row = state.selected;
    if (row !== before) {
      flight++;
      plane.hidden = true;
      if (row >= 0 && before >= 0 && store.previous[row] === before && !motionless()) fly(row);
    }
    before = row;
  });
}
