/* Search in all texts: one long string in lower case, looked through from text to text. */

const SEPARATOR = "\u0000";

/** Names, texts and sentences as one string and where each begins; made when first wanted, or when there is time. */
function haystack(store) {
  if (!store.haystack) {
    const lower = store.names.concat(store.texts, store.sentences).map((text) => text.toLowerCase());
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
  const [names, texts] = [store.names.length, store.names.length + store.texts.length];
  return { inName: found.subarray(0, names), inText: found.subarray(names, texts), inSentence: found.subarray(texts) };
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

/** Takes from `passing` each row in which a word of the query stands nowhere: not in its texts, place or traveller. */
function keepFound(store, query, passing) {
  for (const word of query.trim().toLowerCase().split(/\s+/)) {
    const has = (...texts) => (texts.some((text) => text.toLowerCase().includes(word)) ? 1 : 0);
    const inPlace = Uint8Array.from(store.places, (p) => has(p.name, p.admin1, p.country));
    keepWord(store, { ...textsWith(store, word), inPlace }, passing);
  }
}

function keepWord({ n, column, support, supportAt }, { inName, inText, inSentence, inPlace }, passing) {
  const { trip, travellers, place, placeText, purpose, role } = column;
  for (let i = 0; i < n; i++) {
    if (!passing[i] || inName[travellers[trip[i]]] || (place[i] >= 0 && inPlace[place[i]])) continue;
    if (inName[placeText[i]] || inSentence[purpose[i]] || inText[role[i]]) continue;
    let found = 0;
    for (let k = supportAt[i]; k < supportAt[i + 1] && !found; k++) found = inText[support[2 * k]] || inSentence[support[2 * k + 1]] || 0;
    passing[i] = found;
  }
}
