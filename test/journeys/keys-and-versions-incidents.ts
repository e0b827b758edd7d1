import type { Setting } from "../exchanges/setting.ts";
import { make } from "../exchanges/town.ts";
import { change, giveRole, mustTell, person } from "../federation/hubs.ts";
import { at, type Json, textAt } from "../support/api.ts";

type Input = { readonly [field: string]: unknown };
type Stage = { readonly incidentId: string; readonly version: Json; readonly measureId?: Json };
type Case = readonly [
  mutation: string,
  persona: string,
  prepare: (its: Setting) => Promise<Input & { readonly version: Json }>,
];

const withLeads = new WeakSet<Setting>();

/** Two safeguarding leads of BRA, once in each town. */
async function leadsIn(its: Setting): Promise<void> {
  if (withLeads.has(its)) return;
  withLeads.add(its);
  for (const name of ["leena", "lars"]) {
    const personId = await person(its.bank, name);
    await giveRole(its.bank, personId, { role: "SAFEGUARDING_LEAD", scopeId: its.bra });
  }
}

async function reported(its: Setting): Promise<Stage> {
  await leadsIn(its);
  const wish = { hubId: its.bra, aboutMemberId: its.tom, account: "It is gone." };
  const id = await make(its.bank, "amina", ["reportIncident", "report", wish]);
  return { incidentId: `inc${id.slice(3)}`, version: 1 };
}

/** Leena does one thing more to it. */
async function after(
  its: Setting,
  [before, mutation, wish = {}]: readonly [Stage, string, Input?],
): Promise<Stage> {
  const { incidentId, version } = before;
  const fields = "incident { version measures { id } }";
  const input = { incidentId, version, ...wish };
  const done = at(await mustTell(its.bank.as("leena"), change(mutation, fields), input), mutation);
  const measureId = at(done, "incident.measures.0.id");
  return { incidentId, version: at(done, "incident.version"), ...(measureId ? { measureId } : {}) };
}

const summary = "What do you know of it?";
const ending = { outcome: "FALSE", reasons: "It was found.", noTie: true };
const until = (its: Setting, days: number) =>
  new Date(Date.parse(its.bank.now()) + days * 86_400_000).toISOString();

const takenUp = async (its: Setting) => after(its, [await reported(its), "takeUpIncident"]);
const asked = async (its: Setting) => after(its, [await takenUp(its), "askForReply", { summary }]);
const held = async (its: Setting) =>
  after(its, [
    await takenUp(its),
    "applyInterimMeasure",
    { kind: "NO_LONE_VISITS", until: until(its, 7) },
  ]);

const readers = new WeakMap<Setting, string>();

/** A safeguarding lead of SAL, once in each town. */
async function readerIn(its: Setting): Promise<Input> {
  const personId = readers.get(its) ?? (await person(its.bank, "sunita"));
  if (!readers.has(its)) {
    readers.set(its, personId);
    await giveRole(its.bank, personId, { role: "SAFEGUARDING_LEAD", scopeId: its.sal });
  }
  return { personId, hubId: its.sal, reason: "The only lead." };
}

const concludedBy = async (its: Setting) =>
  after(its, [await replied(its), "concludeIncident", ending]);

async function replied(its: Setting): Promise<Stage> {
  const { incidentId, version } = await asked(its);
  const reply = { incidentId: `ans${incidentId.slice(3)}`, text: "It was not me." };
  const said = await mustTell(
    its.bank.as("tom"),
    change("replyToIncident", "reply { text }"),
    reply,
  );
  textAt(said, "replyToIncident.reply.text");
  return { incidentId, version: Number(version) + 1 };
}

/** What safeguarding leads do with an incident, each with a version. */
export const incidentCases: readonly Case[] = [
  ["takeUpIncident", "leena", async (its) => ({ ...(await reported(its)) })],
  ["askForReply", "leena", async (its) => ({ ...(await takenUp(its)), summary })],
  [
    "applyInterimMeasure",
    "leena",
    async (its) => ({
      ...(await takenUp(its)),
      ...{ kind: "NO_MONEY_HANDLING", until: until(its, 7) },
    }),
  ],
  [
    "reviewInterimMeasure",
    "leena",
    async (its) => ({ ...(await held(its)), until: until(its, 14) }),
  ],
  ["endInterimMeasure", "leena", async (its) => ({ ...(await held(its)) })],
  [
    "noteReferral",
    "leena",
    async (its) => ({ ...(await takenUp(its)), to: "POLICE", referredOn: "2026-01-05" }),
  ],
  ["concludeIncident", "leena", async (its) => ({ ...(await replied(its)), ...ending })],
  [
    "signConclusion",
    "lars",
    async (its) => ({
      ...(await concludedBy(its)),
      ...{ agrees: true, noTie: true },
    }),
  ],
  [
    "nameSecondReader",
    "leena",
    async (its) => ({ ...(await concludedBy(its)), ...(await readerIn(its)) }),
  ],
  [
    "endSecondReader",
    "leena",
    async (its) => ({
      ...(await after(its, [await concludedBy(its), "nameSecondReader", await readerIn(its)])),
    }),
  ],
];
