/* The map: legs and stops on one canvas over the base map, hit-tested by hand. */

const LANES = 8; // colours of travellers in the style sheet
const NUMBERED = 60; // with more stops than this the others are a crowd

function makeMap(store, state) {
  const options = { borders: document.body.dataset.borders !== "off", tiles: false };
  const map = L.map("map", {
    zoomSnap: 0.25, zoomDelta: 1, wheelPxPerZoomLevel: 90, minZoom: 0, maxZoom: 12, keyboard: false, attributionControl: true,
    zoomControl: false, maxBoundsViscosity: 1, maxBounds: [[-LIMIT, -1e6], [LIMIT, 1e6]],
  });
  L.control.zoom({ position: "topright" }).addTo(map);
  map.attributionControl.setPrefix(false).addAttribution("Natural Earth, disputed lines dashed \u00b7 GeoNames CC BY 4.0");
  map.createPane("basemap").style.zIndex = 150;
  map.createPane("crowd").style.zIndex = 440;
  map.createPane("trips").style.zIndex = 450;
  const basemap = makeBasemap(() => ({ land: options.paper || !options.tiles, borders: options.borders }));
  const counts = makeCounts(store, state);
  const trips = makeTrips(store, state, counts);
  const crowd = makeCrowd(store, state, trips.arc, counts);
  const tiles = L.tileLayer("https://tile.openstreetmap.org/{z}/{x}/{y}.png", {
    maxZoom: 12, attribution: '&copy; <a href="https://www.openstreetmap.org/copyright">OpenStreetMap</a> contributors',
  });

  const duration = () => (motionless() ? 0 : 0.5); // seconds

  function fit(animate = true) {
    const box = extent(store, state.order, trips.arc);
    if (!box) return map.setView([25, 10], 1.5, { animate: false });
    const [[south, west], [north, east]] = box;
    const narrow = map.getSize().x < 500;
    map.fitBounds(L.latLngBounds([south, west], [north, east]), {
      paddingTopLeft: narrow ? [42, 50] : [60, 50], paddingBottomRight: narrow ? [48, 40] : [90, 50], maxZoom: north - south < 0.5 && east - west < 0.5 ? 5 : 7,
      animate: animate && duration() > 0,
    });
  }

  /** Moves the map so that the selected stop can be seen; the nearest copy of the world is taken. */
  function showSelected() {
    const place = state.selected >= 0 ? store.place(state.selected) : null;
    if (!place) return;
    const longitude = toLongitude(nearest(place.x, toX(map.getCenter().lng)));
    const target = L.latLng(Math.max(-84, Math.min(84, place.latitude)), longitude);
    const edge = map.getSize().x < 500 ? 24 : 60;
    map.panInside(target, { padding: [edge, edge], animate: duration() > 0, duration: duration() });
  }

  let fitting = 0;
  map.on("click", (event) => {
    const row = trips.hit(event.containerPoint, map);
    if (row >= 0) state.select(row, { from: "map" });
  });
  map.on("mousemove", (event) => {
    map.getContainer().style.cursor = trips.hit(event.containerPoint, map) >= 0 ? "pointer" : "";
  });
  const panes = [basemap, ...crowd.panes, trips.pane];
  state.listen((change) => {
    trips.pane.change();
    if (change.rows) for (const pane of crowd.panes) pane.change();
    map.getPane("crowd").style.opacity = state.selected >= 0 ? 0.45 : 1;
    clearTimeout(fitting);
    if (change.from === "address") fit(false);
    else if (change.rows) fitting = setTimeout(fit, 350);
    showSelected();
  });
  for (const pane of panes) pane.addTo(map);
  map.createPane("plane").style.zIndex = 460;
  makePlane(store, state, map, trips.arc);
  new ResizeObserver(() => map.invalidateSize({ pan: true, animate: false })).observe(map.getContainer());

  return {
    leaflet: map, basemap, fit,
    showLegs: crowd.showLegs,
    redraw() {
      for (const pane of panes) pane.redraw();
    },
    /** Draws all anew for the size that the map has now, for paper as one picture. */
    renew(paper) {
      options.paper = paper;
      map.invalidateSize({ animate: false, pan: false });
      fit(false);
      for (const pane of panes) pane.renew();
      map.getContainer().querySelector(".paper")?.remove();
      if (paper) map.getContainer().append(flattened(map, panes));
    },
    setOption(name, on) {
      options[name] = on;
      if (name === "tiles") on ? tiles.addTo(map) : tiles.remove();
      basemap.redraw();
    },
    options,
  };
}

/** The panes as one opaque canvas: printed as they are, a browser may let the upper ones wipe the lower. */
function flattened(map, panes) {
  const { x, y } = map.getSize();
  const canvas = element("canvas", { class: "paper", "aria-hidden": "true" });
  const context = sized(canvas, x, y);
  context.fillStyle = themeColour("--sea");
  context.fillRect(0, 0, x, y);
  for (const pane of panes) {
    const at = map.layerPointToContainerPoint(pane._bounds.min);
    const size = pane._bounds.getSize();
    context.drawImage(pane._container, at.x, at.y, size.x, size.y);
  }
  return canvas;
}

/** The copy of `x` that lies nearest to `to`, worlds being 1 wide. */
const nearest = (x, to) => x + Math.round(to - x);

const FITTED_LEGS = 500;

/** South-west and north-east of the passing stops and their legs; the widest empty stretch of longitude stays out. */
function extent(store, rows, arc) {
  const seen = new Set();
  for (const row of rows) if (store.column.place[row] >= 0) seen.add(store.column.place[row]);
  if (!seen.size) return null;
  const xs = [...seen].map((i) => store.places[i].x);
  const ys = [...seen].map((i) => store.places[i].y);
  for (const row of rows.length > FITTED_LEGS ? [] : rows) {
    const points = store.previous[row] < 0 ? [] : arc(row);
    for (let i = 0; i < points.length; i += 2) {
      xs.push(points[i] - Math.floor(points[i]));
      ys.push(points[i + 1]);
    }
  }
  xs.sort((a, b) => a - b);
  let [gap, west] = [xs[0] + 1 - xs[xs.length - 1], xs[0]];
  for (let i = 1; i < xs.length; i++) if (xs[i] - xs[i - 1] > gap) [gap, west] = [xs[i] - xs[i - 1], xs[i]];
  const clamp = (latitude) => Math.max(-80, Math.min(82, latitude));
  const [south, north] = [clamp(toLatitude(Math.max(...ys))), clamp(toLatitude(Math.min(...ys)))];
  return [[south, toLongitude(west)], [north, toLongitude(west + 1 - gap)]];
}
