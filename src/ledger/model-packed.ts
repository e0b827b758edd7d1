import * as z from "zod";

/*
 * When one account pays a hundred others in one go, it gets one entry and they get one each. Kept
 * movement by movement, its side would be said a hundred times over; packed, it is said once, and
 * the rest is a line of text, so that the act stays within a few KB.
 */

type Movement = {
  readonly hubId: string;
  readonly from: string;
  readonly fromSeq: number;
  readonly to: string;
  readonly toSeq: number;
  readonly minutes: number;
};

/** The side that all movements have in common. */
const Shared = z.object({
  side: z.enum(["from", "to"]),
  hubId: z.string(),
  id: z.string(),
  seq: z.int(),
});
type Shared = z.infer<typeof Shared>;

/** The accounts on the other side: body of the id, number of the entry, minutes. */
const Packed = z.looseObject({ shared: Shared, others: z.string() });

const prefix = "acc_";
const bodyLength = 26;

/** The one entry that all of these movements are a part of, when there are several. */
export function sharedBy(movements: readonly Movement[]): Shared | undefined {
  const [first, ...others] = movements;
  if (!first || others.length === 0) return undefined;
  const sides: readonly Shared[] = [
    { side: "from", hubId: first.hubId, id: first.from, seq: first.fromSeq },
    { side: "to", hubId: first.hubId, id: first.to, seq: first.toSeq },
  ];
  return sides.find(({ side, id, seq }) =>
    others.every((one) => one[side] === id && one[`${side}Seq`] === seq),
  );
}

/** A journal entry as its act keeps it: shorter where its movements share an entry. */
export function packJournal<Journal extends { readonly movements: readonly Movement[] }>(
  journal: Journal,
) {
  const { movements, ...said } = journal;
  const shared = sharedBy(movements);
  if (!shared) return journal;
  const others = movements.map((one) => {
    const [id, seq] = shared.side === "from" ? [one.to, one.toSeq] : [one.from, one.fromSeq];
    return `${id.slice(prefix.length)}${seq}.${one.minutes}`;
  });
  return { ...said, shared, others: others.join(" ") };
}

/** The other way round; what was never packed stays as it is. */
export function unpackJournal(kept: unknown): unknown {
  const read = Packed.safeParse(kept);
  if (!read.success) return kept;
  const { shared, others, ...said } = read.data;
  return { ...said, movements: others.split(" ").map((other) => movementOf(shared, other)) };
}

function movementOf({ side, hubId, id, seq }: Shared, other: string): Movement {
  const otherId = `${prefix}${other.slice(0, bodyLength)}`;
  const [otherSeq, minutes] = other.slice(bodyLength).split(".").map(Number);
  const place = { hubId, minutes: minutes ?? 0 };
  return side === "from"
    ? { ...place, from: id, fromSeq: seq, to: otherId, toSeq: otherSeq ?? 0 }
    : { ...place, from: otherId, fromSeq: otherSeq ?? 0, to: id, toSeq: seq };
}
