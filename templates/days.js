/* The days of each row: which it is drawn over, how sure they are, and how they are said. */

// how sure the days of a row are
const CERTAIN = 0;
const BOUNDED = 1;
const OPEN_END = 2;
const OPEN_START = 3;
const UNKNOWN = 4;

/** The days each row is drawn over, how sure they are, and the order in time. */
function intervals({ n, column: { start, end, earliest, latest, precision, trip }, precisions }) {
  const [from, to, sure] = [new Int32Array(n).fill(NONE), new Int32Array(n).fill(NONE), new Uint8Array(n)];
  const [day, month, year] = ["day", "month", "year"].map((name) => precisions.indexOf(name));
  for (let i = 0; i < n; i++) {
    if (start[i] !== NONE) {
      from[i] = start[i];
      to[i] = end[i] > start[i] ? end[i] : start[i];
      if (precision[i] === month || precision[i] === year) [from[i], to[i]] = roundedSpan(start[i], end[i], precision[i] === month);
      sure[i] = from[i] === start[i] && precision[i] === day ? CERTAIN : BOUNDED;
    } else if (earliest[i] !== NONE) {
      from[i] = earliest[i];
      to[i] = latest[i] === NONE ? earliest[i] : latest[i];
      sure[i] = latest[i] === NONE ? OPEN_END : BOUNDED;
    } else if (latest[i] !== NONE) {
      from[i] = to[i] = latest[i];
      sure[i] = OPEN_START;
    } else sure[i] = UNKNOWN;
  }
  borrowDays(n, trip, from, to, sure);
  return { from, to, sure, chronological: byDay(from), shares: onlyOnce(() => sharedDays(n, trip, from, to, sure)) };
}

/** The rows in the order of their days, those of one day as they stand; rows without a day come first. A counting sort. */
function byDay(from) {
  const n = from.length;
  let [first, last] = [Infinity, -Infinity];
  for (let i = 0; i < n; i++) {
    if (from[i] === NONE) continue;
    if (from[i] < first) first = from[i];
    if (from[i] > last) last = from[i];
  }
  const starts = new Uint32Array(Math.max(0, last - first + 1) + 2); // of each day's rows; before the first day the dayless
  for (let i = 0; i < n; i++) starts[from[i] === NONE ? 1 : from[i] - first + 2]++;
  for (let i = 1; i < starts.length; i++) starts[i] += starts[i - 1];
  const rows = new Uint32Array(n);
  for (let i = 0; i < n; i++) rows[starts[from[i] === NONE ? 0 : from[i] - first + 1]++] = i;
  return rows;
}

/** Days of a month, or else of a year, that is known as such are the whole of it. */
function roundedSpan(start, end, ofMonth) {
  const [year, month] = parts(start);
  if (ofMonth) return [dayOf(year, month), end === NONE ? dayOf(year, month + 1, 0) : end];
  return [dayOf(year), end === NONE ? dayOf(year, 12, 0) : end];
}

/** A row without any day stands where its neighbour in the trip stands, and never before the row before it. */
function borrowDays(n, trip, from, to, sure) {
  for (let i = 1; i < n; i++) {
    if (trip[i] !== trip[i - 1] || from[i - 1] === NONE) continue;
    if (from[i] === NONE) from[i] = to[i] = from[i - 1];
    else if (sure[i] === OPEN_END && from[i] < from[i - 1]) from[i] = to[i] = from[i - 1];
  }
  for (let i = n - 2; i >= 0; i--) {
    if (from[i] === NONE && trip[i] === trip[i + 1]) from[i] = to[i] = from[i + 1];
  }
}

/** Where each row begins and ends within its days, as `left` and `right`: stops of one trip that touch on a day divide it between them. */
function sharedDays(n, trip, from, to, sure) {
  const meets = (i) => i > 0 && i < n && trip[i] === trip[i - 1] && sure[i] === CERTAIN && sure[i - 1] === CERTAIN && to[i - 1] === from[i];
  const [startSlot, endSlot] = [new Uint32Array(n), new Uint32Array(n)];
  for (let i = 0; i < n; i++) {
    startSlot[i] = meets(i) ? endSlot[i - 1] + 1 : 0;
    endSlot[i] = from[i] === to[i] ? startSlot[i] : 0;
  }
  const [left, right] = [new Float64Array(n), new Float64Array(n)];
  let slots = 1; // of the day on which the row below begins
  for (let i = n - 1; i >= 0; i--) {
    const last = meets(i + 1) ? slots : endSlot[i] + 1;
    slots = from[i] === to[i] ? last : startSlot[i] + 1;
    left[i] = from[i] + startSlot[i] / slots;
    right[i] = to[i] + (endSlot[i] + 1) / last;
  }
  return { left, right };
}

/** Every year in which a row begins, in order. */
function yearsOf({ from, chronological }) {
  const years = [];
  let next = -Infinity; // first day of the year after the last one found
  for (const row of chronological) {
    if (from[row] === NONE || from[row] < next) continue;
    const [year] = parts(from[row]);
    years.push(year);
    next = dayOf(year + 1);
  }
  return years;
}

/** "9 and 12 Jan 1866", "28 Feb and 3 Mar 2023": what the first day shares with the last is said once. */
function daysBetween(first, last) {
  const [[year, month, date], [lastYear, lastMonth]] = [parts(first), parts(last)];
  return `${year === lastYear && month === lastMonth ? date : dayText(first, year !== lastYear)} and ${dayText(last)}`;
}

/** How a row's days are said: "28 Feb \u2013 1 Mar 2023", "between ... and ...", "date unknown". */
function daysText({ column, precision }, i) {
  const [start, end, earliest, latest] = [column.start[i], column.end[i], column.earliest[i], column.latest[i]];
  if (start !== NONE) {
    const [year, month] = parts(start);
    if (precision(i) === "month") return `${MONTHS[month]} ${year}`;
    if (precision(i) === "year") return `${year}`;
    if (end === NONE || end === start) return dayText(start);
    const [endYear, endMonth] = parts(end);
    if (endYear === year && endMonth === month) return `${parts(start)[2]}\u2013${dayText(end)}`;
    return `${dayText(start, endYear !== year)} \u2013 ${dayText(end)}`;
  }
  if (earliest !== NONE && earliest === latest) return dayText(earliest);
  if (earliest !== NONE && latest !== NONE) return `between ${daysBetween(earliest, latest)}`;
  if (earliest !== NONE) return `from ${dayText(earliest)}`;
  return latest !== NONE ? `by ${dayText(latest)}` : "date unknown";
}
