import { describe, expect, it } from "vitest";
import { asks, board, child, codes, organisation } from "./build.ts";

describe("the first day and the last word of a rule", () => {
  const cafe = organisation("cafe", "BUSINESS");
  const work = { payer: cafe, recipients: [cafe], isDisplacementCleared: true };

  it("lets somebody of 13 work for a business with a permit, and nobody of 12", () => {
    const held = { mem_jo: ["WORK_PERMIT"] } as const;
    expect(codes({ ...work, provider: child("jo", 13) }, {}, held)).toEqual([]);
    expect(codes({ ...work, provider: child("jo", 12) }, {}, held)).toEqual(["AGE_RESTRICTED"]);
  });

  it.each(["shopping", "errands", "money", "banking"])("takes %s for handling money", (slug) => {
    const given = board({ requirements: [asks({ circumstance: "MONEY_HANDLING" })] });
    expect(codes({ categoryPath: [slug] }, given)).toEqual(["CLEARANCE_REQUIRED"]);
  });
});
