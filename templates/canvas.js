/* A canvas in a pane of Leaflet's map: it follows drags and zooms as Leaflet's own drawings do. */

/**
 * Draws by `options.draw(context, view)`; `view` turns the plane (0..1) into pixels of the canvas. While `options.empty()`
 * the canvas has no pixels, since millions that show nothing cost time and memory all the same.
 */
const CanvasPane = L.Renderer.extend({
  options: { padding: 0.35 },

  initialize(options) {
    L.Renderer.prototype.initialize.call(this, options);
    /** Draws in the next frame, unless the canvas is renewed before. */
    this.redrawSoon = inFrames(() => this._stale && this.redraw());
  },

  _initContainer() {
    this._container = document.createElement("canvas");
    this._container.setAttribute("aria-hidden", "true");
    this._context = this._container.getContext("2d");
  },

  _destroyContainer() {
    this._container.remove();
    delete this._context;
  },

  _update() {
    if (this._bounds && (this._map._animatingZoom || this._covers())) return;
    L.Renderer.prototype._update.call(this);
    this.renew();
  },

  /** Leaflet would here move the canvas by a part of a pixel, and so blur it. */
  _reset() {
    this._update();
  },

  renew() {
    const { min } = this._bounds;
    const size = this.options.empty() ? L.point(0, 0) : this._bounds.getSize();
    const ratio = Math.min(2, devicePixelRatio || 1);
    const canvas = this._container;
    this.blank = !size.x;
    L.DomUtil.setPosition(canvas, min);
    canvas.width = ratio * size.x;
    canvas.height = ratio * size.y;
    canvas.style.width = `${size.x}px`;
    canvas.style.height = `${size.y}px`;
    if (!this.blank) this._context.setTransform(ratio, 0, 0, ratio, 0, 0);
    this._draw(size);
  },

  /** Does the last drawing still cover the window, so that a small pan needs no new one? */
  _covers() {
    const map = this._map;
    const [size, origin] = [map.getSize(), map.getPixelOrigin()];
    const first = map.containerPointToLayerPoint([0, 0]);
    const covered = this._drawn && this._drawn.zoom === map.getZoom() && this._drawn.origin.equals(origin) &&
      this._drawn.size.equals(size) && this._bounds.contains(L.bounds(first, first.add(size)));
    if (!covered) this._drawn = { zoom: map.getZoom(), origin, size };
    return covered;
  },

  _draw(size) {
    this._stale = false;
    if (this.blank) return;
    const map = this._map;
    const scale = map.options.crs.scale(map.getZoom());
    const origin = map.getPixelOrigin().add(this._bounds.min);
    const centre = map.project(map.getCenter()).x / scale;
    const seen = map.containerPointToLayerPoint([0, 0]).subtract(this._bounds.min);
    const window_ = map.getSize();
    this.options.draw(this._context, {
      scale,
      width: size.x,
      height: size.y,
      seen: [seen.x, seen.y, seen.x + window_.x, seen.y + window_.y], // what lies in the window, without the margin
      centre,
      left: origin.x / scale,
      right: (origin.x + size.x) / scale,
      top: origin.y / scale,
      bottom: (origin.y + size.y) / scale,
      x: (x) => x * scale - origin.x,
      y: (y) => y * scale - origin.y,
      toLayer: (x, y) => L.point(x, y).add(this._bounds.min),
    });
  },

  /** What is drawn has changed: the next frame shows it. */
  change() {
    this._stale = true;
    this.redrawSoon();
  },

  redraw() {
    if (!this._map || !this._bounds || this._map._animatingZoom) return;
    if (this.blank !== this.options.empty()) return this.renew();
    const size = this._bounds.getSize();
    if (!this.blank) this._context.clearRect(0, 0, size.x, size.y);
    this._draw(size);
  },
});

/** The value of a colour of the theme, such as --land. */
function themeColour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}
