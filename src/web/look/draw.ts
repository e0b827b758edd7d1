import * as Plot from "@observablehq/plot";
import type { Drawn } from "./pictures.ts";

type Cells = readonly (readonly string[])[];

const short = (hub: string) => hub.replace(/ Time Bank$/, "");
const hidden = "*";

/** Colours come from the page, so that a picture is as readable in the dark. */
const look = { style: { background: "transparent", color: "currentColor", fontSize: "13px" } };

export function plotOf(drawn: Drawn, width: number): SVGSVGElement | HTMLElement {
  if (drawn.kind === "BALANCES") return balancesPlot(drawn.rows, width);
  return drawn.kind === "SUMS" ? sumsPlot(drawn.rows, width) : flowsPlot(drawn.rows, width);
}

type Rows<Kind extends Drawn["kind"]> = Extract<Drawn, { readonly kind: Kind }>["rows"];

/** As many dates below a picture as can be read. */
const labelWidth = 90;
/** Room for names at the end of the lines. */
const beside = 110;

function balancesPlot(rows: Rows<"BALANCES">, width: number) {
  const days = [...new Set(rows.map(({ day }) => day))];
  const each = Math.ceil((days.length * labelWidth) / (width - beside));
  return Plot.plot({
    ...{ ...look, width, height: 340, marginRight: beside },
    x: { type: "point", label: null, ticks: days.filter((_day, place) => place % each === 0) },
    y: { label: "Hours in hand", grid: true },
    color: { scheme: "Observable10" },
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

const sumsPlot = (rows: Rows<"SUMS">, width: number) =>
  Plot.plot({
    ...{ ...look, width, marginLeft: 150, marginRight: 40, height: 60 + 30 * rows.length },
    x: { label: "Hours", grid: true },
    y: { label: null, domain: rows.map(({ name }) => name) },
    marks: [
      Plot.barX(rows, { x: "hours", y: "name", fill: "var(--accent)" }),
      Plot.text(rows, { x: "hours", y: "name", text: "hours", dx: 4, textAnchor: "start" }),
    ],
  });

function flowsPlot(rows: Rows<"FLOWS">, width: number) {
  const place = {
    x: ({ to }: Rows<"FLOWS">[number]) => `to ${short(to)}`,
    y: ({ from }: Rows<"FLOWS">[number]) => `from ${short(from)}`,
  };
  return Plot.plot({
    ...{ ...look, width, height: 260, marginLeft: 130, padding: 0.08 },
    x: { label: null, axis: "top" },
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
        rows: drawn.rows.map(({ who, day, hours }) => [who, day, `${hours}`]),
      };
    case "SUMS":
      return {
        head: ["Kind of help", "Hours"],
        rows: drawn.rows.map(({ name, hours }) => [name, `${hours}`]),
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
