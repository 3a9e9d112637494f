import { t } from "@lingui/core/macro";
import type { Role } from "../api/bindings";

export const ROLES: readonly Role[] = [
  "physician",
  "nurse",
  "front_desk",
  "biller",
  "practice_manager",
  "administrator",
];

export function roleWord(role: Role): string {
  switch (role) {
    case "physician":
      return t`Physician`;
    case "nurse":
      return t`Nurse`;
    case "front_desk":
      return t`Front desk`;
    case "biller":
      return t`Biller`;
    case "practice_manager":
      return t`Practice manager`;
    case "administrator":
      return t`Administrator`;
  }
}
