/* One state for all views: the rows that pass the filters and the selected one. The address bar keeps it. */

const FIELDS = ["q", "traveller", "country", "year", "status"]; // of the form
const FILTERS = [...FIELDS, "days"];

function makeState(store) {
  const listeners = [];
  let [inTime, beside] = [null, null];
  const state = {
    store,
    filter: Object.fromEntries(FILTERS.map((name) => [name, ""])),
    shown: new Uint8Array(store.n).fill(1), // row -> does it pass
    order: new Int32Array(0), // passing rows as the list shows them
    /** The same in order of time. */
    get chrono() {
      return (inTime ??= rowsOf(state.shown, store.chronological));
    },
    /** These and those that only the chosen days keep out, in order of time. */
    get around() {
      return beside ?? state.chrono;
    },
    selected: -1,
    /** `task(change)` runs after each change; `change` says whether the rows or only the selection changed. */
    listen: (task) => listeners.push(task),
    select(row, { push = true, from = "" } = {}) {
      if (row === state.selected || (row >= 0 && !state.shown[row])) return;
      state.selected = row;
      remember(push);
      tell({ rows: false, from });
    },
    step(by) {
      const at = position(state.order, state.selected);
      const next = at < 0 ? (by > 0 ? 0 : state.order.length - 1) : Math.max(0, Math.min(state.order.length - 1, at + by));
      if (state.order.length) state.select(state.order[next], { push: false }); // a walk is one step for the back button
    },
    setFilter(filter, { push = true } = {}) {
      Object.assign(state.filter, filter);
      apply();
      remember(push);
      tell({ rows: true, from: "filter" });
    },
    refresh: () => tell({ rows: false, from: "texts" }),
    position: () => position(state.order, state.selected),
    chronoPosition: () => (state.selected < 0 ? -1 : position(state.chrono, state.selected)),
  };

  function apply() {
    passingRows(store, state.filter, state.shown);
    const days = daysOf(state.filter.days);
    beside = days ? rowsOf(state.shown, store.chronological) : null;
    if (days) keepDays(store, days, state.shown);
    state.order = rowsOf(state.shown, store.all);
    inTime = null;
    if (state.selected >= 0 && !state.shown[state.selected]) state.selected = -1;
  }

  function tell(change) {
    for (const task of listeners) task(change);
  }

  let waiting = 0;
  function remember(push) {
    clearTimeout(waiting);
    if (!store.tripIds) return store.rest().then(() => remember(push)); // an address needs them
    if (push && !embedded) note(true);
    else waiting = setTimeout(note, 150, false); // browsers bound how often an address may change
  }

  function note(push) {
    const words = new URLSearchParams();
    if (state.selected >= 0) words.set("stop", store.rowId(state.selected));
    for (const name of FILTERS) if (state.filter[name]) words.set(name, state.filter[name]);
    const hash = words.size ? `#${words}` : "#";
    if (hash === (location.hash || "#")) return;
    history[push ? "pushState" : "replaceState"](null, "", hash);
  }

  function recall() {
    const words = new URLSearchParams(location.hash.slice(1));
    for (const name of FILTERS) state.filter[name] = words.get(name) ?? "";
    apply();
    const row = rowOf(store, words.get("stop"));
    state.selected = row >= 0 && state.shown[row] ? row : -1;
    tell({ rows: true, from: "address" });
  }

  addEventListener("popstate", () => store.rest().then(recall));
  state.start = recall;
  return state;
}

/** The row of a stop's name in the address, or -1. */
function rowOf(store, name) {
  if (!name) return -1;
  const trip = store.tripIds.indexOf(name.slice(0, name.lastIndexOf(".")));
  if (trip < 0) return -1;
  const first = store.tripFirst[trip];
  for (let i = first; i < first + store.tripRows[trip]; i++) if (store.rowId(i) === name) return i;
  return -1;
}

/** Place of `row` in rows that rise by index, or anywhere if they do not; -1 if it is not there. */
function position(rows, row) {
  return row < 0 ? -1 : rows.indexOf(row);
}

/** The rows marked in `shown`, in the order of `among`, which holds all rows. */
function rowsOf(shown, among) {
  if (!shown.includes(0)) return among;
  const found = new Int32Array(shown.length);
  let n = 0;
  for (let i = 0; i < among.length; i++) if (shown[among[i]]) found[n++] = among[i];
  return found.subarray(0, n);
}

/** Marks in `shown` the rows that pass all filters but that of the days. */
function passingRows(store, { q, traveller, country, year, status }, shown) {
  const { n, column, lane } = store;
  shown.fill(1);
  const keep = (passes) => {
    for (let i = 0; i < n; i++) if (shown[i] && !passes(i)) shown[i] = 0;
  };
  if (traveller) {
    const wanted = store.travellers.indexOf(traveller);
    keep((i) => lane[column.trip[i]] === wanted);
  }
  if (country) {
    const inside = store.places.map((p) => p.country === country);
    keep((i) => column.place[i] >= 0 && inside[column.place[i]]);
  }
  if (status) {
    const wanted = store.statuses.indexOf(status);
    keep((i) => column.status[i] === wanted);
  }
  if (year) {
    keepDays(store, [dayOf(+year), dayOf(+year, 12, 0)], shown);
  }
  if (q.trim()) keepFound(store, q, shown);
}

/** Takes from `shown` each row that lies on none of the days from `first` to `last`. */
function keepDays({ n, from, to }, [first, last], shown) {
  for (let i = 0; i < n; i++) if (from[i] === NONE || from[i] > last || to[i] < first) shown[i] = 0;
}
