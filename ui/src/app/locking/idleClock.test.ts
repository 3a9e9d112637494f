import { describe, expect, it } from "vitest";
import { IdleClock } from "./idleClock";

function clockAt() {
  const time = { now: 0 };
  return { time, clock: new IdleClock(300, () => time.now) };
}

describe("automatic log-off", () => {
  it("counts down the last thirty seconds and then locks", () => {
    const { time, clock } = clockAt();
    time.now = 269_000;
    expect(clock.tick()).toEqual({ countdown: null, expired: false });
    time.now = 275_000;
    expect(clock.tick()).toEqual({ countdown: 25, expired: false });
    time.now = 300_000;
    expect(clock.tick().expired).toBe(true);
  });

  it("a key press during the countdown starts the quiet time again and tells the backend at once", () => {
    const { time, clock } = clockAt();
    time.now = 290_000;
    expect(clock.active()).toBe(true);
    expect(clock.tick()).toEqual({ countdown: null, expired: false });
  });

  it("tells the backend of activity at most every twenty seconds", () => {
    const { time, clock } = clockAt();
    time.now = 5_000;
    expect(clock.active()).toBe(false);
    time.now = 21_000;
    expect(clock.active()).toBe(true);
    time.now = 30_000;
    expect(clock.active()).toBe(false);
  });
});
