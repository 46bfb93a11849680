/* Takes a hundred steps of one kind on the page that is open and calls back with the times of each, in milliseconds:
   `answer` until a frame with the outcome has been painted, `frame` the longest frame until all views have followed,
   `whole` until they have. Run by page.py, with the kind as first argument. */
const [kind, done] = arguments;
const STEPS = 104;
const PAUSE = 120; // milliseconds between steps, as of one who types
const QUERIES = ["l", "lo", "lon", "lond", "londo", "london", "", "p", "pr", "pri", "prim", "prime", "prime m", ""];
const form = document.getElementById("filters");
const strip = document.getElementById("strip");
const slider = document.getElementById("scrub");
const outcome = () => document.getElementById(kind === "scrub" ? "details" : "summary").textContent;

function pointer(name, share) {
  const { left, top, width } = strip.getBoundingClientRect();
  strip.dispatchEvent(new PointerEvent(name, { clientX: left + width * share, clientY: top + 8, button: 0, pointerId: 1, bubbles: true }));
}

function put(field, value) {
  field.value = value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

/** The choices of a select, each once and all in turn; they come when it is about to open. */
function choices(select) {
  select.dispatchEvent(new Event("pointerdown", { bubbles: true }));
  return Array.from(select.options, (option) => option.value);
}

function steps() {
  if (kind === "scrub") return (i) => put(slider, Math.floor((slider.max * i) / (STEPS + 1)));
  if (kind === "search") return (i) => put(form.elements.q, QUERIES[(i - 1) % QUERIES.length]);
  if (kind === "brush") return (i) => pointer("pointermove", 0.3 + 0.5 * Math.abs(Math.sin(i / 8)));
  const select = form.elements[kind];
  const values = choices(select);
  return (i) => put(select, values[i % values.length]);
}

const frame = () => new Promise((painted) => requestAnimationFrame(() => setTimeout(painted)));

(async () => {
  strip.setPointerCapture = () => {};
  if (kind === "brush") pointer("pointerdown", 0.25);
  const step = steps();
  const times = { answer: [], frame: [], whole: [] };
  for (let i = 1; i <= STEPS; i++) {
    const began = performance.now();
    let [before, longest, first, seen] = [began, 0, 0, outcome()];
    step(i);
    do {
      await frame();
      const now = performance.now();
      if (!first && outcome() !== seen) first = now - began;
      longest = Math.max(longest, now - before);
      before = now;
    } while ("drawing" in document.documentElement.dataset);
    times.answer.push(first || before - began); // an outcome that is the one before is known when all have followed
    times.frame.push(longest);
    times.whole.push(before - began);
    await new Promise((passed) => setTimeout(passed, PAUSE));
  }
  if (kind === "brush") {
    pointer("pointerup", 0.5);
    document.getElementById("days-clear").click();
  } else if (kind !== "scrub") form.reset();
  await new Promise((passed) => setTimeout(passed, 600));
  done(times);
})();
