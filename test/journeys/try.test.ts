import { it, expect } from "vitest";
import { createLocalApi } from "/work/main/infra/local/bank.ts";
import { createIssuer, newKey } from "/work/main/infra/local/issuer.ts";
import { tellMarlshire } from "/work/main/infra/local/marlshire/index.ts";
import { freshTable } from "/work/main/test/support/engine.ts";
it("tells", async () => {
  const stored = await freshTable();
  const issuer = await createIssuer(await newKey());
  const api = createLocalApi({ table: stored.table, issuer, cursorSecret: "a secret of thirty-two characters!!", log: (l) => console.error(JSON.stringify(l)) });
  const t = Date.now();
  let last = "";
  try { await tellMarlshire(api.bank, (d, a, w) => { last = `${d}/${a} ${w}`; }); }
  finally { console.log(last, Date.now() - t, "ms"); }
}, 60000);
