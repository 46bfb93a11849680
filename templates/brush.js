/* Days chosen on the timeline by drawing over its axis: they bound all views. Two handles, for keys too, move the ends. */

/** `view` and `toPx` are the strip's; `AXIS` pixels at its top belong to the brush. */
function makeBrush(holder, store, state, { view, whole, toPx }) {
  const handles = ["from", "to"].map((end) => handle(end));
  const band = element("div", { class: "band", hidden: true }, ...handles);
  holder.append(band);
  const chosen = $("days-clear");
  let days = null; // first and last day, or null for all
  let drag = null;

  const inside = (day) => Math.max(whole.days[0], Math.min(whole.days[1], day));
  const onAxis = (event) => event.clientY - holder.getBoundingClientRect().top + holder.scrollTop < AXIS;
  const dayAt = (event) => view.first + ((event.clientX - holder.getBoundingClientRect().left) / holder.clientWidth) * (view.last - view.first);

  function handle(end) {
    const made = element("div", { class: `handle ${end}`, role: "slider", tabIndex: 0 });
    made.setAttribute("aria-label", end === "from" ? "First day shown" : "Last day shown");
    return made;
  }

  /** Takes these days, whole ones and in order; what does not differ from all days is none. */
  function take(first, last) {
    const next = [inside(Math.min(first, last)), inside(Math.max(first, last))];
    if (days && next[0] === days[0] && next[1] === days[1]) return;
    days = next;
    place();
    send();
  }
  const send = inFrames(() => state.setFilter({ days: days ? days.map(isoDay).join("..") : "" }, { push: false }));

  function clear() {
    const back = band.contains(document.activeElement) || document.activeElement === chosen;
    days = null;
    place();
    state.setFilter({ days: "" });
    if (back) $("days-choose").focus();
  }

  /** Puts the band where its days are and says them. */
  function place() {
    band.hidden = chosen.hidden = !days;
    $("days-choose").hidden = Boolean(days);
    if (!days) return;
    const [least, most] = whole.days;
    const [left, right] = [toPx(days[0]), toPx(days[1] + 1)];
    Object.assign(band.style, { left: `${left}px`, width: `${Math.max(2, right - left)}px` });
    chosen.firstElementChild.textContent = rangeText(...days);
    for (const [i, made] of handles.entries()) {
      made.setAttribute("aria-valuemin", i ? days[0] : least);
      made.setAttribute("aria-valuemax", i ? most : days[1]);
      made.setAttribute("aria-valuenow", days[i]);
      made.setAttribute("aria-valuetext", dayText(days[i]));
    }
  }

  /** Where a drag begins decides what it does: an end is moved, the band is moved, or new days are drawn. */
  function begin(event) {
    const day = dayAt(event);
    const at = handles.indexOf(event.target);
    if (at >= 0) drag = { to: (now) => take(...(at ? [days[0], Math.max(days[0], now)] : [Math.min(days[1], now), days[1]])) };
    else if (event.target === band) {
      const [first, last] = days;
      drag = { to: (now) => take(first + now - Math.floor(day), last + now - Math.floor(day)) };
    } else drag = { to: (now) => take(Math.floor(day), now) };
    holder.setPointerCapture(event.pointerId);
  }

  holder.addEventListener("pointermove", (event) => {
    holder.classList.toggle("on-axis", onAxis(event));
    drag?.to(Math.floor(dayAt(event)));
  });
  for (const end of ["pointerup", "pointercancel"]) holder.addEventListener(end, () => (drag = null));

  band.addEventListener("keydown", (event) => {
    const at = handles.indexOf(event.target);
    const [least, most] = whole.days;
    const far = Math.max(7, Math.round((view.last - view.first) / 20));
    const by = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -far, PageUp: far, Home: least - days[at], End: most - days[at] }[event.key];
    if (event.key === "Escape" || event.key === "Delete") clear();
    else if (by === undefined) return;
    else take(...(at ? [days[0], Math.max(days[0], days[1] + by)] : [Math.min(days[1], days[0] + by), days[1]]));
    event.preventDefault();
    event.stopPropagation();
  });
  chosen.addEventListener("click", clear);
  $("days-choose").addEventListener("click", () => {
    const middle = (view.last - view.first) / 4;
    take(Math.floor(view.first + middle), Math.ceil(view.last - middle) - 1);
    handles[0].focus();
  });
  state.listen(({ rows }) => {
    if (!rows) return;
    days = daysOf(state.filter.days); // the strip's next drawing places them
  });
  return { place, begin, onAxis };
}

function rangeText(first, last) {
  if (first === last) return dayText(first);
  return `${dayText(first, parts(first)[0] !== parts(last)[0])} \u2013 ${dayText(last)}`;
}

/** The first and last day of "2023-02-26..2023-03-01", or null. */
function daysOf(text) {
  const found = /^(\d{4})-(\d\d)-(\d\d)\.\.(\d{4})-(\d\d)-(\d\d)$/.exec(text)?.slice(1).map(Number);
  if (!found) return null;
  const [first, last] = [dayOf(found[0], found[1] - 1, found[2]), dayOf(found[3], found[4] - 1, found[5])];
  return first <= last ? [first, last] : null;
}
