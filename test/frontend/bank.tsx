import { useState } from "react";
import { useClient, useQuery } from "urql";
import {
  AgreeDocument,
  ConfirmDocument,
  DeliverDocument,
  MineDocument,
  OffersDocument,
  OpenDocument,
  type OpenQuery,
  ProposeDocument,
  type RefusedFragment,
} from "./generated/operations.ts";

const hours = (minutes: number) => `${minutes / 60} ${minutes === 60 ? "hour" : "hours"}`;
const newKey = () => crypto.randomUUID();

/** Says a refusal as the service words it, and what one can do. */
type Say = (refusals: readonly RefusedFragment[] | undefined) => void;

export function Bank() {
  const [{ data }, readMine] = useQuery({ query: MineDocument });
  const [refusal, setRefusal] = useState<RefusedFragment>();
  const [member] = data?.me?.memberships ?? [];
  if (!member) return <p>You are in no time bank yet.</p>;
  const say: Say = (refusals) => {
    setRefusal(refusals?.[0]);
    readMine({ requestPolicy: "network-only" });
  };
  return (
    <>
      <p role="status">
        {member.firstName}, you have {hours(member.account?.balanceMinutes ?? 0)} in hand.
      </p>
      {refusal ? (
        <p role="alert">
          {refusal.message} {refusal.remedy}
        </p>
      ) : null}
      <Offers hubId={member.hub.id} memberId={member.id} say={say} />
      <Agreements memberId={member.id} say={say} />
    </>
  );
}

function Offers({ hubId, memberId, say }: { hubId: string; memberId: string; say: Say }) {
  const client = useClient();
  const [words, setWords] = useState("");
  const [{ data }] = useQuery({ query: OffersDocument, variables: { hubId, words } });
  async function ask(providerId: string, what: string, minutes: number) {
    const input = { providerId, recipientIds: [memberId], what, minutes, idempotencyKey: newKey() };
    const answer = await client.mutation(ProposeDocument, { input });
    say(answer.data?.proposeExchange?.userErrors);
  }
  return (
    <section aria-label="Offers">
      <h2>What people offer</h2>
      <label>
        Looking for <input value={words} onChange={({ target }) => setWords(target.value)} />
      </label>
      <ul>
        {data?.searchListings?.nodes.map(({ id, title, by }) => (
          <li key={id}>
            <form action={(form) => ask(by.partyId, title, 60 * Number(form.get("hours")))}>
              <span>
                {title}, by {by.name}
              </span>
              <label>
                Hours <input name="hours" type="number" min="0.25" step="0.25" defaultValue="1" />
              </label>
              <button type="submit">Ask</button>
            </form>
          </li>
        ))}
      </ul>
    </section>
  );
}

type Exchange = NonNullable<OpenQuery["exchanges"]>["nodes"][number];

function Agreements({ memberId, say }: { memberId: string; say: Say }) {
  const [{ data }, readAgain] = useQuery({ query: OpenDocument, variables: { partyId: memberId } });
  const next = useNextStep(memberId, (refusals) => {
    readAgain({ requestPolicy: "network-only" });
    say(refusals);
  });
  return (
    <section aria-label="Agreements">
      <h2>What you agreed</h2>
      <ul>
        {data?.exchanges?.nodes.map((one) => {
          const step = next(one);
          return (
            <li key={one.id}>
              {one.what}, {hours(one.minutes)}, {one.provider.name} for {one.payer.name}:{" "}
              {one.status.toLowerCase()}{" "}
              {step ? (
                <button type="button" onClick={() => void step.take()}>
                  {step.name}
                </button>
              ) : null}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** What this person can do with an exchange now, if anything. */
function useNextStep(memberId: string, say: Say) {
  const client = useClient();
  return ({ id: exchangeId, version, status, minutes, provider }: Exchange) => {
    const isProvider = provider.partyId === memberId;
    const idempotencyKey = newKey();
    if (status === "PROPOSED" && isProvider) {
      const input = { exchangeId, version, idempotencyKey };
      return {
        name: "Say yes",
        take: async () => {
          const { data } = await client.mutation(AgreeDocument, { input });
          say(data?.agreeExchange?.userErrors);
        },
      };
    }
    if (status === "AGREED" && isProvider) {
      const happenedOn = new Date().toISOString().slice(0, 10);
      const input = { exchangeId, minutes, happenedOn, idempotencyKey };
      return {
        name: "It is done",
        take: async () => {
          const { data } = await client.mutation(DeliverDocument, { input });
          say(data?.markDelivered?.userErrors);
        },
      };
    }
    if (status !== "DELIVERED" || isProvider) return undefined;
    const input = { exchangeId, minutes, idempotencyKey };
    return {
      name: "Confirm",
      take: async () => {
        const { data } = await client.mutation(ConfirmDocument, { input });
        say(data?.confirmExchange?.userErrors);
      },
    };
  };
}
