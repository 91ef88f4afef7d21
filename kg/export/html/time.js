// The time slider: papers since and until, where papers have dates.

const MOST_PERIODS = 40;
const timeBox = document.getElementById("time");
const [sinceRange, untilRange] = ["since", "until"].map((id) => document.getElementById(id));
const periods = findPeriods();

// Years; the months of a single year.
function findPeriods() {
  const cut = (length) => [...new Set(told.dates.map(([date]) => date).filter((date) => date.length >= length)
    .map((date) => date.slice(0, length)))].sort();
  const years = cut(4);
  return years.length > 1 ? years.slice(-MOST_PERIODS) : cut(7);
}

function fillTime() {
  if (periods.length < 2) return;
  timeBox.hidden = false;
  for (const range of [sinceRange, untilRange]) range.max = String(periods.length - 1);
  const bars = document.getElementById("bars");
  const count = (period) => told.dates.filter(([date]) => date.startsWith(period)).reduce((sum, [, papers]) => sum + papers, 0);
  const counts = periods.map(count);
  const most = Math.max(...counts);
  bars.replaceChildren(...counts.map((papers, i) => {
    const bar = element("span", { title: `${periods[i]}: ${counted(papers)} papers` });
    bar.style.height = `${Math.round((100 * papers) / most)}%`;
    return bar;
  }));
  markTime();
}

function markTime() {
  if (periods.length < 2) return;
  const first = state.since ? Math.max(0, periods.findIndex((period) => period >= state.since)) : 0;
  const after = state.until ? periods.filter((period) => period <= state.until).length : periods.length;
  const last = Math.max(0, after - 1);
  sinceRange.value = String(first);
  untilRange.value = String(last);
  sinceRange.setAttribute("aria-valuetext", periods[first]);
  untilRange.setAttribute("aria-valuetext", periods[last]);
  const isAll = !state.since && !state.until;
  document.getElementById("span").textContent = isAll ? `all, ${periods[0]} to ${periods.at(-1)}`
    : `${periods[first]} to ${periods[last]}: ${counted(nodes.filter((node) => node.kind === "paper" && isAllowed(node)).length)}`;
  [...document.getElementById("bars").children].forEach((bar, i) => bar.classList.toggle("out", i < first || i > last));
}

function moveTime(event) {
  let [first, last] = [Number(sinceRange.value), Number(untilRange.value)];
  if (first > last) [first, last] = event.target === sinceRange ? [first, first] : [last, last];
  show({
    since: first > 0 ? periods[first] : "", until: last < periods.length - 1 ? periods[last] : "",
  }, { isMoving: false });
}

for (const range of [sinceRange, untilRange]) range.addEventListener("input", moveTime);
