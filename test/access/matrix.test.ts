import { readFile } from "node:fs/promises";
import { beforeAll, describe, expect, it } from "vitest";
import { matrixFile, matrixOf } from "./matrix.ts";
import { mutations } from "./schema.ts";
import { cellsOf, differences, type Row, render } from "./table.ts";
import { accessTown } from "./town.ts";

let rows: readonly Row[];
beforeAll(async () => {
  rows = await matrixOf(await accessTown());
}, 120_000);

const accept =
  "Is this what you want? Then run `npm run matrix`, read what changed in test/access/matrix.md as you would read code, and commit it.";

describe("the matrix of who may read and do what", () => {
  it("is the one that was reviewed", async () => {
    const kept = cellsOf(await readFile(matrixFile, "utf8"));
    const changed = differences(kept, cellsOf(render(rows)));
    const told = [...changed.slice(0, 60), `${changed.length} cells changed.`, accept];
    expect(changed, told.join("\n")).toEqual([]);
  });

  it("lets somebody do each change, and nobody who has not signed in", () => {
    const refusals = new Set(["SIGN_IN_REQUIRED", "NOT_FOUND", "FORBIDDEN"]);
    for (const { name } of mutations) {
      const asked = rows.filter(
        ({ section, field }) => section === "Changes" && field.split(" ")[0] === name,
      );
      expect(new Set(asked.map(({ cells }) => cells[0])), name).toEqual(
        new Set(["SIGN_IN_REQUIRED"]),
      );
      const may = asked.some(({ cells }) => cells.some((cell) => !refusals.has(cell)));
      expect(may, `Nobody may do ${name} here: teach it in test/access/wishes.`).toBe(true);
    }
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
