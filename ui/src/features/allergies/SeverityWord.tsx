import { Trans } from "@lingui/react/macro";
import type { AllergyIntolerance } from "../../api/bindings";

/** The word for how bad the reaction was; nothing when nobody knows. */
export function SeverityWord({ severity }: { severity: AllergyIntolerance["severity"] }) {
  switch (severity) {
    case "severe":
      return <Trans>Severe</Trans>;
    case "moderate":
      return <Trans>Moderate</Trans>;
    case "mild":
      return <Trans>Mild</Trans>;
    default:
      return null;
  }
}
