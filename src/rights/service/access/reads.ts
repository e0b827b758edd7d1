import { callerOf, hasPrefix, isRefusal, type Viewer } from "../../../kernel/index.ts";
import { findMember } from "../../../membership/index.ts";
import { attempt, Busy, type Context, type Table } from "../../../table/index.ts";
import { isTheirOwn, linesOf, readAgain } from "../../decide/index.ts";
import type { AccessLine, PersonalData, Read, Subject } from "../../model/index.ts";
import { createLine, findSameLine, saveLine } from "../../repository/index.ts";

/** Whom a thing is about, as far as the viewer is concerned. */
type AboutOf = (thing: object, viewer: Viewer, now: string) => readonly Subject[] | "OWN";

/** What one request reads about people, to be written down before it is answered. */
export type Reads = {
  /** Something of this kind was read of a thing. */
  readonly note: (what: PersonalData, thing: object, aboutOf: AboutOf) => void;
  /**
   * Writes down what was read. When that cannot be done it throws, and nobody may be given what
   * was read: a log that now and then has a gap would prove nothing to the person it is for.
   */
  readonly write: () => Promise<void>;
};

type Asking = Pick<Context, "table" | "viewer" | "now"> & { readonly reason?: string | undefined };

/** Begins to take notes for a request. Who is not signed in is shown nothing personal. */
export function beginReads({ table, viewer, now, reason }: Asking): Reads {
  const subjectsOf = new WeakMap<object, readonly Subject[]>();
  const read = new Map<string, { subject: Subject; what: Set<PersonalData> }>();
  const look = (thing: object, aboutOf: AboutOf): readonly Subject[] => {
    const about = aboutOf(thing, viewer, now);
    // What somebody is a party to themselves is their own affair, whoever else is in it.
    if (about === "OWN" || about.some((one) => !one.readAs && isTheirOwn(viewer, one.id))) {
      return [];
    }
    return about.filter(({ id }) => !hasPrefix(id, "org"));
  };
  return {
    note: (what, thing, aboutOf) => {
      const subjects = subjectsOf.get(thing) ?? look(thing, aboutOf);
      subjectsOf.set(thing, subjects);
      for (const subject of subjects) {
        const known = read.get(subject.id) ?? { subject, what: new Set() };
        known.what.add(what);
        read.set(subject.id, known);
      }
    },
    write: async () => {
      if (read.size === 0) return;
      const all = [...read.values()].map(({ subject, what }) => ({
        ...subject,
        what: [...what].sort(),
      }));
      const reader = {
        viewer,
        readerId: viewer.machine?.clientAppId ?? callerOf(viewer),
        reason,
        now,
      };
      const lines = linesOf(await placed(table, all), reader);
      await Promise.all(lines.map((line) => writeLine(table, line)));
    },
  };
}

/** With the hub of each, and without accounts that turn out to be nobody's. */
async function placed(table: Table, reads: readonly Read[]): Promise<readonly Read[]> {
  const found = await Promise.all(
    reads.map(async (read): Promise<readonly Read[]> => {
      if (read.hubId !== undefined || !hasPrefix(read.id, "mem")) return [read];
      const member = await findMember(table, read.id);
      return member ? [{ ...read, hubId: member.hubId }] : [];
    }),
  );
  return found.flat();
}

/** Adds to the line that is there, or begins one. After a lost answer it may count once too often. */
async function writeLine(table: Table, line: AccessLine): Promise<void> {
  const outcome = await attempt<true, never>(table, async () => {
    const found = await findSameLine(table, line);
    const writes = [found ? saveLine(readAgain(found, line)) : createLine(line)];
    return { writes, answer: true };
  });
  if (isRefusal(outcome)) throw new Busy("the log of reads");
}
