/* The plain table below the map: pages of it on the screen, all of it on paper. */

const PAGE = 25;
const PRINTED = 5000;

function makeTable(store, state) {
  const body = $("rows");
  let page = 0;

  function tableRow(i) {
    const country = store.country(i);
    const name = store.placeName(i);
    const [sources, evidence] = supportOf(store, i);
    const cells = [store.traveller(i), store.event(i), country && country !== name ? `${name}, ${country}` : name,
      daysText(store, i), store.status(i), evidence, sources.join("; ")];
    const made = element("tr", { class: `${store.status(i)}${i === state.selected ? " selected" : ""}` },
      element("td", { class: "number" }, store.column.seq[i]),
      ...cells.map((text, k) => element(k === 2 ? "th" : "td", k === 2 ? { scope: "row", dir: "auto" } : { dir: "auto" }, text)));
    if (i > 0 && store.column.trip[i] !== store.column.trip[i - 1]) made.classList.add("new-trip");
    made.dataset.row = i;
    return made;
  }

  const pages = () => Math.max(1, Math.ceil(state.order.length / PAGE));

  function draw() {
    page = Math.min(page, pages() - 1);
    body.replaceChildren(...Array.from(state.order.subarray(page * PAGE, (page + 1) * PAGE), tableRow));
    $("pages").hidden = pages() < 2;
    $("page-number").textContent = `Page ${(page + 1).toLocaleString("en")} of ${pages().toLocaleString("en")}`;
    $("page-back").disabled = page === 0;
    $("page-on").disabled = page >= pages() - 1;
  }

  /** The table is out of the way of what moves: it follows when the browser has time. */
  let asked = 0;
  function soon() {
    if (asked) return;
    asked = whenIdle(() => {
      asked = 0;
      draw();
    });
  }

  function turn(by) {
    page = Math.max(0, Math.min(pages() - 1, page + by));
    draw();
  }

  $("page-back").addEventListener("click", () => turn(-1));
  $("page-on").addEventListener("click", () => turn(1));
  body.addEventListener("click", (event) => {
    const line = event.target.closest("tr[data-row]");
    if (line) state.select(+line.dataset.row, { from: "table" });
  });
  state.listen(({ rows }) => {
    const at = state.position();
    if (at >= 0) page = Math.floor(at / PAGE);
    else if (rows) page = 0;
    soon();
  });
  addEventListener("beforeprint", () => body.replaceChildren(...Array.from(state.order.subarray(0, PRINTED), tableRow)));
  addEventListener("afterprint", draw);
}
