import { t } from "@lingui/core/macro";
import type { AdministrativeGender } from "../../api/bindings";

export function genderWord(gender: AdministrativeGender): string {
  switch (gender) {
    case "female":
      return t`Female`;
    case "male":
      return t`Male`;
    case "other":
      return t`Other`;
    case "unknown":
      return t`Unknown`;
  }
}
