import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { answerWith, refusal } from "../../test/platform";
import { STATUS, Surroundings } from "../../test/Surroundings";
import { SignIn } from "./SignIn";

const show = () =>
  render(
    <Surroundings status={{ ...STATUS, state: "locked", session: null }}>
      <SignIn />
    </Surroundings>,
  );

describe("signing in", () => {
  it("arrows in the passphrase field choose the person, Enter unlocks", async () => {
    const asked = answerWith({ unlock: () => STATUS.session });
    show();
    await userEvent.keyboard("{ArrowDown}meadow lantern{Enter}");
    expect(asked.find(({ command }) => command === "unlock")?.request).toEqual({
      login: "jbrandt",
      passphrase: "meadow lantern",
    });
  });

  it("a wrong passphrase says how many tries are left, and does not stay in the field", async () => {
    answerWith({
      unlock: () => {
        throw refusal("throttled", "Passphrase not right. 4 tries left before a 5 minute wait.");
      },
    });
    show();
    await userEvent.keyboard("wrong{Enter}");
    expect(await screen.findByText(/4 tries left/)).toBeTruthy();
    expect(screen.getByLabelText<HTMLInputElement>("Passphrase").value).toBe("");
    expect(document.activeElement).toBe(screen.getByLabelText("Passphrase"));
  });

  it("nothing is sent for an empty passphrase", async () => {
    const asked = answerWith({ unlock: () => STATUS.session });
    show();
    await userEvent.keyboard("{Enter}");
    expect(asked).toEqual([]);
  });
});
