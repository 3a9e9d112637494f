import { Trans, useLingui } from "@lingui/react/macro";
import { useNavigate, useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Permission } from "../../api/bindings";
import { useSession, useStatus } from "../../app/session";
import { Tabs } from "../../components/Tabs";
import { AboutSection } from "./AboutSection";
import { AuditSection } from "./AuditSection";
import { DemoSection } from "./DemoSection";
import { ImportSection } from "./ImportSection";
import { PeopleSection } from "./PeopleSection";
import { PharmaciesSection } from "./PharmaciesSection";
import { PracticeSection } from "./PracticeSection";
import { PreferencesSection } from "./PreferencesSection";
import { RolesSection } from "./RolesSection";
import { SafetySection } from "./SafetySection";
import { SendingSection } from "./SendingSection";
import styles from "./settings.module.css";

interface Section {
  id: string;
  label: string;
  permission?: Permission;
  content: ReactNode;
}

/** Settings, each part for those who may change it. */
export default function SettingsPage() {
  const { t } = useLingui();
  const navigate = useNavigate();
  const session = useSession();
  const status = useStatus();
  const { section } = useParams({ from: "/settings/$section" });

  const all: Section[] = [
    { id: "preferences", label: t`My preferences`, content: <PreferencesSection /> },
    { id: "practice", label: t`Practice`, permission: "settings_practice", content: <PracticeSection /> },
    { id: "people", label: t`People`, permission: "settings_users", content: <PeopleSection /> },
    { id: "roles", label: t`Roles`, permission: "settings_users", content: <RolesSection /> },
    {
      id: "pharmacies",
      label: t`Pharmacies`,
      permission: "patient_demographics_read",
      content: <PharmaciesSection />,
    },
    { id: "sending", label: t`Sending`, permission: "settings_practice", content: <SendingSection /> },
    { id: "safety", label: t`Safety rules`, permission: "safety_report", content: <SafetySection /> },
    { id: "import", label: t`Import`, permission: "import", content: <ImportSection /> },
    { id: "audit", label: t`Audit log`, permission: "audit_read", content: <AuditSection /> },
    { id: "about", label: t`About`, content: <AboutSection /> },
  ];
  if (status.demo)
    all.push({ id: "demo", label: t`Remove the demo`, permission: "demo_remove", content: <DemoSection /> });
  const shown = all.filter((one) => !one.permission || session.can(one.permission));
  const current = shown.find((one) => one.id === section) ?? shown[0];

  return (
    <div className={styles.page}>
      <h1 className={styles.title}>
        <Trans>Settings</Trans>
      </h1>
      <Tabs
        look="side"
        label={t`Parts of the settings`}
        className={styles.tabs}
        panelClassName={styles.panel}
        value={current?.id ?? "preferences"}
        onChange={(id) => void navigate({ to: "/settings/$section", params: { section: id }, replace: true })}
        tabs={shown}
      />
    </div>
  );
}
