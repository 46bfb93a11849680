{# The layer of trips that timeline.folium_map adds to a folium map; `this.data` is harmless JSON. #}
{% macro script(this, kwargs) %}
var {{ this.get_name() }} = (function (map, data) {
  "use strict";
  var group = L.featureGroup().addTo(map);
  var renderer = L.canvas({ padding: 0.3 });
  data.legs.forEach(function (leg) {
    var dash = { reported: null, planned: "8 6", cancelled: "2 6" }[leg.status];
    L.polyline(leg.points, { color: leg.colour, weight: 2.5, smoothFactor: 0.5, dashArray: dash, interactive: false, renderer: renderer }).addTo(group);
  });
  function popup(stop) {
    var box = document.createElement("div");
    function line(tag, text) {
      if (!text) return;
      var made = box.appendChild(document.createElement(tag));
      made.textContent = text;
      made.dir = "auto";
    }
    line("strong", stop.title);
    stop.visits.forEach(function (visit) {
      line("div", visit.said);
      line("blockquote", visit.sentence);
      line("small", visit.source);
    });
    return box;
  }
  function numbered(stop) {
    var face = document.createElement("span");
    face.textContent = stop.numbers;
    var hollow = stop.status !== "reported";
    face.style.cssText = "display:inline-block;transform:translate(-50%,-50%);min-width:22px;height:22px;padding:0 5px;" +
      "box-sizing:border-box;border-radius:11px;font:700 12px/18px sans-serif;text-align:center;white-space:nowrap;border:2px solid;";
    face.style.borderColor = hollow ? stop.colour : "#fff";
    face.style.background = hollow ? "#fff" : stop.colour;
    face.style.color = hollow ? stop.colour : "#fff";
    if (stop.status === "cancelled") face.style.textDecoration = "line-through";
    return L.marker(stop.point, { icon: L.divIcon({ html: face, className: "", iconSize: [0, 0] }), title: stop.title, alt: stop.title });
  }
  data.stops.forEach(function (stop) {
    var marker = data.stops.length <= {{ this.numbered }}
      ? numbered(stop)
      : L.circleMarker(stop.point, { radius: 4, weight: 1, color: "#fff", fillColor: stop.colour, fillOpacity: 0.9, renderer: renderer });
    marker.bindPopup(function () { return popup(stop); }, { maxWidth: 320, maxHeight: 260 }).addTo(group);
  });
  if (data.bounds) map.fitBounds(data.bounds, { padding: [40, 40], maxZoom: 7 });
  return group;
})({{ this._parent.get_name() }}, {{ this.data }});
{% endmacro %}
