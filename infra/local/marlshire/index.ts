import type { LocalBank } from "../bank.ts";
import type { Persona } from "../issuer.ts";
import type { Progress } from "../progress.ts";
import { accusation } from "./accusation.ts";
import { acting } from "./acting.ts";
import { asking } from "./circles/asking.ts";
import { governing } from "./circles/governing.ts";
import { strategic } from "./circles/strategic.ts";
import { hours } from "./hours.ts";
import { journal } from "./journal/index.ts";
import { personOf, recordOf } from "./names.ts";
import { members, staff } from "./people.ts";
import { type HubCode, hubs } from "./places.ts";
import { safety } from "./safety.ts";
import { setting } from "./setting.ts";
import { documentOf, type IdOf, type Step } from "./step.ts";
import { tell } from "./telling.ts";

const nameOf = (code: HubCode): string => hubs.find((hub) => hub.code === code)?.name ?? code;

const staffRoles: { readonly [persona: string]: string } = {
  ...Object.fromEntries(hubs.map(({ broker, name }) => [broker, `broker of ${name}`])),
  school: "speaks for Millbrook Primary",
  forum: "speaks for the Parent Carer Forum",
  cafe: "speaks for the Copper Kettle café",
  shed: "speaks for the Saltmere Repair Shed",
  ruth: "speech and language therapist, without an account",
  david: "commissioner of Marlshire",
  ines: "auditor of Brackenford Time Bank",
};

export { nextFridays, openFridays } from "./fridays.ts";

/** Everyone of the story with a login, for whoever wants to look around as one of them. */
export const personas: readonly Persona[] = [
  { id: "steward", who: "Steward of the whole service" },
  { id: "esther", who: "Esther, safeguarding lead of the three hubs" },
  { id: "nerys", who: "Nerys, second safeguarding lead of Thornley Vale" },
  ...staff.map(({ id, firstName }) => ({ id, who: `${firstName}, ${staffRoles[id] ?? ""}` })),
  ...members
    .filter(({ joins }) => joins.how === "ALONE")
    .map(({ id, who, hub }) => ({ id, who, hub: nameOf(hub) })),
];

/** The whole story in the order of its times; what happens at one moment, in the order told. */
export const story: readonly Step[] = [
  ...setting(),
  ...governing(),
  ...strategic(),
  ...asking(),
  ...safety(),
  ...acting(),
  ...journal.flatMap(tell),
  ...hours(),
  ...accusation(),
].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));

/**
 * Tells the story to a bank through its public mutations, each as the person who does it and at
 * its own moment. Told again, wholly or after a break, it changes nothing and finds the same ids.
 */
export async function tellMarlshire(bank: LocalBank, progress: Progress): Promise<IdOf> {
  const ids = new Map<string, string>();
  const idOf: IdOf = (name) => {
    const id = ids.get(name);
    if (id === undefined) throw new Error(`Marlshire's story speaks of "${name}" too early.`);
    return id;
  };
  for (const [place, step] of story.entries()) {
    progress(place, story.length, `${step.at.slice(0, 10)} ${step.as}: ${step.does}`);
    const thing = await take(bank, step, idOf);
    const entries = thing.rows?.flatMap((row) => row.journalEntryId ?? []) ?? [];
    for (const [at, name] of (step.credits ?? []).entries()) ids.set(name, entries[at] ?? "");
    if (step.makes === undefined) continue;
    ids.set(step.makes, thing.id);
    if (thing.person) ids.set(personOf(step.makes), thing.person.id);
    const record = thing.recordsMadeFor?.nodes[0];
    if (record) ids.set(recordOf(step.makes), record.id);
  }
  progress(story.length, story.length, "Told.");
  return idOf;
}

export async function loadMarlshire(bank: LocalBank, progress: Progress): Promise<void> {
  await tellMarlshire(bank, progress);
}

type Thing = {
  readonly id: string;
  /** What became of everybody who was at a session. */
  readonly rows?: readonly { readonly journalEntryId: string | null }[];
  readonly person?: { readonly id: string };
  /** What was done in a member's name, newest first, where an act asks for it. */
  readonly recordsMadeFor?: {
    readonly nodes: readonly { readonly id: string }[];
  };
};

async function take(bank: LocalBank, step: Step, idOf: IdOf): Promise<Thing> {
  const input = { ...step.input(idOf), idempotencyKey: `marlshire-${step.does}-${step.about}` };
  const { data, errors } = await bank.call(step.as, step.at, documentOf(step.does), { input });
  const payload = Object(data?.[step.does]);
  if (payload.thing) return payload.thing;
  const trouble = JSON.stringify(errors ?? payload.userErrors);
  throw new Error(`Marlshire's story stops at ${step.does} ${step.about}: ${trouble}`);
}
