import * as Plot from "@observablehq/plot";
import type { Drawn } from "./pictures.ts";

type Cells = readonly (readonly string[])[];

const dayMonth = new Intl.DateTimeFormat("en-GB", {
  ...{ day: "numeric", month: "short", timeZone: "UTC" },
});
const dayInWords = (day: string) => dayMonth.format(new Date(day));
const months = ["January to March", "April to June", "July to September", "October to December"];
const quarterInWords = (quarter: string) =>
  `${months[Number(quarter.at(-1)) - 1]} ${quarter.slice(0, 4)}`;

const short = (hub: string) => hub.replace(/ Time Bank$/, "");
const hidden = "*";

/** Colours come from the page, so that a picture is as readable in the dark. */
const look = { style: { background: "transparent", color: "currentColor", fontSize: "13px" } };

export function plotOf(drawn: Drawn, width: number): SVGSVGElement | HTMLElement {
  if (drawn.kind === "BALANCES") return balancesPlot(drawn.rows, width);
  if (drawn.kind === "RUNGS") return rungsPlot(drawn.rows, width);
  return drawn.kind === "SUMS" ? sumsPlot(drawn.rows, width) : flowsPlot(drawn.rows, width);
}

type Rows<Kind extends Drawn["kind"]> = Extract<Drawn, { readonly kind: Kind }>["rows"];

/** Is there nothing to draw yet? */
export const isEmpty = (drawn: Drawn): boolean =>
  drawn.kind === "RUNGS" ? drawn.rows.every(({ count }) => count === 0) : drawn.rows.length === 0;

/** As many dates below a picture as can be read. */
const labelWidth = 60;
/** Room for names at the end of the lines. */
const beside = 110;

function balancesPlot(rows: Rows<"BALANCES">, width: number) {
  const days = [...new Set(rows.map(({ day }) => day))];
  const each = Math.ceil((days.length * labelWidth) / (width - beside));
  return Plot.plot({
    ...{ ...look, width, height: 340, marginRight: beside },
    x: {
      ...{ type: "point", label: null, tickFormat: dayInWords },
      ticks: days.filter((_day, place) => place % each === 0),
    },
    y: { label: "Hours in hand", grid: true },
    color: { range: ["1", "2", "3", "4", "5", "6"].map((place) => `var(--line-${place})`) },
    marks: [
      Plot.ruleY([0]),
      Plot.lineY(rows, {
        x: "day",
        y: "hours",
        stroke: "who",
        curve: "step-after",
        strokeWidth: 2,
      }),
      Plot.text(namesAtTheEnd(rows), {
        ...{ x: "day", y: "hours", text: "who", dx: 6, textAnchor: "start" },
        // No line goes through a name.
        ...{ stroke: "var(--ground)", strokeWidth: 5, fill: "currentColor" },
      }),
    ],
  });
}

/** Who ends where; those who end at the same place share a label. */
function namesAtTheEnd(rows: Rows<"BALANCES">) {
  const last = rows.at(-1)?.day;
  const groups = Map.groupBy(
    rows.filter(({ day }) => day === last),
    ({ hours }) => hours,
  );
  return [...groups].map(([hours, group]) => ({
    ...{ day: last, hours, who: group.map(({ who }) => who).join(", ") },
  }));
}

/** Room for names before bars, and for what the axis is called below its numbers. */
const bars = { marginLeft: 175, marginRight: 40, marginBottom: 44 };
const below = { labelOffset: 40 };
/** On a telephone the names above columns stand aslant, or they would lie over each other. */
const narrow = 520;

const sumsPlot = (rows: Rows<"SUMS">, width: number) =>
  Plot.plot({
    ...{ ...look, ...bars, width, height: 74 + 30 * rows.length },
    x: { ...below, label: "Hours", grid: true },
    y: { label: null, domain: rows.map(({ name }) => name) },
    marks: [
      Plot.barX(rows, { x: "hours", y: "name", fill: "var(--accent)" }),
      Plot.text(rows, { x: "hours", y: "name", text: "hours", dx: 4, textAnchor: "start" }),
    ],
  });

function rungsPlot(rows: Rows<"RUNGS">, width: number) {
  const quarters = [...new Set(rows.map(({ quarter }) => quarter))];
  const names = [...new Set(rows.map(({ rung }) => rung))];
  const most = Math.max(...names.map((name) => countOn(rows, name)));
  const stood = names.filter((name) => countOn(rows, name) > 0);
  return Plot.plot({
    ...{ ...look, ...bars, width, height: 74 + 30 * names.length },
    x: {
      ...below,
      label: "Votes that ended",
      grid: true,
      ticks: Math.min(most, 8),
      tickFormat: "d",
    },
    y: { label: null, domain: names },
    color: {
      ...{ domain: quarters, range: ["var(--accent)", "var(--kind)"], tickFormat: quarterInWords },
      legend: quarters.length > 1,
    },
    marks: [
      Plot.barX(rows, { x: "count", y: "rung", fill: "quarter" }),
      Plot.text(stood, {
        ...{ x: (name) => countOn(rows, name), y: (name) => name, dx: 4, textAnchor: "start" },
        text: (name) => `${countOn(rows, name)}`,
      }),
    ],
  });
}

const countOn = (rows: Rows<"RUNGS">, name: string) =>
  rows.filter(({ rung }) => rung === name).reduce((sum, { count }) => sum + count, 0);

function flowsPlot(rows: Rows<"FLOWS">, width: number) {
  const place = {
    x: ({ to }: Rows<"FLOWS">[number]) => `to ${short(to)}`,
    y: ({ from }: Rows<"FLOWS">[number]) => `from ${short(from)}`,
  };
  const aslant = width < narrow;
  const above = aslant ? 100 : 30;
  return Plot.plot({
    ...{ ...look, width, height: 230 + above, marginTop: above },
    ...{ marginLeft: 145, marginRight: aslant ? 40 : 20, padding: 0.08 },
    x: { label: null, axis: "top", tickRotate: aslant ? -55 : 0 },
    y: { label: null },
    marks: [
      Plot.cell(rows, { ...place, fill: "var(--ground-2)", stroke: "var(--line)" }),
      Plot.text(rows, {
        ...{ ...place, fontSize: 16 },
        text: ({ hours }) => (hours === null ? hidden : `${hours} h`),
      }),
    ],
  });
}

/** The same as a table: its head, then its rows. */
export function tableOf(drawn: Drawn): { readonly head: readonly string[]; readonly rows: Cells } {
  switch (drawn.kind) {
    case "BALANCES":
      return {
        head: ["Who", "Day", "Hours in hand"],
        rows: drawn.rows.map(({ who, day, hours }) => [who, dayInWords(day), `${hours}`]),
      };
    case "SUMS":
      return {
        head: ["Kind of help", "Hours"],
        rows: drawn.rows.map(({ name, hours }) => [name, `${hours}`]),
      };
    case "RUNGS":
      return {
        head: ["Rung", "Quarter", "Votes that ended"],
        rows: drawn.rows.map(({ rung, quarter, count }) => [
          ...[rung, quarterInWords(quarter), `${count}`],
        ]),
      };
    case "FLOWS":
      return {
        head: ["Gave", "Received", "Hours"],
        rows: drawn.rows.map(({ from, to, hours }) => [
          from,
          to,
          hours === null ? hidden : `${hours}`,
        ]),
      };
  }
}
