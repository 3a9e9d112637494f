const TOUCH_EVERY_MS = 20_000;
const COUNTDOWN_MS = 30_000;

/** Decides, from the signs of life alone, when to tell the backend, when to count down and when to lock. */
export class IdleClock {
  private last: number;
  private touched: number;
  private readonly limitMs: number;
  private readonly now: () => number;

  constructor(seconds: number, now: () => number) {
    this.limitMs = seconds * 1_000;
    this.now = now;
    this.last = now();
    this.touched = now();
  }

  /** The person did something. Answers whether the backend should hear of it: at most every twenty seconds. */
  active(): boolean {
    const now = this.now();
    const late = now - this.last > this.limitMs - COUNTDOWN_MS;
    this.last = now;
    if (!late && now - this.touched < TOUCH_EVERY_MS) return false;
    this.touched = now;
    return true;
  }

  /** Seconds left once the countdown has begun (null before), and whether time is up. */
  tick(): { countdown: number | null; expired: boolean } {
    const left = this.limitMs - (this.now() - this.last);
    if (left <= 0) return { countdown: 0, expired: true };
    return { countdown: left <= COUNTDOWN_MS ? Math.ceil(left / 1_000) : null, expired: false };
  }
}
