import type { GraphQLSchema } from "graphql";
import type { Step, Story } from "../stories/index.ts";
import { escaped } from "./page.ts";
import { fieldOf, stepsOf, type Turn, type Walk } from "./walk.ts";
import { walks } from "./walks/index.ts";
import { whyNot } from "./walks/why-not.ts";

/** The example of an operation: its own step is the last, those before bring about what it needs. */
export type Example = {
  readonly steps: readonly Step[];
  /** Why it shows a refusal, or nothing, where it does. */
  readonly whyNot?: string;
};

export function exampleOf(schema: GraphQLSchema, name: string): Example {
  const reason = whyNot[name];
  return {
    steps: stepsOf(schema, walkTo(name)),
    ...(reason === undefined ? {} : { whyNot: reason }),
  };
}

/** The first walk that comes by, up to there; else it needs nothing, and a broker can send it. */
function walkTo(name: string): Walk {
  const isIt = ([, asks]: Turn) => asks === name;
  const walk = walks.find((one) => one.some(isIt));
  return walk ? walk.slice(0, walk.findIndex(isIt) + 1) : [["priya", name]];
}

export function exampleBlock(schema: GraphQLSchema, name: string): string {
  const { steps, whyNot: reason } = exampleOf(schema, name);
  const own = steps.at(-1);
  if (!own) return "";
  const before = steps.slice(0, -1);
  const story: Story = {
    ...{ id: "example", title: `Example of ${name}`, steps },
    about: "It begins with what it needs.",
  };
  const address = `/#${escaped(new URLSearchParams({ story: JSON.stringify(story) }).toString())}`;
  const words = JSON.stringify(variablesOf(own, before), null, 2);
  return [
    reason === undefined ? "" : `<p>${escaped(reason)}</p>`,
    before.length === 0
      ? ""
      : `<p>Before it, on a fresh demo:</p><ol>${listOf(schema, before)}</ol>`,
    `<p>${before.length === 0 ? "Sent" : "Then, sent"} as ${who(own)}:</p>`,
    `<pre tabindex="0"><code>${escaped(own.does)}</code></pre>`,
    words === "{}" ? "" : `<pre tabindex="0"><code>${escaped(words)}</code></pre>`,
    `<p><a href="${address}">Open it in the playground</a>, which ${before.length === 0 ? "sends it" : "runs all of it"} as these people of the demo.</p>`,
  ].join("\n");
}

const who = ({ as }: Step) => (as === undefined ? "anybody" : `<strong>${escaped(as)}</strong>`);

const listOf = (schema: GraphQLSchema, steps: readonly Step[]) =>
  steps.map((step) => `<li>${who(step)}: ${linkOf(schema, step)}</li>`).join("");

function linkOf(schema: GraphQLSchema, { does }: Step): string {
  const asked = /\{\s*(\w+)/.exec(does.slice(does.search(/\{|\)\s*\{/)))?.[1] ?? "";
  const { kind } = fieldOf(schema, asked);
  return `<a href="/manual/${kind}/${asked}.html">${asked}</a>`;
}

/** Values as they can be sent, or where they are found. */
function variablesOf(step: Step, before: readonly Step[]) {
  const names = [...step.does.matchAll(/\$(\w+): /g)].map(([, name = ""]) => name);
  return Object.fromEntries(names.map((name) => [name, valueFor(name, before)]));
}

function valueFor(name: string, before: readonly Step[]): string {
  const place = before.findLastIndex(({ keeps = {} }) => name in keeps);
  const step = before[place];
  if (step) return `${step.keeps?.[name]} of step ${place + 1}`;
  return name.endsWith("Key") ? `manual-${name}` : dayInWords(name);
}

function dayInWords(name: string): string {
  const [, kind, way, days] = /^(day|moment)(In|Ago)(\d+)$/.exec(name) ?? [];
  if (!kind) return named[name] ?? name;
  const like = kind === "day" ? "2026-03-31" : "2026-03-31T10:00:00Z";
  return way === "In" ? `in ${days} days, like ${like}` : `${days} days ago, like ${like}`;
}

const named: { readonly [name: string]: string } = {
  now: "now, like 2026-03-31T10:00:00Z",
  today: "today, like 2026-03-31",
  monday: "last Monday, like 2026-03-30",
  month: "this month, like 2026-03",
  quarter: "this quarter, like 2026-Q1",
};
