import { type Answer, send } from "../playground/session.ts";
import { byCategory, dayByDay, flowsBetween, type Help, type Moment } from "./hours.ts";

export type Drawn =
  | { readonly kind: "FLOWS"; readonly rows: ReturnType<typeof flowsBetween> }
  | { readonly kind: "BALANCES"; readonly rows: ReturnType<typeof dayByDay> }
  | { readonly kind: "SUMS"; readonly rows: ReturnType<typeof byCategory> };

export type Picture = {
  readonly id: string;
  readonly title: string;
  readonly about: string;
  /** Who asks, and what: the playground opens it as the first of them. */
  readonly as: readonly string[];
  readonly query: string;
  readonly draw: (answers: readonly { readonly as: string; readonly answer: Answer }[]) => Drawn;
};

const brokersHubs = `query MyHub {
  me { roles { hub { id name } } }
}`;

const closed = `query WhatWasGiven($hubId: ID!) {
  hubExchanges(hubId: $hubId, agenda: CLOSED, first: 100) {
    nodes {
      status settledMinutes happenedOn category { name }
      hub { name } providerHub { name } provider { id } payer { id }
    }
  }
}`;

const helpIn = (answer: Answer): readonly Help[] => Object(answer.data).hubExchanges?.nodes ?? [];

const balances = `query MyBalances {
  me {
    memberships {
      firstName
      account { statement(first: 100) { nodes { recordedAt balanceMinutes } } }
    }
  }
}`;

function momentsIn(answer: Answer): readonly Moment[] {
  const [member] = Object(answer.data).me?.memberships ?? [];
  const lines: readonly Line[] = member?.account.statement.nodes ?? [];
  return lines.map(({ recordedAt, balanceMinutes }) => ({
    ...{ who: member.firstName, at: recordedAt, hours: balanceMinutes / 60 },
  }));
}

type Line = { readonly recordedAt: string; readonly balanceMinutes: number };

export const pictures: readonly Picture[] = [
  {
    id: "balances",
    title: "Balances over the quarter",
    about:
      "What six people had in hand, each seen by themselves, at the end of each day on which somebody's balance moved. Below zero means hours to give.",
    as: ["amina", "walter", "grace", "tom", "sandra", "joan"],
    query: balances,
    draw: (all) => ({
      kind: "BALANCES",
      rows: dayByDay(all.flatMap(({ answer }) => momentsIn(answer))),
    }),
  },
  {
    id: "categories",
    title: "Hours by kind of help in Brackenford",
    about: "What the members of one hub were given, seen by its broker, who may see it exactly.",
    as: ["priya"],
    query: closed,
    draw: (all) => ({
      kind: "SUMS",
      rows: byCategory(all.flatMap(({ answer }) => helpIn(answer))),
    }),
  },
  {
    id: "flows",
    title: "Hours within and between hubs",
    about:
      "From the hub that gave to the hub that received, to the nearest five hours. A star hides what fewer than eight people stand behind, or one person more than half of.",
    as: ["priya", "rob", "lucy"],
    query: closed,
    draw: (all) => ({
      kind: "FLOWS",
      rows: flowsBetween(all.flatMap(({ answer }) => helpIn(answer))),
    }),
  },
];

/** Asks as everybody whom the picture needs, and answers what to draw. */
export async function look(picture: Picture, url: string) {
  const answers = await Promise.all(
    picture.as.map(async (id) => {
      const asker = { kind: "PERSONA", id } as const;
      const variables = picture.query.includes("$hubId") ? await hubOf(url, id) : {};
      const { answer } = await send(url, asker, { query: picture.query, variables });
      return { as: id, answer, variables };
    }),
  );
  return { drawn: picture.draw(answers), variables: answers[0]?.variables ?? {} };
}

async function hubOf(url: string, id: string) {
  const { answer } = await send(url, { kind: "PERSONA", id }, { query: brokersHubs });
  return { hubId: String(Object(answer.data).me?.roles[0]?.hub.id ?? "") };
}
