import { msg } from "@lingui/core/macro";
import { fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ModalContents, useLayer } from "../layers/layers";
import { allowSingleLetters, startHotkeys } from "./hotkeys";
import { addCommands, setPermissions, useCommand } from "./registry";

const group = msg`Test`;

addCommands([
  { id: "t.go", title: msg`Go`, group, scope: "global", keys: "G P" },
  { id: "t.row", title: msg`Row`, group, scope: "rows", keys: "X" },
  { id: "t.note", title: msg`Note`, group, scope: "note", keys: "Mod+Enter" },
  { id: "t.rx", title: msg`Rx`, group, scope: "rx", keys: "Mod+Enter" },
  { id: "t.sign", title: msg`Sign`, group, scope: "global", keys: "Alt+S", permission: "note_sign" },
  { id: "t.lock", title: msg`Lock`, group, scope: "global", keys: "Mod+L", always: true },
]);

const did = vi.fn();

function Bound({ ids }: { ids: string[] }) {
  return ids.map((id) => <One key={id} id={id} />);
}
function One({ id }: { id: string }) {
  useCommand(id, () => did(id));
  return null;
}
function Layer({ name, modal }: { name: string; modal?: boolean }) {
  useLayer(true, () => did(`close ${name}`), modal);
  return null;
}

let stop: () => void;
beforeEach(() => {
  did.mockClear();
  setPermissions([]);
  allowSingleLetters(true);
  stop = startHotkeys();
});
afterEach(() => stop());

const press = (target: Element, key: string, more: object = {}) => fireEvent.keyDown(target, { key, ...more });

describe("keys", () => {
  it("a sequence works on the page and is plain typing in a text field", () => {
    render(
      <>
        <Bound ids={["t.go"]} />
        <input aria-label="field" />
      </>,
    );
    press(screen.getByLabelText("field"), "g");
    press(screen.getByLabelText("field"), "p");
    expect(did).not.toHaveBeenCalled();
    press(document.body, "g");
    press(document.body, "p");
    expect(did).toHaveBeenCalledExactlyOnceWith("t.go");
  });

  it("a bare letter acts only inside its own list, and not at all when switched off", () => {
    render(
      <>
        <Bound ids={["t.row"]} />
        <div data-scope="rows">
          <button type="button">inside</button>
        </div>
      </>,
    );
    press(document.body, "x");
    expect(did).not.toHaveBeenCalled();
    press(screen.getByText("inside"), "x");
    expect(did).toHaveBeenCalledOnce();
    allowSingleLetters(false);
    press(screen.getByText("inside"), "x");
    expect(did).toHaveBeenCalledOnce();
  });

  it("the same chord means what the innermost pane says", () => {
    render(
      <>
        <Bound ids={["t.rx", "t.note"]} />
        <div data-scope="note">
          <button type="button">note</button>
          <div data-scope="rx">
            <button type="button">rx</button>
          </div>
        </div>
      </>,
    );
    press(screen.getByText("rx"), "Enter", { ctrlKey: true });
    press(screen.getByText("note"), "Enter", { ctrlKey: true });
    expect(did.mock.calls).toEqual([["t.rx"], ["t.note"]]);
  });

  it("ctrl_enter_stages_and_does_not_press_the_button_that_holds_the_focus", () => {
    const pressed = vi.fn();
    render(
      <div data-scope="rx">
        <Bound ids={["t.rx"]} />
        <button type="button" onKeyDown={pressed}>
          Acknowledge
        </button>
      </div>,
    );
    press(screen.getByText("Acknowledge"), "Enter", { ctrlKey: true });
    expect(pressed).not.toHaveBeenCalled();
    expect(did).toHaveBeenCalledExactlyOnceWith("t.rx");
    press(screen.getByText("Acknowledge"), "Enter");
    expect(pressed).toHaveBeenCalledOnce();
  });

  it("what a person may not do has no key", () => {
    render(<Bound ids={["t.sign"]} />);
    press(document.body, "s", { altKey: true, code: "KeyS" });
    expect(did).not.toHaveBeenCalled();
    setPermissions(["note_sign"]);
    press(document.body, "s", { altKey: true, code: "KeyS" });
    expect(did).toHaveBeenCalledOnce();
  });

  it("under a dialog the page rests, but locking still works", () => {
    render(
      <>
        <Bound ids={["t.note", "t.lock"]} />
        <Layer name="dialog" modal />
        <ModalContents>
          <Bound ids={["t.rx"]} />
        </ModalContents>
      </>,
    );
    press(document.body, "Enter", { ctrlKey: true });
    press(document.body, "l", { ctrlKey: true });
    expect(did.mock.calls).toEqual([["t.rx"], ["t.lock"]]);
  });
});

describe("Escape", () => {
  it("closes one layer, the innermost", () => {
    const { rerender } = render(
      <>
        <Layer name="panel" />
        <Layer name="card" />
      </>,
    );
    press(document.body, "Escape");
    expect(did.mock.calls).toEqual([["close card"]]);
    rerender(<Layer name="panel" />);
    press(document.body, "Escape");
    expect(did.mock.calls).toEqual([["close card"], ["close panel"]]);
  });

  it("in an open list belongs to the list", () => {
    render(
      <>
        <Layer name="panel" />
        <input role="combobox" aria-expanded="true" aria-controls="x" aria-label="drug" />
      </>,
    );
    press(screen.getByLabelText("drug"), "Escape");
    expect(did).not.toHaveBeenCalled();
  });
});
