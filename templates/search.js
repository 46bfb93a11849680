/* Search in all texts: one long string in lower case, looked through from text to text. */

const SEPARATOR = "\u0000";

/** The texts and sentences as one string and where each begins; made when first wanted, or when there is time. */
function haystack(store) {
  if (!store.haystack) {
    const lower = store.texts.concat(store.sentences).map((text) => text.toLowerCase());
    const starts = new Int32Array(lower.length + 1);
    for (let i = 0; i < lower.length; i++) starts[i + 1] = starts[i] + lower[i].length + 1;
    store.haystack = { all: lower.join(SEPARATOR) + SEPARATOR, starts };
  }
  return store.haystack;
}

/** Which texts hold the word: one byte for each. */
function textsWith(store, word) {
  const { all, starts } = haystack(store);
  const found = new Uint8Array(starts.length - 1);
  let text = 0;
  for (let at = all.indexOf(word); at >= 0; at = all.indexOf(word, starts[text])) {
    text = textAt(starts, at, text);
    found[text++] = 1;
  }
  return { inText: found.subarray(0, store.texts.length), inSentence: found.subarray(store.texts.length) };
}

/** The text that holds a position, looked for from `low` on in widening steps. */
function textAt(starts, position_, low) {
  let step = 1;
  while (low + step < starts.length && starts[low + step] <= position_) step *= 2;
  let [a, b] = [low + (step >> 1), Math.min(starts.length - 1, low + step)];
  while (b - a > 1) {
    const middle = (a + b) >> 1;
    if (starts[middle] <= position_) a = middle;
    else b = middle;
  }
  return a;
}

/** A test of a row: every word of the query must stand somewhere in its texts, its place or its traveller. */
function textTest(store, query) {
  const { column, support, supportAt } = store;
  const hits = query.trim().toLowerCase().split(/\s+/).map((word) => ({
    ...textsWith(store, word),
    inPlace: Uint8Array.from(store.places, (p) => ([p.name, p.admin1, p.country].some((t) => t.toLowerCase().includes(word)) ? 1 : 0)),
    inTrip: Uint8Array.from(store.trips, (t) => (t.traveller.toLowerCase().includes(word) ? 1 : 0)),
  }));
  const within = ({ inText, inSentence, inPlace, inTrip }, i) => {
    if (inTrip[column.trip[i]] || (column.place[i] >= 0 && inPlace[column.place[i]])) return true;
    if (inText[column.placeText[i]] || inSentence[column.purpose[i]] || inText[column.role[i]]) return true;
    for (let k = supportAt[i]; k < supportAt[i + 1]; k++) if (inText[support[2 * k]] || inSentence[support[2 * k + 1]]) return true;
    return false;
  };
  return (i) => hits.every((hit) => within(hit, i));
}
