import { describe, expect, it } from "vitest";
import { ofEachMembership } from "../../src/rights/service/export/parts.ts";
import { textOf } from "./modules.ts";
import { rooms } from "./rules.ts";

type Work = (...given: never[]) => unknown;
type Door = { readonly erasers?: Record<string, Work>; readonly exporters?: Record<string, Work> };

/** The rooms that hold something of a person, as their doors say. */
const doors: readonly (object & Door)[] = await Promise.all(
  rooms.map((room) => import(`../../src/${room}/index.ts`)),
);
const holding = doors.filter((room) => "erasers" in room || "exporters" in room);

/** Whatever is held of a person can be erased and told: what can be done with one can with both. */
describe("what rooms hold of people", () => {
  it("is really looked at", () => {
    expect(holding.length).toBeGreaterThanOrEqual(6);
  });

  it.each(holding.map((door, number) => [number, door] as const))(
    "is told to the person where it is erased: room %i",
    (_number, { erasers = {}, exporters = {} }) => {
      const untold = Object.keys(erasers).filter((kind) => !Object.hasOwn(exporters, kind));
      expect(untold).toEqual([]);
      const unasked = Object.values(exporters).filter(
        (one) => !ofEachMembership.some((asked) => asked === one),
      );
      expect(unasked).toEqual([]);
    },
  );

  it("is erased by each room that can", () => {
    const asked = [...textOf("src/rights/service/steps.ts").matchAll(/erasers as \w+/g)];
    expect(asked).toHaveLength(holding.filter(({ erasers }) => erasers).length);
  });
});
