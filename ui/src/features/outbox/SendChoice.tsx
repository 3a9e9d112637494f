import { useLingui } from "@lingui/react/macro";
import type { Route } from "../../api/bindings";
import styles from "./SendChoice.module.css";
import type { SendChoices } from "./useSendChoices";
import { routeWord } from "./words";

const ROUTES: readonly Route[] = ["electronic", "fax", "print"];

/** How one prescription leaves when it is signed. What cannot be says why; arrows choose among the rest. */
export function SendChoice({ id, name, choices }: { id: string; name: string; choices: SendChoices }) {
  const { t } = useLingui();
  const answer = choices.of(id);
  if (!answer) return null;
  const route = choices.routeOf(id);
  const refused = (one: Route): string[] =>
    (answer.choices.find((choice) => choice.route === one)?.refusals ?? []).map((lack) => lack.message);
  const offered = ROUTES.filter((one) => answer.choices.some((choice) => choice.route === one));
  return (
    <fieldset className={styles.send}>
      <legend className="vh">{t`How ${name} leaves`}</legend>
      <div className={styles.routes}>
        {offered.map((one) => {
          const why = refused(one);
          return (
            <label key={one} className={styles.route} data-off={why.length > 0 || undefined}>
              <input
                type="radio"
                name={`send ${id}`}
                checked={route === one}
                disabled={why.length > 0}
                onChange={() => choices.choose(id, one)}
              />
              {routeWord(one)}
            </label>
          );
        })}
      </div>
      {offered
        .filter((one) => refused(one).length > 0)
        .map((one) => (
          <p key={one} className={styles.why}>
            <b>{routeWord(one)}</b>: {refused(one).join(" ")}
          </p>
        ))}
    </fieldset>
  );
}
