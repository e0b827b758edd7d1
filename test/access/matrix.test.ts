import { readFile } from "node:fs/promises";
import { beforeAll, describe, expect, it } from "vitest";
import { whatIsDone } from "./changing.ts";
import { asEverybody, columns } from "./columns.ts";
import { type Difference, whatIsTold } from "./identical.ts";
import { matrixFile } from "./matrix.ts";
import { isOnPurpose, onPurpose } from "./on-purpose.ts";
import { idPlacesIn } from "./places.ts";
import { type Seen, whatIsRead } from "./reading.ts";
import { mutations, nodeTypes, queries } from "./schema.ts";
import { cellsOf, differences, type Row, render } from "./table.ts";
import { accessTown } from "./town.ts";

let rows: readonly Row[];
let typesOf: Seen["typesOf"];
let told: readonly (readonly Difference[])[];
beforeAll(async () => {
  const town = await accessTown();
  const { rows: read, sees, typesOf: types } = await whatIsRead(town);
  typesOf = types;
  rows = [...read, ...(await whatIsDone(town))];
  told = await asEverybody((column) => whatIsTold(town, column, sees));
}, 600_000);

const accept =
  "Is this what you want? Then run `npm run matrix`, read what changed in test/access/matrix.md as you would read code, and commit it.";

describe("the matrix of who may read and do what", () => {
  it("is the one that was reviewed", async () => {
    const kept = cellsOf(await readFile(matrixFile, "utf8"));
    const changed = differences(kept, cellsOf(render(rows)));
    const shown = [...changed.slice(0, 60), `${changed.length} cells changed.`, accept];
    expect(changed, shown.join("\n")).toEqual([]);
  });

  /** What people may do who do not say who they are. */
  const openToAll = ["reportIncident"];

  it("lets somebody do each change, and nobody who has not signed in", () => {
    const refusals = new Set(["SIGN_IN_REQUIRED", "NOT_FOUND", "FORBIDDEN"]);
    for (const { name } of mutations) {
      const asked = rows.filter(
        ({ section, field }) => section === "Changes" && field.split(" ")[0] === name,
      );
      const nobody = openToAll.includes(name) ? "does" : "SIGN_IN_REQUIRED";
      expect(new Set(asked.map(({ cells }) => cells[0])), name).toEqual(new Set([nobody]));
      const may = asked.some(({ cells }) => cells.some((cell) => !refusals.has(cell)));
      expect(may, `Nobody may do ${name} here: teach it in test/access/wishes.`).toBe(true);
    }
  });

  /** A store on the client that keeps things by their id would take the one for the other. */
  it("tells each id under one type, whoever asks and wherever it stands", () => {
    const shared = [...typesOf].filter(([, types]) => types.size > 1);
    expect(shared.map(([id, types]) => [id, ...types])).toEqual([]);
    const told = new Set([...typesOf.values()].flatMap((types) => [...types]));
    const without = [...nodeTypes].filter((type) => !told.has(type));
    expect(without, "The town has to hold one of each.").toEqual([]);
  });

  it("tells which cell changed, and how", () => {
    const [row] = rows;
    const before = { section: "Hub bra", field: "name", cells: row?.cells.map(() => "-") ?? [] };
    const after = { ...before, cells: before.cells.with(0, "reads") };
    expect(differences(cellsOf(render([before])), cellsOf(render([after])))).toEqual([
      "Hub bra, name, anyone: was -, is reads",
    ]);
  });
});

describe("what is there and not for the caller", () => {
  it.each(columns)("is for $name as if it had never been, whatever they ask", (column) => {
    const apart = told[columns.indexOf(column)] ?? [];
    expect(apart.filter((one) => !isOnPurpose(one))).toEqual([]);
  });

  it("is told apart on purpose only in places that there are", () => {
    const places = [
      ...queries.map(({ name }) => name),
      ...mutations.flatMap(({ name, input }) =>
        idPlacesIn(input).map(({ field }) => `${name}.${field}`),
      ),
    ];
    expect(Object.keys(onPurpose).filter((place) => !places.includes(place))).toEqual([]);
  });
});
