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
  const trips = makeTrips(store, state);
  const crowd = makeCrowd(store, state, trips.arc);
  const tiles = L.tileLayer("https://tile.openstreetmap.org/{z}/{x}/{y}.png", {
    maxZoom: 12, attribution: '&copy; <a href="https://www.openstreetmap.org/copyright">OpenStreetMap</a> contributors',
  });

  const duration = () => (motionless() ? 0 : 0.5); // seconds

  function fit(animate = true) {
    const box = extent(state, trips.arc);
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

  /** The rows at a point of the window: of a marker, else of a dot of the crowd. */
  function rowsAt(point) {
    const at = map.containerPointToLayerPoint(point);
    const rows = trips.rowsAt(at);
    return rows.length ? rows : crowd.rowsAt(at);
  }

  let fitting = 0;
  map.on("click", (event) => {
    const rows = rowsAt(event.containerPoint);
    if (rows.length) state.select(rows[(rows.indexOf(state.selected) + 1) % rows.length], { from: "map" }); // a second click goes on to the next visit
  });
  map.on("mousemove", (event) => {
    map.getContainer().style.cursor = rowsAt(event.containerPoint).length ? "pointer" : "";
  });
  const panes = [basemap, ...crowd.panes, trips.pane];
  state.listen((change) => {
    trips.pane.change();
    if (change.rows) for (const pane of crowd.panes) pane.change();
    map.getPane("crowd").style.opacity = state.selected >= 0 ? 0.45 : 1;
    clearTimeout(fitting);
    if (change.from === "address") {
      map.invalidateSize({ animate: false, pan: false });
      fit(false);
    } else if (change.rows) fitting = setTimeout(fit, 350);
    showSelected();
  });
  for (const pane of panes) pane.addTo(map);
  map.createPane("plane").style.zIndex = 460;
  makePlane(store, state, map, trips.arc);
  new ResizeObserver(() => map.invalidateSize({ pan: true, animate: false })).observe(map.getContainer());

  return {
    leaflet: map, basemap, fit,
    showAll: crowd.showAll,
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
  for (const pane of panes.filter(({ blank }) => !blank)) {
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
function extent({ store, order: rows, shown }, arc) {
  const seen = new Uint8Array(store.places.length);
  const { place } = store.column;
  for (let i = 0; i < rows.length; i++) if (place[rows[i]] >= 0) seen[place[rows[i]]] = 1;
  const places = store.places.filter((_, i) => seen[i]);
  if (!places.length) return null;
  const [xs, ys] = [places.map((p) => p.x), places.map((p) => p.y)];
  for (const row of rows.length > FITTED_LEGS ? [] : rows) {
    const points = store.previous[row] < 0 || !shown[store.previous[row]] ? [] : arc(row);
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
