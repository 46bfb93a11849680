/* One state for all views: the rows that pass the filters and the selected one. The address bar keeps it. */

const FILTERS = ["q", "traveller", "country", "year", "status"];

function makeState(store) {
  const listeners = [];
  const state = {
    store,
    filter: Object.fromEntries(FILTERS.map((name) => [name, ""])),
    shown: new Uint8Array(store.n).fill(1), // row -> does it pass
    order: new Int32Array(0), // passing rows as the list shows them
    chrono: new Int32Array(0), // the same in order of time
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
    chronoPosition: () => position(state.chrono, state.selected),
  };

  function apply() {
    const passes = makeTest(store, state.filter);
    let n = 0;
    for (let i = 0; i < store.n; i++) n += state.shown[i] = passes(i) ? 1 : 0;
    state.order = new Int32Array(n);
    for (let i = 0, k = 0; i < store.n; i++) if (state.shown[i]) state.order[k++] = i;
    state.chrono = new Int32Array(n);
    for (let i = 0, k = 0; i < store.n; i++) if (state.shown[store.chronological[i]]) state.chrono[k++] = store.chronological[i];
    if (state.selected >= 0 && !state.shown[state.selected]) state.selected = -1;
  }

  function tell(change) {
    for (const task of listeners) task(change);
  }

  let waiting = 0;
  function remember(push) {
    clearTimeout(waiting);
    if (push) note(true);
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

  addEventListener("popstate", recall);
  state.start = recall;
  return state;
}

/** The row of a stop's name in the address, or -1. */
function rowOf(store, name) {
  if (!name) return -1;
  for (let i = 0; i < store.n; i++) if (store.rowId(i) === name) return i;
  return -1;
}

/** Place of `row` in rows that rise by index, or anywhere if they do not; -1 if it is not there. */
function position(rows, row) {
  return row < 0 ? -1 : rows.indexOf(row);
}

/** A test of one row against all filters. */
function makeTest(store, { q, traveller, country, year, status }) {
  const tests = [];
  const { column } = store;
  if (traveller) {
    const lane = store.travellers.indexOf(traveller);
    tests.push((i) => store.lane[column.trip[i]] === lane);
  }
  if (country) {
    const inside = store.places.map((p) => p.country === country);
    tests.push((i) => column.place[i] >= 0 && inside[column.place[i]]);
  }
  if (status) {
    const wanted = store.statuses.indexOf(status);
    tests.push((i) => column.status[i] === wanted);
  }
  if (year) {
    const [first, last] = [dayOf(+year), dayOf(+year, 12, 0)];
    tests.push((i) => store.from[i] !== NONE && store.from[i] <= last && store.to[i] >= first);
  }
  if (q.trim()) tests.push(textTest(store, q));
  return (i) => tests.every((test) => test(i));
}

