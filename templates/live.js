/* The page as `timeline serve` gives it out: it follows the itinerary while that is edited. */

const VIEW = "timeline-view"; // where the map's view is kept from one version of the page to the next

function followEdits(map) {
  const kept = sessionStorage.getItem(VIEW);
  sessionStorage.removeItem(VIEW);
  if (kept) map.setView(...JSON.parse(kept), { animate: false });
  const events = new EventSource("events");
  events.addEventListener("version", ({ data }) => {
    if (data === document.documentElement.dataset.version) return notice("");
    const { lat, lng } = map.getCenter();
    sessionStorage.setItem(VIEW, JSON.stringify([[lat, lng], map.getZoom()]));
    location.reload(); // the address keeps the stop and the filters
  });
  events.addEventListener("problem", ({ data }) => notice(`${data} \u2013 what is shown is the last version that could be read.`));
  events.addEventListener("error", () => notice("The server has stopped; the page follows no more edits."));
}

function notice(text) {
  $("notice").textContent = text;
  $("notice").hidden = !text;
}
