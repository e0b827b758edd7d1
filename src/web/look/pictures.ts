import { type Answer, send } from "../playground/session.ts";
import {
  byCategory,
  byRung,
  dayByDay,
  flowsBetween,
  type Help,
  type Moment,
  type Quarter,
} from "./hours.ts";

export type Drawn =
  | { readonly kind: "FLOWS"; readonly rows: ReturnType<typeof flowsBetween> }
  | { readonly kind: "BALANCES"; readonly rows: ReturnType<typeof dayByDay> }
  | { readonly kind: "SUMS"; readonly rows: ReturnType<typeof byCategory> }
  | { readonly kind: "RUNGS"; readonly rows: ReturnType<typeof byRung> };

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
  me { roles { hub { id name area { id } } } }
}`;

const closed = `query WhatWasGiven($hubId: ID!) {
  hubExchanges(hubId: $hubId, agenda: CLOSED, first: 100) {
    nodes {
      status settledMinutes happenedOn category { name }
      hub { name } providerHub { name } provider { partyId } payer { partyId }
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

/** The quarter of the demo's story, and the one in which whoever looks runs the stories. */
const toldIn = "2026-Q1";
const decided = `query HowMuchPower($areaId: ID!, $thisQuarter: String!) {
  told: rungDistribution(placeId: $areaId, quarter: "${toldIn}") {
    withRealPower { part whole } rungs { rung count }
  }
  now: rungDistribution(placeId: $areaId, quarter: $thisQuarter) {
    withRealPower { part whole } rungs { rung count }
  }
}`;

function quartersIn(answer: Answer): readonly Quarter[] {
  const { told, now } = Object(answer.data);
  const both = [
    { quarter: toldIn, rungs: told?.rungs ?? [] },
    { quarter: quarterOf(new Date()), rungs: now?.rungs ?? [] },
  ];
  return both.filter(({ quarter }, place) => place === 0 || quarter !== toldIn);
}

const quarterOf = (day: Date) =>
  `${day.getUTCFullYear()}-Q${Math.floor(day.getUTCMonth() / 3) + 1}`;

export const pictures: readonly Picture[] = [
  {
    id: "balances",
    title: "Balances over the quarter",
    about:
      "The hours six people had in hand at the end of each day, asked as each of them. Only days on which a balance moved are shown. Below zero means hours to give.",
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
    about:
      "The hours of help that people in one hub were given, of the last 100 times. Asked as its broker, who may see exact numbers.",
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
      "Which hub gave help, and which hub received it, of the last 100 times in each, to the nearest five hours. A star (*) hides a number that could point to a person: fewer than eight people took part, or one of them gave more than half.",
    as: ["priya", "rob", "lucy"],
    query: closed,
    draw: (all) => ({
      kind: "FLOWS",
      rows: flowsBetween(all.flatMap(({ answer }) => helpIn(answer))),
    }),
  },
  {
    id: "rungs",
    title: "How much power people had",
    about:
      "Each vote that ended in Marlshire, on its rung of Arnstein's ladder. The facts choose the rung: who was there, who decided, and where. From rung 6 up, people had real power. Anybody may ask this.",
    as: ["priya"],
    query: decided,
    draw: (all) => ({
      kind: "RUNGS",
      rows: byRung(all.flatMap(({ answer }) => quartersIn(answer))),
    }),
  },
];

/** What to draw, or what stood in the way of asking. */
type Looked = { readonly drawn: Drawn; readonly variables: object } | { readonly trouble: string };

/** Asks as everybody whom the picture needs. */
export async function look(picture: Picture, url: string): Promise<Looked> {
  const answers = await Promise.all(
    picture.as.map(async (id) => {
      const asker = { kind: "PERSONA", id } as const;
      const variables = await variablesOf(picture, { url, id });
      const { answer } = await send(url, asker, { query: picture.query, variables });
      return { as: id, answer, variables };
    }),
  );
  const trouble = answers.flatMap(({ answer }) => answer.errors ?? [])[0]?.message;
  if (trouble !== undefined) return { trouble };
  return { drawn: picture.draw(answers), variables: answers[0]?.variables ?? {} };
}

/** What a query asks for of what its asker runs, and no more. */
async function variablesOf({ query }: Picture, { url, id }: { url: string; id: string }) {
  if (!query.includes("$")) return {};
  const { answer } = await send(url, { kind: "PERSONA", id }, { query: brokersHubs });
  const hub = Object(answer.data).me?.roles[0]?.hub;
  return query.includes("$hubId")
    ? { hubId: String(hub?.id ?? "") }
    : { areaId: String(hub?.area.id ?? ""), thisQuarter: quarterOf(new Date()) };
}
