import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { answers, plan } from "../../access/asking.ts";
import { columns } from "../../access/columns.ts";
import { queryQuestions, thingQuestions } from "../../access/questions.ts";
import { type AccessTown, accessTown } from "../../access/town.ts";
import { root } from "../../architecture/modules.ts";
import { type Kept, keptFile, recorded, restored } from "../../support/stored.ts";

/*
 * What is stored outlives the code that stored it. One of everything, as the last release stored
 * it, is read by the code of today: all there is to ask, as those who between them may read all.
 */

const readers = ["self", "broker", "safeguarding", "auditor", "steward"];

async function readAll({ bank, things }: Pick<AccessTown, "bank" | "things">) {
  const asking = plan("query", [...thingQuestions(things), ...queryQuestions(things)]);
  const found: object[] = [];
  for (const column of columns.filter(({ name }) => readers.includes(name))) {
    const told = [...(await answers(bank, bank.send, { asking, column }))];
    const errors = told.flatMap(([, answer]) => answer.errors);
    if (errors.length > 0) throw new Error(`${column.name}: ${JSON.stringify(errors)}`);
    found.push(told);
  }
  return found;
}

const kept: Kept | undefined = existsSync(keptFile)
  ? JSON.parse(readFileSync(keptFile, "utf8"))
  : undefined;

describe("what the last release stored", () => {
  it("is kept exactly when its schema is", () => {
    expect(kept !== undefined).toBe(existsSync(join(root, "test/conformance/released.graphql")));
  });

  it.runIf(kept)(
    "is read by the code of today",
    async () => {
      if (kept) await readAll(await restored(kept));
    },
    120_000,
  );
});

// Until there was a release, and ever after: would the test above notice?
describe("what is stored today", () => {
  let today: Kept;
  beforeAll(async () => {
    today = await recorded(await accessTown());
  }, 120_000);

  it("is read when it was kept and is taken up again", async () => {
    const found = await readAll(await restored(JSON.parse(JSON.stringify(today))));
    expect(found).toHaveLength(readers.length);
  }, 120_000);

  it("is not read where a field is missing that the code of today wants", async () => {
    const items = today.items.map(({ usualMinutes, status, ...item }) =>
      item["sk"]?.S === "LISTING" ? item : { ...item, ...(status ? { status } : {}) },
    );
    await expect(restored({ ...today, items }).then(readAll)).rejects.toThrow("INTERNAL");
  }, 120_000);
});
