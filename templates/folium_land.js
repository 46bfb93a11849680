{# Land and borders under a folium map that is to work without a network. #}
{% macro script(this, kwargs) %}
(function (map, packed) {
  "use strict";
  map.createPane("land").style.zIndex = 150;
  map.getContainer().style.background = "#dfe8ee";
  var renderer = L.canvas({ pane: "land", padding: 0.3 });
  function lines(flats, scale, turn) {
    return flats.map(function (flat) {
      var x = 0, y = 0, points = [];
      for (var i = 0; i < flat.length; i += 2) {
        x += flat[i];
        y += flat[i + 1];
        points.push([Math.max(-85, Math.min(85, y / scale)), x / scale + turn]);
      }
      return points;
    });
  }
  function draw(data) {
    [-360, 0, 360].forEach(function (turn) {
      var common = { renderer: renderer, pane: "land", interactive: false, fillRule: "evenodd" };
      function area(name, colour) {
        L.polygon(lines(data[name], data.scale, turn), Object.assign({ stroke: false, fillColor: colour, fillOpacity: 1 }, common)).addTo(map);
      }
      area("land", "#f6f3ea");
      area("lakes", "#dfe8ee");
      L.polyline(lines(data.borders, data.scale, turn), Object.assign({ color: "#a9a08c", weight: 0.8 }, common)).addTo(map);
      L.polyline(lines(data.disputed, data.scale, turn), Object.assign({ color: "#a9a08c", weight: 0.8, dashArray: "3 3" }, common)).addTo(map);
    });
  }
  var bytes = Uint8Array.from(atob(packed), function (c) { return c.charCodeAt(0); });
  var stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  new Response(stream).json().then(draw);
  map.attributionControl.addAttribution("Natural Earth, disputed lines dashed &middot; GeoNames CC BY 4.0");
})({{ this._parent.get_name() }}, "{{ this.packed }}");
{% endmacro %}
