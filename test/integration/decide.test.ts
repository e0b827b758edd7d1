import { describe, expect, it } from "vitest";
import {
  begin,
  conclude,
  isPublicAddress,
  isSpent,
  secondsUntil,
  whyNotUrl,
} from "../../src/integration/decide/index.ts";
import type { Delivery } from "../../src/integration/model/index.ts";

const start = "2026-02-01T10:00:00.000Z";
const delivery: Delivery = {
  ...{ id: "del_A", webhookId: "whk_A", type: "GIFT_GIVEN", at: start, data: { minutes: 15 } },
  ...{ status: "PENDING", attempts: [], nextAt: start, createdAt: start, version: 1, receipts: [] },
};

describe("an address", () => {
  it.each([
    "10.1.2.3",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "127.0.0.1",
    "0.0.0.0",
    "169.254.169.254",
    "100.64.0.1",
    "192.0.0.8",
    "198.18.0.1",
    "224.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::ffff:10.0.0.1",
    "::ffff:a00:1",
    "64:ff9b::a00:1",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "ff02::1",
    "2001:db8::1",
    "2001:0db8::1",
    "2001::1",
    "2002:a00:1::",
    "3fff::1",
    "no address",
  ])("%s is not sent to", (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it.each(["8.8.8.8", "172.32.0.1", "100.128.0.1", "2606:4700:4700::1111", "2a00:1450:4009::200e"])(
    "%s is sent to",
    (address) => expect(isPublicAddress(address)).toBe(true),
  );

  it.each([
    "http://hooks.example.org/",
    "https://hooks.example.org:8443/",
    `https://${["somebody", "theirs"].join(":")}@hooks.example.org/`,
    "https://hooks.example.org/#part",
    "https://10.0.0.1/",
    "https://2130706433/",
    "https://0x7f.1/",
    "https://[::1]/",
    "https://localhost/",
    "https://hooks.localhost/",
    "https://metadata.google.internal/",
    "https://printer.local/",
    "https://intranet/",
    "https://hooks.example.org./",
    "ftp://hooks.example.org/",
    "file:///etc/passwd",
    "nonsense",
  ])("%s cannot be registered", (url) => {
    expect(whyNotUrl(url, { allowsLoopback: false })).toMatchObject({ path: ["input", "url"] });
  });

  it("may be this machine itself where that was switched on, and nothing beside it", () => {
    const own = { allowsLoopback: true };
    expect(whyNotUrl("http://localhost:4010/in", own)).toBeUndefined();
    expect(whyNotUrl("http://localhost:4010/in", { allowsLoopback: false })).toBeDefined();
    expect(whyNotUrl("http://192.168.0.2/", own)).toBeDefined();
    expect(whyNotUrl("https://hooks.example.org/in?for=us", own)).toBeUndefined();
  });
});

/** Tries until nothing is tried any more, always at the moment it is due. */
function triedUntilDead(chance: number) {
  let now = start;
  let one = delivery;
  const pauses: number[] = [];
  while (one.status === "PENDING") {
    one = conclude(begin(one, { now, token: "A" }), { status: 500 }, { now, chance });
    if (one.status !== "PENDING") break;
    pauses.push(secondsUntil(one.nextAt, now));
    now = one.nextAt;
  }
  return { one, pauses, hours: (Date.parse(now) - Date.parse(start)) / 3_600_000 };
}

const begun = { now: start, token: "A" };

describe("a delivery that is not taken", () => {
  it("is tried eleven times, after longer and longer pauses, for about a day", () => {
    const { one, pauses, hours } = triedUntilDead(0.5);
    expect(one).toMatchObject({ status: "DEAD" });
    expect(one.attempts).toHaveLength(11);
    expect(pauses).toEqual(pauses.toSorted((a, b) => a - b));
    expect(pauses[0]).toBe(5);
    expect(hours).toBeGreaterThan(23);
    expect(hours).toBeLessThan(25);
  });

  it("waits no longer than a queue can put a message off, and never as long as its neighbours", () => {
    const [least, most] = [triedUntilDead(0).pauses, triedUntilDead(1).pauses];
    expect(Math.max(...most)).toBeLessThanOrEqual(43_200);
    for (const [at, pause] of least.entries()) expect(pause).toBeLessThan(most[at] ?? 0);
  });

  it("is taken with any status from 200 to 299, and with no other", () => {
    const after = (status: number) =>
      conclude(begin(delivery, begun), { status }, { now: start, chance: 0 }).status;
    expect([200, 204, 299].map(after)).toEqual(["DELIVERED", "DELIVERED", "DELIVERED"]);
    expect([199, 301, 302, 400, 429, 500].map(after)).toEqual(Array(6).fill("PENDING"));
  });

  it("has had its try also when that was cut off", () => {
    let one = delivery;
    for (let tries = 0; tries < 11; tries++) one = begin(one, begun);
    expect(isSpent(one)).toBe(true);
    expect(conclude(one, {}, { now: start, chance: 0 })).toMatchObject({ status: "DEAD" });
  });
});
