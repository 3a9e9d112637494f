import { Trans } from "@lingui/react/macro";
import { Check, Minus } from "lucide-react";
import { useRead } from "../../api/useRead";
import { ROLES, roleWord } from "../../components/roles";
import { ErrorState, Skeleton } from "../../components/States";
import { Part } from "./Part";
import styles from "./settings.module.css";

/** What each role may do, in sentences. Read-only: the roles are part of the program, so that every practice means the same by them. */
export function RolesSection() {
  const table = useRead(["role_table"], "role_table", {});
  if (table.error)
    return (
      <ErrorState
        what={<Trans>The roles could not be read.</Trans>}
        error={table.error}
        onRetry={() => void table.refetch()}
      />
    );
  if (!table.data) return <Skeleton rows={12} height={32} />;
  const rows = new Map<string, { sentence: string; allowed: Set<string> }>();
  for (const entry of table.data) {
    const row = rows.get(entry.permission) ?? { sentence: entry.sentence, allowed: new Set<string>() };
    if (entry.allowed) row.allowed.add(entry.role);
    rows.set(entry.permission, row);
  }
  const roles = ROLES.filter((role) => table.data.some((entry) => entry.role === role));
  return (
    <Part
      title={<Trans>What each role may do</Trans>}
      hint={<Trans>Fixed in this version. Choose a person's role under People.</Trans>}
    >
      <div className={styles.scroll} tabIndex={0} role="region" aria-label="roles">
        <table className={styles.table}>
          <thead>
            <tr>
              <th>
                <Trans>May</Trans>
              </th>
              {roles.map((role) => (
                <th key={role} className={styles.center}>
                  {roleWord(role)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {[...rows].map(([permission, row]) => (
              <tr key={permission}>
                <td>{row.sentence}</td>
                {roles.map((role) => (
                  <td key={role} className={styles.center}>
                    {row.allowed.has(role) ? (
                      <>
                        <Check className={styles.yes} aria-hidden />
                        <span className="vh">
                          <Trans>yes</Trans>
                        </span>
                      </>
                    ) : (
                      <>
                        <Minus className={styles.no} aria-hidden />
                        <span className="vh">
                          <Trans>no</Trans>
                        </span>
                      </>
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Part>
  );
}
