/* The list of stops beside the map: only the rows in view are in the document. */

const ITEM = 46; // pixels; the style sheet holds the same height
const TALL = 8_000_000; // browsers bound an element's height: a longer list is scaled

function makeList(store, state) {
  const holder = $("list");
  const space = element("div", { class: "space", role: "presentation" });
  holder.append(space);

  const total = () => state.order.length * ITEM;
  const scale = () => Math.max(1, total() / TALL);

  const draw = inFrames(() => {
    const visible = Math.ceil((holder.clientHeight || 300) / ITEM) + 2;
    const first = Math.max(0, Math.min(state.order.length - visible, Math.floor((holder.scrollTop * scale()) / ITEM)));
    const shift = holder.scrollTop - holder.scrollTop * scale();
    space.style.height = `${total() / scale()}px`;
    const items = [];
    for (let at = first; at < Math.min(state.order.length, first + visible); at++) items.push(item(at, at * ITEM + shift));
    space.replaceChildren(...items);
    const chosen = state.position();
    if (chosen >= first && chosen < first + visible) holder.setAttribute("aria-activedescendant", `stop-${state.selected}`);
    else holder.removeAttribute("aria-activedescendant");
  });

  function item(at, top) {
    const row = state.order[at];
    const selected = row === state.selected;
    const made = element("div", { id: `stop-${row}`, role: "option", class: `stop ${store.status(row)}${selected ? " selected" : ""}` },
      element("span", { class: "seq" }, store.column.seq[row]),
      element("span", { class: "where" }, sourceText(store.placeName(row), "b"), element("small", {}, subtitle(row))),
      element("span", { class: "when" }, daysText(store, row)));
    made.setAttribute("aria-selected", selected);
    made.setAttribute("aria-posinset", at + 1);
    made.setAttribute("aria-setsize", state.order.length);
    made.dataset.row = row;
    made.style.top = `${top}px`;
    made.style.setProperty("--lane", `var(--lane-${store.lane[store.column.trip[row]] % LANES})`);
    return made;
  }

  function subtitle(row) {
    const words = [];
    if (store.travellers.length > 1) words.push(store.traveller(row));
    if (store.event(row) !== "stop") words.push(store.event(row));
    if (store.status(row) !== "reported") words.push(store.status(row));
    if (!words.length || store.travellers.length === 1) {
      const country = store.country(row);
      if (country && country !== store.placeName(row)) words.unshift(country);
    }
    return words.join(" \u00b7 ");
  }

  function reveal() {
    const at = state.position();
    if (at < 0) return;
    const [top, height] = [(at * ITEM) / scale(), holder.clientHeight];
    if (top < holder.scrollTop) holder.scrollTop = top;
    else if (top + ITEM > holder.scrollTop + height) holder.scrollTop = top + ITEM - height;
  }

  holder.addEventListener("scroll", draw, { passive: true });
  holder.addEventListener("click", (event) => {
    const option = event.target.closest("[data-row]");
    if (option) state.select(+option.dataset.row, { from: "list" });
  });
  new ResizeObserver(draw).observe(holder);
  state.listen(() => {
    space.style.height = `${total() / scale()}px`;
    reveal();
    draw();
  });
  return { redraw: draw };
}
