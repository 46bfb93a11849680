/* Keys, filters, theme, and walking through time. */

const FEW_CHOICES = 30;
const FILTERED = 8; // fewer stops than this need neither filter nor zoom of the timeline

/** Fills the choices of a select, each value its own text; many choices come only when the select is about to open. */
function fillChoices(select, values) {
  const add = () => {
    const known = new Set(Array.from(select.options, (o) => o.value));
    select.append(...values.filter((v) => v && !known.has(v)).map((value) => element("option", { value }, value)));
  };
  if (values.length <= FEW_CHOICES) return add();
  for (const event of ["focus", "pointerdown"]) select.addEventListener(event, add);
  select.addEventListener("blur", () => {
    for (const option of Array.from(select.options)) if (option.value && !option.selected) option.remove();
  });
}

/** Chooses a value, which gets its option if it has none yet. */
function choose(field, value) {
  if (field.options && value && !Array.from(field.options).some((o) => o.value === value)) field.append(element("option", { value }, value));
  field.value = value;
}

function makeFilters(store, state) {
  const form = $("filters");
  whenIdle(() => {
    const sorted = (names) => [...new Set(names)].sort(new Intl.Collator("en").compare);
    fillChoices(form.elements.traveller, sorted(store.travellers));
    fillChoices(form.elements.country, sorted(store.places.map((p) => p.country)));
    fillChoices(form.elements.year, yearsOf(store).map(String));
    fillChoices(form.elements.status, store.statuses);
  });
  if (store.n < FILTERED) form.hidden = $("filters-button").hidden = true;
  const read = inFrames(() => state.setFilter(Object.fromEntries(FIELDS.map((n) => [n, form.elements[n].value])), { push: false }));
  form.addEventListener("input", read);
  form.addEventListener("reset", () => {
    state.filter.days = "";
    setTimeout(read);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  const fold = (folded) => { // where the window is narrow
    form.classList.toggle("folded", folded);
    $("filters-button").setAttribute("aria-expanded", !folded);
  };
  $("filters-button").addEventListener("click", () => fold(!form.classList.contains("folded")));
  state.listen(({ from }) => {
    if (from === "address") fold(FIELDS.every((name) => !state.filter[name]));
    if (from === "address") for (const name of FIELDS) choose(form.elements[name], state.filter[name]);
    const all = state.order.length === store.n;
        $("summary").textContent = all
      ? `${count(store.n, "event")} in ${count(store.trips, "trip")}`
      : `${state.order.length.toLocaleString("en")} of ${count(store.n, "event")}`;
  });
}

/** First, previous, play, next, last and the slider: they go in order of time. */
function makeTransport(store, state) {
  const [slider, play] = [$("scrub"), $("play")];
  let timer = 0;

  const go = (at, push = true) => {
    if (state.chrono.length) state.select(state.chrono[Math.max(0, Math.min(state.chrono.length - 1, at))], { push });
  };
  const stop = () => {
    clearInterval(timer);
    timer = 0;
    show();
  };
  function show() {
    play.firstElementChild.textContent = timer ? "\u23f8" : "\u25b6";
    play.setAttribute("aria-label", timer ? "Pause" : "Play");
  }
  function toggle() {
    if (timer) return stop();
    if (state.chronoPosition() >= state.chrono.length - 1) go(0);
    else if (state.selected < 0) go(0);
    timer = setInterval(() => {
      const at = state.chronoPosition();
      if (at >= state.chrono.length - 1) stop();
      else go(at + 1, false);
    }, 1400);
    show();
  }
  $("first").addEventListener("click", () => go(0));
  $("last").addEventListener("click", () => go(state.chrono.length - 1));
  $("next").addEventListener("click", () => go(state.chronoPosition() + 1));
  $("previous").addEventListener("click", () => go(state.chronoPosition() - 1));
  play.addEventListener("click", toggle);
  slider.addEventListener("input", () => go(+slider.value, false));
  state.listen(() => {
    slider.max = Math.max(0, state.order.length - 1);
    slider.value = Math.max(0, state.chronoPosition());
    const row = state.selected;
    slider.setAttribute("aria-valuetext", row < 0 ? "no stop chosen" : `${store.placeName(row)}, ${daysText(store, row)}`);
    slider.disabled = state.order.length < 2;
  });
  return { toggle };
}

const STEP_KEYS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, Home: -Infinity, End: Infinity, PageDown: 10, PageUp: -10 };
const OWN_KEYS = "input, select, textarea, .scroll"; // where the arrow keys have work of their own

/** Arrow keys, Home and End walk the stops from anywhere but a field that needs them itself; + and - zoom the map. */
function makeKeys(state, map, transport) {
  const doing = {
    " ": (target) => !target.closest?.("button, a, summary") && transport.toggle(),
    "+": () => map.zoomIn(), "=": () => map.zoomIn(), "-": () => map.zoomOut(),
    Escape: () => state.select(-1),
  };
  function walk(key) {
    const by = STEP_KEYS[key];
    if (Number.isFinite(by)) state.step(by);
    else if (state.order.length) state.select(state.order[by < 0 ? 0 : state.order.length - 1], { push: false });
  }
  addEventListener("keydown", (event) => {
    const { key, target } = event;
    if (event.ctrlKey || event.metaKey || event.altKey || target.closest?.(OWN_KEYS)) return;
    if (key.startsWith("Page") && target.id !== "list") return;
    if (key in STEP_KEYS) walk(key);
    else if (!(key in doing) || doing[key](target) === false) return;
    event.preventDefault();
  });
}

/** Light or dark: the system's choice until the button is used; the choice is kept where the browser allows it. */
function makeTheme(redraw) {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const root = document.documentElement;
  if (embedded) { // the page around it may say: embed.html?theme=light
    const wanted = new URLSearchParams(location.search).get("theme");
    if (wanted === "light" || wanted === "dark") root.dataset.theme = wanted;
    system.addEventListener("change", redraw);
    return;
  }
  const button = $("theme");
  const dark = () => (root.dataset.theme ? root.dataset.theme === "dark" : system.matches);
  const name = () => {
    button.textContent = dark() ? "Light" : "Dark";
    button.setAttribute("aria-label", `Switch to ${dark() ? "light" : "dark"} colours`);
  };
  const show = () => {
    name();
    redraw();
  };
  try {
    const kept = localStorage.getItem("timeline-theme");
    if (kept) root.dataset.theme = kept;
  } catch { /* a browser may forbid keeping anything for a file */ }
  button.addEventListener("click", () => {
    root.dataset.theme = dark() ? "light" : "dark";
    try {
      localStorage.setItem("timeline-theme", root.dataset.theme);
    } catch { /* the choice then lasts as long as the page */ }
    show();
  });
  system.addEventListener("change", show);
  name();
}
