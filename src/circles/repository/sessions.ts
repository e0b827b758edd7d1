import { derivedId, hasPrefix, type PageWalk, type Row } from "../../kernel/index.ts";
import {
  byTime,
  create,
  replace,
  requireVersion,
  rowsOf,
  type Table,
  type Write,
} from "../../table/index.ts";
import { Contribution, Session, SessionCredits, type Side, VoiceRecord } from "../model/index.ts";
import { heldBy } from "./held.ts";

const sessionKey = (id: string) => ({ pk: id, sk: "SESSION" });
const sessionsOf = (circleId: string) => `SESSIONS#${circleId}`;

const sessionItem = (session: Session) => ({
  ...sessionKey(session.id),
  ...session,
  i1pk: sessionsOf(session.circleId),
  i1sk: byTime(session.startsAt, session.id),
});

export async function findSession(table: Table, id: string): Promise<Session | undefined> {
  const item = hasPrefix(id, "ses") ? await table.get(sessionKey(id)) : undefined;
  return item && Session.parse(item);
}

export const createSession = (session: Session): Write => create(sessionItem(session));
export const saveSession = (session: Session): Write => replace(sessionItem(session));
export const sessionStands = (session: Session): Write =>
  requireVersion(sessionKey(session.id), session.version);

const creditsKey = (sessionId: string) => ({ pk: sessionId, sk: "CREDITS" });

export async function findSessionCredits(
  table: Table,
  sessionId: string,
): Promise<SessionCredits | undefined> {
  const item = await table.get(creditsKey(sessionId));
  return item && SessionCredits.parse(item);
}

export const putSessionCredits = (credits: SessionCredits): Write => {
  const item = { ...creditsKey(credits.sessionId), ...credits };
  return credits.version === 1 ? create(item) : replace(item);
};

/** What credits a seat for a session always has this id, so that it can be there once. */
export const sessionCreditId = (sessionId: string, seatId: string): string =>
  derivedId("rcg", sessionId, seatId);

/** Newest first. */
export const sessionsIn = (
  table: Table,
  circleId: string,
  walk: PageWalk,
): Promise<readonly Row<Session>[]> =>
  rowsOf(
    table,
    { ...walk, index: "i1", pk: sessionsOf(circleId), backwards: !walk.backwards },
    (item) => Session.parse(item),
  );

const contributionKey = (id: string) => ({ pk: id, sk: "CONTRIBUTION" });
const saidIn = (sessionId: string) => `SAID#${sessionId}`;
const adopted = (sessionId: string) => `PARITY#${sessionId}`;
const parityKey = (side: Side, isAdopted: boolean) => `${side}#${isAdopted ? "ADOPTED" : "HEARD"}#`;

/** A second index, so that how much of each side was adopted is counted on keys alone. */
const takenUpIn = (artefactId: string) => `TAKEN_UP#${artefactId}`;

const contributionItem = (said: Contribution) => ({
  ...contributionKey(said.id),
  ...said,
  i1pk: saidIn(said.sessionId),
  i1sk: byTime(said.createdAt, said.id),
  ...heldBy(said.personId, said.id),
  i3pk: adopted(said.sessionId),
  i3sk: `${parityKey(said.side, said.adoptedInId !== undefined)}${said.id.slice(4)}`,
  ...(said.adoptedInId === undefined
    ? {}
    : { i4pk: takenUpIn(said.adoptedInId), i4sk: byTime(said.createdAt, said.id) }),
});

export async function findContribution(
  table: Table,
  id: string,
): Promise<Contribution | undefined> {
  const item = hasPrefix(id, "ctb") ? await table.get(contributionKey(id)) : undefined;
  return item && Contribution.parse(item);
}

export const createContribution = (said: Contribution): Write => create(contributionItem(said));
export const saveContribution = (said: Contribution): Write => replace(contributionItem(said));

/** In the order they were said. */
export const contributionsIn = (
  table: Table,
  sessionId: string,
  walk: PageWalk,
): Promise<readonly Row<Contribution>[]> =>
  rowsOf(table, { ...walk, index: "i1", pk: saidIn(sessionId) }, (item) =>
    Contribution.parse(item),
  );

/** What was taken up in something that a circle made, in the order it was said. */
export const contributionsAdoptedIn = (
  table: Table,
  artefactId: string,
  walk: PageWalk,
): Promise<readonly Row<Contribution>[]> =>
  rowsOf(table, { ...walk, index: "i4", pk: takenUpIn(artefactId) }, (item) =>
    Contribution.parse(item),
  );

/** The most that is counted of one session and side. */
const mostCounted = 1000;

export async function adoptionOf(table: Table, sessionId: string, side: Side) {
  const count = async (isAdopted: boolean) => {
    const prefix = parityKey(side, isAdopted);
    const lines = await table.walkIndex({
      ...{ index: "i3", pk: adopted(sessionId) },
      ...{ from: prefix, to: `${prefix}~`, limit: mostCounted },
    });
    return lines.length;
  };
  const [taken, heard] = await Promise.all([count(true), count(false)]);
  return { part: taken, whole: taken + heard };
}

const voiceKey = (id: string) => ({ pk: id, sk: "VOICE" });

const voiceItem = (voice: VoiceRecord) => ({
  ...voiceKey(voice.id),
  ...voice,
  ...(voice.personId === undefined ? {} : heldBy(voice.personId, voice.id)),
});

/** Who wrote a voice down: only they can make this mark again, and it leads to nobody. */
export const voiceWriter = (voiceId: string, personId: string): string =>
  derivedId("voi", "writer", voiceId, personId);

export async function findVoice(table: Table, id: string): Promise<VoiceRecord | undefined> {
  const item = hasPrefix(id, "voi") ? await table.get(voiceKey(id)) : undefined;
  return item && VoiceRecord.parse(item);
}

export const createVoice = (voice: VoiceRecord): Write => create(voiceItem(voice));
