import fc from "fast-check";
import { expect, it } from "vitest";
import { mix } from "../../src/insight/decide/mix.ts";

const minutes = fc.integer({ min: 0, max: 500 }).map((steps) => steps * 300);

it("falls into parts that add up to 100, each within one of what it really is", () => {
  const one = fc.record({ mode: fc.string(), citizenMinutes: minutes, staffMinutes: minutes });
  fc.assert(
    fc.property(fc.array(one, { maxLength: 4 }), (all) => {
      const whole = all.reduce((sum, each) => sum + each.citizenMinutes + each.staffMinutes, 0);
      const parts = mix(all);
      const percents = parts.reduce((sum, { percent }) => sum + percent, 0);
      expect(percents).toBe(whole === 0 ? 0 : 100);
      for (const { percent, citizenMinutes, staffMinutes } of parts) {
        const real = ((citizenMinutes + staffMinutes) * 100) / whole;
        expect(Math.abs(percent - real)).toBeLessThan(1);
      }
    }),
  );
});
