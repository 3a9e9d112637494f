import { beforeEach, describe, expect, it, vi } from "vitest";
import { answerWith, refusal } from "../test/platform";
import { CallError, call, onInterruption } from "./call";
import { touches } from "./queryClient";

const locked = vi.fn();

beforeEach(() => {
  locked.mockClear();
  onInterruption({ reauthenticate: async () => true, locked });
});

describe("a command", () => {
  it("that wants the passphrase again is repeated once it was given", async () => {
    let fresh = false;
    onInterruption({
      reauthenticate: async () => {
        fresh = true;
        return true;
      },
      locked,
    });
    const asked = answerWith({
      verify_record: () => {
        if (!fresh) throw refusal("reauthenticate");
        return { records: 1, audit_entries: 2, problems: [] };
      },
    });
    expect(await call("verify_record", {})).toMatchObject({ records: 1 });
    expect(asked).toHaveLength(2);
  });

  it("is not repeated when the person closes the question", async () => {
    onInterruption({ reauthenticate: async () => false, locked });
    const asked = answerWith({
      verify_record: () => {
        throw refusal("reauthenticate");
      },
    });
    await expect(call("verify_record", {})).rejects.toBeInstanceOf(CallError);
    expect(asked).toHaveLength(1);
  });

  it("refused because the session ended brings the lock screen up", async () => {
    answerWith({
      recent_patients: () => {
        throw refusal("locked", "Sign in first.");
      },
    });
    await expect(call("recent_patients", { limit: 5 })).rejects.toThrow("Sign in first.");
    expect(locked).toHaveBeenCalledOnce();
  });
});

describe("what a change refreshes", () => {
  const change = { resource: "medication_request", id: "m1", patient_id: "p1" };

  it("is that patient's chart and lists, and nobody else's", () => {
    expect(touches(["chart", "p1"], change)).toBe(true);
    expect(touches(["timeline", "p1", "all"], change)).toBe(true);
    expect(touches(["chart", "p2"], change)).toBe(false);
    expect(touches(["patient_list", null, ""], change)).toBe(false);
  });

  it("a changed name refreshes the list of patients, the patient and the chart", () => {
    const renamed = { resource: "Patient", id: "p1", patient_id: null };
    expect(touches(["patient_list", null, ""], renamed)).toBe(true);
    expect(touches(["patient", "p1"], renamed)).toBe(true);
    expect(touches(["chart", "p1"], renamed)).toBe(true);
    expect(touches(["chart", "p2"], renamed)).toBe(false);
  });
});
