import { beforeAll, describe, expect, it } from "vitest";
import { httpAnswer, httpEvent } from "../../infra/local/http-event.ts";
import { localAudience, localIssuer } from "../../infra/local/issuer.ts";
import { createGraphqlHandler } from "../../src/graphql/index.ts";
import type { Table } from "../../src/table/index.ts";
import { type Setting, setting } from "../exchanges/town.ts";
import { change } from "../federation/hubs.ts";
import { at, type Json, newRequestKey, noHurry, textAt } from "../support/api.ts";
import { itemsOf } from "../support/books/stored.ts";
import { does, erase, type Input, traces } from "./asking.ts";

let its: Setting;
beforeAll(async () => {
  its = await setting();
});

/** A table before whose first commit something else happens. */
function interrupted(table: Table, between: () => Promise<unknown>): Table {
  let isFirst = true;
  return {
    ...table,
    commit: async (writes) => {
      const now = isFirst;
      isFirst = false;
      if (now) await between();
      return table.commit(writes);
    },
  };
}

/** The codes of a change between whose reading and writing something else happens. */
async function codesWhile(
  persona: string,
  [mutation, input]: readonly [string, Input],
  between: () => Promise<unknown>,
): Promise<readonly Json[]> {
  const { bank } = its;
  const handler = createGraphqlHandler({
    settings: {
      ...{ issuer: localIssuer, audience: localAudience, keys: bank.issuer.keys },
      ...{ cursorSecret: "a secret for tests", firstStewards: ["steward"], rates: noHurry },
    },
    table: () => interrupted(bank.table(), between),
    now: bank.now,
    log: () => undefined,
  });
  const variables = { input: { idempotencyKey: newRequestKey(), ...input } };
  const event = httpEvent(
    {
      method: "POST",
      target: "/graphql",
      headers: {
        "content-type": "application/json",
        authorization: `Bearer ${await bank.tokenFor(persona)}`,
      },
      body: Buffer.from(JSON.stringify({ query: change(mutation, ""), variables })),
    },
    Date.parse(bank.now()),
  );
  const { data }: { readonly data: Json } = JSON.parse(
    httpAnswer(await handler(event)).body.toString(),
  );
  const errors = at(data, `${mutation}.userErrors`);
  return Array.isArray(errors) ? errors.map((error: Json) => at(error, "code")) : [data];
}

/** Somebody who asked to join on the phone: their membership and who they are. */
async function somebody(): Promise<{ readonly memberId: string; readonly personId: string }> {
  const { bank, bra } = its;
  const said = { hubId: bra, firstName: "Ida", lastName: "Test", bornOn: "1970-01-01" };
  const wish = { ...said, channel: "PHONE", consentNote: "Said yes." };
  const memberId = await does(bank, "priya", ["registerAssisted", wish], "member");
  const data = await bank
    .as("priya")
    .must("query ($id: ID!) { member(id: $id) { person { id } } }", { id: memberId });
  return { memberId, personId: textAt(data, "member.person.id") };
}

type Who = Awaited<ReturnType<typeof somebody>>;

const ties: { readonly [mutation: string]: (who: Who) => readonly [string, Input] } = {
  grantRole: ({ personId }) => [
    "steward",
    { personId, role: "BROKER", scopeId: its.bra, reason: "Asked." },
  ],
  linkGuardian: ({ personId }) => [
    "priya",
    { childMemberId: its.ellie, guardianPersonId: personId, evidenceNote: "Saw it." },
  ],
  addOrganisationAdmin: ({ personId }) => ["priya", { organisationId: its.cafe, personId }],
  createOrganisation: ({ personId }) => [
    "priya",
    { hubId: its.bra, name: "The Shed", kind: "CHARITY", adminPersonId: personId },
  ],
  appointSupporter: ({ personId }) => [
    "priya",
    {
      ...{ memberId: its.nadia, personId, kind: "SUPPORTER", scope: ["READ"], until: "2026-12-31" },
      evidence: { seen: "Her letter.", seenOn: "2026-01-05", channel: "IN_PERSON" },
      spoken: { channel: "PHONE", note: "Yes, I want her help." },
    },
  ],
  createLoginCode: ({ memberId }) => ["priya", { memberId }],
};

describe("a person who is erased between the reading and the writing of a change", () => {
  it.each(Object.entries(ties))("is not there any more for %s", async (mutation, tie) => {
    const who = await somebody();
    const [persona, input] = tie(who);
    const wish = { memberId: who.memberId, spokenOver: "PHONE" };
    const erased = () => erase(its.bank, "priya", wish);
    expect(await codesWhile(persona, [mutation, input], erased)).toEqual(["NOT_FOUND"]);
    const items = await itemsOf(its.bank.client, its.bank.tableName);
    expect(traces(items, who.personId)).toEqual([]);
  });
});
